"""Blocks that stand under one another, and how they fall onto pages. Layout comes first, drawing after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import BODY_TOP, BOTTOM, Colour, TextStyle
from thinkfamily_desktop.report.tagging import ARTIFACT, TaggedCanvas
from thinkfamily_desktop.report.text import Run, Setter, TextLine

FIT = 0.01  # points by which a thing may be too tall and still fit
MODEST = 26.0  # points more than its longest word that a column is granted before others share the rest
FEW_LINES = 2  # fewer than this many lines of a longer paragraph never stand alone


class Block(Protocol):
    """Something with a height at a width, which may be parted between two pages."""

    before: float  # space above it, dropped at the top of a page
    keep_with_next: bool

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        ...

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """A first part no taller than `room` and the rest; None when it can give no such part."""
        ...

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        ...

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        ...


@dataclass(eq=False, slots=True)
class Paragraph:
    """Words that belong to one element. Its halves on two pages share that element: it is read as one."""

    setter: Setter
    elem: Elem | str
    runs: tuple[Run, ...]
    style: TextStyle
    before: float = 0.0
    keep_with_next: bool = False
    right: bool = False  # set against the right edge
    _lines: tuple[TextLine, ...] | None = None
    _width: float = 0.0

    def lines(self, width: float) -> tuple[TextLine, ...]:
        """Its lines at this width."""
        if self._lines is None or (self._width and self._width != width):
            self._lines, self._width = self.setter.break_lines(self.runs, width), width
        return self._lines

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return len(self.lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        return min(len(self.lines(width)), FEW_LINES) * self.style.leading

    def split(self, width: float, room: float) -> "tuple[Paragraph, Paragraph] | None":
        """A first part that fits into `room` points, and the rest."""
        lines = self.lines(width)
        fit = int((room + FIT) / self.style.leading)
        if len(lines) - fit == 1 and len(lines) > FEW_LINES:
            fit -= 1
        if fit < min(FEW_LINES, len(lines) - 1) or fit < 1:
            return None
        first, rest = (
            Paragraph(self.setter, self.elem, self.runs, self.style, before, right=self.right, _lines=part)
            for part, before in ((lines[:fit], self.before), (lines[fit:], 0.0))
        )
        return first, rest

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        with canvas.inside(self.elem):
            canvas.text_lines(self.lines(width), x, top, self.style, width=width, right=self.right)


@dataclass(eq=False, slots=True)
class Heading:
    """A heading: the outline lists it, links may lead to it, and it is never the last thing on a page."""

    paragraph: Paragraph
    level: int
    title: str
    key: str
    before: float = 12.0
    keep_with_next: bool = True

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return self.paragraph.height(width) + 3

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        return self.height(width)

    def split(self, width: float, room: float) -> None:  # noqa: ARG002  # a heading stays whole
        """A first part that fits into `room` points, and the rest."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.heading(self.level, self.title, self.key, top)
        self.paragraph.draw(canvas, x, top, width)


@dataclass(eq=False, slots=True)
class Rule:
    """A thin line across, with the space above it."""

    colour: Colour
    before: float = 6.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        """How tall it is, in points."""
        return 1.0

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """A first part that fits into `room` points, and the rest."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.line((x, top), (x + width, top), self.colour)


@dataclass(eq=False, slots=True)
class NewPage:
    """Nothing; what follows begins a page."""

    before: float = 0.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        """How tall it is, in points."""
        return 0.0

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """A first part that fits into `room` points, and the rest."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws nothing."""


def stack_height(blocks: Sequence[Block], width: float) -> float:
    """How tall these are under one another, the first without the space above it."""
    return sum(block.height(width) + (block.before if index else 0.0) for index, block in enumerate(blocks))


def split_stack(blocks: Sequence[Block], width: float, room: float) -> tuple[list[Block], list[Block]]:
    """What of these fits into `room`, and the rest. A block that is kept with the next goes with it."""
    taken: list[Block] = []
    used = 0.0
    for index, block in enumerate(blocks):
        space = block.before if taken else 0.0
        tall = block.height(width)
        if used + space + tall <= room + FIT:
            taken.append(block)
            used += space + tall
            continue
        parts = block.split(width, room - used - space)
        rest = list(blocks[index:])
        if parts is not None:
            taken.append(parts[0])
            rest[0] = parts[1]
            return taken, rest
        while taken and taken[-1].keep_with_next:
            rest.insert(0, taken.pop())
        return taken, rest
    return taken, []


def draw_stack(blocks: Sequence[Block], canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
    """Draws these under one another."""
    for index, block in enumerate(blocks):
        top += block.before if index else 0.0
        block.draw(canvas, x, top, width)
        top += block.height(width)


@dataclass(eq=False, slots=True)
class Group:
    """Blocks that stay together as long as a page can hold them."""

    blocks: list[Block]
    before: float = 0.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return stack_height(self.blocks, width)

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        return self.height(width)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """None while a page can hold it whole; else a first part that fits into `room` points, and the rest."""
        if self.height(width) <= BOTTOM - BODY_TOP:
            return None
        first, rest = split_stack(self.blocks, width, room)
        return (Group(first, self.before), Group(rest)) if first and rest else None

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        draw_stack(self.blocks, canvas, x, top, width)


@dataclass(eq=False, slots=True)
class Box:
    """Blocks in a frame with a heavy bar on the left, so that it stands out in grey as well."""

    blocks: list[Block]
    colour: Colour
    before: float = 10.0
    keep_with_next: bool = False
    bar: float = 5.0
    inset: float = 9.0

    def _inner(self, width: float) -> float:
        return width - self.bar - 2 * self.inset

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return stack_height(self.blocks, self._inner(width)) + 2 * self.inset - 4

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        return min(self.height(width), 60.0)

    def split(self, width: float, room: float) -> "tuple[Box, Box] | None":
        """A first part that fits into `room` points, and the rest."""
        first, rest = split_stack(self.blocks, self._inner(width), room - 2 * self.inset + 4)
        if not first or not rest:
            return None
        return Box(first, self.colour, self.before), Box(rest, self.colour, 0.0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        tall = self.height(width)
        with canvas.inside(ARTIFACT):
            canvas.rectangle(x, top, width, tall, stroke=self.colour, line=0.8)
            canvas.rectangle(x, top, self.bar, tall, fill=self.colour)
        draw_stack(self.blocks, canvas, x + self.bar + self.inset, top + self.inset - 2, self._inner(width))


@dataclass(eq=False, slots=True)
class Columns:
    """Stacks side by side; each is read to its end before the next. `shares` are parts of the width."""

    columns: list[list[Block]]
    shares: tuple[float, ...]
    gap: float = 17.0
    before: float = 0.0
    keep_with_next: bool = False
    mins: tuple[float, ...] = ()  # the least that each column needs, in points; `shares` are then what it would like

    def widths(self, width: float) -> list[float]:
        """How wide each stack is."""
        room = width - self.gap * (len(self.columns) - 1)
        return poured(room, self.mins, self.shares) if self.mins else parted(room, self.shares)

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        pairs = zip(self.columns, self.widths(width), strict=True)
        return max(stack_height(blocks, wide) for blocks, wide in pairs)

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        pairs = zip(self.columns, self.widths(width), strict=True)
        return max((_least_of(blocks, wide) for blocks, wide in pairs if blocks), default=0.0)

    def split(self, width: float, room: float) -> "tuple[Columns, Columns] | None":
        """A first part that fits into `room` points, and the rest."""
        parts = [split_stack(b, w, room) for b, w in zip(self.columns, self.widths(width), strict=True)]
        if any(rest and not first for first, rest in parts) or not any(rest for _, rest in parts):
            return None
        firsts, rests = ([part[side] for part in parts] for side in (0, 1))
        return (
            Columns(firsts, self.shares, self.gap, self.before, mins=self.mins),
            Columns(rests, self.shares, self.gap, mins=self.mins),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        for blocks, wide in zip(self.columns, self.widths(width), strict=True):
            draw_stack(blocks, canvas, x, top, wide)
            x += wide + self.gap


def parted(room: float, shares: Sequence[float]) -> list[float]:
    """The room in these shares."""
    return [room * share / sum(shares) for share in shares]


def poured(room: float, mins: Sequence[float], wants: Sequence[float]) -> list[float]:
    """The room among columns that each need and want something; who wants little more than it needs is served first."""
    if sum(mins) >= room:
        return parted(room, mins)
    if sum(wants) <= room:
        return parted(room, wants)
    widths = list(mins)
    for index in sorted(range(len(wants)), key=lambda index: wants[index] - mins[index]):
        more = wants[index] - mins[index]
        if more > MODEST or sum(widths) + more > room:
            break
        widths[index] = wants[index]
    left = room - sum(widths)
    greed = [want - width for want, width in zip(wants, widths, strict=True)]
    return [width + left * more / sum(greed) for width, more in zip(widths, greed, strict=True)]


def _least_of(blocks: Sequence[Block], width: float) -> float:
    """The least height that the first of these can begin with, and all that is kept with it."""
    tall = 0.0
    for block in blocks:
        if not block.keep_with_next:
            return tall + block.least(width)
        tall += block.height(width) + block.before
    return tall
