"""Where everybody on the family map stands at one width, and where each label has room of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.forms.family_map import FamilyMap, MapSymbol
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.text import Run, Setter, TextLine, clean

RADIUS = 10.0
PAD = 10.0  # from the symbols to the edge of the figure, and to the household's outline
LABEL = style.TextStyle(8, 10)
NOTE = style.TextStyle(7.4, 9.4, colour=style.QUIET)

ROW = 39.0  # from one generation to the next, where labels stand beside their symbols
WIDEST_COLUMN = 92.0
WIDEST_LABEL = 96.0
BESIDE = 6.0  # from a symbol to its label
UNDER = 3.0  # from a symbol to a label beneath it
CLEAR = 4.0  # between two labels, and between a label and somebody else's symbol
ROOMY, CLOSE = 66.0, 36.0  # kept at both edges for labels that stand beside their symbols; beneath them

LabelLines = tuple[tuple[TextLine, style.TextStyle], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One person: the middle of the symbol, from the figure's top left corner, and the lines of the label."""

    symbol: MapSymbol
    x: float
    y: float
    side: str  # of the symbol, where the label stands
    lines: LabelLines

    @property
    def wide(self) -> float:
        """How wide the label is."""
        return max((_wide(line) for line, _ in self.lines), default=0.0)

    @property
    def tall(self) -> float:
        """How tall the label is."""
        return sum(how.leading for _, how in self.lines)

    @property
    def reach(self) -> tuple[float, float]:
        """How far the symbol with its label reaches to the left and to the right."""
        left, right = self.x - RADIUS, self.x + RADIUS
        if self.side == "below":
            return min(left, self.x - self.wide / 2), max(right, self.x + self.wide / 2)
        return (left - BESIDE - self.wide, right) if self.side == "left" else (left, right + BESIDE + self.wide)

    @property
    def bottom(self) -> float:
        """How far down both reach."""
        return self.y + RADIUS + (UNDER + self.tall if self.side == "below" else 0.0)

    def line_at(self, wide: float) -> float:
        """Where a line of the label begins that is so wide."""
        if self.side == "below":
            return self.x - wide / 2
        return self.x - RADIUS - BESIDE - wide if self.side == "left" else self.x + RADIUS + BESIDE


@dataclass(frozen=True, slots=True)
class Places:
    """All of them. `legible` says that no label is cut within a word and nothing reaches over an edge."""

    of: dict[int, Place]
    legible: bool


class Placing:
    """Finds the places for one width: labels beside their symbols, else beneath, else beneath on two heights."""

    def __init__(self, drawn: FamilyMap, setter: Setter, width: float) -> None:
        self._drawn = drawn
        self._setter = setter
        self._width = width
        self._parents_alone = {
            family.parents[0] for family in drawn.children if len(family.parents) == 1 and family.couple is None
        }
        in_couples = {person for couple in drawn.couples for person in (couple.left, couple.right)}
        self._rows = [
            sorted((symbol for symbol in drawn.symbols if symbol.row == row), key=lambda symbol: symbol.column)
            for row in range(drawn.rows)
        ]
        self._level_rows = {symbol.row for symbol in drawn.symbols if symbol.person in in_couples}

    def places(self) -> Places:
        """The first way in which every label has room; else the last one, with words cut."""
        roomy = self._placed(ROOMY, beside_alone=True)
        return roomy if roomy.legible else self._placed(CLOSE, beside_alone=False)

    def _placed(self, edge: float, *, beside_alone: bool) -> Places:
        column = min(WIDEST_COLUMN, (self._width - 2 * edge) / max(self._drawn.columns - 1, 1))
        places: list[Place] = []
        y, whole = PAD + RADIUS, True
        for members in self._rows:
            found, fits = self._row(members, column, y, beside_alone=beside_alone)
            places += found
            whole = whole and fits
            lowest = max((place.bottom for place in found), default=y + RADIUS)
            y = max(y + ROW, lowest + ROW - 2 * RADIUS)
        left = min(place.reach[0] for place in places)
        right = max(place.reach[1] for place in places)
        shift = (self._width - (right - left)) / 2 - left
        moved = {
            place.symbol.person: Place(place.symbol, place.x + shift, place.y, place.side, place.lines)
            for place in places
        }
        return Places(moved, whole and right - left <= self._width)

    def _row(
        self, members: Sequence[MapSymbol], column: float, y: float, *, beside_alone: bool
    ) -> tuple[list[Place], bool]:
        """A generation, and whether each label has room there."""
        at = [symbol.column * column for symbol in members]
        sides = [symbol.side for symbol in members]
        rooms = [self._room_beside(index, at, sides) for index in range(len(members))]
        if all(self._fits(symbol, room) for symbol, room in zip(members, rooms, strict=True)):
            return [self._place(*each, y) for each in zip(members, at, sides, rooms, strict=True)], True
        if beside_alone:
            return [self._place(*each, y) for each in zip(members, at, sides, rooms, strict=True)], False
        rooms = [self._room_below(index, at, 1) for index in range(len(members))]
        step = 0.0
        if members[0].row not in self._level_rows and not all(map(self._fits, members, rooms)):
            rooms = [self._room_below(index, at, 2) for index in range(len(members))]
            upper = [
                self._place(symbol, x, "below", room, y)
                for symbol, x, room in zip(members[::2], at[::2], rooms[::2], strict=True)
            ]
            step = max(place.bottom for place in upper) - y + RADIUS + CLEAR
        places, fits = [], True
        for index, (symbol, x, room) in enumerate(zip(members, at, rooms, strict=True)):
            beside = self._room_beside(index, at, ["below"] * index + [symbol.side]) - CLEAR
            aside = symbol.person in self._parents_alone and symbol.side != "below" and self._fits(symbol, beside)
            side, wide = (symbol.side, beside) if aside else ("below", room)
            places.append(self._place(symbol, x, side, wide, y + step * (index % 2)))
            fits = fits and self._fits(symbol, wide)
        return places, fits

    def _room_beside(self, index: int, at: Sequence[float], sides: Sequence[str]) -> float:
        """How wide a label may be on its own side of a symbol: half of what two labels share that face each other."""
        if sides[index] == "below":
            return self._room_below(index, at, 1)
        step = -1 if sides[index] == "left" else 1
        other = index + step
        if not 0 <= other < len(at):
            return WIDEST_LABEL
        free = abs(at[other] - at[index]) - 2 * RADIUS - BESIDE - CLEAR
        facing = other < len(sides) and sides[other] == ("right" if step < 0 else "left")
        return min(WIDEST_LABEL, (free - BESIDE) / 2 if facing else free)

    @staticmethod
    def _room_below(index: int, at: Sequence[float], step: int) -> float:
        """How wide a label may be beneath its symbol; on two heights (`step` 2) the lines between them stay clear."""
        beyond = [abs(at[other] - at[index]) for other in (index - step, index + step) if 0 <= other < len(at)]
        if step > 1:
            beyond += [2 * abs(at[other] - at[index]) for other in (index - 1, index + 1) if 0 <= other < len(at)]
        return min(WIDEST_LABEL, min(beyond, default=WIDEST_LABEL) - CLEAR)

    def _fits(self, symbol: MapSymbol, room: float) -> bool:
        """Whether no word of the label is wider than this."""
        return all(
            self._setter.width(word, how) <= room
            for words, how in ((symbol.label, LABEL), (symbol.note, NOTE))
            for word in words.split()
        )

    def _place(self, symbol: MapSymbol, x: float, side: str, room: float, y: float) -> Place:
        lines = tuple(
            (line, how)
            for words, how in ((symbol.label, LABEL), (symbol.note, NOTE))
            for line in self._setter.break_lines((Run(clean(words).replace("\n", " "), how),), max(room, 2 * RADIUS))
        )
        return Place(symbol, x, y, side, lines)


def _wide(line: TextLine) -> float:
    return sum(token.width for token, _ in line)
