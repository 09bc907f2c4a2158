"""From a form and answers to a FormState: pure, worked out afresh on every change, and quick enough for every key."""

import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, Subject
from thinkfamily_desktop.forms.alert_steps import rule_step
from thinkfamily_desktop.forms.blocks import Shown
from thinkfamily_desktop.forms.memory import Memory
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.moment import Key
from thinkfamily_desktop.forms.plan import Plan
from thinkfamily_desktop.forms.state import FormState, Problem, Question
from thinkfamily_desktop.forms.steps import Step, Work, cell_step, elsewhere_steps, item_steps, section_steps


class Engine:
    """A compiled form with its own memory. `evaluate` keeps one for each form; use another for a copy set apart."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._memory = Memory(plan)
        self._steps = tuple(_steps(plan))

    def forget(self) -> None:
        """Let go of every answer and person of the last evaluation."""
        self._memory.forget()

    def evaluate(
        self,
        family: Family,
        answers: Mapping[AnswerKey, Answer],
        raised: Iterable[RaisedAlert],
        now: datetime,
        finished: Collection[str],
    ) -> FormState:
        """See the function `evaluate`."""
        today, once = now.date(), tuple(raised)
        layout = self._memory.layout(family, answers, today)
        raw: dict[Key, Answer] = {**answers, **family.facts}  # type: ignore[dict-item]  # a key is such a tuple
        work = Work(self.plan, self._memory, layout, layout.moment(raw), today, _by_rule(once))
        recalled = self._memory.recall(work, once)
        if not recalled:
            work.moment.given = dict(raw)
            for step in self._steps:
                step(work)
        state = self._put_together(work, family, answers, finished, recalled=recalled)
        if not recalled:
            self._memory.keep(work, once, raw)
        return state

    def _put_together(
        self,
        work: Work,
        family: Family,
        answers: Mapping[AnswerKey, Answer],
        finished: Collection[str],
        *,
        recalled: bool,
    ) -> FormState:
        layout, moment, memory = work.layout, work.moment, self._memory
        shown = memory.shown(layout, moment, work.shut, work.today)
        records = [raising.record.show(moment, work.today, layout.ids) for raising in work.alerts]
        questions = memory.questions([*shown, *records])
        return FormState(
            people=layout.states,
            assessed=layout.assessed.person if layout.assessed is not None else None,
            sections=tuple([part.state for part in shown if part.state.questions]),
            questions=questions,
            problems=tuple(_problems(work, shown, records)),
            alerts=tuple(memory.alerts(work, records)),
            progress=memory.progress(tuple([part.count for part in shown]), frozenset(finished)),
            criteria=memory.criteria(work, recalled=recalled),
            hidden=_hidden(work, family, answers, questions),
            _by_id={person.id: person for person in layout.states},
        )


def _by_rule(raised: Iterable[RaisedAlert]) -> dict[str, dict[Subject, RaisedAlert]]:
    by_rule: dict[str, dict[Subject, RaisedAlert]] = {}
    for alert in raised:
        by_rule.setdefault(alert.key.rule, {})[alert.key.subject] = alert
    return by_rule


class _Kept(NamedTuple):
    form: "weakref.ref[Form]"
    engine: Engine


_engines: dict[int, _Kept] = {}


def engine_of(form: Form) -> Engine:
    """The engine of a form, compiled at the first call and dropped with the form."""
    kept = _engines.get(id(form))
    if kept is not None and kept.form() is form:
        return kept.engine
    engine, number = Engine(Plan(form)), id(form)

    def drop(_: object) -> None:
        _engines.pop(number, None)

    _engines[number] = _Kept(weakref.ref(form, drop), engine)
    return engine


def forget(form: Form) -> None:
    """Let go of the answers and people that the engine of a form remembers for speed: call it when a family closes."""
    engine_of(form).forget()


def evaluate(
    form: Form,
    family: Family,
    answers: Mapping[AnswerKey, Answer],
    raised: Iterable[RaisedAlert],
    now: datetime,
    finished: Collection[str] = frozenset(),
) -> FormState:
    """The whole truth about an assessment at one moment.

    `answers` are the assessment's; the family's own facts come from `family`. `raised` are the alerts ever raised
    here, at most one for each rule and subject. `finished` holds "page/subject kind/subject id" for each part the
    worker called finished. Equal for equal input; what it remembers between calls only saves time.

    Raises:
        CircleError: when conditions of the form wait for each other.
    """
    return engine_of(form).evaluate(family, answers, raised, now, finished)


def _steps(plan: Plan) -> Iterator[Step]:
    """The steps of a form, in the order in which they read each other."""
    by_node: dict[str, list[Step]] = {}
    for section in plan.sections:
        for step in section_steps(section):
            by_node.setdefault(section.node, []).append(step)
        for item in section.items:
            by_node.setdefault(item.item.id, []).extend(item_steps(section, item))
            for cell in item.cells:
                hiding = cell_step(section, item, cell)
                if hiding is not None:
                    by_node.setdefault(cell.item.id, []).append(hiding)
    for asked_of, item in plan.elsewhere:
        for node, step in elsewhere_steps(asked_of, item):
            by_node.setdefault(node, []).append(step)
    for rule in plan.rules.values():
        by_node.setdefault(rule.rule.id, []).append(rule_step(rule))
    return chain.from_iterable(by_node.get(node, ()) for node in plan.order)


def _problems(work: Work, shown: list[Shown], records: list[Shown]) -> list[Problem]:
    """In the order of the form: what is wrong with each answer, then what the form's own checks find."""
    found: list[Problem] = []
    open_blocks = [pair for pair in work.layout.blocks if pair[0] not in work.shut] if work.shut else work.layout.blocks
    for part, (block, here) in zip(shown, open_blocks, strict=True):
        if part.problems:
            found.extend(part.problems)
        if block.has_checks:
            found.extend(block.checks(work.moment, here))
    for part, raising in zip(records, work.alerts, strict=True):
        found.extend(part.problems)
        if raising.record.has_checks:
            found.extend(raising.record.checks(work.moment, raising.here.in_record_of(raising.key)))
    return found


def _hidden(
    work: Work, family: Family, answers: Mapping[AnswerKey, Answer], questions: Mapping[AnswerKey, Question]
) -> tuple[AnswerKey, ...]:
    """Answers to questions of this form that are no longer asked; what went with a removed person or row is not."""
    not_asked = work.plan.not_asked
    left_over = set(answers).difference(questions) | set(family.facts).difference(questions)
    places, order, ids = work.plan.places, work.plan.form_order, work.layout.ids

    def counts(key: AnswerKey) -> bool:
        place = places.get(key.item)
        if place is None or key.item in not_asked or (key.subject.kind == "person" and key.subject.id not in ids):
            return False
        if place.rows is None:
            return True
        table = questions.get(AnswerKey(place.rows, key.subject))
        return table is None or any(row.id == key.row for row in table.rows)

    return tuple(sorted(filter(counts, left_over), key=lambda key: (order[key.item], key)))
