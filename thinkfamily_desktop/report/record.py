"""The pages after the first: each child, the adults, the record, the judgement, the alerts, the gaps, the sender."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.domain.wording import (
    day_in_words,
    moment_in_words,
    nhs_number_in_words,
    partial_in_words,
)
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedPerson, ReleasedSection
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.events import past_events
from thinkfamily_desktop.report.flow import Block, NewPage
from thinkfamily_desktop.report.safety_record import SafetyRecord
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.timeline import ENOUGH, timeline


@dataclass(frozen=True, slots=True)
class Record:
    """Makes the record. Facts and accounts first; what is the worker's judgement stands apart, and says so."""

    release: Release
    make: Maker
    document: Elem

    def blocks(self, *, events: bool = True) -> list[Block]:
        """Everything after page 1, in reading order; what happened when stands elsewhere in a long document."""
        return [
            *self._children(),
            *self._adults(),
            *(self.events() if events else []),
            *self._family(),
            *self._analysis(),
            *SafetyRecord(self.release, self.make, self.document).blocks(),
            *self._criteria(),
            *self._gaps(),
            *self._sender(),
        ]

    def say(self, code: str, /, **parameters: str | int) -> str:
        """One of our sentences."""
        return self.make.words.say(f"report.{code}", **parameters)

    # -- people

    def _children(self) -> list[Block]:
        blocks: list[Block] = []
        for index in self.children():
            sect = self.document.add("Sect")
            person = self.release.people[index]
            own_page: list[Block] = [NewPage()] if self._has_a_page(index) else []
            blocks += [*own_page, self.make.heading(sect, 2, self._title(person))]
            blocks += self._person(sect, index)
        return blocks

    def _has_a_page(self, child: int) -> bool:
        """Each child has a page; in a copy about one child that child alone, for of the others it says little."""
        about, people = self.release.about, self.release.people
        one_child = about is not None and (people[about].is_child or people[about].is_unborn)
        return self.release.for_person is None and (child == about or not one_child)

    def children(self) -> list[int]:
        """The child whom the copy is about, then the others, eldest first, the unborn last."""
        people = self.release.people
        found = [index for index, person in enumerate(people) if person.is_child or person.is_unborn]

        def age(index: int) -> tuple[bool, bool, str]:
            born = people[index].born
            first = born.earliest.isoformat() if born is not None else "9999"
            return index != self.release.about, people[index].is_unborn, first

        return sorted(found, key=age)

    def _adults(self) -> list[Block]:
        grown = [index for index, person in enumerate(self.release.people) if not person.is_child]
        grown = [index for index in grown if not self.release.people[index].is_unborn]
        if not grown:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("adults"))]
        for index in sorted(grown, key=lambda index: not self.release.people[index].is_assessed):
            part = sect.add("Sect")
            title = self.make.heading(part, 3, self._title(self.release.people[index]), style.PERSON)
            blocks += [title, *self._person(part, index, level=4)]
        return blocks

    def _title(self, person: ReleasedPerson) -> str:
        if person.full_name and person.full_name != person.name and person.label.startswith(person.name):
            return person.full_name + person.label[len(person.name) :]
        return person.label or person.full_name or person.name

    def _person(self, sect: Elem, index: int, *, level: int = 3) -> list[Block]:
        sections = [section for section in self._sections("fact") if section.about == index]
        return [*self._facts(sect, index), *self._under(sect, sections, level)]

    def _facts(self, sect: Elem, index: int) -> list[Block]:
        """What the register holds of a person: key facts as a table whose rows speak, then the rest as answers."""
        person, words = self.release.people[index], self.make.words
        facts: list[tuple[str, str]] = []
        if person.roles:
            facts.append((self.say("roles"), ", ".join(self.make.text(role) for role in person.roles)))
        if person.born is not None:
            facts.append((self.say("born"), partial_in_words(person.born, words)))
        if person.due is not None:
            facts.append((self.say("due"), day_in_words(person.due, words, weekday=True)))
        if person.died:
            facts.append((self.say("died"), self.say("yes")))
        if person.nhs_number:
            facts.append((self.say("nhs_number"), nhs_number_in_words(person.nhs_number)))
        if (person.is_child or person.is_unborn) and (ties := self._ties(index)):
            facts.append((self.say("ties"), ties))
        lines = [_fact(label, value) for label, value in facts]
        return self.make.answers(sect, [*lines, *person.lines])

    def _ties(self, index: int) -> str:
        """How a person is tied to the others, as the relationships say it."""
        people, words = self.release.people, self.make.words
        towards: dict[str, list[str]] = {}
        back: dict[str, list[str]] = {}
        for tie in self.release.relationships:
            label = self.make.text(tie.label)
            if tie.person == index:
                towards.setdefault(label, []).append(people[tie.other].name)
            elif tie.other == index:
                back.setdefault(label, []).append(people[tie.person].name)
        said = [self.say("tie_of", kind=kind, people=join(names, words)) for kind, names in towards.items()]
        said += [self.say("tie_has", kind=kind, people=join(names, words)) for kind, names in back.items()]
        return "; ".join(said)

    # -- sections

    def _sections(self, nature: str) -> Iterator[ReleasedSection]:
        """The sections of this nature: a line of judgement among facts is taken out and stands with the judgement.

        What page 1 says in full is not said again, nor is a gap that the list of gaps names.
        """
        told = {(gap.label, gap.about) for gap in self.release.gaps}
        front = self.release.front
        on_front = (front.asks, front.keep_doing, front.sharing, front.safe_contact, front.address, front.matters)
        said = {line for lines in on_front for line in lines}
        for section in self.release.sections:
            lines = tuple(
                line
                for line in section.lines
                if (line.values or line.rows or (line.label, section.about) not in told)
                and line not in said
                and (nature == "analysis") == (section.nature == "analysis" or line.nature == "analysis")
            )
            if lines:
                yield replace(section, lines=lines)

    def _section(self, parent: Elem, section: ReleasedSection, level: int, title: str) -> list[Block]:
        part = parent.add("Sect")
        heading = [self.make.heading(part, level, title)] if title else []
        judged = section.nature == "analysis" or all(line.nature == "analysis" for line in section.lines)
        return [*heading, *self.make.answers(part, section.lines, sources=not judged)]

    def _under(self, parent: Elem, sections: Iterable[ReleasedSection], level: int) -> list[Block]:
        """Sections of one person or of the family: a title that only repeats the last one, or the name, is left out."""
        blocks: list[Block] = []
        last = ""
        for section in sections:
            title = self.make.text(section.title)
            name = self.release.people[section.about].name if section.about is not None else ""
            said = "" if title == name or (title == last and blocks) else title
            blocks += self._section(parent, section, level, said)
            last = title if title != name else last
        return blocks

    def events(self) -> list[Block]:
        """What happened when, where that is enough to make a picture of."""
        events = past_events(self.release, self.make, alerts=False)
        if len(events) < ENOUGH:
            return []
        sect = self.document.add("Sect")
        heading = self.make.heading(sect, 2, self.say("chronology"))
        return [heading, *timeline(self.release, self.make, sect, events, short=True)]

    def _family(self) -> list[Block]:
        sections = [section for section in self._sections("fact") if section.about is None]
        if not sections:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("family"))]
        return blocks + self._under(sect, sections, 3)

    def _analysis(self) -> list[Block]:
        sections = list(self._sections("analysis"))
        if not sections:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("analysis"))]
        worker = self.release.worker.name
        blocks.append(self.make.paragraph(sect.add("P"), self.say("analysis_note", worker=worker), style.BODY.quiet()))
        people = [person.name for person in self.release.people]
        position = {index: place for place, index in enumerate(self.children())}
        last = -1
        for section in sorted(sections, key=lambda each: position.get(-1 if each.about is None else each.about, 999)):
            title = self.make.text(section.title)
            if section.about is not None:
                name = people[section.about]
                goes_on = title == name and section.about == last
                title = "" if goes_on else title if name in title else self.say("about", title=title, person=name)
                last = section.about
            blocks += self._section(sect, section, 3, title)
        return blocks

    # -- qualities, gaps, sender

    def _criteria(self) -> list[Block]:
        if not self.release.criteria:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("criteria"))]
        rows = []
        for criterion in self.release.criteria:
            lacking = [self.release.people[index].name for index in criterion.lacking]
            shown = self.say("criterion_met" if criterion.met else "criterion_open")
            if lacking:
                shown = self.say("criterion_lacking", people=", ".join(lacking))
            rows.append([self.make.text(criterion.title), shown])
        titles = [self.say("criterion"), self.say("criterion_shown")]
        blocks.append(self.make.table(sect, titles, rows))
        return blocks

    def _gaps(self) -> list[Block]:
        gaps = self.release.gaps
        if not gaps:
            return []
        sect = self.document.add("Sect")
        blocks: list[Block] = [self.make.heading(sect, 2, self.say("gaps"))]
        blocks.append(self.make.paragraph(sect.add("P"), self.say("gaps_note"), style.BODY.quiet()))
        people = self.release.people
        rows = []
        for gap in gaps:
            why = self.make.gap(gap.gap, gap.note)
            if gap.bulk:
                why = self.say("gap_bulk", why=why)
            about = people[gap.about].name if gap.about is not None else ""
            rows.append([self.make.text(gap.label), about, self.make.text(gap.page), why])
        rows = self.make.joined(rows, (1,))
        titles = [self.say(code) for code in ("gap_question", "gap_about", "gap_page", "gap_reason")]
        blocks.append(self.make.table(sect, titles, rows))
        return blocks

    def _sender(self) -> list[Block]:
        sect = self.document.add("Sect")
        worker = self.release.worker
        rows = [
            ("sender_name", worker.name),
            ("sender_role", worker.role),
            ("sender_team", worker.team),
            ("sender_phone", worker.phone),
            ("sender_cover", worker.cover_phone),
        ]
        lines = [_fact(self.say(code), value) for code, value in rows if value]
        heading = self.make.heading(sect, 2, self.say("sender"))
        return [heading, *self.make.answers(sect, [*lines, *self._about()])]

    def _about(self) -> Iterable[Line]:
        release = self.release
        yield _fact(self.say("document_for"), self.make.text(release.reader_title))
        yield _fact(self.say("document_reference"), release.reference)
        form = self.say("form_version", form=self.make.text(release.form_title), version=release.form_version)
        yield _fact(self.say("document_form"), form)
        code = "document_finished" if release.finished else "document_unfinished"
        when = moment_in_words(release.made, self.make.words)
        yield _fact(self.say("document_made"), self.say(code, version=release.version, when=when))
        if release.check_code:
            yield _fact(self.say("document_code"), release.check_code)
        if release.practice:
            yield _fact(self.say("document_practice"), self.say("document_practice_is"))
        if release.withheld:
            yield _fact(self.say("document_withheld"), self.say("withheld", count=release.withheld))
        for each in release.withheld_lines:
            what = self.make.text(each.label)
            if each.about is not None:
                what = self.say("about", title=what, person=release.people[each.about].name)
            yield _fact(self.say("document_withheld"), f"{what}: {each.reason}" if each.reason else what)


def _fact(label: str, value: str) -> Line:
    return Line(ItemId(""), Text.of(label), (value,))
