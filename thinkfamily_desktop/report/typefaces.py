"""Typefaces: each file parsed once in a process, asked what it covers and how far letters stand apart."""

import unicodedata
from functools import cache
from pathlib import Path

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFontFace

FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}  # required ligatures stay


class Typeface:
    """One TrueType file."""

    def __init__(self, path: Path) -> None:
        self.face = TTFontFace(str(path))
        self.has = frozenset(self.face.charToGlyph)
        self.advances = [int(advance) for advance, _ in self.face.hmetrics]
        self.per_em = 1000 / self.face.unitsPerEm
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        self._kerns: dict[str, int | None] = {}

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph here, or is one that draws nothing."""
        if self.has.issuperset(map(ord, text)):
            return True
        return all(ord(character) in self.has or draws_nothing(character) for character in text)

    def kern(self, pair: str) -> int | None:
        """How much nearer two simple characters stand, in font units; None where they are not drawn as they are.

        Kept for the life of the process: two letters say nothing of anybody.
        """
        if pair not in self._kerns:
            glyphs, positions = self.shaped(pair, "ltr")
            first, second = (self.face.charToGlyph.get(ord(character)) for character in pair)
            plain = [info.codepoint for info in glyphs] == [first, second] and first is not None and second is not None
            if plain and all(not p.x_offset and not p.y_offset for p in positions):
                known = positions[0].x_advance - self.advances[first or 0]
                self._kerns[pair] = known if positions[1].x_advance == self.advances[second or 0] else None
            else:
                self._kerns[pair] = None
        return self._kerns[pair]

    def shaped(self, text: str, direction: str) -> tuple[list[uharfbuzz.GlyphInfo], list[uharfbuzz.GlyphPosition]]:
        """The glyphs of a text and where they stand, as HarfBuzz says."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        uharfbuzz.shape(self.shaper, buffer, FEATURES)
        return buffer.glyph_infos, buffer.glyph_positions


@cache
def typeface(path: Path) -> Typeface:
    """The parsed file; kept for the life of the process, for it holds nobody's words."""
    return Typeface(path)


def draws_nothing(character: str) -> bool:
    """Joiners, soft hyphens, direction marks and variation selectors: kept in the text, never a box on the page."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f" or character == "\u034f"
