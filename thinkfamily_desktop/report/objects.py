"""PDF objects: numbered as they are promised, written as they are given, by ReportLab's document."""

from collections.abc import Mapping
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFZCompress,
)

Picture = tuple[bytes, int, int]
"""Pixels row by row in red, green and blue, how many across, how many down."""


class Slot(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object that is promised a number now and given its body later."""

    def __init__(self) -> None:
        self.body = ""
        self.number = 0

    @property
    def ref(self) -> str:
        """How other objects point to it."""
        return f"{self.number} 0 R"

    def format(self, document: object) -> bytes:  # noqa: ARG002  # ReportLab's signature
        """The body, for ReportLab's document."""
        return self.body.encode("ascii")


class Objects:
    """The objects of one file. Bodies are PDF syntax in ASCII; any text in them went through `text_string`."""

    def __init__(self) -> None:
        self._document = PDFDocument(invariant=1, pdfVersion=(1, 7))

    def slot(self) -> Slot:
        """A promised object."""
        slot = Slot()
        self._document.Reference(slot)
        slot.number = self._document.objectcounter
        return slot

    def add(self, body: str) -> str:
        """A finished object; returns the reference to it."""
        slot = self.slot()
        slot.body = body
        return slot.ref

    def add_stream(self, data: bytes, entries: Mapping[str, object] | None = None, *, compress: bool = True) -> str:
        """A stream with these further entries of its dictionary; returns the reference to it."""
        stream = PDFStream(PDFDictionary(dict(entries or {})), data, [PDFZCompress] if compress else [])
        self._document.Reference(stream)
        return f"{self._document.objectcounter} 0 R"

    def file(self, catalog: str, info: str) -> bytes:
        """The whole file, from the bodies of its catalogue and its information dictionary."""
        for name, body in (("Catalog", catalog), ("info", info)):
            slot = self.slot()
            slot.body = body
            setattr(self._document, name, slot)
        data: bytes = self._document.format()
        return data


def write_picture(objects: Objects, picture: Picture) -> str:
    """A picture that pages can show; returns the reference to it."""
    pixels, wide, tall = picture
    shape = {"Width": wide, "Height": tall, "ColorSpace": PDFName("DeviceRGB"), "BitsPerComponent": 8}
    kind = {"Type": PDFName("XObject"), "Subtype": PDFName("Image")}
    return objects.add_stream(pixels, {**kind, **shape})


def text_string(text: str) -> str:
    """Any text as a PDF string."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def name(text: str) -> str:
    """Any text as a PDF name."""
    safe = "".join(
        chr(byte) if 33 <= byte <= 126 and chr(byte) not in "#()<>[]{}/%" else f"#{byte:02X}"
        for byte in text.encode("utf-8")
    )
    return f"/{safe}"


@lru_cache(maxsize=4_096)
def number(value: float) -> str:
    """A number in PDF syntax, to a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def numbers(*values: float) -> str:
    """Several numbers in PDF syntax."""
    return " ".join(map(number, values))
