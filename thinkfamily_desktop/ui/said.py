"""An answer as one line of plain words, for a phone script, a list or a screen reader."""

from datetime import date, datetime, time
from decimal import Decimal

from thinkfamily_desktop.domain.answers import PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import (
    day_in_words,
    nhs_number_in_words,
    number_in_words,
    partial_in_words,
    time_in_words,
)
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, NhsNumberItem, RowsItem, SeveralItem
from thinkfamily_desktop.forms.state import FormState, Question


def answer_in_words(question: Question, form: Form, state: FormState, words: Words) -> str:
    """What was answered, or the reason why there is nothing; empty when nothing has been said at all.

    The rows of a table are separated by semicolons. Exact words stand in quotation marks.
    """
    answer = question.answer
    if answer is None:
        return (
            ""
            if question.calculated is None
            else value_in_words(question.calculated, question.item, form, state, words)
        )
    if answer.gap is not None:
        said = words.say(f"card.gap_{answer.gap.value}")
        return f"{said}: {answer.gap_note}" if answer.gap_note else said
    if isinstance(question.item, RowsItem):
        rows = (
            ", ".join(filter(None, (answer_in_words(cell, form, state, words) for cell in row.cells)))
            for row in question.rows
        )
        return "; ".join(filter(None, rows))
    said = "" if answer.value is None else value_in_words(answer.value, question.item, form, state, words)
    return quoted(said, words) if answer.exact_words and said else said


def asked_in_words(question: Question, state: FormState, words: Words) -> str:
    """A question by its short name, with whom it is about: "Tunde: Seen alone", "Looking after Tunde now"."""
    subject = question.key.subject
    person = next((each for each in state.people if subject.kind == "person" and each.id == subject.id), None)
    assessed = state.person(state.assessed) if state.assessed is not None else None
    names = {"parent": assessed.name} if assessed is not None else {}
    if person is not None:
        names |= {"name": person.name, "child": person.name, "person": person.name}
    label = words.text((question.item.label or question.desk).filled(**names)).rstrip("?: ")
    return label if person is None or person.name in label else f"{person.name}: {label}"


def quoted(said: str, words: Words) -> str:
    """Exact words in quotation marks, unless whoever wrote them down has set them already."""
    marks = words.say("card.quoted", words="")
    return said if any(mark in said for mark in marks) else words.say("card.quoted", words=said)


def value_in_words(value: Value, item: Item, form: Form, state: FormState, words: Words) -> str:
    """One value of an item in plain words."""
    match value:
        case bool():
            return words.say("card.yes" if value else "card.no")
        case PersonRef():
            person = state.person(value.person)
            return person.name if person is not None else ""
        case PartialDate():
            return partial_in_words(value, words)
        case Decimal():
            return number_in_words(value)
        case datetime() | time():
            return time_in_words(value)
        case date():
            return day_in_words(value, words)
        case tuple():
            return ", ".join(_option(code, item, form, words) for code in value)
        case str():
            return nhs_number_in_words(value) if isinstance(item, NhsNumberItem) else _option(value, item, form, words)


def _option(code: str, item: Item, form: Form, words: Words) -> str:
    """The label of an option; anything else is somebody's own words and stands as it is."""
    if not isinstance(item, ChoiceItem | SeveralItem):
        return code
    return next((words.text(option.label) for option in form.options(item) if option.code == code), code)
