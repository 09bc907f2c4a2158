"""The week of caring tasks: what a child does, how often and whether alone, drawn and as a table of words."""

from dataclasses import dataclass

from thinkfamily_desktop.forms.releases import Line
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas
from thinkfamily_desktop.report.text import Run, Setter, clean

TASK, OFTEN, HOW = "yc.task.what", "yc.task.often", "yc.task.how"
"""The columns of the form's table of caring tasks."""

STEPS = ("sometimes", "most-days", "every-day", "nights")
ALONE = "alone"
ROW, HEAD, KEY = 16.0, 15.0, 15.0
NAMES = 0.46  # of the width, for what the task is
MARK = 4.0


@dataclass(frozen=True, slots=True)
class Task:
    """One task; `often` is its place among the steps."""

    what: str
    often: int | None
    alone: bool


def is_caring_week(line: Line) -> bool:
    """Whether this answer is the table of caring tasks."""
    return any(cell.item == TASK for row in line.rows for cell in row)


def caring_week(line: Line, make: Maker, parent: Elem) -> list[Block]:
    """The figure and the table of the same."""
    say = make.words.say
    tasks = tuple(_task(row, make) for row in line.rows)
    told = "; ".join(", ".join(said for said in (make.brief(cell) for cell in row) if said) for row in line.rows)
    elem = parent.add("Figure", alt=say("report.week_alt", tasks=told))
    titles = tuple(say(f"report.week_{step.replace('-', '_')}") for step in STEPS)
    figure = WeekFigure(tasks, titles, (say("report.week_alone"), say("report.week_helps")), make.setter, elem)
    return [figure, make.rows_table(parent, line, before=8.0)]


def _task(row: tuple[Line, ...], make: Maker) -> Task:
    codes: dict[str, tuple[str, ...]] = {cell.item: cell.codes for cell in row}
    what = next((make.brief(cell) for cell in row if cell.item == TASK), "")
    often = next((STEPS.index(code) for code in codes.get(OFTEN, ()) if code in STEPS), None)
    return Task(what, often, ALONE in codes.get(HOW, ()))


@dataclass(eq=False, slots=True)
class WeekFigure:
    """A row for each task, a mark under how often: full where the child is alone with it, a ring where they help."""

    tasks: tuple[Task, ...]
    titles: tuple[str, ...]
    key: tuple[str, str]
    setter: Setter
    elem: Elem
    before: float = 6.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        """How tall it is, in points."""
        return HEAD + ROW * len(self.tasks) + KEY

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        canvas.box_of(self.elem, x, top, width, self.height(width))
        step = width * (1 - NAMES) / len(self.titles)
        middles = [x + width * NAMES + step * (index + 0.5) for index in range(len(self.titles))]
        with canvas.inside(self.elem):
            for title, middle in zip(self.titles, middles, strict=True):
                self._words(canvas, title, middle - step / 2, top, step)
            for row, task in enumerate(self.tasks):
                y = top + HEAD + row * ROW
                canvas.line((x, y), (x + width, y), style.RULE, 0.6)
                self._words(canvas, task.what, x, y + 2, width * NAMES - 6)
                if task.often is not None:
                    self._mark(canvas, middles[task.often], y + ROW / 2, alone=task.alone)
            self._key(canvas, x, top + HEAD + len(self.tasks) * ROW + 4)

    def _mark(self, canvas: TaggedCanvas, x: float, y: float, *, alone: bool) -> None:
        canvas.circle((x, y), MARK, stroke=style.INK, fill=style.INK if alone else (1, 1, 1), width=1.2)

    def _key(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for words, alone in zip(self.key, (True, False), strict=True):
            self._mark(canvas, x + MARK, top + 5, alone=alone)
            self._words(canvas, words, x + 3 * MARK, top, 90)
            x += 110

    def _words(self, canvas: TaggedCanvas, words: str, x: float, top: float, width: float) -> None:
        """One line; what is longer stands whole in the table below."""
        lines = self.setter.break_lines((Run(clean(words).replace("\n", " "), style.SMALL),), width)
        canvas.text_lines(lines[:1], x, top, style.SMALL)
