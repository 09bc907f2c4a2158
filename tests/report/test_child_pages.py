"""Each child has a page; in a copy about one child that child comes first, and the others share what is left."""

import pytest

from tests.report import practice
from tests.report.conftest import Build
from tests.report.reading import read


def starts(data: bytes, *titles: str) -> list[int]:
    """The page on which each of these titles stands, in the order of the document."""
    found = {element.words.strip(): element.pages[0] for element in read(data).elements if element.tag == "/H2"}
    return [found[title] for title in titles]


def test_in_a_referral_each_child_begins_a_page_eldest_first(build: Build) -> None:
    tunde, ife, baby = starts(
        build(practice.release_of(practice.OKAFOR)), "Tunde Okafor, 11", "Ife Okafor, 4", "Baby, due Feb"
    )
    assert tunde < ife < baby


@pytest.mark.parametrize("reader", ["gp-child", "health-visitor"])
def test_in_a_copy_about_one_child_the_others_take_no_page_of_their_own(build: Build, reader: str) -> None:
    release = practice.release_of(practice.NOWAK, reader)
    assert release.about is not None
    assert release.people[release.about].name.startswith("Zo"), "the younger one"
    zosia, kuba = starts(build(release), "Zofia Nowak, 9 weeks", "Jakub Nowak, 5")
    assert (zosia, kuba - zosia) in {(1, 0), (1, 1)}
