"""What happened when: everything in a release that has a day of its own, as far as that day is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.wording import moment_in_words, partial_in_words, time_in_words
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.releases import Line, Release
from thinkfamily_desktop.report.blocks import Maker, ended

STILL_TO_COME = (".by", ".until")
"""How the columns end whose days are those by which something is to be done: a plan is no event."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `short` is what stands first in its row, for a copy that has the rest elsewhere."""

    day: date
    at: str  # the time of day, "" where none is known
    when: str
    what: str
    short: str
    told: str


def past_events(release: Release, make: Maker, *, alerts: bool) -> list[Event]:
    """All that has happened by the day of the release, oldest first; with or without when alerts were noted."""
    found = [*_alerts(release, make)] if alerts else []
    past = {event for event in (*found, *_told(release, make)) if event.day <= release.made.date()}
    return sorted(past, key=lambda event: (event.day, event.at, event.what))


def ages(release: Release, day: date, make: Maker) -> str:
    """How old each child was, in whole years; before birth nothing."""
    said = []
    for person in release.people:
        if not person.is_child or person.born is None:
            continue
        born = person.born.earliest
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if years >= 0:
            about = "" if person.born.is_exact else make.words.say("report.about_age")
            said.append(f"{person.name} {about}{years or make.words.say('report.under_one')}")
    return ", ".join(said)


def _alerts(release: Release, make: Maker) -> Iterator[Event]:
    for alert in release.alerts:
        moment, says = alert.raised_at, make.text(alert.says)
        said = moment_in_words(moment, make.words, long=False)
        yield Event(moment.date(), time_in_words(moment), said, says, says, "")


def _told(release: Release, make: Maker) -> Iterator[Event]:
    for section in release.sections:
        name = release.people[section.about].name if section.about is not None else ""
        for line in section.lines:
            label = make.text(line.label)
            if name and name not in label:
                label = make.words.say("report.about", title=label, person=name)
            if line.happened is not None:
                what = f"{label}: {make.brief(line)}"
                when = partial_in_words(line.happened, make.words)
                yield Event(line.happened.earliest, "", when, what, what, make.heard(line))
            events = [event for cells in line.rows for event in _row_event(cells, label, make, make.heard(line))]
            yield from _with_whom(events, line, label, make)


def _row_event(cells: tuple[Line, ...], label: str, make: Maker, told: str) -> Iterator[Event]:
    """A row with a date in it is an event; the rest of the row says what happened."""
    dated = next((cell for cell in cells if cell.values and isinstance(cell.values[0], (date, PartialDate))), None)
    if dated is None or dated.item.endswith(STILL_TO_COME):
        return
    value = dated.values[0]
    day = value.earliest if isinstance(value, PartialDate) else value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return
    rest = [(cell, make.brief(cell)) for cell in cells if cell is not dated]
    said = [(cell, words) for cell, words in rest if words]
    what = f"{label}: {_run_on([words for _, words in said])}"
    short = said[0][1] if said else label
    if said and said[0][0].kind == "person":
        short = f"{label}: {short}"
    yield Event(day, "", make.printed(value), what, short, told)


def _run_on(parts: Sequence[str]) -> str:
    """One after another: a semicolon between them, but none after a full stop."""
    said = ""
    for part in parts:
        said += (" " if ended(said) == said else "; ") + part if said else part
    return said


def _with_whom(events: Sequence[Event], line: Line, label: str, make: Maker) -> Iterator[Event]:
    """Rows that name a person each: in short, those of one day are one event with several people."""
    named = bool(line.rows) and all(cells and cells[0].kind == "person" for cells in line.rows)
    for _, group in groupby(events, key=attrgetter("day")):
        same = list(group)
        if not named or len(same) == 1:
            yield from same
            continue
        people = join([event.short.removeprefix(f"{label}: ") for event in same], make.words)
        parts = [event.what.removeprefix(f"{label}: ") for event in same]
        yield replace(same[0], what=f"{label}: {_run_on(parts)}", short=f"{label}: {people}")
