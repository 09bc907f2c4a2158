"""Sheets made from a release beside the referral: what to say on the telephone, and what happened when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.wording import day_in_words, moment_in_words, partial_in_words, time_in_words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedPerson
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.flow import Block, Rule
from thinkfamily_desktop.report.in_short import ShortRows
from thinkfamily_desktop.report.structure import Elem

SheetKind = Literal["phone-script", "chronology"]

SPOKEN = style.TextStyle(10, 13.2)
LINES_TO_WRITE = ("script_who", "script_when", "script_number", "script_agreed", "script_reference")


def script_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """One minute to read aloud to a duty desk: who calls, what has happened, who is in the family, what is asked."""
    say, sect = make.words.say, document.add("Sect")
    blocks = _opening(release, make, sect, "report.script")
    worker = release.worker
    caller = ", ".join(part for part in (worker.name, worker.role, worker.team, worker.phone) if part)
    urgent = [alert for alert in release.alerts if alert.level is Level.ACT_NOW]
    children = [person for person in release.people if person.is_child or person.is_unborn]
    short = ShortRows(make, release.made.date())
    facts: dict[str, None] = {}  # each said once, though several records hold it
    for alert in urgent:
        for line in alert.record:
            short.take(line)
            if not line.columns:
                facts[_said(line, make)] = None
    parts: list[tuple[str, list[str]]] = [
        ("script_1", [say("report.script_caller", caller=caller, reference=release.reference)]),
        ("script_2", [make.text(alert.says) for alert in urgent]),
        ("script_3", [_introduced(person, make) for person in children]),
        ("script_4", list(facts)),
        ("script_5", [_said(line, make) for line in release.front.asks]),
    ]
    for code, said in parts:
        if said or code == "script_4":
            blocks.append(make.heading(sect, 2, say(f"report.{code}"), style.HEADING_2))
            blocks += make.paragraphs(sect, said, SPOKEN)
        if code == "script_4":
            blocks += short.blocks(sect)
    blocks.append(make.heading(sect, 2, say("report.script_write"), style.HEADING_2))
    for code in LINES_TO_WRITE:
        blocks.append(make.paragraph(sect.add("P"), say(f"report.{code}"), style.LABEL, before=3.0, keep=True))
        blocks.append(Rule(style.DASH, before=11.0))
    return blocks


def _introduced(person: ReleasedPerson, make: Maker) -> str:
    """A child by full name, date of birth or due date."""
    words = make.words
    if person.born is not None:
        when = partial_in_words(person.born, words)
        return words.say("report.script_born", person=person.full_name, when=when)
    if person.due is not None:
        when = day_in_words(person.due, words, weekday=True)
        return words.say("report.script_due", person=person.full_name, when=when)
    return person.full_name


def _said(line: Line, make: Maker) -> str:
    label = make.words.say("report.run_in", label=make.text(line.label).rstrip(".:? "))
    return ended(f"{label} {make.brief(line, weekday=True) or make.gap(line.gap, line.gap_note)}")


def _opening(release: Release, make: Maker, sect: Elem, title: str) -> list[Block]:
    say = make.words.say
    reference = say("report.header", reader=say("report.marking"), reference=release.reference)
    blocks: list[Block] = [make.paragraph(sect.add("P"), reference, style.FURNITURE)]
    if release.practice:
        blocks.append(make.paragraph(sect.add("P"), say("report.practice"), style.BODY.bold()))
    heading = make.heading(sect, 1, say(title))
    heading.before = 8.0
    return [*blocks, heading]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as far as its day is known."""

    day: date
    at: str  # the time of day, "" where none is known
    when: str
    what: str
    told: str


def chronology_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """Everything in the release that has a day of its own and has happened, oldest first, with the children's ages."""
    say, sect = make.words.say, document.add("Sect")
    blocks = _opening(release, make, sect, "report.chronology")
    past = {event for event in _events(release, make) if event.day <= release.made.date()}
    events = sorted(past, key=lambda event: (event.day, event.at, event.what))
    if not events:
        return [*blocks, make.paragraph(sect.add("P"), say("report.chronology_empty"), style.BODY)]
    columns = [say(f"report.chronology_{code}") for code in ("when", "what", "ages", "told")]
    rows = [[event.when, event.what, _ages(release, event.day, make), event.told] for event in events]
    return [*blocks, make.table(sect, columns, rows)]


def _events(release: Release, make: Maker) -> Iterator[Event]:
    for alert in release.alerts:
        moment = alert.raised_at
        said = moment_in_words(moment, make.words, long=False)
        yield Event(moment.date(), time_in_words(moment), said, make.text(alert.says), "")
    for section in release.sections:
        name = release.people[section.about].name if section.about is not None else ""
        for line in section.lines:
            label = make.text(line.label)
            if name and name not in label:
                label = make.words.say("report.about", title=label, person=name)
            if line.happened is not None:
                what = f"{label}: {make.brief(line)}"
                when = partial_in_words(line.happened, make.words)
                yield Event(line.happened.earliest, "", when, what, make.source(line))
            for cells in line.rows:
                yield from _row_event(cells, label, make, make.source(line))


def _row_event(cells: tuple[Line, ...], label: str, make: Maker, told: str) -> Iterator[Event]:
    """A row with a date in it is an event; the rest of the row says what happened."""
    dated = next((cell for cell in cells if cell.values and isinstance(cell.values[0], (date, PartialDate))), None)
    if dated is None:
        return
    value = dated.values[0]
    day = value.earliest if isinstance(value, PartialDate) else value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return
    rest = "; ".join(said for said in (make.brief(cell) for cell in cells if cell is not dated) if said)
    yield Event(day, "", make.printed(value), f"{label}: {rest}", told)


def _ages(release: Release, day: date, make: Maker) -> str:
    """How old each child was, in whole years; before birth nothing."""
    said = []
    for person in release.people:
        if not person.is_child or person.born is None:
            continue
        born = person.born.earliest
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if years >= 0:
            about = "" if person.born.is_exact else make.words.say("report.about_age")
            said.append(f"{person.name} {about}{years}")
    return ", ".join(said)


SHEETS: dict[SheetKind, tuple[Callable[[Release, Maker, Elem], list[Block]], str]] = {
    "phone-script": (script_blocks, "report.script"),
    "chronology": (chronology_blocks, "report.chronology"),
}
