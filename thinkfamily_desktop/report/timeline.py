"""The timeline: episodes and events on one line of time, numbered, with a table of the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.events import Event, ages
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas
from thinkfamily_desktop.report.text import Setter, TextLine
from thinkfamily_desktop.report.text_operators import line_width

ENOUGH = 3  # fewer are read faster than drawn
MOST = 40  # more cannot be told apart on one line
CLOSE = 90  # days from first to last under which the ends of the line are named to the day
RADIUS = 6.0
LEVEL = 2 * RADIUS + 2.0  # from one number to the one above it
FOOT = 16.0  # for the years below the line
NUMBER = style.TextStyle(7, 9, style.BOLD)
YEAR = style.TextStyle(7.4, 9.4, colour=style.QUIET)


def timeline(
    release: Release, make: Maker, parent: Elem, events: Sequence[Event], *, short: bool = False
) -> list[Block]:
    """The figure, where there are enough events to draw, and the table; `short` says only what stands first of each."""
    say = make.words.say
    drawn = ENOUGH <= len(events) <= MOST and len({event.day for event in events}) > 1
    blocks: list[Block] = []
    if drawn:
        told = "; ".join(f"{number}, {event.when}: {event.short}" for number, event in enumerate(events, 1))
        elem = parent.add("Figure", alt=say("report.timeline_alt", events=told))
        blocks.append(TimelineFigure(tuple(event.day for event in events), make.setter, elem))
    codes = ("when", "what", "ages") if short else ("when", "what", "ages", "told")
    columns = [say(f"report.chronology_{code}") for code in codes]
    rows = []
    for number, event in enumerate(events, 1):
        when = f"{number}. {event.when}" if drawn else event.when
        cells = [when, event.short if short else event.what, ages(release, event.day, make), event.told]
        rows.append(cells[: len(codes)])
    filled = [index for index in range(len(codes)) if any(cells[index] for cells in rows)]
    titles = [columns[index] for index in filled]
    return [*blocks, make.table(parent, titles, [[cells[index] for index in filled] for cells in rows], before=8.0)]


@dataclass(eq=False, slots=True)
class TimelineFigure:
    """A line from the first day to the last, to scale; above each day its numbers, higher where two would touch."""

    days: tuple[date, ...]
    setter: Setter
    elem: Elem
    before: float = 8.0
    keep_with_next: bool = False

    def _at(self, day: date, width: float) -> float:
        whole = (self.days[-1] - self.days[0]).days
        return RADIUS + (day - self.days[0]).days / whole * (width - 2 * RADIUS)

    def _signs(self, width: float) -> list["_Sign"]:
        """A sign for each day, as low as it touches none before it; those of one day share it, from first to last."""
        taken: list[float] = []  # how far to the right each level is full
        signs = []
        for day, events in groupby(enumerate(self.days, 1), key=itemgetter(1)):
            numbers = [number for number, _ in events]
            says = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
            words = self.setter.one_line(says, NUMBER)
            half = max(RADIUS, line_width(words) / 2 + 4)
            at = min(max(self._at(day, width), half), width - half)
            level = next((level for level, right in enumerate(taken) if at - half > right), len(taken))
            taken[level : level + 1] = [at + half + 1]
            signs.append(_Sign(words, at, half, level, self._at(day, width)))
        return signs

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return LEVEL * (max(sign.level for sign in self._signs(width)) + 1) + 8 + FOOT

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.box_of(self.elem, x, top, width, self.height(width))
        axis = top + self.height(width) - FOOT
        with canvas.inside(self.elem):
            canvas.line((x, axis), (x + width, axis), style.INK, 1.2)
            self._years(canvas, x, axis, width)
            for sign in self._signs(width):
                at, y = x + sign.at, axis - 8 - RADIUS - sign.level * LEVEL
                if sign.level == 0:
                    canvas.line((x + sign.day, y), (x + sign.day, axis), style.INK, 0.8)
                canvas.rounded(
                    at - sign.half, y - RADIUS, 2 * sign.half, 2 * RADIUS, RADIUS,
                    stroke=style.INK, fill=(1, 1, 1), width=0.9,
                )  # fmt: skip
                left = at - line_width(sign.words) / 2
                canvas.text_lines((sign.words,), left, y - NUMBER.leading / 2, NUMBER)

    def _years(self, canvas: TaggedCanvas, x: float, axis: float, width: float) -> None:
        """The first day and the last, and each new year between them that has room."""
        first, last = self.days[0], self.days[-1]
        close = (last - first).days < CLOSE
        ends = [f"{day.day}/{day.month}/{day.year}" if close else f"{day.month}/{day.year}" for day in (first, last)]
        wide = self.setter.width(ends[1], YEAR)
        taken = x + self.setter.width(ends[0], YEAR)
        canvas.text_lines((self.setter.one_line(ends[0], YEAR),), x, axis + 3, YEAR)
        canvas.text_lines((self.setter.one_line(ends[1], YEAR),), x + width - wide, axis + 3, YEAR)
        for year in range(first.year + 1, last.year + 1):
            at = x + self._at(date(year, 1, 1), width)
            canvas.line((at, axis - 3), (at, axis + 3), style.INK, 0.8)
            half = self.setter.width(str(year), YEAR) / 2
            if at - half > taken + 6 and at + half < x + width - wide - 6:
                canvas.text_lines((self.setter.one_line(str(year), YEAR),), at - half, axis + 3, YEAR)
                taken = at + half


@dataclass(frozen=True, slots=True)
class _Sign:
    """The numbers of one day: the middle and half the width of their ring, how high it stands, and where the day is."""

    words: TextLine
    at: float
    half: float
    level: int
    day: float
