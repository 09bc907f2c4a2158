"""Draws the family map: black-and-white safe, with the same in words for who cannot see it."""

from dataclasses import dataclass, field

from thinkfamily_desktop.forms.family_map import FamilyMap, MapChildren
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.map_places import NOTE, PAD, RADIUS, Place, Places, Placing
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas, line_width
from thinkfamily_desktop.report.text import Setter

OUTLINE = 7.0  # from those who live together to the line about them
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

    def _outlines(self, at: dict[int, Place]) -> list[tuple[float, float, float, float]]:
        """The edges about each part of the household: left, top, right, bottom."""
        found = []
        for people in self.drawn.household:
            inside = [at[person] for person in people]
            found.append((
                min(place.reach[0] for place in inside) - OUTLINE, min(place.y for place in inside) - RADIUS - OUTLINE,
                max(place.reach[1] for place in inside) + OUTLINE, max(place.bottom for place in inside) + OUTLINE,
            ))  # fmt: skip
        return found

    def _households(self, canvas: TaggedCanvas, at: dict[int, Place], edge: float) -> None:
        """The dashed outlines, and what they mean: in the room to the right (up to `edge`) or beneath."""
        for left, top, right, bottom in (outlines := self._outlines(at)):
            canvas.rounded(left, top, right - left, bottom - top, 8, stroke=style.DASH, width=0.8, dash=(4, 3))
        if outlines and self.key:
            left, top, right, bottom = outlines[-1]
            words = self.setter.one_line(self._key_for(edge - left), NOTE)
            beside = line_width(words) <= edge - right - KEY_GAP
            place = (right + KEY_GAP, (top + bottom) / 2 - 5) if beside else (left, bottom + 1)
            canvas.text_lines((words,), *place, NOTE)

    def _key_bottoms(self, width: float) -> tuple[float, ...]:
        """How far down the key reaches, where it stands beneath the outline."""
        outlines = self._outlines(self._places(width).of)
        if not outlines or not self.key:
            return (0.0,)
        left, _, right, bottom = outlines[-1]
        beneath = self.setter.width(self._key_for(width - left), NOTE) > width - right - KEY_GAP
        return (bottom + 1 + NOTE.leading if beneath else 0.0,)

    def _key_for(self, room: float) -> str:
        """The key as it is, or a shorter one where so long an address would run off the page."""
        return self.key if self.setter.width(self.key, NOTE) <= room else self.short_key


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
