"""The family map on paper: every name has room of its own, however many there are, or the map says it has not."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from tests.report.conftest import FONTS
from thinkfamily_desktop.forms.family_map import FamilyMap, MapPerson, MapRelationship, lay_out
from thinkfamily_desktop.report.fonts import FontSet
from thinkfamily_desktop.report.map_outlines import outlines
from thinkfamily_desktop.report.map_places import RADIUS, Place, Places, Placing
from thinkfamily_desktop.report.style import BODY_WIDTH
from thinkfamily_desktop.report.text import Setter

NAMES = ("Małgorzata", "Ife", "Gurpreet", "Zoë", "Oluwaseun", "Đức", "Maximiliane", "Al", "Christopher", "Rut",
         "Jo-Ann", "Bartholomew", "Siân", "Tunde")  # fmt: skip
HALF_A_PAGE = 280.0

Box = tuple[float, float, float, float]


def family(children: int, *, parents: int = 1, grandmother: bool = False) -> FamilyMap:
    people = [MapPerson("Grace, 34", "assessed", "female", is_assessed=True), MapPerson("David, 39", "", "male")]
    people = people[:parents]
    ties = [MapRelationship(0, 1, "partner")] if parents == 2 else []
    if grandmother:
        ties.append(MapRelationship(len(people), 0, "birth-parent"))
        people.append(MapPerson("Abeni, 61", "grandmother", "female"))
    for number in range(children):
        ties += [MapRelationship(parent, len(people), "birth-parent") for parent in range(parents)]
        people.append(MapPerson(f"{NAMES[number]}, {18 - number}", "", "", is_child=True))
    return lay_out(people, ties, range(len(people)))


def placed(drawn: FamilyMap, width: float) -> Places:
    return Placing(drawn, Setter(FontSet(FONTS)), width).places()


def boxes(place: Place) -> Iterator[Box]:
    """The symbol's, and the label's."""
    yield place.x - RADIUS, place.y - RADIUS, place.x + RADIUS, place.y + RADIUS
    left = place.line_at(place.wide)
    top = place.bottom - place.tall if place.side == "below" else place.y - place.tall / 2
    yield left, top, left + place.wide, top + place.tall


def touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("children", [1, 2, 5, 6, 7, 9, 12, 14])
@pytest.mark.parametrize("parents", [1, 2])
def test_across_a_page_every_name_stands_clear_of_every_other(children: int, parents: int) -> None:
    places = placed(family(children, parents=parents, grandmother=children % 2 == 1), BODY_WIDTH)
    assert places.legible
    for one, other in combinations(places.of.values(), 2):
        assert not any(touch(a, b) for a in boxes(one) for b in boxes(other))
    for place in places.of.values():
        assert not touch(*boxes(place))
        assert 0 <= place.reach[0] <= place.reach[1] <= BODY_WIDTH


def test_a_label_is_whole_words() -> None:
    for place in placed(family(12), BODY_WIDTH).of.values():
        words = [word for line, _ in place.lines for word in "".join(token.text for token, _ in line).split()]
        assert words == [*place.symbol.label.split(), *place.symbol.note.split()]


def test_where_names_would_run_into_one_another_the_map_says_so() -> None:
    assert not placed(family(12), HALF_A_PAGE).legible
    assert placed(family(2, parents=2), HALF_A_PAGE).legible


def test_few_stand_beside_their_symbols_and_many_beneath_on_two_heights() -> None:
    few = placed(family(3), BODY_WIDTH).of.values()
    assert {place.side for place in few} == {"right"}
    many = [place for place in placed(family(12), BODY_WIDTH).of.values() if not place.symbol.assessed]
    assert {place.side for place in many} == {"below"}
    assert len({place.y for place in many}) == 2


def test_an_outline_steps_round_whoever_lives_elsewhere() -> None:
    people = [MapPerson("Sian, 34", is_assessed=True, sex="female"), MapPerson("Rhodri", sex="male")]
    people += [MapPerson("Cerys, 13", is_child=True), MapPerson("Geth, 7", is_child=True)]
    ties = [MapRelationship(parent, child, "birth-parent") for parent in (0, 1) for child in (2, 3)]
    drawn = lay_out(people, [*ties, MapRelationship(0, 1, "ex-partner")], [0, 2, 3])
    at = placed(drawn, BODY_WIDTH).of
    found = outlines([[at[person] for person in group] for group in drawn.household])
    assert len(found) == 1
    inside = [
        person for person, place in at.items()
        if any(band.left < place.x < band.right and band.top < place.y < band.bottom for band in found[0])
    ]  # fmt: skip
    assert inside == [0, 2, 3]
