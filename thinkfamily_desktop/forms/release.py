"""The one door out: what one reader may have, cut first and only then worked out and laid out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Answers, PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.assessment import Assessment, SignedVersion, Worker
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import THE_FAMILY, AlertKey, AnswerKey, ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.domain.records import Decision
from thinkfamily_desktop.domain.text import NO_TEXT, Text
from thinkfamily_desktop.forms.check_code import check_code
from thinkfamily_desktop.forms.copy_asked import REVIEW, copy_asked
from thinkfamily_desktop.forms.cut import Cut, cut
from thinkfamily_desktop.forms.evaluate import Engine, engine_of, evaluate
from thinkfamily_desktop.forms.model import Form, Reader, RegisterItems
from thinkfamily_desktop.forms.permission import SOCIAL_CARE, Copy, Permission
from thinkfamily_desktop.forms.plan import FAMILY_SECTION, PERSON_SECTION
from thinkfamily_desktop.forms.release_front import PlacedGap, front_page, with_changes
from thinkfamily_desktop.forms.release_lines import Liner, Placed
from thinkfamily_desktop.forms.release_sheets import sheets
from thinkfamily_desktop.forms.releases import (
    Line,
    Release,
    ReleasedAlert,
    ReleasedCriterion,
    ReleasedGap,
    ReleasedPerson,
    ReleasedRelationship,
    ReleasedSection,
    ReleasedWithheld,
    ReleasedWorker,
)
from thinkfamily_desktop.forms.state import AlertState, FormState, PersonState, Question, SectionState


@dataclass(frozen=True)
class Choices:
    """What the worker decided against the defaults of one copy; why is for the journal and the review copy.

    `include` also releases a protected address. Nothing here lets a reader know of a person they may not know of.
    What children's social care has by default, because an alert rests on it, is left out for them only with a reason.
    """

    include: Collection[AnswerKey] = frozenset()
    leave_out: Collection[AnswerKey] = frozenset()
    include_alerts: Collection[AlertKey] = frozenset()
    reasons: Mapping[AnswerKey | AlertKey, str] = field(default_factory=dict)

    def decisions(self) -> tuple[Decision, ...]:
        """Each decision with its reason, as the export register keeps it."""
        parts = (("left-out", self.leave_out), ("included", self.include), ("alert-included", self.include_alerts))
        return tuple(Decision(*made) for what, keys in parts for made in sorted(self._made(what, keys)))

    def _made(self, what: str, keys: Collection[AnswerKey] | Collection[AlertKey]) -> Iterator[tuple[str, ...]]:
        for key in keys:
            name = key.rule if isinstance(key, AlertKey) else key.item
            yield what, name, f"{key.subject.kind}/{key.subject.id}", self.reasons.get(key, "").strip()


def release(
    form: Form,
    family: Family,
    answers: Answers,
    state: FormState,
    worker: Worker,
    reader: str,
    about: PersonId | None = None,
    for_person: PersonId | None = None,
    *,
    assessment: Assessment,
    signed: SignedVersion | None = None,
    language: str = "en",
    choices: Choices | None = None,
) -> Release:
    """What one reader may have of an assessment: a function of nothing that is withheld from them.

    `family`, `answers` and `state` are the draft's, or those of the `signed` version. `reader` is one of the form's
    readers, or "review". What is withheld is taken out first; everything else is then worked out from what is left,
    at the day of its latest change.

    Raises:
        ThinkFamilyError: `release.unknown_reader`, `release.about_needed`, `release.for_whom`, `release.not_in_family`,
            `release.reason_needed`.
    """
    chosen = choices or Choices()
    asked = copy_asked(form, family, state, reader, about, for_person)
    copy = replace(asked, include=chosen.include, leave_out=chosen.leave_out, include_alerts=chosen.include_alerts)
    making = _Making(form, family, answers, state, copy, chosen.reasons)
    made = making.release(worker, assessment, signed, language)
    earlier = _earlier(assessment, signed)
    if earlier is not None and {asked.about, asked.for_person} - {None} <= set(earlier.family.people):
        then = evaluate(form, earlier.family, earlier.answers, earlier.raised, earlier.at)
        at_first = replace(assessment, versions=())
        before = release(
            form, earlier.family, earlier.answers, then, worker, reader, asked.about, asked.for_person,
            assessment=at_first, signed=earlier, language=language, choices=chosen,
        )  # fmt: skip
        made = with_changes(made, before)
    return replace(made, check_code=check_code(made, made.reader, made.version))


def _earlier(assessment: Assessment, signed: SignedVersion | None) -> SignedVersion | None:
    """The version before this one."""
    before = [each for each in assessment.versions if signed is None or each.number < signed.number]
    return before[-1] if before else None


@dataclass
class _Making:
    """One Release in the making."""

    form: Form
    family: Family
    answers: Answers
    state: FormState
    copy: Copy
    reasons: Mapping[AnswerKey | AlertKey, str]
    may: Permission = field(init=False)
    left: Cut = field(init=False)
    seen: FormState = field(init=False)  # worked out from what is left
    assessed: PersonId | None = field(init=False)  # as this reader may know
    liner: Liner = field(init=False)
    order: tuple[PersonState, ...] = field(init=False)
    position: dict[PersonId, int] = field(init=False)
    made: datetime = field(init=False)

    def release(self, worker: Worker, assessment: Assessment, signed: SignedVersion | None, language: str) -> Release:
        """Cut, work out, lay out."""
        engine = Engine(engine_of(self.form).plan)  # a memory of its own: the window's stays as it is
        children = [person.id for person in self.state.people if person.is_child]
        self.may = Permission(self.form, self.family, self.answers, self.copy, children)
        self._with_reasons()
        self.left = cut(self.form, engine.plan, self.family, self.answers, self.state, self.may)
        held = [*self.left.family.facts.values(), *self.left.answers.values()]
        times = [answer.at for answer in held if answer.at is not None]
        self._work_out(engine, max(times, default=assessment.started_at))
        self.made = self._latest_change(assessment.started_at)
        if times and self.made.date() != max(times).date():
            self._work_out(engine, self.made)
        sections, placed = self._sections()
        gaps = [] if self.copy.for_person is not None else list(self._gaps())
        alerts = tuple(self._alert(alert) for alert in self._alerts())
        reader = self.copy.reader
        urgent = any(alert.level is Level.ACT_NOW for alert in alerts)
        return Release(
            reader=reader.id if reader is not None else REVIEW,
            title=_title(reader, urgent=urgent) if reader is not None else self.form.people.said.review_title,
            reader_title=reader.title if reader is not None else self.form.people.said.review_reader,
            form_title=self.form.info.title,
            form_version=self.form.info.version,
            language=language,
            reference=self.family.reference,
            practice=self.family.practice,
            urgent=urgent,
            finished=signed is not None,
            stage=(signed.stage if signed is not None else self.form.info.stage).value,
            version=signed.number if signed is not None else len(assessment.versions) + 1,
            made=signed.at if signed is not None else self.made,
            worker=ReleasedWorker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone),
            about=self.position.get(self.copy.about) if self.copy.about is not None else None,
            for_person=self.position.get(self.copy.for_person) if self.copy.for_person is not None else None,
            people=tuple(self._person(person) for person in self.order),
            relationships=tuple(self._relationships()),
            household=self._household(),
            household_name=self._household_name(),
            front=front_page(
                self.form.recipients.front_page,
                self.liner,
                placed,
                gaps,
                [person.id for person in self.order if person.is_child and not person.died],
                self.position,
                alerts,
            ),
            alerts=alerts,
            sections=sections,
            gaps=tuple(gap for item, gap in gaps if gap.gap is not None or self._is_needed(item)),
            criteria=self._criteria(),
            withheld=len(self._left_out()) if reader is None else 0,
            withheld_lines=tuple(self._withheld()) if reader is None else (),
            sheets=tuple(
                sheets(
                    self.form.recipients,
                    reader.id if reader is not None else REVIEW,
                    self.liner,
                    placed,
                    self.position,
                    next((person for person in self.order if person.id == self.copy.for_person), None),
                )
            ),
            form_url=self.form.info.url,
        )

    def _with_reasons(self) -> None:
        """What an alert rests on is not kept from children's social care for no reason that anybody wrote down."""
        reader = self.copy.reader
        if reader is None or reader.id != SOCIAL_CARE:
            return
        if any(
            key.item in self.may.rights.safety and not self.reasons.get(key, "").strip() for key in self._left_out()
        ):
            raise ThinkFamilyError("release.reason_needed")

    # -- working out what is left

    def _work_out(self, engine: Engine, now: datetime) -> None:
        self.seen = engine.evaluate(self.left.family, self.left.answers, self.left.raised, now, frozenset())
        known = {self.copy.for_person, self.copy.about} - {None}  # no news to themselves, or to whoever asks about them
        self.assessed = self.state.assessed if self.state.assessed in known else self.seen.assessed
        self.liner = Liner(self.form, self.seen, self.assessed)
        self.order = tuple(sorted(self.seen.people, key=lambda person: _rank(person, self.assessed)))
        self.position = {person.id: place for place, person in enumerate(self.order)}

    def _may_print(self, question: Question) -> bool:
        """Whether it is asked in the record too, not only in what is left of it, and is for this reader."""
        return question.key in self.state.questions and self.may.may_ask(question.key)

    def _latest_change(self, otherwise: datetime) -> datetime:
        shown = (question.answer for question in self.seen.questions.values() if self._may_print(question))
        return max((answer.at for answer in shown if answer is not None and answer.at is not None), default=otherwise)

    def _index(self, subject: Subject) -> int | None:
        return self.position.get(PersonId(subject.id)) if subject.kind == "person" else None

    # -- sections and lines

    def _sections(self) -> tuple[tuple[ReleasedSection, ...], list[Placed]]:
        """The sections with something to say, and every line with what it is about."""
        made: list[ReleasedSection] = []
        placed: list[Placed] = []
        for section in self.seen.sections:
            lines = list(self._lines(section, placed))
            printed = tuple(line for line in lines if line.gap is None)
            if printed and section.section != PERSON_SECTION:
                analysis = all(line.nature == "analysis" for line in printed)
                about = self._index(section.subject)
                nature: Literal["fact", "analysis"] = "analysis" if analysis else "fact"
                made.append(ReleasedSection(self._heading(section), printed, about, nature, _section_id(section)))
        for alert in self._alerts():
            for question in alert.record:
                placed.extend(self._placed(question, alert.key.subject))
        return tuple(made), placed

    def _lines(self, section: SectionState, placed: list[Placed]) -> Iterator[Line]:
        for question in section.questions:
            found = list(self._placed(question, section.subject))
            placed.extend(found)
            yield from (each.line for each in found if not each.in_row)

    def _placed(self, question: Question, about: Subject) -> Iterator[Placed]:
        if not self._may_print(question):
            return
        line = self.liner.line(question, about)
        if line is not None:
            yield Placed(question.key.item, about, line)
            yield from self.liner.cells(question, about)

    def _heading(self, section: SectionState) -> Text:
        """The section's own title, or its page's."""
        page = next((page for page in self.form.pages if page.id == section.page), None)
        plans = [each for each in page.sections if each.id == section.section] if page is not None else []
        own = plans[0].title if plans and section.section != FAMILY_SECTION else NO_TEXT
        page_title = (page.desk_title or page.title) if page is not None else NO_TEXT
        return self.liner.label(own or page_title, section.subject)

    # -- gaps

    def _gaps(self) -> Iterator[PlacedGap]:
        """Questions that this reader would have had. One whose answer is withheld is not among them: it has one."""
        pages = {page.id: page.desk_title or page.title for page in self.form.pages}
        for section in self.seen.sections:
            for question in section.questions:
                answer, item = question.answer, question.item
                if item.calculate is not None or question.key in self.left.withheld or not self._may_print(question):
                    continue
                if answer is not None and answer.gap is None and answer.value not in ("", ()):
                    continue
                yield (
                    item.id,
                    ReleasedGap(
                        label=self.liner.label(item.printed, section.subject),
                        about=self._index(section.subject),
                        page=self.liner.label(pages.get(section.page, NO_TEXT), section.subject),
                        gap=answer.gap if answer is not None else None,
                        note=answer.gap_note if answer is not None else "",
                        bulk=answer.bulk if answer is not None else False,
                        item=item.id,
                        section=_section_id(section),
                        kind=item.kind,
                        place=self.liner.places.get(item.id, 0),
                    ),
                )

    def _is_needed(self, item: ItemId) -> bool:
        return self.may.rights.items[item].needed_for != "never"

    # -- alerts and criteria

    def _alerts(self) -> list[AlertState]:
        return [alert for alert in self.seen.alerts if alert.key in self.left.alerts]

    def _alert(self, alert: AlertState) -> ReleasedAlert:
        about = alert.key.subject
        lines = (self.liner.line(question, about) for question in alert.record if self._may_print(question))
        real = next((each for each in self.state.alerts if each.key == alert.key), alert)
        return ReleasedAlert(
            rule=alert.key.rule,
            level=alert.level,
            about=self._index(about),
            title=self.liner.label(alert.rule.title, about),
            says=self.liner.label(alert.rule.says, about),
            raised_at=real.raised.at if real.raised is not None else self.made,
            complete=real.complete,  # a record is complete though this reader has only part of it
            first_actions=tuple(self.liner.label(action, about) for action in alert.rule.first_actions),
            record=tuple(line for line in lines if line is not None),
        )

    def _criteria(self) -> tuple[ReleasedCriterion, ...]:
        """For the review copy only: they read answers that a reader may not have."""
        if self.copy.reader is not None:
            return ()
        return tuple(
            ReleasedCriterion(
                title=self.liner.label(each.criterion.title, THE_FAMILY),
                met=each.met,
                lacking=tuple(self.position[person] for person in each.lacking if person in self.position),
            )
            for each in self.seen.criteria
        )

    def _withheld(self) -> Iterator[ReleasedWithheld]:
        """For the review copy alone: which answers, about whom, and why; never what they say."""
        for key in sorted(self._left_out()):
            item = self.may.rights.items.get(key.item)
            if item is not None:
                label = self.liner.label(item.printed, key.subject)
                yield ReleasedWithheld(label, self._index(key.subject), self.reasons.get(key, "").strip())

    def _left_out(self) -> list[AnswerKey]:
        return [key for key in self.copy.leave_out if key in self.answers or key in self.family.facts]

    # -- people

    def _fact(self, item: ItemId, person: PersonId) -> Value | None:
        answer = self.left.family.facts.get(AnswerKey(item, person_subject(person)))
        return answer.value if answer is not None else None

    def _person(self, person: PersonState) -> ReleasedPerson:
        items = self.form.people.register_items
        born, due, sex = (self._fact(item, person.id) for item in (items.born, items.due, items.sex))
        number = self._fact(items.nhs_number, person.id)
        roles = self.may.rights.items[items.roles]
        options = (self.liner.option(roles, role) for role in self._roles(person))
        return ReleasedPerson(
            name=person.name,
            full_name=person.full_name,
            label=person.label,
            roles=tuple(Text.of(option) for option in options),
            is_child=person.is_child,
            is_unborn=person.is_unborn,
            is_assessed=person.id == self.assessed,
            born=born if isinstance(born, PartialDate) else None,
            due=due if isinstance(due, date) and person.is_unborn else None,
            died=person.died,
            sex=sex if isinstance(sex, str) else "",
            nhs_number=number if isinstance(number, str) else "",
            lines=tuple(self._person_lines(person, items, typed=False)),
            facts=tuple(self._person_lines(person, items, typed=True)),
        )

    def _roles(self, person: PersonState) -> tuple[str, ...]:
        """In the order in which they were given, so that equal records give equal papers."""
        given = self._fact(self.form.people.register_items.roles, person.id)
        return given if isinstance(given, tuple) else ()

    def _person_lines(self, person: PersonState, items: RegisterItems, *, typed: bool) -> Iterator[Line]:
        has_a_place = {
            items.given_name, items.family_name, items.preferred_name, items.roles, items.born, items.due, items.died,
            items.sex, items.nhs_number,
        }  # fmt: skip
        for section in self.seen.sections:
            if section.section == PERSON_SECTION and section.subject.id == person.id:
                for question in section.questions:
                    line = self.liner.line(question, section.subject) if self._may_print(question) else None
                    if line is not None and line.gap is None and (question.key.item in has_a_place) is typed:
                        yield line

    def _relationships(self) -> Iterator[ReleasedRelationship]:
        items = self.form.people.register_items
        table = self.seen.questions.get(AnswerKey(items.relationships))
        if table is None or not self._may_print(table):
            return
        for row in table.rows:
            cells = {cell.key.item: cell.answer.value for cell in row.cells if cell.answer is not None}
            ends = [cells.get(item) for item in (items.relationship_from, items.relationship_to)]
            places = [self.position.get(end.person) for end in ends if isinstance(end, PersonRef)]
            kind = cells.get(items.relationship_kind)
            if len(places) == 2 and places[0] is not None and places[1] is not None and isinstance(kind, str):
                label = Text.of(self.liner.option(self.may.rights.items[items.relationship_kind], kind))
                yield ReleasedRelationship(places[0], places[1], kind, label)

    def _household(self) -> tuple[int, ...]:
        items = self.form.people.register_items
        return tuple(
            self.position[person.id]
            for person in self.order
            if not person.died and self._fact(items.lives_with, person.id) in items.at_home
        )

    def _household_name(self) -> str:
        item = self.form.people.register_items.home_address
        answer = self.left.family.facts.get(AnswerKey(item)) if item is not None else None
        value = answer.value if answer is not None else None
        return value.strip().splitlines()[0].split(",")[0].strip() if isinstance(value, str) and value.strip() else ""


def _section_id(section: SectionState) -> str:
    return f"{section.page}/{section.section}"


def _title(reader: Reader, *, urgent: bool) -> Text:
    return reader.urgent_title if urgent and reader.urgent_title else reader.document_title


def _rank(person: PersonState, assessed: PersonId | None) -> tuple[bool, bool, bool, int]:
    """The assessed adult, other adults, then the children, eldest first and the unborn last."""
    days = person.age.days if person.age is not None else 0
    return (person.is_child, person.id != assessed, person.is_unborn, -days if person.is_child else 0)
