"""Where everybody stands on the family map, and what it says to somebody who cannot see it."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.family_map import FamilyMap, MapPerson, MapRelationship, describe, lay_out
from thinkfamily_desktop.settings.words import load_words

GRACE, DAVID, TUNDE, IFE, BABY, ABENI = range(6)


def child(name: str, year: int | None = None, sex: str = "female", *, unborn: bool = False) -> MapPerson:
    return MapPerson(name, sex=sex, is_child=True, is_unborn=unborn, born=date(year, 1, 1) if year else None)


def parents_of(children: range | tuple[int, ...], *parents: int) -> list[MapRelationship]:
    return [MapRelationship(parent, one, "birth-parent") for one in children for parent in parents]


PEOPLE = (
    MapPerson("Grace, 34", sex="female", is_assessed=True),
    MapPerson("David, 39", sex="male"),
    child("Tunde, 11", 2015, "male"),
    child("Ife, 4", 2022),
    child("Baby, due Feb", unborn=True, sex=""),
    MapPerson("Abeni, 61", sex="female"),
)
TIES = [
    MapRelationship(GRACE, DAVID, "partner"),
    *parents_of((TUNDE, IFE, BABY), GRACE, DAVID),
    MapRelationship(ABENI, GRACE, "birth-parent"),
]


@pytest.fixture
def okafor() -> FamilyMap:
    return lay_out(PEOPLE, TIES, (GRACE, DAVID, TUNDE, IFE, BABY))


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(Path(__file__).parents[2] / "resources" / "words")


def nobody_overlaps(drawn: FamilyMap) -> bool:
    rows: dict[int, list[float]] = {}
    for symbol in drawn.symbols:
        rows.setdefault(symbol.row, []).append(symbol.column)
    return all(after - before >= 0.999 for columns in map(sorted, rows.values()) for before, after in pairwise(columns))


def test_generations_stand_under_one_another(okafor: FamilyMap) -> None:
    assert [okafor.symbol(person).row for person in (ABENI, GRACE, DAVID, TUNDE, IFE, BABY)] == [0, 1, 1, 2, 2, 2]
    assert okafor.rows == 3


def test_children_stand_eldest_on_the_left_and_the_unborn_last(okafor: FamilyMap) -> None:
    columns = [okafor.symbol(person).column for person in (TUNDE, IFE, BABY)]
    assert columns == sorted(columns)


def test_each_symbol_is_the_standard_one(okafor: FamilyMap) -> None:
    assert [okafor.symbol(person).shape for person in (GRACE, DAVID, BABY)] == ["circle", "square", "triangle"]
    assert lay_out([MapPerson("Sam")], [], []).symbol(0).shape == "diamond"
    assert okafor.symbol(GRACE).assessed


def test_children_hang_from_the_middle_of_their_parents_line(okafor: FamilyMap) -> None:
    middle = (okafor.symbol(GRACE).column + okafor.symbol(DAVID).column) / 2
    ends = okafor.symbol(TUNDE).column, okafor.symbol(BABY).column
    assert sum(ends) / 2 == pytest.approx(middle)
    assert okafor.symbol(ABENI).column == pytest.approx(okafor.symbol(GRACE).column)


def test_one_outline_holds_the_household(okafor: FamilyMap) -> None:
    assert [set(outline) for outline in okafor.household] == [{GRACE, DAVID, TUNDE, IFE, BABY}]


def test_somebody_else_is_never_inside_the_outline() -> None:
    adults = [MapPerson("Ann", is_assessed=True), MapPerson("Bea")]
    people = [*adults, child("Cy", 2010), child("Dee", 2012), child("Ed", 2014)]
    ties = [MapRelationship(0, 1, "partner"), *parents_of((2, 3, 4), 0, 1)]
    drawn = lay_out(people, ties, (0, 1, 2, 4))
    dee = drawn.symbol(3)
    for outline in drawn.household:
        columns = [drawn.symbol(person).column for person in outline]
        rows = [drawn.symbol(person).row for person in outline]
        inside = min(columns) <= dee.column <= max(columns) and min(rows) <= dee.row <= max(rows)
        assert not inside
    assert {person for outline in drawn.household for person in outline} == {0, 1, 2, 4}


def test_two_families_of_one_parent_stand_apart() -> None:
    people = [
        MapPerson("Ann", sex="female", is_assessed=True), MapPerson("Bob", sex="male"), MapPerson("Col", sex="male"),
        child("Dee", 2008), child("Ed", 2010), child("Flo", 2018), child("Gus", 2020),
    ]  # fmt: skip
    ties = [
        MapRelationship(0, 1, "ex-partner"), MapRelationship(0, 2, "partner"),
        *parents_of((3, 4), 0, 1), *parents_of((5, 6), 0, 2),
    ]  # fmt: skip
    drawn = lay_out(people, ties, (0, 2, 5, 6))
    assert nobody_overlaps(drawn)
    assert {couple.former for couple in drawn.couples} == {True, False}
    first, second = ([drawn.symbol(one).column for one in pair] for pair in ((3, 4), (5, 6)))
    assert max(first) < min(second) or max(second) < min(first)


def test_twelve_children_of_five_couples_do_not_overlap() -> None:
    people = [MapPerson("Ann", is_assessed=True), *(MapPerson(f"P{n}") for n in range(1, 6))]
    people += [child(f"C{n}", 2005 + n) for n in range(12)]
    ties = [MapRelationship(0, n, "ex-partner") for n in range(1, 6)]
    for n in range(12):
        ties += parents_of((6 + n,), 0, 1 + n % 5)
    assert nobody_overlaps(lay_out(people, ties, ()))


def test_ties_that_contradict_each_other_still_give_a_map() -> None:
    people = [MapPerson("Ann"), MapPerson("Bob")]
    pairs = [(0, 1, "birth-parent"), (1, 0, "birth-parent"), (0, 1, "sibling"), (0, 0, "partner")]
    ties = [MapRelationship(*pair) for pair in pairs]
    drawn = lay_out(people, ties, (0, 1))
    assert {symbol.person for symbol in drawn.symbols} == {0, 1}


def test_nobody_at_all_is_an_empty_map() -> None:
    assert lay_out([], [], ()).symbols == ()


def test_the_same_family_gives_the_same_map() -> None:
    assert lay_out(PEOPLE, TIES, (0, 1)) == lay_out(list(PEOPLE), list(TIES), {1, 0})


def test_the_map_in_words_names_everybody_and_every_tie(okafor: FamilyMap, words: Words) -> None:
    assert describe(okafor, words, "4 Elm Row") == (
        "Grace, 34 is the adult assessed.",
        "David, 39 and Grace, 34 are partners.",
        "Grace, 34 is the child of Abeni, 61.",
        "Tunde, 11, Ife, 4 and Baby, due Feb are the children of Grace, 34 and David, 39.",
        "These live at 4 Elm Row: David, 39, Grace, 34, Tunde, 11, Ife, 4 and Baby, due Feb.",
    )


def test_who_has_died_and_who_is_tied_to_nobody_is_said_too(words: Words) -> None:
    drawn = lay_out([MapPerson("Ann", is_assessed=True), MapPerson("Bea", died=True)], [], ())
    assert describe(drawn, words) == ("Ann is the adult assessed.", "Bea has died.", "Also in the family: Bea.")
