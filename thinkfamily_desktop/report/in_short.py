"""Rows of an action record as sentences, for page 1: who was told, when, and what they agreed, in two lines each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.domain.wording import day_in_words, time_in_words
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.releases import Line, Printable
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean

MANY = 5  # beside the first cell; a row of more is cut to what page 1 needs


@dataclass(slots=True)
class _Row:
    """One row: whom it names first, when, and the rest; rows that say the same of several are said once."""

    first: list[str]
    when: tuple[Printable, ...]
    rest: list[str]


@dataclass(slots=True)
class ShortRows:
    """The rows of all records together, each said once though several records hold it."""

    make: Maker
    today: date
    names: Mapping[str, str] = field(default_factory=dict)  # short for full, where a table below has them in full
    _tables: dict[str, list[_Row]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        """Takes the rows of an answer, if it has any."""
        if not line.rows:
            return
        rows = self._tables.setdefault(self.make.text(line.label), [])
        prefixes = self.make.words.say("report.row_prefixes").split()
        for cells in line.rows:
            row = self._row(line, cells, prefixes)
            known = [other for other in rows if row.first[0] in other.first]
            if any((row.when and other.when == row.when) or other.rest == row.rest for other in known):
                continue
            alike = next((other for other in rows if (other.when, other.rest) == (row.when, row.rest)), None)
            if alike is not None:
                alike.first += row.first
            else:
                rows.append(row)

    def _row(self, line: Line, cells: tuple[Line, ...], prefixes: list[str]) -> _Row:
        make = self.make
        first = self._name(make.brief(cells[0])) if cells else ""
        when: list[Printable] = []
        rest: list[str] = []
        for title, cell in self._chosen(list(zip(line.columns, cells, strict=False))[1:]):
            told = self._name(make.brief(cell))
            prefix = make.text(title).lower()
            lead = f"{prefix} " if prefix in prefixes else ""
            moments = [value for value in cell.values if isinstance(value, (date, time))]
            if not moments:
                rest.append(lead + told)
                continue
            if isinstance(moments[0], time) and when and isinstance(when[-1], date):
                rest[-1] += f", {time_in_words(moments[0])}"
            else:
                rest.append(lead + self._moment(moments[0]))
            when.append(moments[0])
        return _Row([first], tuple(when), rest)

    def _name(self, said: str) -> str:
        return self.names.get(said, said)

    def _chosen(self, cells: list[tuple[Text, Line]]) -> list[tuple[Text, Line]]:
        """The cells that say something; of many only the next name, the times and the last, for the record has all."""
        said = [pair for pair in cells if self.make.brief(pair[1])]
        if len(said) < MANY:
            return said
        ends = (said[0], said[-1])
        return [pair for pair in said if pair in ends or isinstance(pair[1].values[0], (date, time))]

    def _moment(self, value: date | time) -> str:
        if isinstance(value, time):
            return time_in_words(value)
        if value == self.today:
            return self.make.words.say(f"date.weekday_{value.isoweekday()}")
        said = day_in_words(value, self.make.words, weekday=True)
        if type(value) is not date:
            said = self.make.printed(value, weekday=True)
        return said.replace(f" {self.today.year}", "", 1)  # the page says its own year above

    def blocks(self, parent: Elem, *, together: bool = False) -> list[Block]:
        """A paragraph for each row, the question before the first; `together`, one for all rows of a question."""
        blocks: list[Block] = []
        for label, rows in self._tables.items():
            asked = clean(self.make.words.say("report.run_in", label=label.rstrip(".:? ")) + " ")
            said = [self._said(row) for row in rows]
            said[0].insert(0, Run(asked, self.make.body.bold()))
            if together:
                said = [[run for runs in said for run in runs]]
            for index, runs in enumerate(said):
                before = 3.0 if index == 0 else 1.0
                blocks.append(self.make.paragraph(parent.add("P"), runs, self.make.body, before=before))
        return blocks

    def _said(self, row: _Row) -> list[Run]:
        make = self.make
        said = "; ".join(part.rstrip(".") if part != row.rest[-1] else part for part in row.rest)
        first = Run(clean(join(row.first, make.words)), make.body.bold())
        return [first, Run(clean(ended(f": {said}" if said else "")) + " ", make.body)]
