"""Safety matters and what was done about each, as the record has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.releases import Release, ReleasedAlert
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import SHORT_ANSWER, Maker
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean

LEVEL_CODES = {
    Level.ACT_NOW: "level_act_now",
    Level.DISCUSS: "level_discuss",
    Level.DUTY: "level_duty",
    Level.QUALITY: "level_quality",
}


@dataclass(frozen=True, slots=True)
class SafetyRecord:
    """Makes that part of the record."""

    release: Release
    make: Maker
    document: Elem

    def say(self, code: str, /, **parameters: str | int) -> str:
        """One of our sentences."""
        return self.make.words.say(f"report.{code}", **parameters)

    def blocks(self) -> list[Block]:
        """What needed action at once, each with its record; of the rest, those answered alike are answered together."""
        if not self.release.alerts:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("alerts"))]
        order = list(Level)
        alike: dict[tuple[object, ...], list[ReleasedAlert]] = {}
        for alert in sorted(self.release.alerts, key=lambda alert: order.index(alert.level)):
            record = tuple((line.label, line.values, line.rows, line.gap, line.gap_note) for line in alert.record)
            alone = alert.level is Level.ACT_NOW or not record
            alike.setdefault((alert.rule, alert.about) if alone else (alert.level, record), []).append(alert)
        seen: set[tuple[object, ...]] = set()
        for alerts in alike.values():
            blocks += self._alike(sect.add("Sect"), alerts, seen)
        return blocks

    def _alike(self, part: Elem, alerts: Sequence[ReleasedAlert], seen: set[tuple[object, ...]]) -> list[Block]:
        """The matters and their one record, without what another record has said already."""
        make = self.make
        blocks: list[Block] = []
        for alert in alerts:
            title = make.text(alert.title)
            if alert.about is not None:
                title = self.say("about", title=title, person=self.release.people[alert.about].name)
            when = moment_in_words(alert.raised_at, make.words, long=False)
            stands = self.say("record_complete" if alert.complete else "record_open")
            level = self.say("alert_line", level=self.say(LEVEL_CODES[alert.level]), when=when, stands=stands)
            says = [Run(clean(f"{make.text(alert.says)}  "), make.body), Run(clean(level), style.SOURCE)]
            heading = make.heading(part, 3, title)
            heading.before = 9.0 if alert is alerts[0] else 4.0
            blocks += [heading, make.paragraph(part.add("P"), says, make.body, keep=True)]
        blocks[-1].keep_with_next = False
        new = []
        for line in alerts[0].record:
            key = (line.item, line.label, line.values, line.rows, line.gap, line.gap_note, line.condition)
            long = bool(line.rows) or sum(map(len, make.answer(line))) > SHORT_ANSWER
            if not long or key not in seen:
                new.append(line)
            seen.add(key)
        blocks += make.answers(part, new, weekday=True)
        if len(new) < len(alerts[0].record):
            blocks.append(make.paragraph(part.add("P"), self.say("record_above"), style.SOURCE, before=2.0))
        return blocks
