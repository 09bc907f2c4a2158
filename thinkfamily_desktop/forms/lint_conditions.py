"""Lint of each condition where it stands: what it reads must exist, be readable there, and be able to say that."""

from collections.abc import Iterator
from datetime import date

from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.conditions import (
    AgeIs,
    AlertRaised,
    Answered,
    Compare,
    HasGap,
    HasRole,
    Is,
    IsNot,
    OfRows,
)
from thinkfamily_desktop.forms.form_set import FormSet, PlacedItem
from thinkfamily_desktop.forms.model import (
    ChoiceItem,
    DateItem,
    NumberItem,
    PartialDateItem,
    RowsItem,
    SeveralItem,
    TextItem,
    YesNoItem,
)
from thinkfamily_desktop.forms.placed_conditions import NOBODY, PlacedCondition, by_place, parts
from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean

_PER_PERSON = frozenset({"each_child", "each_adult", "each_person", "chosen"})
_ASKED = {"each_child": "asked of children", "each_adult": "asked of adults"}
_HERE = {"each_child": "for each child", "each_adult": "for each adult"}


def condition_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """Everything wrong inside conditions, except circles and what can never hold."""
    look = _Look(form_set)
    for whole in by_place(form_set).values():
        for placed in parts(whole):
            yield from look.problems(placed)


class _Look:
    def __init__(self, form_set: FormSet) -> None:
        shared = form_set.any_form
        self._items: dict[ItemId, PlacedItem] = {}
        for placed in form_set.items():
            self._items.setdefault(placed.item.id, placed)
        self._rules = {rule.id for rule, _ in form_set.rules()}
        self._lists = shared.lists
        roles = self._items.get(shared.people.register_items.roles)
        self.roles = self._codes(roles.item) if roles and isinstance(roles.item, ChoiceItem | SeveralItem) else set()

    def problems(self, placed: PlacedCondition) -> Iterator[FormProblem]:
        match placed.condition:
            case Is(item) | IsNot(item) | Answered(item) | HasGap(item) | Compare(item):
                yield from self._item(placed, item)
            case OfRows(quantifier, rows, _):
                yield from self._rows(placed, quantifier, rows)
            case AgeIs() | HasRole() if placed.who == NOBODY:
                remedy = "Say of whom: any_child, every_child, any_adult, every_adult, any_person or every_person."
                yield placed.place.error("Nobody in particular is asked here, so nobody has an age or a role.", remedy)
            case HasRole(roles):
                for role in roles:
                    if role not in self.roles:
                        remedy = did_you_mean(role, self.roles) or f"The roles: {', '.join(sorted(self.roles))}."
                        yield placed.place.at("role").error(f"There is no role {role!r}.", remedy)
            case AlertRaised(rules):
                for rule in rules:
                    if rule not in self._rules:
                        remedy = did_you_mean(rule, self._rules) or "Correct it, or add the rule to rules.yaml."
                        yield placed.place.at("alert").error(f"There is no rule {rule!r}.", remedy)
            case _:
                return

    def _item(self, placed: PlacedCondition, item: ItemId) -> Iterator[FormProblem]:
        found = self._items.get(item)
        there = placed.place.at("item")
        if found is None:
            remedy = f"{did_you_mean(item, self._items)} Correct it, or add that item.".strip()
            yield there.error(f"There is no item {item!r}.", remedy)
            return
        if found.rows is not None and found.rows.id != placed.rows:
            remedy = f"Write {{any_row: {{rows: {found.rows.id}, where: ...}}}} around it."
            yield there.error(f"{item} stands in the rows of {found.rows.id} and is read outside them.", remedy)
        if found.asked_of in _PER_PERSON and placed.who == NOBODY:
            remedy = (
                "Say whose: put it under any_child, every_child, any_adult, every_adult, any_person or every_person."
            )
            yield there.error(f"{item} is asked of each person, but nobody in particular is meant here.", remedy)
        if found.home == "record" and placed.who != "record":
            remedy = "Read the alert instead: {alert: R01}, or an answer outside action records."
            yield there.error(f"{item} is answered for each alert and cannot be read from outside its record.", remedy)
        if {found.asked_of, placed.who} == {"each_child", "each_adult"}:
            says = f"{item} is {_ASKED[found.asked_of]}, but the condition is worked out {_HERE[placed.who]}."
            yield there.advice(says, "It holds only for one who is both; put any_child or any_adult around it.")
        yield from self._said_of(placed, found)

    def _said_of(self, placed: PlacedCondition, found: PlacedItem) -> Iterator[FormProblem]:
        item = found.item
        match placed.condition:
            case Is(_, values):
                yield from self._values(placed, found, "is", values)
            case IsNot(_, values):
                yield from self._values(placed, found, "is_not", values)
                if item.id not in placed.answered:
                    remedy = f"Put it under `all` together with {{item: {item.id}, answered: true}}."
                    says = f"`is_not` holds for {item.id} while it is unanswered."
                    yield placed.place.advice(says, remedy)
            case HasGap(_, gaps) if gaps != tuple(Gap):
                for gap in gaps:
                    if gap not in item.gaps:
                        says = f"{item.id} does not offer the gap {gap.value}."
                        yield placed.place.at("gap").error(says, "Correct it, or add it to the item's `gaps`.")
            case Compare(_, at_least, at_most):
                day = isinstance(at_least if at_least is not None else at_most, date)
                fits = isinstance(item, DateItem | PartialDateItem) if day else isinstance(item, NumberItem)
                if not fits:
                    kinds = "a date" if day else "a number"
                    says = f"{item.id} is not {kinds}, so it has no at_least or at_most."
                    yield placed.place.error(says, "Use `is`, or name another item.")
            case _:
                return

    def _values(
        self, placed: PlacedCondition, found: PlacedItem, key: str, values: tuple[str | bool, ...]
    ) -> Iterator[FormProblem]:
        item, there = found.item, placed.place.at(key)
        for value in values:
            if isinstance(item, YesNoItem):
                if not isinstance(value, bool):
                    yield there.error(f"{item.id} is yes or no; {value!r} is neither.", "Write true or false.")
            elif isinstance(value, bool):
                yield there.error(f"{item.id} is not yes or no.", "Write an option's code, not true or false.")
            elif isinstance(item, ChoiceItem | SeveralItem):
                codes = self._codes(item)
                if value in set(Gap):
                    yield there.error(
                        f"{value!r} is a gap, not an option.", f"Write {{item: {item.id}, gap: {value}}}."
                    )
                elif codes and value not in codes:
                    remedy = f"{did_you_mean(value, codes)} Its codes: {', '.join(sorted(codes))}.".strip()
                    yield there.error(f"{item.id} has no option {value!r}.", remedy)
            elif not isinstance(item, TextItem):
                says = f"The value of {item.id} cannot be compared with `{key}`."
                yield there.error(says, "Use answered, at_least or at_most.")

    def _rows(self, placed: PlacedCondition, quantifier: str, rows: ItemId) -> Iterator[FormProblem]:
        found = self._items.get(rows)
        there = placed.place.at(f"{quantifier}_row", "rows")
        if found is None:
            remedy = f"{did_you_mean(rows, self._items)} Correct it, or add that item.".strip()
            yield there.error(f"There is no item {rows!r}.", remedy)
        elif not isinstance(found.item, RowsItem):
            yield there.error(f"{rows} has no rows.", "Name an item of kind rows.")
        elif found.asked_of in _PER_PERSON and placed.who == NOBODY:
            says = f"{rows} is asked of each person, but nobody in particular is meant here."
            yield there.error(says, "Say whose: put it under any_child, every_child, any_adult or any_person.")

    def _codes(self, item: ChoiceItem | SeveralItem) -> set[str]:
        return {option.code for option in item.options or self._lists.get(item.list or "", ())}
