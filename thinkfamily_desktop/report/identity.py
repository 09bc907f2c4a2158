"""What a PDF says of itself: whether this program made it, and which record, version and text it claims to be.

Nothing of this is believed: it only says where in the register to look. A damaged file may still say it.
"""

import contextlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pikepdf
import pypdfium2

from thinkfamily_desktop.report.metadata import PRODUCER
from thinkfamily_desktop.report.pdfium import ONE_AT_A_TIME

_CODE = re.compile(r"\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\b")
_REFERENCE = re.compile(r"\bTF-\d{4}-\d{4,}\b")
_LINE = re.compile(r"<dc:identifier>\s*(TF-\d{4}-\d{4,}) / (\d+) / ([0-9A-Z-]+)")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_STREAMS, _MOST_METADATA, _MOST_UNPACKED = 5_000, 1 << 18, 1 << 26  # bytes: a small file may unpack to no end
_MOST_PAGES = 2_000  # a file with more is no document of ours


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file claims. `ours` says that this program's name is in it, `whole` that it can be opened and read."""

    is_pdf: bool
    whole: bool = False
    locked: bool = False  # behind a password that was not given
    ours: bool = False
    references: frozenset[str] = frozenset()
    check_codes: frozenset[str] = frozenset()


def read_identity(data: bytes, password: str = "") -> Identity:
    """Reads what a file says of itself, from its pages and its metadata. Never fails, whatever the bytes are."""
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        return Identity(is_pdf=False)
    try:
        said, whole = _read(data, password)
    except pikepdf.PasswordError:
        return Identity(is_pdf=True, locked=True)
    words = "\n".join(said)
    in_metadata = _LINE.findall(words)
    return Identity(
        is_pdf=True,
        whole=whole,
        ours=PRODUCER in words or bool(in_metadata),
        references=frozenset(_REFERENCE.findall(words)),
        check_codes=frozenset((*_CODE.findall(words), *(code for _, _, code in in_metadata))),
    )


def _read(data: bytes, password: str) -> tuple[list[str], bool]:
    """What the file says, and whether it could be read as it is."""
    try:
        return list(_said(data, password)), True
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError, RecursionError):
        return [data.decode("latin-1"), *_unpacked(data)], False


def _unpacked(data: bytes) -> Iterator[str]:
    """Every stream of a damaged file that can be unpacked: one of them may be its metadata, where the end is lost."""
    view, most = memoryview(data), _MOST_UNPACKED
    for start in islice(_STREAM.finditer(data), _MOST_STREAMS):
        with contextlib.suppress(zlib.error):
            found = zlib.decompressobj().decompress(view[start.end() :], min(most, _MOST_METADATA))
            most -= len(found)
            yield found.decode("utf-8", "replace")
        if most <= 0:
            return


def _said(data: bytes, password: str) -> Iterator[str]:
    """The metadata, then the words of each page. Raises when the file is damaged: no mending is tried."""
    with pikepdf.open(BytesIO(data), password=password, attempt_recovery=False) as pdf:
        metadata = pdf.Root.get("/Metadata")
        if isinstance(metadata, pikepdf.Stream):
            yield metadata.read_bytes().decode("utf-8", "replace")
        yield from (str(value) for value in pdf.docinfo.values() if isinstance(value, pikepdf.String))
    with ONE_AT_A_TIME:
        yield from _words(data, password)


def _words(data: bytes, password: str) -> list[str]:
    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        return [_words_on(document[number]) for number in range(min(len(document), _MOST_PAGES))]
    finally:
        document.close()


def _words_on(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()
