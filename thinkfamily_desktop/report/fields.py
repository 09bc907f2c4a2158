"""Fields that any reader can fill: widgets of our own, tagged, in an embedded font, with no script behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfbase.ttfonts import TTFontFace

from thinkfamily_desktop.report.objects import Objects, Slot, name, number, numbers, text_string
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import PAGE_HEIGHT
from thinkfamily_desktop.report.tagging import TaggedCanvas

Kind = Literal["line", "text", "check", "fixed"]

SIZE = 10.0
HEIGHTS: dict[Kind, float] = {"line": 20.0, "text": 64.0, "check": 14.0, "fixed": 20.0}
MULTILINE, READ_ONLY = 1 << 12, 1 << 0
_WINDOWS = [(code, character) for code in range(32, 256) if (character := bytes([code]).decode("cp1252", "ignore"))]
_FRAME = "0.98 g 0.5 0.5 {w} {h} re f 0.35 0.42 0.48 RG 0.8 w 0.5 0.5 {w} {h} re S"
_TICK = "0.1 g 0.1 G 1.8 w 3 7 m 5.6 3.8 l 11 11 l S"


@dataclass(eq=False, slots=True)
class FieldBlock:
    """One field. `says` is its label for assistive technology; a fixed field holds `value` and cannot be changed."""

    elem: Elem
    key: str
    says: str
    kind: Kind = "line"
    value: str = ""
    before: float = 2.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        """How tall it is, in points."""
        return HEIGHTS[self.kind]

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        tall = HEIGHTS[self.kind]
        wide = tall if self.kind == "check" else width
        box = (x, PAGE_HEIGHT - top - tall, x + wide, PAGE_HEIGHT - top)
        entries = (
            _check(canvas.objects, tall)
            if self.kind == "check"
            else self._text(canvas.objects, canvas.form_font(), wide)
        )
        canvas.widget(self.elem, box, f"/T{text_string(self.key)}/TU{text_string(self.says)}{entries}")

    def _text(self, objects: Objects, font: Slot, width: float) -> str:
        flags = (MULTILINE if self.kind == "text" else 0) | (READ_ONLY if self.kind == "fixed" else 0)
        tall = HEIGHTS[self.kind]
        shown = ""
        if self.value:
            codes = self.value.encode("cp1252", "replace").hex().upper()
            shown = f"BT /Form {number(SIZE)} Tf 0 g 4 {number(tall / 2 - 3.5)} Td <{codes}> Tj ET "
        frame = _FRAME.format(w=number(width - 1), h=number(tall - 1))
        look = _appearance(objects, width, tall, f"{frame} /Tx BMC {shown}EMC", font)
        value = f"/V{text_string(self.value)}" if self.value else ""
        colours = "/MK<</BC[0.35 0.42 0.48]/BG[0.98]>>"
        return f"/FT/Tx/Ff {flags}/DA(/Form {number(SIZE)} Tf 0 g){colours}{value}/AP<</N {look}>>"


def _check(objects: Objects, side: float) -> str:
    frame = _FRAME.format(w=number(side - 1), h=number(side - 1))
    off, on = (_appearance(objects, side, side, drawn) for drawn in (frame, f"{frame} {_TICK}"))
    return f"/FT/Btn/V/Off/AS/Off/MK<</CA(4)>>/AP<</N<</Off {off}/Yes {on}>>>>"


def _appearance(objects: Objects, width: float, height: float, drawn: str, font: Slot | None = None) -> str:
    fonts = PDFDictionary({"Font": f"<</Form {font.ref}>>"}) if font is not None else PDFDictionary({})
    box = f"[0 0 {numbers(width, height)}]"
    entries = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": fonts}
    return objects.add_stream(drawn.encode("ascii"), entries)


def form_font(objects: Objects, path: Path) -> str:
    """The body of a simple font for what people type: the Western European part of the regular face."""
    asked = uharfbuzz.SubsetInput()
    asked.sets(uharfbuzz.SubsetInputSets.UNICODE).update(ord(character) for _, character in _WINDOWS)
    asked.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
    subset = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))), asked)
    program = bytes(subset.blob.data)
    face = TTFontFace(str(path))
    widths = {code: face.getCharWidth(ord(character)) for code, character in _WINDOWS}
    base = name(f"AAAAAA+{face.name.decode('ascii')}")
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName{base}/Flags 32/FontBBox[{' '.join(f'{edge:.0f}' for edge in face.bbox)}]"
        f"/ItalicAngle 0/Ascent {face.ascent:.0f}/Descent {face.descent:.0f}/CapHeight {face.capHeight:.0f}"
        f"/StemV {face.stemV:.0f}/FontFile2 {objects.add_stream(program, {'Length1': len(program)})}>>"
    )
    listed = " ".join(f"{widths.get(code, 0):.0f}" for code in range(32, 256))
    return (
        f"<</Type/Font/Subtype/TrueType/BaseFont{base}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
        f"/Widths[{listed}]/FontDescriptor {descriptor}>>"
    )


def form_entry(fields: Sequence[Slot], font: Slot) -> str:
    """The entry of the catalogue that makes the fields a form."""
    listed = " ".join(field.ref for field in fields)
    return f"/AcroForm<</Fields[{listed}]/DR<</Font<</Form {font.ref}>>>>/DA(/Form {number(SIZE)} Tf 0 g)>>"
