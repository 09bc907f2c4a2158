"""A block: one section asked of one person, which keeps its questions from one evaluation to the next."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import is_not
from typing import NamedTuple

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId, RowId, Subject
from thinkfamily_desktop.domain.text import NO_TEXT, Text
from thinkfamily_desktop.forms.answer_problems import answer_problems, lacks_note, needed
from thinkfamily_desktop.forms.answer_tests import given
from thinkfamily_desktop.forms.model import Item
from thinkfamily_desktop.forms.moment import Here, Key, Moment
from thinkfamily_desktop.forms.plan import ItemPlan, SectionPlan
from thinkfamily_desktop.forms.state import Problem, Question, Row, SectionState

Names = tuple[tuple[str, str | Text], ...]
"""What to put for {name}, {child}, {person}, {parent} and {label}."""

Accounts = Mapping[tuple[str, ...], tuple[tuple[PersonId, Text], ...]]
"""Whose accounts stand side by side for these roles: each person with the name for {account}."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as it stands: what a FormState is put together from."""

    state: SectionState
    questions: Mapping[AnswerKey, Question]  # cells of rows too
    problems: tuple[Problem, ...]
    count: "Count"


class Count(NamedTuple):
    """How far one section is for one subject."""

    page: str
    subject: Subject
    answered: int
    asked: int
    needed_left: int


@dataclass(slots=True)
class _Slot:
    """One question's place, with the question as last made."""

    key: AnswerKey
    plan: ItemPlan
    ask: Text
    desk: Text
    question: Question | None = None
    problems: tuple[Problem, ...] = ()


class _Seen(NamedTuple):
    """Everything that what a block shows depends on."""

    answers: list[Answer | None]
    hidden: list[bool]
    today: date
    people: frozenset[PersonId]


class Block:
    """One section for one subject. What it shows is made anew only when an answer of its own has changed."""

    def __init__(
        self,
        plan: SectionPlan,
        subject: Subject,
        names: Names,
        accounts: Accounts,
    ) -> None:
        self.plan = plan
        self.subject = subject
        self._names = names
        self._title = named(plan.title, names)
        self._slots = [
            self._slot(item, AnswerKey(item.item.id, subject, account), (("account", who),) if who else ())
            for item in plan.items
            for account, who in (accounts[item.item.accounts] if item.item.accounts else (("", NO_TEXT),))
        ]
        self.keys = [slot.key for slot in self._slots]
        self.keys_of: dict[str, list[AnswerKey]] = {}
        for slot in self._slots:
            self.keys_of.setdefault(slot.key.item, []).append(slot.key)
        self._conditional = [slot.key for slot in self._slots if slot.plan.conditional]
        self._tables = [slot for slot in self._slots if slot.plan.cells]
        self._checked = [slot for slot in self._slots if _has_checks(slot.plan)]
        self.has_checks, self.has_rows = bool(self._checked), bool(self._tables)
        self.needs_something = any(slot.plan.item.needed_for != "never" for slot in self._slots)
        self.cell_keys: list[AnswerKey] = []  # of the rows that were there last time
        self._cells: dict[tuple[Key, str], list[_Slot]] = {}
        self._last: tuple[_Seen, Shown] | None = None

    def show(self, moment: Moment, today: date, people: frozenset[PersonId]) -> Shown:
        """The block as it stands, the same object as last time when nothing in it has changed.

        Answers are compared by identity: 1.10 and 1.1 are equal, and not the same answer.
        """
        answers = list(map(moment.given.get, self.keys))
        hidden = list(map(moment.hidden.__contains__, self._conditional))
        if self._tables:
            self.cell_keys = [cell.key for table in self._tables for cell in self._all_cells(table, moment)]
            answers.extend(map(moment.given.get, self.cell_keys))
            hidden.extend(map(moment.hidden.__contains__, self.cell_keys))
        if self._last is not None:
            (last_answers, last_hidden, last_day, last_people), shown = self._last
            if (
                len(last_answers) == len(answers)
                and not any(map(is_not, last_answers, answers))
                and last_hidden == hidden
                and last_day == today
                and (last_people is people or last_people == people)
            ):
                return shown
        seen = _Seen(answers, hidden, today, people)
        self._last = (seen, self._made(moment, seen))
        return self._last[1]

    def reads_rows(self, read: Collection[str]) -> bool:
        """Whether a table of it, or a cell, is among the items that are read."""
        tables = (table.plan for table in self._tables)
        return any(each.item.id in read for table in tables for each in (table, *table.cells))

    def checks(self, moment: Moment, here: Here) -> Iterator[Problem]:
        """The form's own checks that find something now. They read other answers, so nothing of them is kept."""
        for slot in self._checked:
            if slot.key in moment.hidden:
                continue
            yield from self._failed(slot, moment, here)
            for row in _row_ids(moment, slot) if slot.plan.cells else ():
                inside = here.in_row(row, slot.key.subject)
                for cell in self._row_cells(slot, row):
                    if cell.key not in moment.hidden:
                        yield from self._failed(cell, moment, inside)

    def missing(self, moment: Moment) -> tuple[AnswerKey, ...]:
        """What is needed at any stage and has neither a value nor a gap that is enough: of shown items only."""
        lacking: dict[AnswerKey, None] = {}
        for slot in self._slots:
            if slot.key in moment.hidden:
                continue
            if _is_lacking(slot, moment):
                lacking[slot.key] = None
            for row in _row_ids(moment, slot) if slot.plan.cells else ():
                for cell in self._row_cells(slot, row):
                    if cell.key not in moment.hidden and _is_lacking(cell, moment):
                        lacking[cell.key] = None
        return tuple(lacking)

    def _failed(self, slot: _Slot, moment: Moment, here: Here) -> Iterator[Problem]:
        for check, compiled in slot.plan.checks:
            if compiled.holds(moment, here):
                item = slot.plan.item
                stage = item.needed_for if item.needed_for != "never" else "full"
                says = named(check.says, self._names)
                yield Problem(slot.key, "problem.check", check.severity, stage, self.plan.page, says)

    def _slot(self, plan: ItemPlan, key: AnswerKey, account: Names = ()) -> _Slot:
        item, names = plan.item, (*self._names, *account)
        return _Slot(key, plan, named(item.ask, names), named(item.at_desk, names))

    def _all_cells(self, table: _Slot, moment: Moment) -> Iterator[_Slot]:
        for row in _row_ids(moment, table):
            yield from self._row_cells(table, row)

    def _row_cells(self, table: _Slot, row: str) -> list[_Slot]:
        kept = self._cells.get((table.key, row))
        if kept is None:
            subject = table.key.subject
            kept = [self._slot(cell, AnswerKey(cell.item.id, subject, "", row)) for cell in table.plan.cells]
            self._cells[(table.key, row)] = kept
        return kept

    def _made(self, moment: Moment, seen: _Seen) -> Shown:
        questions: dict[AnswerKey, Question] = {}
        problems: list[Problem] = []
        top: list[Question] = []
        answered = asked = needed_left = 0
        rows_now: set[tuple[Key, str]] = set()
        for slot, answer in zip(self._slots, seen.answers, strict=False):  # then come the answers of cells
            if slot.key in moment.hidden:
                slot.question = None
                continue
            rows: tuple[Row, ...] = ()
            if slot.plan.cells:
                ids = _row_ids(moment, slot)
                rows_now.update((slot.key, row) for row in ids)
                rows = tuple(Row(RowId(row), self._made_cells(slot, row, moment, seen)) for row in ids)
            question = self._question(slot, answer, seen, rows)
            top.append(question)
            questions[slot.key] = question
            questions.update((cell.key, cell) for row in rows for cell in row.cells)
            problems.extend(slot.problems)
            problems.extend(found for row in rows for cell in self._row_cells(slot, row.id) for found in cell.problems)
            if slot.plan.item.calculate is None:
                needed = slot.plan.item.needed_for in ("screening", "referral")
                said = is_answered(answer)
                asked += said or needed or slot.plan.item.path == "core"  # the extended path counts once it is taken
                answered += said
                needed_left += needed and not said
        self._cells = {key: cells for key, cells in self._cells.items() if key in rows_now}
        state = SectionState(self.plan.page, self.plan.section, self.subject, self._title, tuple(top))
        count = Count(self.plan.page, self.subject, answered, asked, needed_left)
        return Shown(state, questions, tuple(problems), count)

    def _made_cells(self, table: _Slot, row: str, moment: Moment, seen: _Seen) -> tuple[Question, ...]:
        made: list[Question] = []
        for cell in self._row_cells(table, row):
            if cell.key in moment.hidden:
                cell.question, cell.problems = None, ()
            else:
                made.append(self._question(cell, moment.given.get(cell.key), seen))
        return tuple(made)

    def _question(self, slot: _Slot, answer: Answer | None, seen: _Seen, rows: tuple[Row, ...] = ()) -> Question:
        item = slot.plan.item
        calculated = item.calculate is not None
        own, value = (None, answer.value if answer is not None else None) if calculated else (answer, None)
        slot.problems = () if calculated else self._problems(slot.key, item, answer, seen)
        last = slot.question
        if last is not None and last.answer is own and last.calculated == value and last.rows == rows:
            return last
        slot.question = Question(
            slot.key, item, self.plan.page, self.plan.section, slot.ask, slot.desk, own, value, rows
        )
        return slot.question

    def _problems(self, key: AnswerKey, item: Item, answer: Answer | None, seen: _Seen) -> tuple[Problem, ...]:
        if is_answered(answer) and answer is not None:
            return answer_problems(key, item, answer, self.plan.page, seen.today, seen.people)
        if item.needed_for == "never" or not self.plan.page:  # what an action record lacks is told by its alert
            return ()
        return (needed(key, item, self.plan.page),)


def named(text: Text, names: Names) -> Text:
    """A text with names filled in; the same object when it names nobody."""
    return text.filled(**dict(names)) if any("{" in words for _, words in text.versions) else text


def is_answered(answer: Answer | None) -> bool:
    """Whether there is a value that says something, or a gap."""
    return answer is not None and (answer.gap is not None or given(answer))


def _is_lacking(slot: _Slot, moment: Moment) -> bool:
    item = slot.plan.item
    if item.needed_for == "never" or item.calculate is not None:
        return False
    answer = moment.given.get(slot.key)
    if answer is None or not is_answered(answer):
        return True
    return answer.gap is not None and (answer.gap not in item.gaps or lacks_note(item, answer))


def _has_checks(plan: ItemPlan) -> bool:
    return bool(plan.checks) or any(cell.checks for cell in plan.cells)


def _row_ids(moment: Moment, table: _Slot) -> tuple[str, ...]:
    answer = moment.given.get(table.key)
    return answer.value if answer is not None and isinstance(answer.value, tuple) else ()
