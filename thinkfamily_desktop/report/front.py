"""Page 1: is a child in danger now and who has been told, what is asked, who is who, how illness reaches each child."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.wording import moment_in_words, nhs_number_in_words
from thinkfamily_desktop.forms import releases
from thinkfamily_desktop.forms.family_map import MapPerson, MapRelationship, describe, lay_out
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedGap
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block, Box, Columns, Group
from thinkfamily_desktop.report.in_short import ShortRows, ended
from thinkfamily_desktop.report.map_drawing import MapFigure
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import TextStyle
from thinkfamily_desktop.report.text import Run, clean

MapPlace = Literal["between", "beside", "last"]
"""Between the children and the links; or, where the page is too short for that, beside what matters; or behind all."""

FEW = 3  # facts of an action record; more stand in two columns
MAP_SHARES = (1.3, 1.0)
SENDER = "sender"  # the key of the place that says how to reach the sender
NOT_FAMILY = frozenset({"worker", "professional"})


@dataclass(frozen=True, slots=True)
class Front:
    """Makes page 1. `sender_page` is the number of the page that says how to reach the sender."""

    release: Release
    make: Maker
    sect: Elem
    sender_page: int
    place: MapPlace = "between"

    def blocks(self) -> list[Block]:
        """Everything on it, in reading order."""
        blocks = [*self._title(), *self._safety(), *self._ask_and_share(), *self._children()]
        match self.place:
            case "between":
                return [*blocks, *self._map(), *self._links(), *_columns(self._matters(), self._missing())]
            case "beside":
                blocks += [*self._links()]
                return [*blocks, *_columns(self._map(), [*self._matters(), *self._missing()], MAP_SHARES)]
            case "last":
                # what does not fit goes over whole: a table torn after its first row is read as if it were all
                links = [Group(self._links(), before=12.0)]
                return [*blocks, *_columns(self._matters(), self._missing()), *links, *self._map()]

    def say(self, code: str, /, **parameters: str | int) -> str:
        """One of our sentences."""
        return self.make.words.say(f"report.{code}", **parameters)

    # -- who, what, from whom

    def _title(self) -> list[Block]:
        release, make, sect = self.release, self.make, self.sect
        marking = make.paragraph(sect.add("P"), self.say("marking"), style.FURNITURE)
        identity = make.paragraph(sect.add("P"), self.identity(), style.FURNITURE)
        identity.right = True
        blocks: list[Block] = [Columns([[marking], [identity]], (1.0, 1.6))]
        if release.practice:
            blocks.append(make.paragraph(sect.add("P"), self.say("practice"), self.make.body.bold(), before=2.0))
        title = make.heading(sect, 1, make.text(release.title))
        title.before = 8.0
        return [*blocks, title, self._subtitle()]

    def identity(self) -> str:
        """Whose paper this is: name, NHS number, reference."""
        release = self.release
        whose = release.about if release.about is not None else _assessed(release)
        parts = []
        if whose is not None:
            person = release.people[whose]
            parts.append(person.full_name)
            if person.nhs_number:
                parts.append(self.say("nhs", number=nhs_number_in_words(person.nhs_number)))
        parts.append(self.say("reference", reference=release.reference))
        return " · ".join(parts)

    def _subtitle(self) -> Block:
        release, make = self.release, self.make
        elem = self.sect.add("P")
        when = moment_in_words(release.made, make.words)
        form = make.text(release.form_title)
        code = "subtitle_finished" if release.finished else "subtitle_unfinished"
        said = self.say(code, form=form, when=when, version=release.version, worker=self.sender())
        link = self.say("reach_sender", page=self.sender_page)
        runs = [Run(clean(f"{said} "), style.SUBTITLE)]
        runs.append(Run(clean(link), style.SUBTITLE.coloured(style.HEADING), elem.add("Link"), SENDER))
        return make.paragraph(elem, runs, style.SUBTITLE)

    def sender(self) -> str:
        """The worker by name, role and team."""
        worker = self.release.worker
        return ", ".join(part for part in (worker.name, worker.role, worker.team) if part)

    # -- immediate safety

    def _safety(self) -> list[Block]:
        alerts = [alert for alert in self.release.alerts if alert.level is Level.ACT_NOW]
        if not alerts:
            return []
        make, part = self.make, self.sect.add("Div")
        how = style.HEADING_2.coloured(style.ALARM)
        blocks: list[Block] = [make.heading(part, 2, self.say("safety"), how)]
        for alert in alerts:
            blocks.append(make.paragraph(part.add("P"), make.text(alert.says), self.make.body, before=1.0))
            if not alert.complete:
                blocks.append(make.paragraph(part.add("P"), self.say("record_open"), self.make.body.bold(), before=2.0))
        lines = [line for alert in alerts for line in alert.record]
        short = ShortRows(make, self.release.made.date())
        for line in lines:
            short.take(line)
        blocks += short.blocks(part)
        seen: set[tuple[object, ...]] = set()
        facts = [line for line in lines if not line.columns and not _seen_before(line, seen)]
        short_facts = [self._run_in(part, line, how=make.small) for line in facts]
        half = (len(short_facts) + 1) // 2
        if len(short_facts) > FEW:
            blocks.append(Columns([short_facts[:half], short_facts[half:]], (1.0, 1.0), before=4.0))
        else:
            blocks += short_facts
        return [Box(blocks, style.ALARM)]

    def _run_in(self, parent: Elem, line: Line, *, label: bool = True, how: TextStyle | None = None) -> Block:
        """A question and its answer as one paragraph: the label bold, a confidence's condition after it."""
        how = how or self.make.body
        return self.make.paragraph(parent.add("P"), self._run_in_runs(line, how, label=label), how, before=3.0)

    def _run_in_runs(self, line: Line, how: TextStyle, *, label: bool = True) -> list[Run]:
        make = self.make
        runs = []
        if label:
            said = self.say("run_in", label=make.text(line.label).rstrip(".:? "))
            runs.append(Run(clean(f"{said} "), how.bold()))
        answer = make.brief(line, weekday=True) or make.gap(line.gap, line.gap_note)
        runs.append(Run(ended(" ".join(clean(answer).split("\n"))) + " ", how))
        if line.condition:
            said = self.say("confidence", condition=line.condition)
            runs.append(Run(f"{ended(clean(said))} ", how.bold()))
        return runs

    # -- asks, consent

    def _ask_and_share(self) -> list[Block]:
        front = self.release.front
        asks = self._stack("asks", (*front.asks, *front.keep_doing), lead=front.asks[:1])
        sharing = self._stack("sharing", (*front.sharing, *front.safe_contact))
        return _columns(asks, sharing)

    def _stack(self, code: str, lines: Sequence[Line], lead: Sequence[Line] = ()) -> list[Block]:
        """A heading with answers under it; the one it asks for needs no label of its own."""
        lines = [line for line in lines if line.values or line.gap is not None]
        if not lines:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say(code), style.HEADING_2)
        alone = len(lines) == 1
        return [heading, *(self._run_in(part, line, label=not alone and line not in lead) for line in lines)]

    # -- children, map

    def _children(self) -> list[Block]:
        table = self.release.front.children
        if not table.rows:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say("children"), style.HEADING_2)
        return [heading, self._table(part, table, full_names=True)]

    def _table(self, parent: Elem, table: releases.Table, *, full_names: bool = False) -> Block:
        """A table with whom each row is about in its first column."""
        make, people = self.make, self.release.people
        titles = [make.text(title) for title in table.columns]
        rows = [[make.brief(cell, weekday=True) for cell in cells] for cells in table.rows]
        if any(about is not None for about in table.about):
            titles.insert(0, self.say("name" if full_names else "child"))
            for cells, about in zip(rows, table.about, strict=True):
                named = people[about] if about is not None else None
                cells.insert(0, "" if named is None else named.full_name if full_names else named.name)
        return make.table(parent, titles, rows)

    def _map(self) -> list[Block]:
        figure = family_figure(self.release, self.make, self.sect)
        return [] if figure is None else [figure]

    def _links(self) -> list[Block]:
        table = self.release.front.links
        if not table.rows:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say("links"), style.HEADING_2)
        return [heading, self._table(part, table)]

    # -- what matters, what is missing

    def _matters(self) -> list[Block]:
        return self._stack("matters", self.release.front.matters)

    def _missing(self) -> list[Block]:
        if not self.release.front.missing:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say("missing"), style.HEADING_2)
        listed = part.add_list()
        gaps: list[Block] = [
            self.make.paragraph(listed.add("LI").add("LBody"), self.gap(gap), self.make.body, before=2.0)
            for gap in self.release.front.missing
        ]
        return [heading, *gaps]

    def gap(self, gap: ReleasedGap) -> str:
        """A gap in one line: what, about whom, why."""
        label = self.make.text(gap.label).rstrip(".:? ")
        why = self.make.gap(gap.gap, gap.note)
        if gap.about is None:
            return self.say("gap_line", label=label, why=_lower_first(why))
        name = self.release.people[gap.about].name
        return self.say("gap_line_about", label=label, person=name, why=_lower_first(why))


def family_figure(release: Release, make: Maker, parent: Elem) -> MapFigure | None:
    """The family map of a release, or None when there is nobody to draw."""
    tied: dict[int, set[str]] = {}
    for tie in release.relationships:
        tied.setdefault(tie.person, set()).add(tie.kind)
    family = [index for index in range(len(release.people)) if not tied.get(index) or tied[index] - NOT_FAMILY]
    if not family:
        return None
    place = {index: position for position, index in enumerate(family)}
    people = [_map_person(release, index, make) for index in family]
    ties = [
        MapRelationship(place[tie.person], place[tie.other], tie.kind)
        for tie in release.relationships
        if tie.person in place and tie.other in place
    ]
    drawn = lay_out(people, ties, [place[index] for index in release.household if index in place])
    words = make.words
    says = " ".join((words.say("report.map_title"), *describe(drawn, words, release.household_name)))
    key = ""
    if drawn.household:
        place_name = release.household_name
        key = words.say("report.map_key_at", place=place_name) if place_name else words.say("report.map_key")
    return MapFigure(drawn, make.setter, parent.add("Figure", alt=says), key)


def _map_person(release: Release, index: int, make: Maker) -> MapPerson:
    person = release.people[index]
    note = ""
    if person.is_assessed:
        note = make.words.say("report.map_note_assessed")
    elif not person.is_child and not person.is_unborn and index not in release.household:
        note = ", ".join(make.text(role) for role in person.roles[:1])
    return MapPerson(
        person.label, note, person.sex, person.is_child, person.is_unborn, person.is_assessed, person.died,
        person.born.earliest if person.born is not None else None,
    )  # fmt: skip


def _assessed(release: Release) -> int | None:
    return next((index for index, person in enumerate(release.people) if person.is_assessed), None)


def _seen_before(line: Line, seen: set[tuple[object, ...]]) -> bool:
    """Whether another alert's record, filled in together with this one, already said the same."""
    key = (line.item, line.values, line.rows, line.gap, line.gap_note, line.condition)
    if key in seen:
        return True
    seen.add(key)
    return False


def _columns(left: list[Block], right: list[Block], shares: tuple[float, float] = (1.0, 1.0)) -> list[Block]:
    """Two stacks side by side; one alone takes the whole width."""
    if left and right:
        return [Columns([left, right], shares, before=11.0)]
    alone = left or right
    return [Group(alone, before=12.0)] if alone else []


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
