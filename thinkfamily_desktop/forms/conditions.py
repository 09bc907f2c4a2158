"""Conditions as data: a closed set of nodes that a form file may hold, never an expression to run."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId, RuleId


@dataclass(frozen=True, slots=True)
class AllOf:
    """`{all: [...]}`: every part holds. Of nothing it holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`{any: [...]}`: at least one part holds. Of nothing it does not hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`{not: ...}`: the part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Is:
    """`{item: x, is: code}`, `is: [a, b]`, `is: true`: the value is one of these; of several, any of them is."""

    item: ItemId
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class IsNot:
    """`{item: x, is_not: code}`: no answer has this value. TRUE when unanswered (as in FHIR): lint wants `answered`."""

    item: ItemId
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """`{item: x, answered: true}`: there is a value (a gap is not a value). `answered: false`: there is none."""

    item: ItemId
    wanted: bool


@dataclass(frozen=True, slots=True)
class HasGap:
    """`{item: x, gap: declined}`, `gap: [a, b]`, `gap: any`: the answer is a gap of one of these kinds."""

    item: ItemId
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """`{item: x, at_least: 3}`, `at_most: 5`, both, or dates: false when there is no value."""

    item: ItemId
    at_least: Decimal | date | None = None
    at_most: Decimal | date | None = None


@dataclass(frozen=True, slots=True)
class AgeIs:
    """`{age: {at_least: 8, under: 18}}` in years, or `unit: months`: of the current person; false when not known.

    An unborn child has no age. A partial date of birth counts when every day it can mean agrees, or with
    `possibly: true` when any day does (alerts use that: a baby who may be under six months is under six months).
    """

    at_least: int | None = None
    under: int | None = None
    unit: Literal["years", "months"] = "years"
    possibly: bool = False


@dataclass(frozen=True, slots=True)
class HasRole:
    """`{role: child}`, `role: [child, unborn]`: the current person has one of these roles."""

    roles: tuple[str, ...]


People = Literal["children", "adults", "everyone"]


@dataclass(frozen=True, slots=True)
class OfPeople:
    """`{any_child: ...}`, `{every_child: ...}`, `any_adult`, `every_adult`, `any_person`, `every_person`.

    The part is worked out with each such person as the current one. `every` of nobody does not hold.
    """

    quantifier: Literal["any", "every"]
    people: People
    part: "Condition"


@dataclass(frozen=True, slots=True)
class OfRows:
    """`{any_row: {rows: x, where: ...}}`, `every_row`: the part is worked out in each row of a rows item."""

    quantifier: Literal["any", "every"]
    rows: ItemId
    part: "Condition"


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """`{alert: R01}`, `{alert: [R01, R02]}` or `{alert_level: act_now}`: such an alert is met or open now.

    It counts for the current subject or for the family; with `anywhere: true` for anybody.
    """

    rules: tuple[RuleId, ...] = ()
    level: Level | None = None
    anywhere: bool = False


Condition = (
    AllOf | AnyOf | Not | Is | IsNot | Answered | HasGap | Compare | AgeIs | HasRole | OfPeople | OfRows | AlertRaised
)
