"""Tests of one answer or one age, made once from what a condition says."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from thinkfamily_desktop.domain.answers import Answer, PartialDate, Value
from thinkfamily_desktop.forms.ages import AgeBounds, possible_days
from thinkfamily_desktop.forms.conditions import AgeIs

AnswerTest = Callable[[Answer], bool]


def given(answer: Answer | None) -> bool:
    """Whether there is a value: a gap is none, nor are blanks, an empty choice or a table without a row."""
    if answer is None or answer.value is None:
        return False
    value = answer.value
    return bool(value.strip() if isinstance(value, str) else value) if isinstance(value, str | tuple) else True


def is_one_of(values: frozenset[str | bool]) -> AnswerTest:
    """A test of the value: a choice, a yes or no, or any of several choices, is one of these."""
    words = frozenset(value for value in values if isinstance(value, str))
    truths = frozenset(value for value in values if isinstance(value, bool))

    def test(answer: Answer) -> bool:
        value = answer.value
        if isinstance(value, str):
            return value in words
        if isinstance(value, bool):
            return value in truths
        return isinstance(value, tuple) and not words.isdisjoint(value)

    return test


def between(at_least: Decimal | date | None, at_most: Decimal | date | None) -> AnswerTest:
    """A value between bounds of its own kind. Of a date known in part, every day it can mean must lie between."""

    def test(answer: Answer) -> bool:
        ends = _ends(answer.value)
        if ends is None:
            return False
        low, high = ends
        return (at_least is None or (type(low) is type(at_least) and low >= at_least)) and (  # type: ignore[operator]
            at_most is None or (type(high) is type(at_most) and high <= at_most)  # type: ignore[operator]
        )

    return test


def _ends(value: Value | None) -> tuple[Decimal | date, Decimal | date] | None:
    if isinstance(value, PartialDate):
        return possible_days(value)
    return (value, value) if isinstance(value, Decimal | date) else None


def age_within(wanted: AgeIs) -> Callable[[AgeBounds], bool]:
    """A test of the youngest and oldest somebody can be: both must agree, or with `possibly` any age between."""
    at_least = wanted.at_least if wanted.at_least is not None else -1
    under = wanted.under if wanted.under is not None else 100_000
    in_years = wanted.unit == "years"

    def test(ages: AgeBounds) -> bool:
        youngest, oldest = ages
        low, high = (youngest.years, oldest.years) if in_years else (youngest.months, oldest.months)
        if wanted.possibly:
            return high >= at_least and low < under
        return low >= at_least and high < under

    return test
