"""Alerts: which rules hold, at which level, and whether their action records are complete."""

from collections.abc import Iterator, Mapping
from datetime import date

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, Subject
from thinkfamily_desktop.forms.blocks import Shown
from thinkfamily_desktop.forms.layout import stand_in
from thinkfamily_desktop.forms.model import DateItem
from thinkfamily_desktop.forms.moment import Here, Key, Moment
from thinkfamily_desktop.forms.plan import ItemPlan, RulePlan
from thinkfamily_desktop.forms.state import AlertState
from thinkfamily_desktop.forms.steps import Raising, Step, Work, hide, hide_cells

_NEVER: Mapping[Subject, RaisedAlert] = {}


def rule_step(plan: RulePlan) -> Step:
    """Works out one rule for everybody it is about, and for everybody it was ever raised about."""
    holds, rule = plan.when.holds, plan.rule.id

    def step(work: Work) -> None:
        moment = work.moment
        raised_before = work.raised.get(rule, _NEVER)
        for here in moment.asked(plan.asked_of):
            raised = raised_before.get(here.subject)
            met = holds(moment, here)
            if met or raised is not None:
                work.alerts.append(_raise(work, plan, here, raised, met=met))
        if len(raised_before) > 0:
            for here, left_over in _left_over(work, plan, raised_before):
                work.alerts.append(_raise(work, plan, here, left_over, met=False))

    return step


def alert_state(work: Work, raising: Raising, shown: Shown) -> AlertState:
    """The alert as a card and a list show it."""
    because: list[Key] = []
    (raising.plan.when.trace if raising.met else raising.plan.all_reads)(work.moment, raising.here, because)
    rule = raising.plan.rule
    return AlertState(
        key=raising.key,
        rule=rule,
        level=raising.level,
        met=raising.met,
        complete=raising.complete,
        raised=raising.raised,
        because=tuple(dict.fromkeys(AnswerKey(*key) for key in because)),  # type: ignore[arg-type]  # ids are text
        says=work.make.says(rule.says, work.layout.names_of(raising.here)),
        record=shown.state.questions,
        missing=tuple(dict.fromkeys(key.item for key in raising.missing)),
        discussed=raising.discussed,
    )


def _left_over(
    work: Work, plan: RulePlan, raised_before: Mapping[Subject, RaisedAlert]
) -> Iterator[tuple[Here, RaisedAlert]]:
    """Alerts raised about somebody of whom the rule no longer asks: they stay until they are answered."""
    asked = {here.subject for here in work.moment.asked(plan.asked_of)}
    for subject, raised in raised_before.items():
        if subject not in asked:
            yield stand_in(work.layout, subject), raised


def _raise(work: Work, plan: RulePlan, here: Here, raised: RaisedAlert | None, *, met: bool) -> Raising:
    key = AlertKey(plan.rule.id, here.subject)
    inside = here.in_record_of(key)
    subject = inside.record or key.as_subject
    for item in work.plan.conditional_record_items:
        _show_in_record(work, item, inside, subject)
    level = _level(work, plan, inside, raised, met=met)
    names = work.layout.names_of(here)
    record = work.make.block(plan.records[level], subject, names, work.moment, kind=(plan.rule.id, level))
    missing = record.missing(work.moment)
    complete = not missing and (record.needs_something or not met)  # with nothing to record, it closes with its cause
    discussed = None
    if level is Level.DISCUSS and complete:
        discussed, stale = _discussion(work.moment, plan, here, subject)
        if stale and met:  # what was discussed is no longer how it stands
            complete, discussed, missing = False, None, _day_of(plan, subject)
    withdrawn = raised is not None and raised.withdrawn is not None
    if met or not (withdrawn or complete):
        work.moment.turn_on(plan.rule.id, level.value, here.subject)
    return Raising(key, plan, here, level, met, raised, record, missing, complete, discussed)


def _day_of(plan: RulePlan, record: Subject) -> tuple[AnswerKey, ...]:
    """Where the record of a discussion asks for its day."""
    items = (part.item for part in plan.records[Level.DISCUSS].items)
    return tuple(AnswerKey(item.id, record) for item in items if isinstance(item, DateItem))


def _discussion(moment: Moment, plan: RulePlan, here: Here, record: Subject) -> tuple[date | None, bool]:
    """The day of the recorded discussion, and whether an answer the rule reads was given or changed since."""
    given = moment.given
    told = [given.get((part.item.id, record, "", "")) for part in plan.records[Level.DISCUSS].items]
    days = [given.get(key) for key in _day_of(plan, record)]
    day = next((answer.value for answer in days if answer is not None and isinstance(answer.value, date)), None)
    recorded = max((answer.at for answer in told if answer is not None and answer.at is not None), default=None)
    keys: list[Key] = []
    plan.rests_on(moment, here, keys)
    times = [answer.at for key in keys if (answer := given.get(key)) is not None and answer.at is not None]
    return day, recorded is not None and any(at > recorded for at in times)


def _show_in_record(work: Work, plan: ItemPlan, inside: Here, subject: Subject) -> None:
    key: Key = (plan.item.id, subject, "", "")
    if plan.show is not None and not plan.show.holds(work.moment, inside):
        hide(work.moment, (key,))
        return
    for cell in plan.cells:
        if cell.show is not None:
            hide_cells(work.moment, inside, key, cell.item.id, cell.show.holds)


def _level(work: Work, plan: RulePlan, inside: Here, raised: RaisedAlert | None, *, met: bool) -> Level:
    """The first level whose condition holds.

    Once the trigger no longer holds, only what the action record says can still change the level: an answer taken
    back must not quietly make an alert a lesser one.
    """
    for level, compiled, of_record in plan.levels:
        if (met or of_record) and compiled.holds(work.moment, inside):
            return level
    return plan.rule.level if met or raised is None else raised.level
