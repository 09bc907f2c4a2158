"""Words on a page: cleaned of what no page can hold, measured, and broken into lines. Never markup."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from thinkfamily_desktop.report.bidi import RIGHT_TO_LEFT, base_level, levels
from thinkfamily_desktop.report.fonts import REPLACEMENT, FontSet, Shaped
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import TextStyle
from thinkfamily_desktop.report.typefaces import draws_nothing

_NEWLINES = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNWELCOME = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufdd0-\ufdef]")
_WORDS = re.compile(" +|[^ ]+")
_AFTER = re.compile(
    r"(?<=[^\W\d_][-\u2010/\u2013\u2014])(?=[^\W\d_])"  # not before a figure: a reference stays whole
    r"|(?<=[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])(?=\w)"
)
_IN_PARTS = re.compile(r"\d{3} \d{3}")
ENDLESS = 1e9
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
    level: int = 0  # odd: it runs from right to left
    base: int = 0  # of its paragraph


Placed = tuple[Token, Run]
TextLine = tuple[Placed, ...]


class Setter:
    """Measures and breaks the words of one document; remembers each word it has met."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._lines: dict[tuple[str, TextStyle], TextLine] = {}
        self._known: dict[tuple[str, float], dict[str, tuple[Token, ...]]] = {}  # by face and size, then by word
        self._turned: dict[tuple[str, str, float, int, int], tuple[Token, ...]] = {}
        self._broken: dict[tuple[tuple[tuple[str, TextStyle], ...], float], tuple[TextLine, ...]] = {}

    def width(self, text: str, style: TextStyle) -> float:
        """How wide these words are on one line, in points."""
        return sum(token.width for token in self.tokens(Run(clean(text), style)))

    def one_line(self, text: str, style: TextStyle) -> TextLine:
        """All of these words on one line, however long."""
        known = self._lines.get((text, style))
        if known is None:
            lines = self.break_lines((Run(" ".join(lines_of(text)), style),), ENDLESS)
            known = self._lines[text, style] = lines[0] if lines else ()
        return known

    def tokens(self, run: Run) -> list[Token]:
        """The tokens of a run."""
        own, size = run.style.face, run.style.size
        words = _WORDS.findall(run.text)
        found: list[Token] = []
        known_here = self._known.setdefault((own, size), {})
        face, known_in_face = own, known_here
        for word in words:
            if word[0] != " " and face != own:  # a space is of the face of the word before it
                face, known_in_face = own, known_here
            known = known_in_face.get(word)
            if known is None:
                known = known_in_face[word] = tuple(self._set(word, face, size))
            found += known
            last = known[-1].face
            if last != face:
                face = last if last != own and self.fonts.face(last).covers(" ") else own
                known_in_face = self._known.setdefault((face, size), {})
        return found if _IN_PARTS.search(run.text) is None else list(_numbers_whole(found))

    def _set(self, word: str, face: str, size: float, *, rtl: bool = False) -> Iterator[Token]:
        if word[0] == " ":
            for _ in word:
                yield self._token(" ", face, size, space=True, breaks=True)
            return
        whole = len(word) <= PIECE_LIMIT and word.isascii() and "-" not in word and "/" not in word
        if whole and self.fonts.face(face).covers(word):
            yield self._token(word, face, size, rtl=rtl)
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
                yield self._token(text, key, size, meaning=meaning, breaks=last, rtl=rtl)

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
        self,
        text: str,
        face: str,
        size: float,
        *,
        meaning: str = "",
        space: bool = False,
        breaks: bool = False,
        rtl: bool = False,
    ) -> Token:
        embedded = self.fonts.face(face)
        shaped = embedded.shape(text, meaning=meaning, rtl=rtl)
        return Token(text, face, embedded.resource, shaped, shaped.width * size / 1000, space, breaks)

    def break_lines(self, runs: Sequence[Run], width: float) -> tuple[TextLine, ...]:
        """Greedy lines no wider than `width` points; a word that is wider alone is cut. Linear in the words.

        The same words are broken once for each width: page 1 is set in several ways before one fits.
        """
        if any(run.elem is not None for run in runs):  # its place in the tree is its own
            return self._break(runs, width)
        asked = tuple([(run.text, run.style) for run in runs]), width
        known = self._broken.get(asked)
        if known is None:
            known = self._broken[asked] = self._break(runs, width)
        return known

    def _break(self, runs: Sequence[Run], width: float) -> tuple[TextLine, ...]:
        lines: list[TextLine] = []
        line: list[Placed] = []
        used = 0.0
        may_break = 0  # the line may end before this token
        room = width + FIT
        for run, tokens in self._by_run(runs):
            for token in tokens:
                wide = token.width
                if used + wide <= room or token.space:
                    line.append((token, run))
                    used += wide
                    if token.breaks:
                        may_break = len(line)
                    continue
                if may_break:
                    lines.append(tuple(line[:may_break]))
                    line, may_break = line[may_break:], 0
                    used = sum([placed[0].width for placed in line])
                for piece in self._cut(token, run, width, width - used) if used + wide > room else (token,):
                    if line and used + piece.width > room:
                        lines.append(tuple(line))
                        line, used, may_break = [], 0.0, 0
                    line.append((piece, run))
                    used += piece.width
                if token.breaks:
                    may_break = len(line)
        if line:
            lines.append(tuple(line))
        return tuple(lines)

    def _by_run(self, runs: Sequence[Run]) -> Iterator[tuple[Run, Iterable[Token]]]:
        """Each run with its tokens; where a paragraph runs both ways no token does."""
        if not any(RIGHT_TO_LEFT.search(run.text) for run in runs):
            for run in runs:
                yield run, self.tokens(run)
            return
        whole = "".join(run.text for run in runs)
        base = base_level(whole)
        running = iter(levels(whole, base))
        for run in runs:
            level_of = [next(running) for _ in run.text]
            yield run, list(self._directed(run, level_of, base))

    def _directed(self, run: Run, level_of: Sequence[int], base: int) -> Iterator[Token]:
        """The tokens of a run whose characters have these levels."""
        at = 0
        face = after = run.style.face
        for word in _WORDS.findall(run.text):
            face = face if word[0] == " " else run.style.face
            start = at
            for end in range(at + 1, at + len(word) + 1):
                ends = end == at + len(word)
                if not ends and level_of[end] == level_of[start]:
                    continue
                for token in self._one_way(run.text[start:end], face, run.style.size, level_of[start], base):
                    yield token
                    after = token.face if self.fonts.face(token.face).covers(" ") else run.style.face
                start = end
            face = after
            at += len(word)

    def _one_way(self, text: str, face: str, size: float, level: int, base: int) -> tuple[Token, ...]:
        """The tokens of a word, or a part of one, all of whose characters have this level."""
        asked = (text, face, size, level, base)
        known = self._turned.get(asked)
        if known is None:
            set_so = self._set(text, face, size, rtl=level % 2 == 1)
            known = self._turned[asked] = tuple([replace(token, level=level, base=base) for token in set_so])
        return known

    def _cut(self, token: Token, run: Run, width: float, first: float) -> Iterator[Token]:
        """A token as pieces that fit: the first into what is left of a line, the others into whole lines."""
        if token.width <= width or token.shaped.actual not in ("", token.text):
            yield token
            return
        size, rtl = run.style.size, token.level % 2 == 1
        room, start, wide = first, 0, 0.0
        for index, character in enumerate(token.text):
            step = self._token(character, token.face, size, rtl=rtl).width
            if wide + step > room and index > start and unicodedata.category(character)[0] != "M":
                piece = self._token(token.text[start:index], token.face, size, rtl=rtl)
                yield replace(piece, level=token.level, base=token.base)
                room, start, wide = width, index, 0.0
            wide += step
        piece = self._token(token.text[start:], token.face, size, rtl=rtl)
        yield replace(piece, level=token.level, base=token.base, breaks=token.breaks)


def _numbers_whole(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with no line's end within a number in parts: nobody dials half a telephone number."""
    for index, token in enumerate(tokens):
        if token.space and 0 < index < len(tokens) - 1:
            around = f"{tokens[index - 1].text[-3:]} {tokens[index + 1].text[:3]}"
            yield replace(token, breaks=False) if _IN_PARTS.fullmatch(around) else token
        else:
            yield token


def _stand_in(character: str) -> str:
    """What is shown for a character that no face has: its name for a picture, else a box. It keeps its meaning."""
    if unicodedata.category(character) in ("So", "Sk", "Sm"):
        called = unicodedata.name(character, "").lower()
        if called:
            return f"[{called}]"
    return REPLACEMENT
