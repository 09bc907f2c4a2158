"""Draws the family map: black-and-white safe, with the same in words for who cannot see it."""

from dataclasses import dataclass

from thinkfamily_desktop.forms.family_map import FamilyMap, MapSymbol
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import Point, TaggedCanvas
from thinkfamily_desktop.report.text import Run, Setter, TextLine, clean

RADIUS = 10.0
ROW = 39.0  # from one generation to the next
WIDEST_COLUMN = 92.0
LABEL = style.TextStyle(8, 10)
NOTE = style.TextStyle(7.4, 9.4, colour=style.QUIET)
BESIDE = 6.0  # from a symbol to its label
ROOM_BESIDE = 66.0  # a column this wide has room for a label beside its symbol
PAD = 10.0  # from the symbols to the edge of the figure, and to the household's outline


@dataclass(eq=False, slots=True)
class MapFigure:
    """The map as a block. It keeps together: half a family says the wrong thing."""

    drawn: FamilyMap
    setter: Setter
    elem: Elem
    key: str  # what the dashed outline means
    short_key: str  # the same without the address
    before: float = 8.0
    keep_with_next: bool = False

    def _column(self, width: float) -> float:
        room = width - 2 * ROOM_BESIDE
        return min(WIDEST_COLUMN, room / max(self.drawn.columns - 1, 1))

    def _below(self, width: float) -> bool:
        """Whether labels stand below the symbols, for want of room beside them."""
        return self._column(width) < ROOM_BESIDE

    def _row(self, width: float) -> float:
        return ROW + (22.0 if self._below(width) else 0.0)

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        tail = 30.0 if self._below(width) or any(symbol.side == "below" for symbol in self.drawn.symbols) else 0.0
        return self._row(width) * (self.drawn.rows - 1) + 2 * (RADIUS + PAD) + tail

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.box_of(self.elem, x, top, width, self.height(width))
        column, row = self._column(width), self._row(width)
        at = {s.person: (s.column * column, top + PAD + RADIUS + s.row * row) for s in self.drawn.symbols}
        reaches = [self._reach(symbol, at[symbol.person], width) for symbol in self.drawn.symbols]
        left, right = min(reach[0] for reach in reaches), max(reach[1] for reach in reaches)
        shift = x + (width - (right - left)) / 2 - left
        with canvas.inside(self.elem):
            self._draw(canvas, {person: (place[0] + shift, place[1]) for person, place in at.items()}, width, x + width)

    def _draw(self, canvas: TaggedCanvas, at: dict[int, Point], width: float, edge: float) -> None:
        self._household(canvas, at, width, edge)
        for couple in self.drawn.couples:
            (x1, y), (x2, _) = at[couple.left], at[couple.right]
            dash = (4, 2.5) if couple.former else ()
            if couple.level:
                low = y + RADIUS + 6 * couple.level
                canvas.path(((x1, y), (x1, low), (x2, low), (x2, y)), stroke=style.INK, width=1, dash=dash)
            else:
                canvas.line((x1, y), (x2, y), style.INK, 1, dash)
        for family in self.drawn.children:
            self._children(canvas, at, family.parents, family.children, family.couple)
        for symbol in self.drawn.symbols:
            self._symbol(canvas, symbol, at[symbol.person], width)

    def _children(
        self,
        canvas: TaggedCanvas,
        at: dict[int, Point],
        parents: tuple[int, ...],
        children: tuple[int, ...],
        couple: int | None,
    ) -> None:
        height = min(at[child][1] for child in children)
        bar = height - RADIUS - 8
        middles = [at[child][0] for child in children]
        if parents:
            x = sum(at[parent][0] for parent in parents) / len(parents)
            y = max(at[parent][1] for parent in parents)
            level = self.drawn.couples[couple].level if couple is not None else 0
            start = y + (RADIUS + 6 * level if level else 0 if couple is not None else RADIUS)
            canvas.line((x, start), (x, bar), style.INK, 1)
            middles.append(x)
        canvas.line((min(middles), bar), (max(middles), bar), style.INK, 1)
        for child in children:
            canvas.line((at[child][0], bar), (at[child][0], at[child][1]), style.INK, 1)

    def _household(self, canvas: TaggedCanvas, at: dict[int, Point], width: float, edge: float) -> None:
        """The dashed outlines, and what they mean: in the room to the right (up to `edge`) or beneath."""
        below = self._below(width)
        for index, people in enumerate(self.drawn.household):
            reaches = [self._reach(self.drawn.symbol(person), at[person], width) for person in people]
            left, right = min(reach[0] for reach in reaches) - 7, max(reach[1] for reach in reaches) + 7
            ys = [at[person][1] for person in people]
            top, bottom = min(ys) - RADIUS - 7, max(ys) + RADIUS + (30 if below else 7)
            canvas.rounded(left, top, right - left, bottom - top, 8, stroke=style.DASH, width=0.8, dash=(4, 3))
            if index == len(self.drawn.household) - 1 and self.key:
                words = self.setter.one_line(self._key_for(edge - left), NOTE)
                beside = sum(token.width for token, _ in words) <= edge - right - 8
                place, height = (right + 8, (top + bottom) / 2 - 5) if beside else (left, bottom + 1)
                canvas.text_lines((words,), place, height, NOTE)

    def _key_for(self, room: float) -> str:
        """The key as it is, or a shorter one where so long an address would run off the page."""
        return self.key if self.setter.width(self.key, NOTE) <= room else self.short_key

    def _reach(self, symbol: MapSymbol, at: Point, width: float) -> tuple[float, float]:
        """How far a symbol with its label reaches to the left and to the right."""
        wide = max(
            sum(token.width for token, _ in line) for line, _ in self._label_lines(symbol, width) or [((), NOTE)]
        )
        left, right = at[0] - RADIUS, at[0] + RADIUS
        if symbol.side == "below" or self._below(width):
            return min(left, at[0] - wide / 2), max(right, at[0] + wide / 2)
        return (left - BESIDE - wide, right) if symbol.side == "left" else (left, right + BESIDE + wide)

    def _label_lines(self, symbol: MapSymbol, width: float) -> list[tuple[TextLine, style.TextStyle]]:
        below = symbol.side == "below" or self._below(width)
        room = max(self._column(width) - 4 if below else ROOM_BESIDE + 30, 36.0)
        return [
            (line, how)
            for words, how in ((symbol.label, LABEL), (symbol.note, NOTE))
            for line in self.setter.break_lines((Run(clean(words).replace("\n", " "), how),), room)
        ]

    def _symbol(self, canvas: TaggedCanvas, symbol: MapSymbol, at: Point, width: float) -> None:
        x, y = at
        thick = 2.4 if symbol.assessed else 1.1
        r = RADIUS + (1 if symbol.assessed else 0)
        match symbol.shape:
            case "square":
                points = ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
                canvas.path(points, closed=True, stroke=style.INK, fill=(1, 1, 1), width=thick)
            case "circle":
                canvas.circle(at, r, stroke=style.INK, fill=(1, 1, 1), width=thick)
            case "triangle":
                corners = ((x, y - r), (x + r, y + r * 0.85), (x - r, y + r * 0.85))
                canvas.path(corners, closed=True, stroke=style.INK, fill=(1, 1, 1), width=thick)
            case "diamond":
                corners4 = ((x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y))
                canvas.path(corners4, closed=True, stroke=style.INK, fill=(1, 1, 1), width=thick)
        if symbol.died:
            canvas.line((x - r, y - r), (x + r, y + r), style.INK, 1.1)
            canvas.line((x - r, y + r), (x + r, y - r), style.INK, 1.1)
        self._label(canvas, symbol, at, width)

    def _label(self, canvas: TaggedCanvas, symbol: MapSymbol, at: Point, width: float) -> None:
        x, y = at
        below = symbol.side == "below" or self._below(width)
        lines = self._label_lines(symbol, width)
        tall = sum(how.leading for _, how in lines)
        top = y + RADIUS + 3 if below else y - tall / 2
        for line, how in lines:
            wide = sum(token.width for token, _ in line)
            if below:
                start = x - wide / 2
            elif symbol.side == "left":
                start = x - RADIUS - BESIDE - wide
            else:
                start = x + RADIUS + BESIDE
            canvas.text_lines((line,), start, top, how)
            top += how.leading
