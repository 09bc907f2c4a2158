"""From a Release to a file that another service can act on: named without names, written whole or not at all."""

import contextlib
import hashlib
import os
import re
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.records import ExportRecord, Receipt
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.release import Choices
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.marks import marks_of
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.policy import Policy

if TYPE_CHECKING:  # slow, and not always needed
    from thinkfamily_desktop.report.logo import Logo
    from thinkfamily_desktop.report.sheets import SheetKind

REFERRAL, REVIEW, REPLY_SLIP = "referral", "review", "reply-slip"
TO_FILL = (REVIEW, REPLY_SLIP)  # filling changes a file, so a signature on it would not last


@dataclass(frozen=True, slots=True)
class Document:
    """A finished PDF (or FHIR, as bytes) in memory, with the Release it was made from."""

    release: Release
    pdf: bytes

    @property
    def sha256(self) -> str:
        """The hash by which the register knows this very file."""
        return hashlib.sha256(self.pdf).hexdigest()


def kinds() -> tuple[str, ...]:
    """What can be made from a Release: the referral first, then the copies with boxes, then every sheet there is."""
    from thinkfamily_desktop.report.sheets import SheetKind  # noqa: PLC0415, RUF100  slow, and not always needed

    return (REFERRAL, REVIEW, REPLY_SLIP, *get_args(SheetKind))


def kinds_for(release: Release) -> tuple[str, ...]:
    """Those of `kinds` that this reader’s copy can be made as; a person has sheets, and no call or reply slip."""
    sheets = tuple(sheet.kind for sheet in release.sheets)
    if release.for_person is not None:
        return (REFERRAL, *sheets)
    return (REFERRAL, *(("phone-script",) if release.urgent else ()), "chronology", REPLY_SLIP, *sheets)


def check_kind(kind: str) -> None:
    """Raise ThinkFamilyError, `check.no_such_kind`, for what is none of `kinds`."""
    if kind not in kinds():
        raise ThinkFamilyError("check.no_such_kind", kinds=", ".join(kinds()))


def logo_by_policy(policy: Policy) -> "tuple[Logo | None, ThinkFamilyError | None]":
    """The organisation's logo, where its policy names one. A referral never waits for it: what is wrong is said."""
    from thinkfamily_desktop.report.logo import read_logo  # noqa: PLC0415, RUF100  slow, and not always needed

    if policy.organisation_logo is None:
        return None, None
    try:
        return read_logo(policy.organisation_logo, policy.organisation_name), None
    except ThinkFamilyError as error:
        return None, error


def make_document(
    release: Release, words: Words, fonts: Path, kind: str = REFERRAL, logo: "Logo | None" = None
) -> Document:
    """The PDF of a Release, as one of `kinds`. The same Release and logo give the same bytes.

    Nothing about a made-up family carries a real organisation's logo.

    Raises ThinkFamilyError, `check.no_such_kind`.
    """
    from thinkfamily_desktop.report import build  # noqa: PLC0415, RUF100  slow, and not always needed

    check_kind(kind)
    if kind in (REFERRAL, REVIEW):
        make = build.build_referral if kind == REFERRAL else build.build_review
        return Document(release, make(release, words, fonts, logo=None if release.practice else logo))
    if kind == REPLY_SLIP:
        return Document(release, build.build_reply_slip(release, words, fonts))
    return Document(release, build.build_sheet(release, words, fonts, cast("SheetKind", kind)))


def behind_password(document: Document, password: str) -> Document:
    """The same document as it travels by any way but secure email."""
    from thinkfamily_desktop.report.protect import protect  # noqa: PLC0415, RUF100  as above

    return Document(document.release, protect(document.pdf, password))


def signed_by(document: Document, certificate: bytes, password: str, at: datetime) -> Document:
    """The same document with the organisation's signature. Sign it before it is put behind a password, never both.

    Raises ThinkFamilyError: `report.no_signing_key`, `report.signing_key_out_of_date`.
    """
    from thinkfamily_desktop.report.signing import sign  # noqa: PLC0415, RUF100  as above

    return Document(document.release, sign(document.pdf, certificate, password, at))


def signed_by_policy(
    document: Document, kind: str, policy: Policy, at: datetime
) -> tuple[Document, ThinkFamilyError | None]:
    """The document with the organisation's signature where its policy names a certificate for it.

    A referral does not wait for a certificate: where that cannot be used the document comes back as it was, with what
    to say about it.
    """
    if policy.signing_certificate is None or kind in TO_FILL:
        return document, None
    try:
        certificate = policy.signing_certificate.read_bytes()
        password = _first_line(policy.signing_password_file)
    except (OSError, UnicodeDecodeError):
        return document, ThinkFamilyError("report.no_signing_file")
    try:
        return signed_by(document, certificate, password, at), None
    except ThinkFamilyError as error:
        return document, error


def _first_line(file: Path | None) -> str:
    text = file.read_text(encoding="utf-8-sig") if file is not None else ""
    return text.splitlines()[0] if text else ""


def file_name(release: Release, kind: str = REFERRAL) -> str:
    """A file name that says which record, for whom, as what and when, and nobody's name."""
    reader = re.sub(r"[^a-z0-9-]", "", release.reader)
    reader += f"-{kind}" if kind != REFERRAL else ""
    return f"{release.reference}-{reader}-v{release.version}-{release.made:%Y-%m-%d}.pdf"


def save_document(document: Document, path: Path, policy: Policy | None = None) -> None:
    """Write a document whole, or leave what was there; only where the organisation allows it.

    Raises ThinkFamilyError in plain words.
    """
    if policy is not None and not policy.allows_export_to(path):
        folders = ", ".join(map(str, policy.allowed_export_folders or ()))
        if not folders:
            raise ThinkFamilyError("check.not_allowed_anywhere")
        raise ThinkFamilyError("check.not_allowed", folders=folders)
    write_whole(document.pdf, path)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there. Raises ThinkFamilyError in plain words."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # a folder that is not there has no half-written file either
            part.unlink(missing_ok=True)
        raise ThinkFamilyError("check.not_written", folder=str(path.parent), reason=error.strerror or "") from error


def register_document(
    store: Store,
    session: Session,
    document: Document,
    path: Path,
    at: datetime,
    *,
    password: bool = False,
    kind: str = REFERRAL,
    choices: Choices | None = None,
) -> Future[Receipt]:
    """Write into the register what was saved, where, and by which hash it can be known again.

    `choices` are those that the release was made with, if not those that the session was asked with: what was left
    out or included stays there with its reason.
    """
    release = document.release
    asked = session.asked_for(release)
    chosen = choices if choices is not None else asked.choices
    return store.register_export(
        ExportRecord(
            assessment=session.assessment.id,
            family=session.family.id,
            reader=release.reader,
            kind=kind,
            version=release.version if release.finished else 0,
            check_code=release.check_code,
            sha256=document.sha256,
            path=str(path),
            at=at,
            by=session.worker.id,
            password=password,
            answers=sum(len(section.lines) for section in release.sections),
            decisions=chosen.decisions() if chosen is not None else (),
            about=asked.about,
            for_person=asked.for_person,
            marks=marks_of(release),
        )
    )
