"""What one discussion is about: every alert that waits for one, and those that are known already. No Qt."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AlertKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.forms.state import AlertState, FormState
from thinkfamily_desktop.ui.fields.base import names_of

WORKING_DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter to talk over: its title, what is known, what to do first; for a known one what became of it."""

    title: str
    says: str
    first: tuple[str, ...]
    standing: str = ""


def to_discuss(state: FormState) -> tuple[AlertState, ...]:
    """The alerts that wait for a discussion."""
    return tuple(alert for alert in state.alerts if alert.is_open and alert.level is Level.DISCUSS)


def matters(
    state: FormState, covered: Collection[AlertKey], words: Words
) -> tuple[tuple[Matter, ...], tuple[Matter, ...]]:
    """What this discussion covers, and what an earlier one did."""
    all_of_them = [alert for alert in state.alerts if alert.level is Level.DISCUSS and not _withdrawn(alert)]
    here = tuple(_matter(alert, state, words) for alert in all_of_them if alert.key in covered)
    known = tuple(_matter(alert, state, words) for alert in all_of_them if alert.key not in covered and alert.complete)
    return here, known


def stands_for(alert: AlertState, others: Collection[AlertState], state: FormState) -> frozenset[AlertKey]:
    """The others for which the record of this one stands: nothing that they rest on has changed since it was made."""
    recorded = _latest(question.answer for question in alert.record)
    if not alert.complete or recorded is None:
        return frozenset()
    found = set()
    for other in others:
        changed = _latest(state.questions[key].answer for key in other.because if key in state.questions)
        if changed is None or changed <= recorded:
            found.add(other.key)
    return frozenset(found)


def latest_day(alerts: Collection[AlertState], working_days: int) -> date | None:
    """The last day on which the discussion may be: so many working days after the first of them was raised."""
    raised = [alert.raised.at.date() for alert in alerts if alert.raised is not None]
    if not raised:
        return None
    day = min(raised)
    for _ in range(working_days):
        day += timedelta(days=1)
        while day.weekday() >= WORKING_DAYS_A_WEEK:
            day += timedelta(days=1)
    return day


def _withdrawn(alert: AlertState) -> bool:
    return alert.raised is not None and alert.raised.withdrawn is not None


def _matter(alert: AlertState, state: FormState, words: Words) -> Matter:
    names = names_of(alert.key.subject, state)
    return Matter(
        title=words.text(alert.rule.title.filled(**names)),
        says=words.text(alert.says),
        first=tuple(words.text(action.filled(**names)) for action in alert.rule.first_actions),
        standing="" if alert.discussed is None else _known(alert.discussed, alert, words),
    )


def _known(day: date, alert: AlertState, words: Words) -> str:
    how = next((question.answer.value for question in alert.record if question.answer is not None), None)
    code = "card.known_planned" if how == "planned" else "card.known_discussed"
    return words.say(code, date=day_in_words(day, words))


def _latest(answers: Iterable[Answer | None]) -> datetime | None:
    return max((answer.at for answer in answers if answer is not None and answer.at is not None), default=None)
