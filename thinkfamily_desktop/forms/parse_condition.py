"""Reads conditions from the plain data of a form file, and says what a condition reads."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NoReturn

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId, RuleId
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
    People,
)

Step = str | int
Path = tuple[Step, ...]

NODES = (
    AllOf, AnyOf, Not, Is, IsNot, Answered, HasGap, Compare, AgeIs, HasRole, OfPeople, OfRows, AlertRaised,
)  # fmt: skip
PEOPLE: Mapping[str, People] = {"child": "children", "adult": "adults", "person": "everyone"}
ITEM_TESTS = ("is", "is_not", "answered", "gap", "at_least", "at_most")
FIRST_KEYS = (
    "all", "any", "not", "item", "age", "role", "any_child", "every_child", "any_adult", "every_adult", "any_person",
    "every_person", "any_row", "every_row", "alert", "alert_level",
)  # fmt: skip
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")


class ConditionError(ValueError):
    """A condition that cannot be read. The message is a plain remedy; `path` leads to the spot inside the condition."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


def parse_condition(raw: object) -> Condition:
    """The condition that this plain data stands for; a list stands for `all`, and a condition for itself.

    Raises:
        ConditionError: (a ValueError) with a plain remedy, when it is none of the grammar of `conditions.py`.
    """
    return _condition(raw, ())


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and every condition inside it, outermost first."""
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from walk(part)
        case Not(part) | OfPeople(part=part) | OfRows(part=part):
            yield from walk(part)
        case _:
            return


def reads(condition: Condition) -> frozenset[ItemId]:
    """Every item that the condition reads, rows items included."""
    found: set[ItemId] = set()
    for node in walk(condition):
        match node:
            case Is(item) | IsNot(item) | Answered(item) | HasGap(item) | Compare(item):
                found.add(item)
            case OfRows(rows=rows):
                found.add(rows)
            case _:
                pass
    return frozenset(found)


def rules_read(condition: Condition) -> frozenset[RuleId]:
    """Every rule that the condition names. One that asks for a level names none: see `levels_read`."""
    return frozenset(rule for node in walk(condition) if isinstance(node, AlertRaised) for rule in node.rules)


def levels_read(condition: Condition) -> frozenset[Level]:
    """Every alert level that the condition asks for."""
    return frozenset(node.level for node in walk(condition) if isinstance(node, AlertRaised) and node.level is not None)


def _condition(raw: object, path: Path) -> Condition:
    if isinstance(raw, NODES):
        return raw
    if isinstance(raw, list | tuple):
        return AllOf(_parts(raw, path))
    if not isinstance(raw, Mapping):
        _refuse("Write a condition here, such as {item: some.item, is: code}.", path)
    first = next((key for key in FIRST_KEYS if key in raw), None)
    if first is None:
        named = ", ".join(repr(key) for key in raw) or "nothing"
        _refuse(f"A condition begins with one of {', '.join(FIRST_KEYS)}; here it has {named}.", path)
    return _READERS[first](first, raw, path)


def _parts(raw: object, path: Path) -> tuple[Condition, ...]:
    if not isinstance(raw, list | tuple):
        _refuse("Write a list of conditions here, each on its own line after a dash.", path)
    return tuple(_condition(part, (*path, position)) for position, part in enumerate(raw))


def _all_or_any(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    parts = _parts(raw[first], (*path, first))
    return AllOf(parts) if first == "all" else AnyOf(parts)


def _negation(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    return Not(_condition(raw[first], (*path, first)))


def _item(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first, *ITEM_TESTS}, path)
    item = ItemId(_word(raw[first], (*path, first), "the id of an item"))
    tests = [test for test in ITEM_TESTS if test in raw]
    if tests in (["at_least"], ["at_most"], ["at_least", "at_most"]):
        bounds = {test: _bound(raw[test], (*path, test)) for test in tests}
        if len({type(bound) for bound in bounds.values()}) > 1:
            _refuse("Give two numbers or two dates, not one of each.", path)
        return Compare(item, bounds.get("at_least"), bounds.get("at_most"))
    if len(tests) != 1:
        _refuse(
            f"Say one thing about {item}: {', '.join(ITEM_TESTS)} (at_least and at_most may stand together). "
            "To say two things, put two conditions under `all`.",
            path,
        )
    test = tests[0]
    there = (*path, test)
    match test:
        case "is":
            return Is(item, _values(raw[test], there))
        case "is_not":
            return IsNot(item, _values(raw[test], there))
        case "answered":
            return Answered(item, _flag(raw[test], there))
        case _:
            return HasGap(item, _gaps(raw[test], there))


def _age(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    bounds, there = _mapping(raw[first], (*path, first), "{at_least: 8, under: 18}")
    _only(bounds, {"at_least", "under", "unit", "possibly"}, there)
    at_least, under = (_whole(bounds[key], (*there, key)) if key in bounds else None for key in ("at_least", "under"))
    if at_least is None and under is None:
        _refuse("Give an age `at_least`, `under`, or both.", there)
    unit = bounds.get("unit", "years")
    if unit not in ("years", "months"):
        _refuse("`unit` is years or months.", (*there, "unit"))
    possibly = _flag(bounds.get("possibly", False), (*there, "possibly"))
    return AgeIs(at_least, under, unit, possibly)


def _role(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    return HasRole(_words(raw[first], (*path, first), "a role"))


def _of_people(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    quantifier, who = first.split("_")
    return OfPeople(_quantifier(quantifier), PEOPLE[who], _condition(raw[first], (*path, first)))


def _of_rows(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first}, path)
    said, there = _mapping(raw[first], (*path, first), "{rows: some.rows, where: {item: some.cell, is: code}}")
    _only(said, {"rows", "where"}, there)
    for key in ("rows", "where"):
        if key not in said:
            _refuse(f"`{key}` is missing: write {{rows: some.rows, where: {{item: some.cell, is: code}}}}.", there)
    rows = ItemId(_word(said["rows"], (*there, "rows"), "the id of a rows item"))
    return OfRows(_quantifier(first.split("_")[0]), rows, _condition(said["where"], (*there, "where")))


def _alert(first: str, raw: Mapping[object, object], path: Path) -> Condition:
    _only(raw, {first, "anywhere"}, path)
    anywhere = _flag(raw.get("anywhere", False), (*path, "anywhere"))
    if first == "alert":
        rules = _words(raw[first], (*path, first), "the id of a rule")
        return AlertRaised(rules=tuple(RuleId(rule) for rule in rules), anywhere=anywhere)
    try:
        return AlertRaised(level=Level(str(raw[first])), anywhere=anywhere)
    except ValueError:
        _refuse(f"`alert_level` is one of {', '.join(Level)}.", (*path, first))


_READERS: Mapping[str, Callable[[str, Mapping[object, object], Path], Condition]] = {
    "all": _all_or_any,
    "any": _all_or_any,
    "not": _negation,
    "item": _item,
    "age": _age,
    "role": _role,
    "any_row": _of_rows,
    "every_row": _of_rows,
    "alert": _alert,
    "alert_level": _alert,
} | dict.fromkeys((f"{quantifier}_{who}" for quantifier in ("any", "every") for who in PEOPLE), _of_people)


def _refuse(message: str, path: Path) -> NoReturn:
    raise ConditionError(message, path)


def _only(raw: Mapping[object, object], allowed: set[str], path: Path) -> None:
    for key in raw:
        if key not in allowed:
            said = ", ".join(sorted(allowed))
            _refuse(
                f"{key!r} does not belong in this condition, which knows: {said}. "
                "To join two conditions, put them under `all` or `any`.",
                (*path, str(key)),
            )


def _mapping(raw: object, path: Path, example: str) -> tuple[Mapping[object, object], Path]:
    if not isinstance(raw, Mapping):
        _refuse(f"Write it like {example}.", path)
    return raw, path


def _word(raw: object, path: Path, meant: str) -> str:
    if isinstance(raw, bool | int):
        _refuse(f"Text is meant here ({meant}): put it in quotes, '{_as_typed(raw)}'.", path)
    if not isinstance(raw, str) or not raw:
        _refuse(f"Write {meant} here.", path)
    return raw


def _words(raw: object, path: Path, meant: str) -> tuple[str, ...]:
    return tuple(_word(one, place, meant) for one, place in _several(raw, path))


def _values(raw: object, path: Path) -> tuple[str | bool, ...]:
    return tuple(
        one if isinstance(one, bool) else _word(one, place, "an option's code, or true or false")
        for one, place in _several(raw, path)
    )


def _several(raw: object, path: Path) -> list[tuple[object, Path]]:
    if not isinstance(raw, list | tuple):
        return [(raw, path)]
    if not raw:
        _refuse("The list is empty: name at least one.", path)
    return [(one, (*path, position)) for position, one in enumerate(raw)]


def _gaps(raw: object, path: Path) -> tuple[Gap, ...]:
    if raw == "any":
        return tuple(Gap)
    known = {gap.value: gap for gap in Gap}
    names = _words(raw, path, "a gap")
    for name in names:
        if name not in known:
            _refuse(f"{name!r} is not a gap. The gaps are {', '.join(known)}, or any.", path)
    return tuple(known[name] for name in names)


def _flag(raw: object, path: Path) -> bool:
    if not isinstance(raw, bool):
        _refuse("Write true or false here.", path)
    return raw


def _whole(raw: object, path: Path) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        _refuse("Write a whole number here.", path)
    return raw


def _bound(raw: object, path: Path) -> Decimal | date:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if isinstance(raw, str) and _PLAIN_NUMBER.match(raw):
        return Decimal(raw)
    if isinstance(raw, str) and _ISO_DAY.match(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            _refuse(f"{raw} is not a day of the calendar.", path)
    _refuse("Write a number, or a day as 2026-03-31.", path)


def _quantifier(word: str) -> Literal["any", "every"]:
    return "any" if word == "any" else "every"


def _as_typed(raw: object) -> str:
    return str(raw).lower() if isinstance(raw, bool) else str(raw)
