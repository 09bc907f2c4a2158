"""The box at the head of page 1: is a child in danger, where is each one, who was told, what was set aside and why."""

from dataclasses import dataclass

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedSetAside
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.flow import Block, Box
from thinkfamily_desktop.report.in_short import ShortRows
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean


@dataclass(frozen=True, slots=True)
class Safety:
    """Makes it: each matter once, then the children, then the parent, then who knows, in as few lines as that takes."""

    release: Release
    make: Maker
    sect: Elem

    def blocks(self) -> list[Block]:
        """The box; a thin one where nothing in this copy needed action at once, none where there is nothing to say."""
        urgent = [alert for alert in self.release.alerts if alert.level is Level.ACT_NOW]
        part = self.sect.add("Div")
        colour = style.ALARM if urgent else style.HEADING
        title = "safety" if self.release.for_person is None or urgent else "safety_arranged"
        heading = self.make.heading(part, 2, self.say(title), style.HEADING_2.coloured(colour))
        said = [*self._matters(part), *self.known(part), *self._set_aside(part)]
        if not said:
            return []
        said[0].before = 1.0
        return [Box([heading, *said], colour)]

    def known(self, part: Elem) -> list[Block]:
        """Where each child is, who has been told, who is with the parent: each in a paragraph."""
        where = [*self._rows(part, self.release.front.tonight), *self._others(part)]
        return [*where, *self._rows(part, self.release.front.contacted), *self._rest(part)]

    def say(self, code: str, /, **parameters: str | int) -> str:
        """One of our sentences."""
        return self.make.words.say(f"report.{code}", **parameters)

    def _matters(self, part: Elem) -> list[Block]:
        urgent = [alert for alert in self.release.alerts if alert.level is Level.ACT_NOW]
        if not urgent:
            return []
        make = self.make
        runs = [Run(clean(" ".join(dict.fromkeys(ended(make.text(alert.says)) for alert in urgent))) + " ", make.body)]
        waiting = [make.text(alert.title) for alert in urgent if not alert.complete]
        if waiting:
            runs.append(Run(clean(self.say("records_open", matters="; ".join(waiting))), make.body.bold()))
        return [make.paragraph(part.add("P"), runs, make.body)]

    def _rows(self, part: Elem, lines: tuple[Line, ...]) -> list[Block]:
        names = {person.full_name: person.name for person in self.release.people}
        short = ShortRows(self.make, self.release.made.date(), names)
        for line in lines:
            short.take(line)
        return short.blocks(part, together=True)

    def _others(self, part: Elem) -> list[Block]:
        """Where the children are of whom no action record says it, and the parent likewise."""
        table, make = self.release.front.until_next, self.make
        runs: list[Run] = []
        for (line,), about in zip(table.rows, table.about, strict=True):
            if line is not None and about is not None:
                runs += self._run_in(self.release.people[about].name, make.brief(line, weekday=True), line.condition)
        if runs:
            title = self.say("run_in", label=make.text(table.columns[0]))
            runs.insert(0, Run(clean(f"{title} "), make.body.bold()))
        blocks: list[Block] = [make.paragraph(part.add("P"), runs, make.body, before=3.0)] if runs else []
        return blocks + self._lines(part, self.release.front.parent_until_next)

    def _rest(self, part: Elem) -> list[Block]:
        """Answers of a few words stand in one paragraph; a table or a longer answer has its own."""
        safety = self.release.front.safety
        return [*self._lines(part, tuple(line for line in safety if not line.rows)),
                *self._rows(part, tuple(line for line in safety if line.rows))]  # fmt: skip

    def _lines(self, part: Elem, lines: tuple[Line, ...]) -> list[Block]:
        make = self.make
        runs = [
            run
            for line in lines
            for run in self._run_in(make.text(line.label), make.brief(line, weekday=True), line.condition)
        ]
        return [make.paragraph(part.add("P"), runs, make.body, before=3.0)] if runs else []

    def _run_in(self, label: str, said: str, condition: str) -> list[Run]:
        body = self.make.body
        runs = [Run(clean(self.say("run_in", label=label.rstrip(".:? ")) + " "), body.bold())]
        runs.append(Run(ended(" ".join(clean(said).split("\n"))) + " ", body))
        if condition:
            runs.append(Run(ended(clean(self.say("confidence", condition=condition))) + " ", body.bold()))
        return runs

    def _set_aside(self, part: Elem) -> list[Block]:
        aside = self.release.front.set_aside
        if not aside:
            return []
        make = self.make
        runs = [Run(clean(self.say("set_aside") + " "), make.body.bold())]
        runs += [Run(clean(self._why(each)) + " ", make.body) for each in aside]
        return [make.paragraph(part.add("P"), runs, make.body, before=3.0)]

    def _why(self, each: ReleasedSetAside) -> str:
        make = self.make
        what = make.text(each.title)
        if each.about is not None:
            what = self.say("about", title=what, person=self.release.people[each.about].name)
        why = "; ".join(make.brief(line, weekday=True).rstrip(".") for line in each.why)
        return ended(self.say("set_aside_why", what=what, why=why) if why else what)
