"""Draws the family map: black-and-white safe, with the same in words for who cannot see it."""

from dataclasses import dataclass, field

from thinkfamily_desktop.forms.family_map import FamilyMap, MapChildren
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.map_outlines import Band, corners, outlines
from thinkfamily_desktop.report.map_places import NOTE, PAD, RADIUS, Place, Places, Placing
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas
from thinkfamily_desktop.report.text import Setter
from thinkfamily_desktop.report.text_operators import line_width

KEY_GAP = 8.0  # from the outline to what it means
WHITE = (1.0, 1.0, 1.0)


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
    _known: dict[float, Places] = field(default_factory=dict)

    def _places(self, width: float) -> Places:
        if width not in self._known:
            self._known[width] = Placing(self.drawn, self.setter, width).places()
        return self._known[width]

    def is_legible(self, width: float) -> bool:
        """Whether every name has room at this width."""
        return self._places(width).legible

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        places = self._places(width).of.values()
        return max(max(place.bottom for place in places) + PAD, *self._key_bottoms(width))

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.box_of(self.elem, x, top, width, self.height(width))
        at = {
            person: Place(place.symbol, place.x + x, place.y + top, place.side, place.lines)
            for person, place in self._places(width).of.items()
        }
        with canvas.inside(self.elem):
            self._households(canvas, at, x + width)
            self._couples(canvas, at)
            for family in self.drawn.children:
                self._children(canvas, at, family)
            for place in at.values():
                _symbol(canvas, place)
                _label(canvas, place)

    # -- lines

    def _couples(self, canvas: TaggedCanvas, at: dict[int, Place]) -> None:
        for couple in self.drawn.couples:
            left, right = at[couple.left], at[couple.right]
            dash = (4, 2.5) if couple.former else ()
            if couple.level:
                low = left.y + RADIUS + 6 * couple.level
                corners = ((left.x, left.y), (left.x, low), (right.x, low), (right.x, right.y))
                canvas.path(corners, stroke=style.INK, width=1, dash=dash)
            else:
                canvas.line((left.x, left.y), (right.x, right.y), style.INK, 1, dash)

    def _children(self, canvas: TaggedCanvas, at: dict[int, Place], family: MapChildren) -> None:
        places = [at[child] for child in family.children]
        bar = min(place.y for place in places) - RADIUS - 8
        middles = [place.x for place in places]
        if family.parents:
            x = sum(at[parent].x for parent in family.parents) / len(family.parents)
            canvas.line((x, self._hangs_from(at, family)), (x, bar), style.INK, 1)
            middles.append(x)
        canvas.line((min(middles), bar), (max(middles), bar), style.INK, 1)
        for place in places:
            canvas.line((place.x, bar), (place.x, place.y), style.INK, 1)

    def _hangs_from(self, at: dict[int, Place], family: MapChildren) -> float:
        """The height at which the line to the children begins: a couple's own line, else under the parent's label."""
        lowest = max((at[parent] for parent in family.parents), key=lambda place: place.y)
        if family.couple is not None:
            level = self.drawn.couples[family.couple].level
            return lowest.y + (RADIUS + 6 * level if level else 0.0)
        return lowest.bottom if len(family.parents) == 1 else lowest.y + RADIUS

    # -- who lives together

    def _households(self, canvas: TaggedCanvas, at: dict[int, Place], edge: float) -> None:
        """The dashed outlines, and what they mean: in the room to the right (up to `edge`) or beneath."""
        outlines = self._outlines(at)
        for bands in outlines:
            left, right, top, bottom = _around(bands)
            if len(bands) == 1:
                canvas.rounded(left, top, right - left, bottom - top, 8, stroke=style.DASH, width=0.8, dash=(4, 3))
            else:
                canvas.path(corners(bands), closed=True, stroke=style.DASH, width=0.8, dash=(4, 3))
        if outlines and self.key:
            left, right, top, bottom = _around(outlines[-1])
            words = self.setter.one_line(self._key_for(edge - left), NOTE)
            beside = self._has_room_beside(outlines[-1], at, line_width(words), edge)
            place = (right + KEY_GAP, (top + bottom) / 2 - 5) if beside else (left, bottom + 1)
            canvas.text_lines((words,), *place, NOTE)

    def _outlines(self, at: dict[int, Place]) -> list[list[Band]]:
        """What is drawn about those who live together; about one person alone it would say nothing."""
        if sum(map(len, self.drawn.household)) < 2:
            return []
        return outlines([[at[person] for person in people] for people in self.drawn.household])

    def _key_bottoms(self, width: float) -> tuple[float, ...]:
        """How far down the key reaches, where it stands beneath the outline."""
        at = self._places(width).of
        found = self._outlines(at)
        if not found or not self.key:
            return (0.0,)
        left, _, _, bottom = _around(found[-1])
        wide = self.setter.width(self._key_for(width - left), NOTE)
        return (0.0 if self._has_room_beside(found[-1], at, wide, width) else bottom + 1 + NOTE.leading,)

    def _has_room_beside(self, outline: list[Band], at: dict[int, Place], wide: float, edge: float) -> bool:
        """Whether the key fits to the right of an outline, with nobody else in its way."""
        _, right, top, bottom = _around(outline)
        middle, tall = (top + bottom) / 2, RADIUS + NOTE.leading
        others = [place for place in at.values() if place.reach[1] > right and abs(place.y - middle) < tall]
        return right + KEY_GAP + wide <= min([edge, *(place.reach[0] - KEY_GAP for place in others)])

    def _key_for(self, room: float) -> str:
        """The key as it is, or a shorter one where so long an address would run off the page."""
        return self.key if self.setter.width(self.key, NOTE) <= room else self.short_key


def _around(bands: list[Band]) -> tuple[float, float, float, float]:
    """The edges of an outline: left, right, top, bottom."""
    return (
        min(band.left for band in bands), max(band.right for band in bands), bands[0].top, bands[-1].bottom,
    )  # fmt: skip


def _symbol(canvas: TaggedCanvas, place: Place) -> None:
    x, y, symbol = place.x, place.y, place.symbol
    thick = 2.4 if symbol.assessed else 1.1
    r = RADIUS + (1 if symbol.assessed else 0)
    match symbol.shape:
        case "square":
            points = ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
            canvas.path(points, closed=True, stroke=style.INK, fill=WHITE, width=thick)
        case "circle":
            canvas.circle((x, y), r, stroke=style.INK, fill=WHITE, width=thick)
        case "triangle":
            corners = ((x, y - r), (x + r, y + r * 0.85), (x - r, y + r * 0.85))
            canvas.path(corners, closed=True, stroke=style.INK, fill=WHITE, width=thick)
        case "diamond":
            corners4 = ((x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y))
            canvas.path(corners4, closed=True, stroke=style.INK, fill=WHITE, width=thick)
    if symbol.died:
        canvas.line((x - r, y - r), (x + r, y + r), style.INK, 1.1)
        canvas.line((x - r, y + r), (x + r, y - r), style.INK, 1.1)


def _label(canvas: TaggedCanvas, place: Place) -> None:
    top = place.bottom - place.tall if place.side == "below" else place.y - place.tall / 2
    for line, how in place.lines:
        canvas.text_lines((line,), place.line_at(line_width(line)), top, how)
        top += how.leading
