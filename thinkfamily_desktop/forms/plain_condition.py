"""Writes conditions back as plain data, in the very grammar that `parse_condition` reads."""

from datetime import date
from decimal import Decimal
from typing import assert_never

from thinkfamily_desktop.domain.answers import Gap
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
from thinkfamily_desktop.forms.parse_condition import PEOPLE


def condition_as_plain(condition: Condition) -> dict[str, object]:
    """The condition as plain data for JSON or YAML; `parse_condition` reads an equal condition from it."""
    match condition:
        case AllOf(parts):
            return {"all": [condition_as_plain(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_as_plain(part) for part in parts]}
        case Not(part):
            return {"not": condition_as_plain(part)}
        case Is(item, values):
            return {"item": item, "is": _one_or_list(values)}
        case IsNot(item, values):
            return {"item": item, "is_not": _one_or_list(values)}
        case Answered(item, wanted):
            return {"item": item, "answered": wanted}
        case HasGap(item, gaps):
            plain_gaps: object = "any" if gaps == tuple(Gap) else _one_or_list(tuple(gap.value for gap in gaps))
            return {"item": item, "gap": plain_gaps}
        case Compare(item, at_least, at_most):
            bounds = {"at_least": at_least, "at_most": at_most}
            return {"item": item} | {key: _bound_as_plain(bound) for key, bound in bounds.items() if bound is not None}
        case AgeIs():
            return {"age": _age_as_plain(condition)}
        case HasRole(roles):
            return {"role": _one_or_list(roles)}
        case OfPeople(quantifier, people, part):
            who = next(word for word, meant in PEOPLE.items() if meant == people)
            return {f"{quantifier}_{who}": condition_as_plain(part)}
        case OfRows(quantifier, rows, part):
            return {f"{quantifier}_row": {"rows": rows, "where": condition_as_plain(part)}}
        case AlertRaised():
            return _alert_as_plain(condition)
        case _:
            assert_never(condition)


def _one_or_list(values: tuple[object, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _bound_as_plain(bound: Decimal | date) -> str:
    return format(bound, "f") if isinstance(bound, Decimal) else bound.isoformat()


def _age_as_plain(age: AgeIs) -> dict[str, object]:
    plain: dict[str, object] = {}
    if age.at_least is not None:
        plain["at_least"] = age.at_least
    if age.under is not None:
        plain["under"] = age.under
    if age.unit != "years":
        plain["unit"] = age.unit
    if age.possibly:
        plain["possibly"] = True
    return plain


def _alert_as_plain(alert: AlertRaised) -> dict[str, object]:
    if alert.level is None:
        plain: dict[str, object] = {"alert": _one_or_list(alert.rules)}
    else:
        plain = {"alert_level": alert.level.value}
    return plain | {"anywhere": True} if alert.anywhere else plain
