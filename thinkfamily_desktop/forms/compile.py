"""Turns conditions into closures, once for each form: whether they hold, and on which answers that rests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from thinkfamily_desktop.domain.ids import THE_FAMILY, ItemId
from thinkfamily_desktop.forms.answer_tests import AnswerTest, age_within, between, given, is_one_of
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
from thinkfamily_desktop.forms.moment import ANYBODY, AskedOf, Here, Key, Moment

Holds = Callable[[Moment, Here], bool]
Trace = Callable[[Moment, Here, list[Key]], None]
Keys = Callable[[Moment, Here], Iterable[Key]]


class Compiled(NamedTuple):
    """A condition ready to ask: `holds`, and `trace`, which lists the answered questions that it rests on."""

    holds: Holds
    trace: Trace


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answers to an item lie, seen from wherever a condition stands."""

    item: ItemId
    asked_of: AskedOf
    rows: ItemId | None = None  # the rows item that this is a cell of
    in_record: bool = False
    accounts: tuple[str, ...] = ()


class Compiler:
    """Makes closures of conditions that read these items. An item that no form asks is never answered."""

    def __init__(self, places: Mapping[ItemId, Place]) -> None:
        self._places = places

    def compile(self, condition: Condition) -> Compiled:
        """The condition, ready to ask."""
        match condition:
            case AllOf(parts):
                return _all_of(tuple(self.compile(part) for part in parts))
            case AnyOf(parts):
                return _any_of(tuple(self.compile(part) for part in parts))
            case Not(part):
                return _negated(self.compile(part), self.every_read(part))
            case Is(item, values):
                return self._some(item, is_one_of(frozenset(values)))
            case IsNot(item, values):
                return _negated(self._some(item, is_one_of(frozenset(values))), self.every_read(condition))
            case Answered(item, wanted):
                answered = self._some(item, given)
                return answered if wanted else _negated(answered, self.every_read(condition))
            case HasGap(item, gaps):
                return self._some(item, lambda answer: answer.gap in gaps)
            case Compare(item, at_least, at_most):
                return self._some(item, between(at_least, at_most))
            case AgeIs():
                return Compiled(_age_is(condition), _nothing)
            case HasRole(roles):
                return Compiled(_has_role(frozenset(roles)), _nothing)
            case OfPeople(quantifier, people, part):
                return _of_people(quantifier == "every", people, self.compile(part))
            case OfRows(quantifier, rows, part):
                return self._of_rows(quantifier == "every", rows, self.compile(part))
            case AlertRaised():
                return Compiled(_alert_raised(condition), _nothing)

    def every_read(self, condition: Condition) -> Trace:
        """Lists every answered question that a condition reads, whatever it says."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                return _each(tuple(self.every_read(part) for part in parts))
            case Not(part):
                return self.every_read(part)
            case Is(item) | IsNot(item) | Answered(item) | HasGap(item) | Compare(item):
                return self._answered_keys(item)
            case OfPeople(_, people, part):
                inner = self.every_read(part)

                def of_people(moment: Moment, _here: Here, out: list[Key]) -> None:
                    for other in _people(moment, people):
                        inner(moment, other, out)

                return of_people
            case OfRows(_, rows, part):
                return _each((self._answered_keys(rows), self._in_rows(rows, self.every_read(part))))
            case AgeIs() | HasRole() | AlertRaised():
                return _nothing

    def keys(self, item: ItemId) -> Keys:
        """Where the answers to an item lie, seen from a place; nowhere when it is not asked from there."""
        place = self._places.get(item)
        if place is None:
            return lambda _moment, _here: ()
        if place.accounts:
            return _account_keys(place)
        one = _one_key(place)

        def single(moment: Moment, here: Here) -> Iterable[Key]:
            key = one(moment, here)
            return () if key is None else (key,)

        return single

    def _some(self, item: ItemId, test: AnswerTest) -> Compiled:
        """Whether some answer to the item (one, or one of each account) passes a test."""
        place = self._places.get(item)
        trace = self._traced(item, test)
        if place is None:
            return Compiled(lambda _moment, _here: False, trace)
        if place.accounts:
            keys = _account_keys(place)

            def of_accounts(moment: Moment, here: Here) -> bool:
                answers = map(moment.given.get, keys(moment, here))
                return any(answer is not None and test(answer) for answer in answers)

            return Compiled(of_accounts, trace)
        return Compiled(_single(place, test), trace)

    def _traced(self, item: ItemId, test: AnswerTest) -> Trace:
        keys = self.keys(item)

        def trace(moment: Moment, here: Here, out: list[Key]) -> None:
            for key in keys(moment, here):
                answer = moment.given.get(key)
                if answer is not None and test(answer):
                    out.append(key)

        return trace

    def _answered_keys(self, item: ItemId) -> Trace:
        return self._traced(item, lambda answer: answer.gap is not None or given(answer))

    def _of_rows(self, every: bool, rows: ItemId, part: Compiled) -> Compiled:
        keys = self.keys(rows)

        def holds(moment: Moment, here: Here) -> bool:
            inside = _rows_of(moment, here, keys)
            if every:
                return bool(inside) and all(part.holds(moment, row) for row in inside)
            return any(part.holds(moment, row) for row in inside)

        def trace(moment: Moment, here: Here, out: list[Key]) -> None:
            out.extend(key for key in keys(moment, here) if key in moment.given)
            for row in _rows_of(moment, here, keys):
                if part.holds(moment, row):
                    part.trace(moment, row, out)

        return Compiled(holds, trace)

    def _in_rows(self, rows: ItemId, inner: Trace) -> Trace:
        keys = self.keys(rows)

        def trace(moment: Moment, here: Here, out: list[Key]) -> None:
            for row in _rows_of(moment, here, keys):
                inner(moment, row, out)

        return trace

    def rows(self, item: ItemId) -> Callable[[Moment, Here], list[Here]]:
        """The rows of a rows item, each as a place to stand."""
        keys = self.keys(item)
        return lambda moment, here: _rows_of(moment, here, keys)


def _rows_of(moment: Moment, here: Here, keys: Keys) -> list[Here]:
    found: list[Here] = []
    for key in keys(moment, here):
        answer = moment.given.get(key)
        if answer is not None and isinstance(answer.value, tuple):
            found.extend(here.in_row(row, key[1]) for row in answer.value)
    return found


def _one_key(place: Place) -> Callable[[Moment, Here], Key | None]:
    """Where the one answer lies. Closures for each case, because this is asked thousands of times a key press."""
    item, asked_of = place.item, place.asked_of
    if place.rows is not None:
        return lambda _moment, here: (item, here.row_subject, "", here.row) if here.row else None
    if place.in_record:
        return lambda _moment, here: (item, here.record, "", "") if here.record is not None else None
    if asked_of == "once":
        fixed: Key = (item, THE_FAMILY, "", "")
        return lambda _moment, _here: fixed
    if asked_of == "assessed":
        return lambda moment, _here: (item, moment.assessed.subject, "", "") if moment.assessed is not None else None
    if asked_of == "each_child":
        return lambda _moment, here: (item, here.subject, "", "") if here.child else None
    if asked_of == "each_adult":
        return lambda _moment, here: (item, here.subject, "", "") if here.adult else None
    return lambda _moment, here: (item, here.subject, "", "") if here.living else None


def _account_keys(place: Place) -> Keys:
    one = _one_key(place)

    def keys(moment: Moment, here: Here) -> Iterable[Key]:
        key = one(moment, here)
        if key is None:
            return ()
        return [(key[0], key[1], account, key[3]) for account in moment.accounts(place.accounts, key[1])]

    return keys


def _single(place: Place, test: AnswerTest) -> Holds:
    if place.asked_of == "once" and place.rows is None and not place.in_record:
        fixed: Key = (place.item, THE_FAMILY, "", "")

        def once(moment: Moment, _here: Here) -> bool:
            answer = moment.given.get(fixed)
            return answer is not None and test(answer)

        return once
    if place.asked_of == "each_child" and place.rows is None and not place.in_record:
        item = place.item

        def of_child(moment: Moment, here: Here) -> bool:
            answer = moment.given.get((item, here.subject, "", "")) if here.child else None
            return answer is not None and test(answer)

        return of_child
    one = _one_key(place)

    def holds(moment: Moment, here: Here) -> bool:
        key = one(moment, here)
        if key is None:
            return False
        answer = moment.given.get(key)
        return answer is not None and test(answer)

    return holds


def _age_is(wanted: AgeIs) -> Holds:
    test = age_within(wanted)
    return lambda _moment, here: here.known is not None and here.known.ages is not None and test(here.known.ages)


def _has_role(roles: frozenset[str]) -> Holds:
    return lambda _moment, here: here.known is not None and not roles.isdisjoint(here.known.state.roles)


def _alert_raised(wanted: AlertRaised) -> Holds:
    names = frozenset((*wanted.rules, *((wanted.level.value,) if wanted.level is not None else ())))

    def holds(moment: Moment, here: Here) -> bool:
        if wanted.anywhere:
            return any((name, ANYBODY) in moment.on for name in names)
        if here.alert is not None:  # inside an action record: the alert whose record it is
            return here.alert.rule in names
        return any((name, here.subject) in moment.on or (name, THE_FAMILY) in moment.on for name in names)

    return holds


def _people(moment: Moment, people: str) -> tuple[Here, ...]:
    match people:
        case "children":
            return moment.children
        case "adults":
            return moment.adults
        case _:
            return moment.everyone


def _of_people(every: bool, people: str, part: Compiled) -> Compiled:
    def holds(moment: Moment, _here: Here) -> bool:
        group = _people(moment, people)
        if every:
            return bool(group) and all(part.holds(moment, other) for other in group)
        return any(part.holds(moment, other) for other in group)

    def trace(moment: Moment, _here: Here, out: list[Key]) -> None:
        for other in _people(moment, people):
            if part.holds(moment, other):
                part.trace(moment, other, out)

    return Compiled(holds, trace)


def _all_of(parts: tuple[Compiled, ...]) -> Compiled:
    tests = tuple(part.holds for part in parts)
    if len(tests) == 2:  # the usual case, without a generator
        first, second = tests
        holds: Holds = lambda moment, here: first(moment, here) and second(moment, here)  # noqa: E731
    else:
        holds = lambda moment, here: all(test(moment, here) for test in tests)  # noqa: E731
    return Compiled(holds, _each(tuple(part.trace for part in parts)))


def _any_of(parts: tuple[Compiled, ...]) -> Compiled:
    tests = tuple(part.holds for part in parts)

    def holds(moment: Moment, here: Here) -> bool:
        for test in tests:  # noqa: SIM110 (a generator would cost as much as the tests)
            if test(moment, here):
                return True
        return False

    def trace(moment: Moment, here: Here, out: list[Key]) -> None:
        for part in parts:
            if part.holds(moment, here):
                part.trace(moment, here, out)

    return Compiled(holds, trace)


def _negated(part: Compiled, reads: Trace) -> Compiled:
    holds = part.holds
    return Compiled(lambda moment, here: not holds(moment, here), reads)


def _each(traces: tuple[Trace, ...]) -> Trace:
    def trace(moment: Moment, here: Here, out: list[Key]) -> None:
        for part in traces:
            part(moment, here, out)

    return trace


def _nothing(_moment: Moment, _here: Here, _out: list[Key]) -> None:
    """Rests on no answer: ages, roles and other alerts are not answers to questions of the form."""
