"""Conditions: read from plain data, written back, refused with a remedy."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
)
from thinkfamily_desktop.forms.parse_condition import (
    ConditionError,
    levels_read,
    parse_condition,
    reads,
    rules_read,
    walk,
)
from thinkfamily_desktop.forms.plain_condition import condition_as_plain

X = ItemId("a.x")
Y = ItemId("a.y")

ITEMS = st.sampled_from([X, Y, ItemId("b"), ItemId("c.d_e.f1")])
WORDS = st.text(min_size=1, max_size=8)
BOUNDS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**6), max_value=10**6),
    st.integers(-1000, 1000).map(Decimal),
)


def some(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)


@st.composite
def comparisons(draw: st.DrawFn) -> Compare:
    bounds: st.SearchStrategy[Decimal | date] = draw(st.sampled_from([BOUNDS, st.dates()]))
    at_least, at_most = draw(st.tuples(st.none() | bounds, st.none() | bounds).filter(any_given))
    return Compare(draw(ITEMS), at_least, at_most)


def any_given(pair: tuple[object, object]) -> bool:
    return pair != (None, None)


@st.composite
def ages(draw: st.DrawFn) -> AgeIs:
    at_least, under = draw(st.tuples(*[st.none() | st.integers(0, 99)] * 2).filter(any_given))
    return AgeIs(at_least, under, draw(st.sampled_from(["years", "months"])), draw(st.booleans()))


LEAVES = st.one_of(
    st.builds(Is, ITEMS, some(WORDS | st.booleans())),
    st.builds(IsNot, ITEMS, some(WORDS | st.booleans())),
    st.builds(Answered, ITEMS, st.booleans()),
    st.builds(HasGap, ITEMS, some(st.sampled_from(Gap))),
    comparisons(),
    ages(),
    st.builds(HasRole, some(WORDS)),
    st.builds(AlertRaised, some(WORDS.map(RuleId)), st.none(), st.booleans()),
    st.builds(AlertRaised, st.just(()), st.sampled_from(Level), st.booleans()),
)


def around(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=3).map(tuple)
    quantifier = st.sampled_from(["any", "every"])
    return st.one_of(
        st.builds(AllOf, parts),
        st.builds(AnyOf, parts),
        st.builds(Not, inner),
        st.builds(OfPeople, quantifier, st.sampled_from(["children", "adults", "everyone"]), inner),
        st.builds(OfRows, quantifier, ITEMS, inner),
    )


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(LEAVES, around, max_leaves=12)


@settings(deadline=None)
@given(CONDITIONS)
def test_every_condition_comes_back_from_its_own_words(condition: Condition) -> None:
    kept = json.loads(json.dumps(condition_as_plain(condition)))
    assert parse_condition(kept) == condition


@settings(deadline=None)
@given(CONDITIONS)
def test_what_a_condition_reads_is_the_same_after_it_was_kept(condition: Condition) -> None:
    again = parse_condition(condition_as_plain(condition))
    assert (reads(again), rules_read(again), levels_read(again)) == (
        reads(condition), rules_read(condition), levels_read(condition),
    )  # fmt: skip


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["all", "any", "not", "item", "is", "is_not", "age", "at_least", "role", "any_row", "rows", "where", "alert"]
    ), inner, max_size=4)
), max_leaves=10))  # fmt: skip
def test_whatever_is_written_is_read_or_refused_with_words(raw: object) -> None:
    try:
        condition = parse_condition(raw)
    except ConditionError:
        pass
    else:
        assert parse_condition(condition_as_plain(condition)) == condition


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ({"item": "a.x", "is": "yes"}, Is(X, ("yes",))),
        ({"item": "a.x", "is": ["p", True]}, Is(X, ("p", True))),
        ({"item": "a.x", "is_not": "p"}, IsNot(X, ("p",))),
        ({"item": "a.x", "answered": False}, Answered(X, False)),
        ({"item": "a.x", "gap": "any"}, HasGap(X, tuple(Gap))),
        ({"item": "a.x", "gap": ["declined", "not-asked"]}, HasGap(X, (Gap.DECLINED, Gap.NOT_ASKED))),
        ({"item": "a.x", "at_least": 3, "at_most": "5.50"}, Compare(X, Decimal(3), Decimal("5.50"))),
        ({"item": "a.x", "at_most": "2026-03-31"}, Compare(X, None, date(2026, 3, 31))),
        ({"age": {"under": 6, "unit": "months", "possibly": True}}, AgeIs(None, 6, "months", True)),
        ({"role": ["child", "unborn"]}, HasRole(("child", "unborn"))),
        ({"any_child": {"item": "a.x", "is": True}}, OfPeople("any", "children", Is(X, (True,)))),
        ({"every_person": {"role": "child"}}, OfPeople("every", "everyone", HasRole(("child",)))),
        ({"any_row": {"rows": "a.y", "where": {"item": "a.x", "is": "p"}}}, OfRows("any", Y, Is(X, ("p",)))),
        ({"alert": "R01"}, AlertRaised((RuleId("R01"),))),
        ({"alert_level": "act_now", "anywhere": True}, AlertRaised((), Level.ACT_NOW, True)),
        ([{"role": "child"}, {"not": {"role": "unborn"}}], AllOf((HasRole(("child",)), Not(HasRole(("unborn",)))))),
        ({"any": []}, AnyOf(())),
    ],
)
def test_the_grammar_is_read_as_it_is_described(raw: object, meant: Condition) -> None:
    assert parse_condition(raw) == meant


@pytest.mark.parametrize(
    ("raw", "path", "remedy"),
    [
        (7, (), "Write a condition"),
        ({}, (), "begins with one of"),
        ({"question": "a.x"}, (), "begins with one of"),
        ({"all": {"item": "a.x"}}, ("all",), "a list of conditions"),
        ({"all": [{"item": "a.x", "iz": "p"}]}, ("all", 0, "iz"), "does not belong"),
        ({"item": "a.x"}, (), "Say one thing"),
        ({"item": "a.x", "is": "p", "answered": True}, (), "two conditions under `all`"),
        ({"item": "a.x", "is": 3}, ("is",), "in quotes, '3'"),
        ({"item": True, "is": "p"}, ("item",), "in quotes, 'true'"),
        ({"item": "a.x", "is": []}, ("is",), "empty"),
        ({"item": "a.x", "answered": "yes"}, ("answered",), "true or false"),
        ({"item": "a.x", "gap": "refused"}, ("gap",), "not-asked, declined, not-known, not-applicable"),
        ({"item": "a.x", "at_least": "soon"}, ("at_least",), "a day as 2026-03-31"),
        ({"item": "a.x", "at_least": "2026-02-30"}, ("at_least",), "calendar"),
        ({"item": "a.x", "at_least": 1, "at_most": "2026-03-31"}, (), "two numbers or two dates"),
        ({"age": {}}, ("age",), "`at_least`, `under`"),
        ({"age": {"under": "6"}}, ("age", "under"), "whole number"),
        ({"age": {"under": 6, "unit": "weeks"}}, ("age", "unit"), "years or months"),
        ({"any_row": {"where": {"role": "child"}}}, ("any_row",), "`rows` is missing"),
        ({"alert_level": "red"}, ("alert_level",), "act_now, discuss, duty, quality"),
        ({"any": [{"role": "child"}], "all": []}, ("any",), "does not belong"),
    ],
)
def test_what_is_not_a_condition_is_refused_at_its_place_with_a_remedy(
    raw: object, path: tuple[str | int, ...], remedy: str
) -> None:
    with pytest.raises(ConditionError) as refused:
        parse_condition(raw)
    assert remedy in str(refused.value)
    assert refused.value.path == path


def test_a_condition_stands_for_itself() -> None:
    assert parse_condition(Is(X, ("p",))) == Is(X, ("p",))


def test_a_condition_reads_the_rows_and_the_cells() -> None:
    condition = OfRows("any", Y, AllOf((Is(X, ("p",)), OfPeople("any", "children", Answered(ItemId("b"), True)))))
    assert reads(condition) == {X, Y, "b"}


def test_walking_goes_through_every_condition_outermost_first() -> None:
    inner = Is(X, ("p",))
    assert list(walk(Not(AnyOf((inner,))))) == [Not(AnyOf((inner,))), AnyOf((inner,)), inner]
