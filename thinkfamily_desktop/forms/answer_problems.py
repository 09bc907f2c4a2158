"""What is wrong with one answer, said by a code: it is kept as it was given, and only sign-off waits for errors."""

from collections.abc import Collection, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Literal, assert_never

from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.assessment import Stage
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId
from thinkfamily_desktop.forms.ages import possible_days
from thinkfamily_desktop.forms.model import (
    ChoiceItem,
    DateItem,
    Item,
    LongTextItem,
    NhsNumberItem,
    NumberItem,
    PartialDateItem,
    PersonItem,
    RowsItem,
    SeveralItem,
    TextItem,
    TimeItem,
    YesNoItem,
)
from thinkfamily_desktop.forms.nhs_number import is_valid
from thinkfamily_desktop.forms.state import Problem

Named = tuple[str, tuple[tuple[str, str | int], ...]]
"""The code of a sentence with its parameters; never an answer's content."""


def stage_of(item: Item) -> str:
    """The first stage that waits for an item: errors of items that none needs wait for the full one."""
    return item.needed_for if item.needed_for != "never" else Stage.FULL.value


def needed(key: AnswerKey, item: Item, page: str) -> Problem:
    """The problem of an item that a stage waits for and nobody answered."""
    return Problem(key, "problem.needed", "needed", item.needed_for, page)


def answer_problems(
    key: AnswerKey, item: Item, answer: Answer, page: str, today: date, people: Collection[PersonId]
) -> tuple[Problem, ...]:
    """Everything wrong with an answer taken by itself."""
    found = _of_gap(item, answer) if answer.value is None else _of_value(item, answer.value, today, people)
    return tuple(Problem(key, code, "error", stage_of(item), page, parameters=said) for code, said in found)


def lacks_note(item: Item, answer: Answer) -> bool:
    """Whether this gap needs a word of explanation and has none."""
    return answer.gap is not None and answer.gap in item.gap_note and not answer.gap_note.strip()


def _of_gap(item: Item, answer: Answer) -> Iterator[Named]:
    if lacks_note(item, answer):
        yield "problem.gap_note", (("gap", (answer.gap or Gap.NOT_ASKED).value),)


def _of_value(item: Item, value: Value, today: date, people: Collection[PersonId]) -> Iterator[Named]:
    match item:
        case TextItem() | LongTextItem():
            yield from _wrong_kind(isinstance(value, str), "text")
        case YesNoItem():
            yield from _wrong_kind(isinstance(value, bool), "yes_no")
        case ChoiceItem():
            yield from _wrong_kind(isinstance(value, str), "choice")
        case SeveralItem() | RowsItem():
            yield from _wrong_kind(isinstance(value, tuple), "choice")
        case NumberItem():
            yield from _of_number(item, value)
        case DateItem() | PartialDateItem():
            yield from _of_date(item, value, today)
        case TimeItem():
            yield from _wrong_kind(isinstance(value, time), "time")
        case PersonItem():
            if not isinstance(value, PersonRef) or value.person not in people:
                yield "problem.not_in_family", ()
        case NhsNumberItem():
            if not isinstance(value, str) or not is_valid(value):
                yield "problem.nhs_number", ()
        case _:
            assert_never(item)


def _wrong_kind(
    fits: bool,  # noqa: FBT001, RUF100  the finding itself
    kind: Literal["text", "yes_no", "choice", "time", "number", "date", "full_date"],
) -> Iterator[Named]:
    if not fits:
        yield f"problem.not_a_{kind}", ()


def _of_number(item: NumberItem, value: Value) -> Iterator[Named]:
    if not isinstance(value, Decimal) or not value.is_finite():
        yield from _wrong_kind(False, "number")
    elif item.at_least is not None and value < item.at_least:
        yield "problem.too_small", (("least", format(item.at_least, "f")),)
    elif item.at_most is not None and value > item.at_most:
        yield "problem.too_large", (("most", format(item.at_most, "f")),)


def _of_date(item: DateItem | PartialDateItem, value: Value, today: date) -> Iterator[Named]:
    """A date known in part is in the future only when every day that it can mean is, and the same for the past."""
    if isinstance(value, date):
        first = last = value
    elif isinstance(value, PartialDate):
        if isinstance(item, DateItem) and value.day is None:
            yield from _wrong_kind(False, "full_date")
            return
        first, last = possible_days(value)
    else:
        yield from _wrong_kind(False, "date")
        return
    if item.allow == "past" and first > today:
        yield "problem.in_future", ()
    elif item.allow == "future" and last < today:
        yield "problem.in_past", ()
