"""Sheets made from a release beside the referral: what to say on the telephone, and what happened when."""

from collections.abc import Callable
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.wording import day_in_words, partial_in_words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedPerson
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.events import past_events
from thinkfamily_desktop.report.flow import Block, Heading, Rule
from thinkfamily_desktop.report.one_page import on_one_page
from thinkfamily_desktop.report.safety import Safety
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.timeline import timeline

SheetKind = Literal["phone-script", "chronology", "child-page", "young-carer-page", "crisis-plan", "care-plan-insert"]
"""The first two are made here; what the others hold is said by the form."""

SPOKEN = (
    (style.TextStyle(10.4, 14), style.TextStyle(10.4, 14)),
    (style.BODY, style.BODY),
    (style.COMPACT_BODY, style.COMPACT_BODY),
)
"""Type of what is read aloud, from the largest."""

LINES_TO_WRITE = ("script_who", "script_when", "script_number", "script_agreed", "script_reference")


def script_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """One minute to read aloud to a duty desk: who calls, what has happened, who is in the family, what is asked.

    What has been said and arranged is said as page 1 says it; the records have the rest.
    """
    return on_one_page(lambda maker, sect: _script(release, maker, sect), make, document, SPOKEN)


def _script(release: Release, make: Maker, sect: Elem) -> list[Block]:
    say = make.words.say
    blocks = _opening(release, make, sect, "report.script")
    worker = release.worker
    caller = ", ".join(part for part in (worker.name, worker.role, worker.team, worker.phone) if part)
    urgent = [alert for alert in release.alerts if alert.level is Level.ACT_NOW]
    children = [person for person in release.people if person.is_child or person.is_unborn]
    happened = dict.fromkeys(ended(make.text(alert.says)) for alert in urgent)
    parts = {
        "script_1": [say("report.script_caller", caller=caller, reference=release.reference)],
        "script_2": [" ".join(happened)] if happened else [],
        "script_3": [" ".join(_introduced(person, make) for person in children)] if children else [],
    }
    for code, said in parts.items():
        if said:
            blocks += [_title(make, sect, code), *make.paragraphs(sect, said, make.body)]
    title, known = _title(make, sect, "script_4"), Safety(release, make, sect).known(sect)
    blocks += [title, *known] if known else []
    if release.front.asks:
        blocks.append(_title(make, sect, "script_5"))
        blocks += make.paragraphs(sect, [_said(line, make) for line in release.front.asks], make.body)
    blocks.append(_title(make, sect, "script_write"))
    for code in LINES_TO_WRITE:
        blocks.append(make.paragraph(sect.add("P"), say(f"report.{code}"), style.LABEL, before=3.0, keep=True))
        blocks.append(Rule(style.DASH, before=11.0))
    return blocks


def _title(make: Maker, sect: Elem, code: str) -> Heading:
    return make.heading(sect, 2, make.words.say(f"report.{code}"), style.HEADING_2)


def _introduced(person: ReleasedPerson, make: Maker) -> str:
    """A child by full name, date of birth or due date."""
    words = make.words
    if person.born is not None:
        when = partial_in_words(person.born, words)
        return words.say("report.script_born", person=person.full_name, when=when)
    if person.due is not None:
        when = day_in_words(person.due, words, weekday=True)
        return words.say("report.script_due", person=person.full_name, when=when)
    return ended(person.full_name)


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


def chronology_blocks(release: Release, make: Maker, document: Elem) -> list[Block]:
    """Everything in the release that has a day of its own and has happened, oldest first, with the children's ages."""
    say, sect = make.words.say, document.add("Sect")
    blocks = _opening(release, make, sect, "report.chronology")
    events = past_events(release, make, alerts=True)
    if not events:
        return [*blocks, make.paragraph(sect.add("P"), say("report.chronology_empty"), style.BODY)]
    return [*blocks, *timeline(release, make, sect, events)]


SHEETS: dict[SheetKind, tuple[Callable[[Release, Maker, Elem], list[Block]], str]] = {
    "phone-script": (script_blocks, "report.script"),
    "chronology": (chronology_blocks, "report.chronology"),
}
