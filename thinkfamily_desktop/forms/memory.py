"""What one evaluation leaves for the next, so that a key press costs what it changes: never what comes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress, repeat
from operator import is_not

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, PersonId, Subject, person_subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.alert_steps import alert_state
from thinkfamily_desktop.forms.blocks import Block, Count, Names, Shown, named
from thinkfamily_desktop.forms.layout import Layout
from thinkfamily_desktop.forms.moment import Key, Moment
from thinkfamily_desktop.forms.people import KnownPerson, read_assessed, read_people
from thinkfamily_desktop.forms.plan import CriterionPlan, Plan, SectionPlan
from thinkfamily_desktop.forms.progress import criterion_state, progress_of
from thinkfamily_desktop.forms.state import AlertState, CriterionState, Progress, Question
from thinkfamily_desktop.forms.steps import Raising, Work

_MOST_BLOCKS = 4_000  # far more than any family has; a bound, because blocks hold answers
_RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the steps found, and everything that they found it from."""

    layout: Layout
    today: date
    raised: tuple[RaisedAlert, ...]
    keys: list[Key]
    answers: list[Answer | None]
    removed: list[Key]
    calculated: dict[Key, Answer]
    shut: set[Block]
    hidden: set[Key]
    on: set[tuple[str, Subject]]
    alerts: list[Raising]
    elsewhere: dict[Key, Answer]  # what other forms of the set asked


class Memory:
    """What one evaluation leaves for the next, of one family at a time. Never changes what comes out."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._family: FamilyId | None = None
        self.forget()

    def forget(self) -> None:
        """Let go of every answer and person."""
        self._outcome: _Outcome | None = None
        self._criteria: tuple[list[Answer | None], tuple[CriterionState, ...]] | None = None
        self._alerts: tuple[list[Shown], list[Raising], list[AlertState]] | None = None
        self._facts: list[Answer | None] = []
        self._keys: tuple[AnswerKey, ...] = ()
        self._read: tuple[tuple[PersonId, ...], date, PersonId | None] | None = None
        self._layout: Layout | None = None
        self._blocks: dict[tuple[object, ...], Block] = {}
        self._says: dict[tuple[Text, Names], Text] = {}
        self._frame: tuple[Layout, date, frozenset[Block], set[Key]] | None = None
        self._watched_of: dict[int, list[AnswerKey]] = {}
        self._watched: list[AnswerKey] = []
        self._watchers: list[int] = []
        self._answers: list[Answer | None] = []
        self._parts: dict[int, Shown] = {}
        self._shown: Sequence[Shown] = ()
        self._questions: Mapping[AnswerKey, Question] = {}
        self._progress: tuple[tuple[tuple[Count, ...], frozenset[str]], tuple[Progress, ...]] | None = None

    def layout(self, family: Family, answers: Mapping[AnswerKey, Answer], today: date) -> Layout:
        """The layout for a family as its register now stands."""
        if family.id != self._family or len(self._blocks) > _MOST_BLOCKS:
            self.forget()
            self._family = family.id
        register = self._plan.register
        assessed = read_assessed(register, family, answers)
        facts = [family.facts.get(key) for key in self._register_keys(family.people)]
        read = (family.people, today, assessed)
        if self._layout is None or self._read != read or any(map(is_not, facts, self._facts)):
            people = read_people(register, family, today, self._plan.said)
            self._layout, self._read = self._laid_out(people, assessed), read
        self._facts = facts
        return self._layout

    def block(self, plan: SectionPlan, subject: Subject, names: Names, moment: Moment, kind: object = "") -> Block:
        """The block of a section for a subject, the one made before where nothing in it would be different."""
        used = (names if plan.names_subject else (), names[3] if plan.names_parent else ())
        accounts = {roles: moment.named_accounts(roles, subject) for roles in plan.account_roles}
        key = (plan.index, kind, subject, used, tuple(accounts.values()))
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = Block(plan, subject, names, accounts)
        return block

    def recall(self, work: Work, raised: tuple[RaisedAlert, ...]) -> bool:
        """Bring back what the steps of the last evaluation found, when nothing that they read has changed since."""
        last = self._outcome
        if last is None or last.layout is not work.layout or last.today != work.today or last.raised != raised:
            return False
        given = work.moment.given
        if any(map(is_not, map(given.get, last.keys), last.answers)):
            return False
        if not _same(last.elsewhere, self._kept_elsewhere(given)):
            return False
        for key in last.removed:
            given.pop(key, None)
        given.update(last.calculated)
        work.shut, work.alerts = last.shut, last.alerts
        work.moment.hidden, work.moment.on = last.hidden, last.on
        return True

    def keep(self, work: Work, raised: tuple[RaisedAlert, ...], raw: Mapping[Key, Answer]) -> None:
        """Remember what the steps found, with every answer that they read or could have read."""
        moment, plan = work.moment, self._plan
        layout = work.layout
        keys: list[Key] = list(layout.read)
        for block in layout.read_tables:
            keys.extend(block.cell_keys)
        for raising in work.alerts:
            keys.extend(_record_keys(plan, raising, raw))
        removed = [*moment.hidden, *(key for block in work.shut for key in block.keys), *layout.calculated]
        self._outcome = _Outcome(
            layout=layout,
            today=work.today,
            raised=raised,
            keys=keys,
            answers=list(map(raw.get, keys)),
            removed=removed,
            calculated={key: moment.given[key] for key in layout.calculated if key in moment.given},
            shut=work.shut,
            hidden=moment.hidden,
            on=moment.on,
            alerts=work.alerts,
            elsewhere=self._kept_elsewhere(raw),
        )

    def _kept_elsewhere(self, given: Mapping[Key, Answer]) -> dict[Key, Answer]:
        not_asked = self._plan.not_asked
        return {key: answer for key, answer in given.items() if key[0] in not_asked} if not_asked else {}

    def shown(self, layout: Layout, moment: Moment, shut: set[Block], today: date) -> list[Shown]:
        """Every open block as it stands. While the same is hidden, only blocks with a changed answer are looked at."""
        frame = (layout, today, frozenset(shut), moment.hidden)
        if self._frame is not None and self._frame == frame:
            answers = list(map(moment.given.get, self._watched))
            places = compress(self._watchers, map(is_not, answers, self._answers))
            changed = {place: layout.blocks[place][0] for place in places}
            parts = dict(self._parts)
            parts.update((place, block.show(moment, today, layout.ids)) for place, block in changed.items())
            if all(
                not block.has_rows or _watched(block) == self._watched_of[place] for place, block in changed.items()
            ):
                self._answers, self._parts = answers, parts
                return list(parts.values())
        else:
            open_blocks = ((place, block) for place, (block, _) in enumerate(layout.blocks) if block not in shut)
            parts = {place: block.show(moment, today, layout.ids) for place, block in open_blocks}
        self._watched_of = {place: _watched(layout.blocks[place][0]) for place in parts}
        watched = [(key, place) for place, keys in self._watched_of.items() for key in keys]
        self._watched, self._watchers = [key for key, _ in watched], [place for _, place in watched]
        self._answers = list(map(moment.given.get, self._watched))
        self._frame, self._parts = frame, parts
        return list(parts.values())

    def questions(self, shown: Sequence[Shown]) -> Mapping[AnswerKey, Question]:
        """Every question of these, from those of the last evaluation while the same are asked."""
        last, before = self._shown, self._questions
        same_blocks = len(last) == len(shown)
        changed = [(old, new) for old, new in zip(last, shown, strict=False) if old is not new] if same_blocks else []
        if same_blocks and all(old.questions.keys() == new.questions.keys() for old, new in changed):
            questions = dict(before)
            for _, new in changed:
                questions.update(new.questions)
        else:
            questions = {}
            for part in shown:
                questions.update(part.questions)
        self._shown, self._questions = shown, questions
        return questions

    def alerts(self, work: Work, records: list[Shown]) -> list[AlertState]:
        """The alerts, gravest first; those of the last evaluation while neither they nor their records changed."""
        last = self._alerts
        if last is not None and last[1] is work.alerts and not any(map(is_not, last[0], records)):
            return last[2]
        states = [alert_state(work, raising, record) for raising, record in zip(work.alerts, records, strict=True)]
        states.sort(key=lambda alert: (_RANK[alert.level], self._plan.rule_order[alert.key.rule]))
        self._alerts = (records, work.alerts, states)
        return states

    def criteria(self, work: Work, *, recalled: bool) -> tuple[CriterionState, ...]:
        """The criteria; those of the last evaluation while no answer that shows or decides one has changed."""
        moment, shown_by = work.moment, work.layout.shown_by
        answers = [moment.given.get(key) for keys in shown_by for key in keys]
        last = self._criteria
        if recalled and last is not None and not any(map(is_not, last[0], answers)):
            return last[1]
        states = tuple(map(criterion_state, self._plan.criteria, repeat(moment), shown_by))
        self._criteria = (answers, states)
        return states

    def progress(self, counts: tuple[Count, ...], finished: frozenset[str]) -> tuple[Progress, ...]:
        """The progress of these counts, that of the last evaluation while none has changed."""
        if self._progress is None or self._progress[0] != (counts, finished):
            self._progress = ((counts, finished), progress_of(self._plan.page_ids, counts, finished))
        return self._progress[1]

    def says(self, text: Text, names: Names) -> Text:
        """A text with names filled in, the same object each time."""
        said = self._says.get((text, names))
        if said is None:
            if len(self._says) > _MOST_BLOCKS:
                self._says.clear()
            said = self._says[(text, names)] = named(text, names)
        return said

    def _register_keys(self, people: tuple[PersonId, ...]) -> tuple[AnswerKey, ...]:
        if self._read is not None and self._read[0] == people:
            return self._keys
        items = self._plan.register
        read = (
            items.given_name,
            items.family_name,
            items.preferred_name,
            items.roles,
            items.born,
            items.due,
            items.died,
        )
        self._keys = tuple(AnswerKey(item, person_subject(person)) for person in people for item in read)
        return self._keys

    def _laid_out(self, known: tuple[KnownPerson, ...], assessed: PersonId | None) -> Layout:
        layout = Layout(known, assessed, self._plan.said)
        moment = layout.moment({})
        for plan in self._plan.sections:
            heres = (
                layout.people if plan.of_register and plan.asked_of == "each_person" else moment.asked(plan.asked_of)
            )
            pairs = [(self.block(plan, here.subject, layout.names_of(here), moment), here) for here in heres]
            layout.of_section[plan.index] = pairs
            layout.blocks.extend(pairs)
        keys = [key for block, _ in layout.blocks for key in block.keys]
        layout.read = [key for key in keys if key.item in self._plan.read]
        layout.calculated = [key for key in keys if key.item in self._plan.calculated]
        layout.read_tables = [
            block for block, _ in layout.blocks if block.has_rows and block.reads_rows(self._plan.read)
        ]
        layout.shown_by = [self._showing(plan, moment) for plan in self._plan.criteria]
        return layout

    def _showing(self, plan: CriterionPlan, moment: Moment) -> list[AnswerKey]:
        """Everywhere that the answers to a criterion's items may lie. A cell is shown by the table that it is in."""
        found: dict[AnswerKey, None] = {}
        for item in plan.criterion.shown_by:
            place = self._plan.places.get(item)
            if place is None or place.in_record or item in self._plan.not_asked:
                continue
            keys = self._plan.compiler.keys(place.rows or item)
            for here in moment.asked(place.asked_of):
                found.update((AnswerKey(*key), None) for key in keys(moment, here))  # type: ignore[arg-type]
        return list(found)


def _same(before: Mapping[Key, Answer], now: Mapping[Key, Answer]) -> bool:
    return before.keys() == now.keys() and all(now[key] is answer for key, answer in before.items())


def _watched(block: Block) -> list[AnswerKey]:
    """Every answer that may change what a block shows while its rows stay."""
    return block.keys + block.cell_keys


def _record_keys(plan: Plan, raising: Raising, raw: Mapping[Key, Answer]) -> Iterator[Key]:
    """Every answer that an action record may hold, at whichever level."""
    subject = raising.key.as_subject
    for item in plan.record_items:
        table: Key = (item.item.id, subject, "", "")
        yield table
        held = raw.get(table) if item.cells else None
        for row in held.value if held is not None and isinstance(held.value, tuple) else ():
            yield from ((cell.item.id, subject, "", row) for cell in item.cells)
