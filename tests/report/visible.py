"""What a person can see on the pages of a PDF, asked of PDFium: not in the tree, not white, not off the page."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

DARK_ENOUGH = 160  # of 255: what is lighter than this on paper is hard to read
INVISIBLE = (3, 7)  # ways of setting text that paint nothing
TOO_NEAR = 0.75  # points between the middles of two letters; the narrowest letters of small print are 1.5 apart
SLACK = 1.0  # points by which a glyph's box may reach over an edge
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass
class Seen:
    """The words of all pages, and everything that would keep somebody from reading them."""

    words: str = ""
    faults: list[str] = field(default_factory=list)


def look(data: bytes) -> Seen:
    """Looks at every page."""
    seen, parts = Seen(), []
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            parts.append(text.get_text_range())
            seen.faults += [f"page {number + 1}: {fault}" for fault in _faults(page, text)]
            text.close()
            page.close()
    finally:
        document.close()
    seen.words = "\n".join(parts)
    return seen


def _faults(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[str]:
    width, height = page.get_size()
    drawn: list[Box] = []
    for kind, thing in _objects(page):
        box = _bounds(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(thing) in INVISIBLE:
                yield f"text that paints nothing at {_where(box)}"
            if _lightness(thing) > DARK_ENOUGH:
                yield f"text too light at {_where(box)}"
            if not _inside(box, (0, 0, width, height)):
                yield f"text off the page at {_where(box)}"
            if _clipped(thing, box):
                yield f"text cut off at {_where(box)}"
            drawn.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and _filled(thing) and any(_covers(box, words) for words in drawn):
            yield f"text painted over at {_where(box)}"
    yield from _on_top_of_each_other(text)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, ctypes.c_void_p]]:
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, number)
        yield pdfium.FPDFPageObj_GetType(thing), thing


def _bounds(thing: ctypes.c_void_p) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _lightness(thing: ctypes.c_void_p) -> int:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, parts))
    red, green, blue, alpha = (part.value for part in parts)
    return 255 if alpha < 255 else (red * 299 + green * 587 + blue * 114) // 1000


def _clipped(thing: ctypes.c_void_p, box: Box) -> bool:
    """Whether a clipping path of its own leaves a part of it out: pages of ours clip nothing, so any does."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    return bool(clip) and pdfium.FPDFClipPath_CountPaths(clip) > 0 and box[2] - box[0] > SLACK


def _filled(thing: ctypes.c_void_p) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(mode), ctypes.byref(stroke))
    return bool(mode.value != pdfium.FPDF_FILLMODE_NONE)


def _inside(box: Box, page: Box) -> bool:
    return (
        box[0] >= page[0] - SLACK and box[1] >= page[1] - SLACK
        and box[2] <= page[2] + SLACK and box[3] <= page[3] + SLACK
    )  # fmt: skip


def _covers(over: Box, words: Box) -> bool:
    """Whether a shape painted later lies over the middle of some words."""
    across, up = (words[0] + words[2]) / 2, (words[1] + words[3]) / 2
    return over[0] < across < over[2] and over[1] < up < over[3] and words[2] - words[0] > SLACK


def _on_top_of_each_other(text: pypdfium2.PdfTextPage) -> Iterator[str]:
    """Letters whose middles lie on one another's: lines that run together."""
    middles = []
    for number in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, number)
        if code <= 32 or code >= 0x0300 or pdfium.FPDFText_IsGenerated(text, number) == 1:
            continue  # marks sit on their letters in many scripts; plain letters never do
        left, bottom, right, top = text.get_charbox(number)
        if right - left >= 0.5 and top - bottom >= 0.5:
            middles.append(((left + right) / 2, (bottom + top) / 2, chr(code)))
    for shift in (0.0, 0.5):  # what lies on the border of two rows in one of them lies within a row in the other
        inrows = sorted(middles, key=lambda middle: (int(middle[1] + shift), middle[0]))
        for (x, y, one), (across, up, other) in pairwise(inrows):
            near = across - x < TOO_NEAR and abs(up - y) < TOO_NEAR and int(up + shift) == int(y + shift)
            if near and (across, up) != (x, y):  # ½ is read as three letters in the very same place
                yield f"{one!r} and {other!r} on top of each other at {_where((x, y, x, y))}"


def _where(box: Box) -> str:
    return f"{box[0]:.0f},{box[1]:.0f}"
