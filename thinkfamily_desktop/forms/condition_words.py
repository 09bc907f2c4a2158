"""A condition as a sentence that a clinician can check."""

from datetime import date
from decimal import Decimal
from typing import assert_never

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, number_in_words
from thinkfamily_desktop.forms.conditions import (
    AgeIs,
    AlertRaised,
    AllOf,
    Answered,
    AnyOf,
    Compare,
    Condition,
    HasGap,
    HasRole,
    Is,
    IsNot,
    Not,
    OfPeople,
    OfRows,
)
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, RowsItem, SeveralItem

_MANY = 4  # options that are rather left out than listed


class ConditionWords:
    """Puts the conditions of one form into words."""

    def __init__(self, form: Form, words: Words) -> None:
        self._form = form
        self._words = words
        self._items = with_cells(form)

    def say(self, condition: Condition) -> str:
        """The condition in words; questions, options and roles by their labels."""
        say = self._words.say
        match condition:
            case AllOf(parts):
                return self._joined(parts, "all", "always")
            case AnyOf(parts):
                return self._joined(parts, "any", "never")
            case Not(part):
                return say("condition.not", part=self.say(part))
            case Is(item, values):
                return say("condition.is", item=self._named(item), values=self._values(item, values))
            case IsNot(item, values):
                return say("condition.is_not", item=self._named(item), values=self._values(item, values))
            case Answered(item, wanted):
                return say("condition.answered" if wanted else "condition.not_answered", item=self._named(item))
            case HasGap(item, gaps):
                return say(
                    "condition.gap",
                    item=self._named(item),
                    gaps=", ".join(gap_in_words(gap, self._words) for gap in gaps),
                )
            case Compare():
                return self._compared(condition)
            case AgeIs():
                return self._age(condition)
            case HasRole(roles):
                return say("condition.role", roles=self._values(self._form.people.register_items.roles, roles))
            case OfPeople(quantifier, people, part):
                return say(f"condition.{quantifier}_{people}", part=self.say(part))
            case OfRows(quantifier, rows, part):
                return say(f"condition.{quantifier}_row", rows=self._named(rows), part=self.say(part))
            case AlertRaised(rules, level, anywhere):
                named = ", ".join(rules) or say(f"condition.level_{level}")
                return say("condition.alert_anywhere" if anywhere else "condition.alert", rules=named)
            case _:
                assert_never(condition)

    def _joined(self, parts: tuple[Condition, ...], code: str, of_nothing: str) -> str:
        if not parts:
            return self._words.say(f"condition.{of_nothing}")
        said = [
            f"({self.say(part)})" if len(parts) > 1 and isinstance(part, AllOf | AnyOf) else self.say(part)
            for part in parts
        ]
        return self._words.say(f"condition.{code}").join(said)

    def _named(self, item: ItemId) -> str:
        """A question by its label; one that this form does not ask by its id."""
        found = self._items.get(item)
        return f"“{self._words.text(found.printed)}”" if found is not None else item

    def _values(self, item: ItemId, values: tuple[str | bool, ...]) -> str:
        """The options; where that is nearly every one, those it is not."""
        found = self._items.get(item)
        offered = self._form.options(found) if isinstance(found, ChoiceItem | SeveralItem) else ()
        others = tuple(option.code for option in offered if not option.retired and option.code not in values)
        if others and len(values) >= _MANY and len(others) <= len(values) / 2:
            but = self._words.say("condition.any").join(self._value(item, value) for value in others)
            return self._words.say("condition.anything_but", values=but)
        return self._words.say("condition.any").join(self._value(item, value) for value in values)

    def _value(self, item: ItemId, value: str | bool) -> str:
        if isinstance(value, bool):
            return self._words.say("condition.yes" if value else "condition.no")
        found = self._items.get(item)
        if isinstance(found, ChoiceItem | SeveralItem):
            for option in self._form.options(found):
                if option.code == value:
                    return f"“{self._words.text(option.label)}”"
        return f"“{value}”"

    def _compared(self, condition: Compare) -> str:
        low, high = condition.at_least, condition.at_most
        if low is not None and high is not None:
            return self._words.say(
                "condition.between", item=self._named(condition.item), low=self._bound(low), high=self._bound(high)
            )
        if low is not None:
            return self._words.say("condition.at_least", item=self._named(condition.item), bound=self._bound(low))
        bound = self._bound(high) if high is not None else ""
        return self._words.say("condition.at_most", item=self._named(condition.item), bound=bound)

    def _bound(self, bound: Decimal | date) -> str:
        return number_in_words(bound) if isinstance(bound, Decimal) else day_in_words(bound, self._words)

    def _age(self, age: AgeIs) -> str:
        unit = self._words.say(f"condition.{age.unit}")
        if age.at_least is not None and age.under is not None:
            said = self._words.say("condition.age_between", low=age.at_least, high=age.under, unit=unit)
        elif age.at_least is not None:
            said = self._words.say("condition.age_at_least", low=age.at_least, unit=unit)
        else:
            said = self._words.say("condition.age_under", high=age.under or 0, unit=unit)
        return self._words.say("condition.possibly", age=said) if age.possibly else said


def with_cells(form: Form) -> dict[ItemId, Item]:
    """Every question of a form by id, cells of tables and what only its rules read included."""
    items = {each.item.id: each.item for each in form.elsewhere} | {item.id: item for item in form_items(form)}
    cells = (cell for item in items.values() if isinstance(item, RowsItem) for cell in item.items)
    return items | {cell.id: cell for cell in cells}


def gap_in_words(gap: str, words: Words) -> str:
    """A gap as a clinician reads it in the text of a form."""
    return words.say(f"condition.gap_{gap.replace('-', '_')}")
