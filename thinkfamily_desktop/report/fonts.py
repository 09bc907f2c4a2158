"""Fonts: parsed once in a process, shaped by HarfBuzz, embedded as subsets whose every glyph says what it means."""

import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from thinkfamily_desktop.report.objects import Objects, name
from thinkfamily_desktop.report.style import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from thinkfamily_desktop.report.typefaces import Typeface, typeface

ONE_DOCUMENT_AT_A_TIME = threading.Lock()
"""Parsed fonts are shared by the whole process and HarfBuzz's objects are not safe for two threads."""

FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}
FALLBACKS = (
    "NotoSansSymbols2-Regular.ttf",
    "scripts/NotoSansMath-Regular.ttf",
    "scripts/NotoNaskhArabic-Regular.ttf",
    "scripts/NotoSansHebrew-Regular.ttf",
    "scripts/NotoSansDevanagari-Regular.ttf",
    "scripts/NotoSansBengali-Regular.ttf",
    "scripts/NotoSansGurmukhi-Regular.ttf",
    "scripts/NotoSansGujarati-Regular.ttf",
    "scripts/NotoSansTamil-Regular.ttf",
    "scripts/NotoSansTelugu-Regular.ttf",
    "scripts/NotoSansEthiopic-Regular.ttf",
    "scripts/NotoSansMalayalam-Regular.ttf",
    "scripts/NotoSansSinhala-Regular.ttf",
    "scripts/NotoSansThai-Regular.ttf",
    "scripts/NotoSansArmenian-Regular.ttf",
    "scripts/NotoSansGeorgian-Regular.ttf",
    "scripts/NotoSansSC-Regular.ttf",
)
"""Tried in this order for what Noto Sans lacks; one that is not in the folder is passed over."""

REPLACEMENT = "\ufffd"
MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
NOTHING = "\u200b"  # a space of no width: what a further glyph of a letter means
SIMPLE = frozenset(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180)))) | frozenset("‘’“”–—…• €")
"""Characters that stand one after another with nothing but a kern between two of them."""

BEYOND_UNICODE = 0x110000  # keys under which ReportLab's subsetter finds a glyph by its number


@dataclass(frozen=True, slots=True)
class Shaped:
    """A word as glyphs: `parts` are (rise in thousandths of an em, operands of TJ); `width` is in thousandths too."""

    width: float
    parts: tuple[tuple[float, str], ...]
    actual: str = ""  # what it says, where its glyphs one by one would say it wrongly
    simple: str = ""  # the operands alone, where there is nothing else to say of it


class EmbeddedFace:
    """What one document uses of one typeface. A code stands for one glyph in one meaning."""

    def __init__(self, resource: str, typeface: Typeface) -> None:
        self.resource = resource
        self.typeface = typeface
        self._codes: dict[tuple[int, str], int] = {}
        self._letters: dict[str, tuple[str, int]] = {}  # of simple characters: code and advance

    @property
    def is_used(self) -> bool:
        """Whether anything was drawn with it."""
        return bool(self._codes)

    def covers(self, text: str) -> bool:
        """Whether it can draw all of this."""
        return self.typeface.covers(text)

    def code(self, glyph: int, meaning: str) -> str:
        """Four hexadecimal digits that draw this glyph and are read as this text."""
        return f"{self._codes.setdefault((glyph, meaning), len(self._codes) + 1):04X}"

    def shape(self, text: str, *, rtl: bool = False, meaning: str = "") -> Shaped:
        """The glyphs for a word that this face covers; `meaning` when it stands for something else than it shows."""
        if not rtl and not meaning and SIMPLE.issuperset(text):
            simple = self._simple(text)
            if simple is not None:
                return simple
        infos, places = self.typeface.shaped(text, "rtl" if rtl else "ltr")
        glyphs = [info.codepoint for info in infos]
        clusters = [info.cluster for info in infos]
        positions = [(p.x_advance, p.x_offset, p.y_offset) for p in places]
        plain = clusters == list(range(len(text)))
        meanings = list(text) if plain else _meanings(text, clusters)
        if rtl:  # a reader that turns the letters round turns the brackets too
            meanings = [means.translate(MIRRORED) for means in meanings]
        actual = meaning or ("" if plain or rtl else text)
        return self._drawn(glyphs, positions, meanings, actual)

    def _simple(self, text: str) -> Shaped | None:
        """A word of simple characters, put together from pairs; None where a pair is not drawn as it is."""
        kern, scale, letters = self.typeface.kern, self.typeface.per_em, self._letters
        operands, width, before = "<", 0, ""
        for character in text:
            between = kern(before + character) if before else 0
            if between is None:
                return None
            if between:
                operands += f">{-between * scale:.0f}<"
                width += between
            known = letters.get(character)
            if known is None:
                glyph = self.typeface.face.charToGlyph.get(ord(character))
                if glyph is None:
                    return None
                known = letters[character] = self.code(glyph, character), self.typeface.advances[glyph]
            operands += known[0]
            width += known[1]
            before = character
        return Shaped(width * scale, ((0.0, f"{operands}>"),), simple=f"{operands}>")

    def _drawn(
        self, glyphs: list[int], positions: list[tuple[int, int, int]], meanings: list[str], actual: str
    ) -> Shaped:
        scale = self.typeface.per_em
        advances = self.typeface.advances
        parts: list[tuple[float, str]] = []
        rise, operands, run, width = 0.0, "", "", 0
        for glyph, (advance, right, up), means in zip(glyphs, positions, meanings, strict=True):
            if up * scale != rise:
                parts.append((rise, f"{operands}<{run}>" if run else operands))
                rise, operands, run = up * scale, "", ""
            if right:
                operands, run = (f"{operands}<{run}>" if run else operands) + f"{-right * scale:.0f}", ""
            run += self.code(glyph, means)
            back = advances[glyph] - advance + right
            if back:
                operands, run = f"{operands}<{run}>{back * scale:.0f}", ""
            width += advance
        parts.append((rise, f"{operands}<{run}>" if run else operands))
        shown = tuple(part for part in parts if part[1])
        simple = shown[0][1] if not actual and len(shown) == 1 and not shown[0][0] else ""
        return Shaped(width * scale, shown, actual, simple)

    def write(self, objects: Objects) -> str:
        """The font object with its subset, widths and meanings; returns the reference to it."""
        face = self.typeface.face
        glyphs = dict.fromkeys(glyph for glyph, _ in self._codes)
        for glyph in glyphs:
            face.charToGlyph.setdefault(BEYOND_UNICODE + glyph, glyph)
        program = face.makeSubset([BEYOND_UNICODE + glyph for glyph in glyphs])
        place = {glyph: index for index, glyph in enumerate((glyph for glyph in glyphs if glyph), 1)} | {0: 0}
        tag = _subset_tag(len(self._codes), self.resource)
        base = name(f"{tag}+{face.name.decode('ascii')}")
        scale = self.typeface.per_em
        widths = " ".join(f"{self.typeface.advances[glyph] * scale:.0f}" for glyph, _ in self._codes)
        where = b"\0\0" + b"".join(place[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        descriptor = objects.add(
            f"<</Type/FontDescriptor/FontName{base}/Flags 4/FontBBox[{' '.join(f'{n:.0f}' for n in face.bbox)}]"
            f"/ItalicAngle {face.italicAngle:.0f}/Ascent {face.ascent:.0f}/Descent {face.descent:.0f}"
            f"/CapHeight {face.capHeight:.0f}/StemV {face.stemV:.0f}"
            f"/FontFile2 {objects.add_stream(program, {'Length1': len(program)})}>>"
        )
        descendant = objects.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {descriptor}/CIDToGIDMap {objects.add_stream(where)}"
            f"/DW {face.defaultWidth:.0f}/W[1[{widths}]]>>"
        )
        return objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H/DescendantFonts[{descendant}]"
            f"/ToUnicode {objects.add_stream(self._to_unicode())}>>"
        )

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code:04X}> <{meaning.encode('utf-16-be').hex().upper()}>" for (_, meaning), code in self._codes.items()
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _meanings(text: str, clusters: list[int]) -> list[str]:
    """What each glyph means, where characters changed places, joined or parted. Its further glyphs mean nothing."""
    following = dict(pairwise(sorted({*clusters, len(text)})))
    meanings = []
    told: set[int] = set()
    for cluster in clusters:
        meanings.append(NOTHING if cluster in told else text[cluster : following[cluster]])
        told.add(cluster)
    return meanings


def _subset_tag(size: int, resource: str) -> str:
    """Six capitals that differ between the fonts of one file."""
    value = size * 64 + int(resource[1:])
    return "".join(chr(65 + value // 26**place % 26) for place in range(6))


class FontSet:
    """The fonts of one document. Made anew for each, so that no word outlives the document it stands in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[str, EmbeddedFace] = {}
        self._found: dict[tuple[str, str], str | None] = {}
        self._fallbacks = tuple(file for file in FALLBACKS if (folder / file).is_file())

    def face(self, key: str) -> EmbeddedFace:
        """The face for a key of `style`, or for a file name of the fallbacks."""
        found = self._faces.get(key)
        if found is None:
            path = self._folder / FILES.get(key, key)
            found = self._faces[key] = EmbeddedFace(f"F{len(self._faces) + 1}", typeface(path))
        return found

    def for_character(self, character: str, key: str) -> str | None:
        """The key of the first face that has this character: the one asked for, else a fallback, else None."""
        asked = (character, key)
        if asked not in self._found:
            self._found[asked] = next((each for each in (key, *self._fallbacks) if self._covers(each, character)), None)
        return self._found[asked]

    def _covers(self, key: str, character: str) -> bool:
        return typeface(self._folder / FILES.get(key, key)).covers(character)

    def write(self, objects: Objects) -> str:
        """Embeds what was used; returns the font dictionary of the pages."""
        entries = "".join(f"/{face.resource} {face.write(objects)}" for face in self._faces.values() if face.is_used)
        return objects.add(f"<<{entries}>>")
