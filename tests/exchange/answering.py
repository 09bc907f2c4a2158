"""Answers a form that was read from a Questionnaire, and says what our engine then shows."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from thinkfamily_desktop.domain.answers import Answer, Value
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, FamilyId, ItemId
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import Form, Item

NOW = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)


def engine_shows(form: Form, answers: Mapping[str, Any]) -> set[str]:
    """The linkIds of the questions that show; "v#1" in the second repetition."""
    items = {item.id: item for item in form_items(form)}
    given: dict[AnswerKey, Answer] = {}
    for link, said in answers.items():
        if items[ItemId(link)].kind == "rows":
            rows = tuple(str(at) for at in range(len(said)))
            given[AnswerKey(ItemId(link))] = Answer(value=rows)
            for row, cells in zip(rows, said, strict=True):
                for cell, value in cells.items():
                    key = AnswerKey(ItemId(cell), THE_FAMILY, "", row)
                    given[key] = Answer(value=_value(items[ItemId(cell)], value))
        else:
            given[AnswerKey(ItemId(link))] = Answer(value=_value(items[ItemId(link)], said))
    state = evaluate(form, Family(FamilyId("f"), "TF-2026-0001"), given, (), NOW)
    return {f"{key.item}#{key.row}" if key.row else key.item for key in state.questions}


def _value(item: Item, said: Any) -> Value:
    match item.kind:
        case "several":
            return tuple(said) if isinstance(said, list) else (said,)
        case "number":
            return Decimal(str(said))
        case "date":
            return date.fromisoformat(said)
        case _:
            return said  # type: ignore[no-any-return]
