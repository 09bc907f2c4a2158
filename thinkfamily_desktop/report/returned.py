"""Reads a copy that came back filled: whose it is, which version, and what was written in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

import pikepdf

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.report.review import COMMENT, RECORD

MOST_FIELDS = 2_000  # a file with more is no copy of ours


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment on one part. `part` is its key in the copy that was sent, `title` what stood above the box."""

    part: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a filled copy says. Nothing in it is believed until its record, version and check code are ours."""

    kind: Literal["review", "reply-slip"]
    reference: str
    version: int
    check_code: str
    answers: Mapping[str, str]  # by field: name, role, date, known, decision, ...
    agrees: bool
    returns: bool
    comments: tuple[ReturnedComment, ...]
    labels: Mapping[str, str] = field(default_factory=dict)  # by field: what stood above it


def read_returned(data: bytes) -> Returned:
    """Reads a filled copy.

    Raises:
        ThinkFamilyError: `report.not_a_pdf`, or `report.not_ours` where the fields are not those of a copy of ours.
    """
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PdfError as error:
        raise ThinkFamilyError("report.not_a_pdf") from error
    with pdf:
        fields = {key: (says, value) for key, says, value in _fields(pdf)}
    try:
        reference, version, check_code = (part.strip() for part in fields[RECORD][1].split("/"))
        number = int(version)
    except (KeyError, ValueError) as error:
        raise ThinkFamilyError("report.not_ours") from error
    kind: Literal["review", "reply-slip"] = "review" if "review.name" in fields else "reply-slip"
    prefix = "review." if kind == "review" else "slip."
    answers = {
        key.removeprefix(prefix): value for key, (_, value) in fields.items() if key.startswith(prefix) and value
    }
    agrees, returns = (answers.pop(key, "") == "Yes" for key in ("agree", "return"))
    comments = tuple(
        ReturnedComment(key.removeprefix(COMMENT), says, value)
        for key, (says, value) in fields.items()
        if key.startswith(COMMENT) and value
    )
    labels = {key.removeprefix(prefix): says for key, (says, _) in fields.items() if key.startswith(prefix)}
    return Returned(kind, reference, number, check_code, answers, agrees, returns, comments, labels)


def _fields(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, str]]:
    """Name, label and value of every field. Some programs put fields into a tree: names are joined by full stops."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    listed = form.get("/Fields")
    waiting = [(field, "") for field in listed] if isinstance(listed, pikepdf.Array) else []
    seen = 0
    while waiting and seen < MOST_FIELDS:
        seen += 1
        field, above = waiting.pop(0)
        if not isinstance(field, pikepdf.Dictionary):
            continue
        name = str(field.get("/T", ""))
        whole = ".".join(part for part in (above, name) if part)
        kids = field.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting += [(kid, whole) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/T" in kid]
        yield whole, str(field.get("/TU", "")), _value(field.get("/V"))


def _value(value: pikepdf.Object | None) -> str:
    if value is None:
        return ""
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace")
    said = str(value)
    if isinstance(value, pikepdf.Name):
        said = said.removeprefix("/")
        return "" if said == "Off" else said
    return said.replace("\r\n", "\n").replace("\r", "\n").strip()
