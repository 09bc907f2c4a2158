"""Words on a page: cleaned of what no page can hold, measured, and broken into lines. Never markup."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thinkfamily_desktop.report.fonts import REPLACEMENT, FontSet, Shaped, draws_nothing
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import TextStyle

_NEWLINES = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNWELCOME = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufdd0-\ufdef]")
_WORDS = re.compile(" +|[^ ]+")
_AFTER = re.compile(r"(?<=[^\W\d_][-\u2010/\u2013\u2014])(?=\w)|(?<=[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])(?=\w)")
FIT = 0.01  # points by which a line may be too wide and still fit
PIECE_LIMIT = 200  # letters shaped at once; a longer word is cut, for its line is cut anyway


def clean(text: str) -> str:
    """The same words in a form that a page can hold.

    Composed (NFC), one kind of line end, tabs as four spaces; control characters and byte order marks, which show
    nothing, are dropped; half characters, which mean nothing, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", text).replace("\t", "    ")
    text = "".join(REPLACEMENT if _is_no_character(character) else character for character in text)
    return _UNWELCOME.sub("", unicodedata.normalize("NFC", text))


def _is_no_character(character: str) -> bool:
    return "\ud800" <= character <= "\udfff" or ord(character) & 0xFFFE == 0xFFFE


def lines_of(text: str) -> list[str]:
    """The lines that a person typed, cleaned; blank ones are left out. Each becomes a paragraph of its own."""
    return [line for line in (line.strip() for line in clean(text).split("\n")) if line]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Words set in one way. `elem` when they are an element of their own within the paragraph, such as a link."""

    text: str
    style: TextStyle
    elem: Elem | None = None
    target: str = ""  # of a link: the key of a heading


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word or the space after one, in one face. `width` is in points."""

    text: str
    face: str
    resource: str  # the face's name on the page
    shaped: Shaped
    width: float
    space: bool
    breaks: bool  # a line may end after it


Placed = tuple[Token, Run]
TextLine = tuple[Placed, ...]


class Setter:
    """Measures and breaks the words of one document; remembers each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._known: dict[tuple[str, str, float], tuple[Token, ...]] = {}

    def width(self, text: str, style: TextStyle) -> float:
        """How wide these words are on one line, in points."""
        return sum(token.width for token in self.tokens(Run(clean(text), style)))

    def tokens(self, run: Run) -> Iterator[Token]:
        """The tokens of a run."""
        face, size = run.style.face, run.style.size
        for word in _WORDS.findall(run.text):
            known = self._known.get((word, face, size))
            if known is None:
                known = self._known[word, face, size] = tuple(self._set(word, face, size))
            yield from known

    def _set(self, word: str, face: str, size: float) -> Iterator[Token]:
        if word[0] == " ":
            for _ in word:
                yield self._token(" ", face, size, space=True, breaks=True)
            return
        pieces = [
            piece[start : start + PIECE_LIMIT]
            for piece in _AFTER.split(word)
            for start in range(0, len(piece), PIECE_LIMIT)
        ]
        for index, piece in enumerate(pieces):
            runs = list(self._by_face(piece, face))
            for place, (text, key, meaning) in enumerate(runs):
                last = place == len(runs) - 1 and index < len(pieces) - 1
                yield self._token(text, key, size, meaning=meaning, breaks=last)

    def _by_face(self, word: str, face: str) -> Iterator[tuple[str, str, str]]:
        """Parts of a word with the face that can draw each: (what is drawn, face, what it means if that differs)."""
        if self.fonts.face(face).covers(word):
            yield word, face, ""
            return
        part, using = "", face
        for character in word:
            key = using if part and draws_nothing(character) else self.fonts.for_character(character, face)
            if key is None:
                if part:
                    yield part, using, ""
                yield _stand_in(character), face, character
                part = ""
            elif part and key != using and not unicodedata.combining(character):
                yield part, using, ""
                part, using = character, key
            else:
                part, using = part + character, using if part else key
        if part:
            yield part, using, ""

    def _token(
        self, text: str, face: str, size: float, *, meaning: str = "", space: bool = False, breaks: bool = False
    ) -> Token:
        embedded = self.fonts.face(face)
        shaped = embedded.shape(text, meaning=meaning)
        return Token(text, face, embedded.resource, shaped, shaped.width * size / 1000, space, breaks)

    def break_lines(self, runs: Sequence[Run], width: float) -> tuple[TextLine, ...]:
        """Greedy lines no wider than `width` points; a word that is wider alone is cut. Linear in the words."""
        lines: list[TextLine] = []
        line: list[Placed] = []
        used = 0.0
        may_break = 0  # the line may end before this token
        for run in runs:
            for token in self.tokens(run):
                too_wide = not token.space and used + token.width > width + FIT
                if too_wide and may_break:
                    rest = line[may_break:]
                    lines.append(tuple(line[:may_break]))
                    line, used, may_break = rest, sum(placed[0].width for placed in rest), 0
                    too_wide = used + token.width > width + FIT
                for piece in self._cut(token, run, width, width - used) if too_wide else (token,):
                    if line and used + piece.width > width + FIT and not piece.space:
                        lines.append(tuple(line))
                        line, used, may_break = [], 0.0, 0
                    line.append((piece, run))
                    used += piece.width
                if token.breaks:
                    may_break = len(line)
        if line:
            lines.append(tuple(line))
        return tuple(lines)

    def _cut(self, token: Token, run: Run, width: float, first: float) -> Iterator[Token]:
        """A token as pieces that fit: the first into what is left of a line, the others into whole lines."""
        if token.width <= width or token.shaped.actual:
            yield token
            return
        room, start, wide = first, 0, 0.0
        for index, character in enumerate(token.text):
            step = self._token(character, token.face, run.style.size).width
            if wide + step > room and index > start:
                yield self._token(token.text[start:index], token.face, run.style.size)
                room, start, wide = width, index, 0.0
            wide += step
        yield self._token(token.text[start:], token.face, run.style.size)


def _stand_in(character: str) -> str:
    """What is shown for a character that no face has: its name for a picture, else a box. It keeps its meaning."""
    if unicodedata.category(character) in ("So", "Sk", "Sm"):
        called = unicodedata.name(character, "").lower()
        if called:
            return f"[{called}]"
    return REPLACEMENT
