from datetime import date

import pytest

from tests.forms.case import Case, item, page, section, years_ago
from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.forms.state import PersonState


def person(case: Case, name: str) -> PersonState:
    found = case.state.person(PersonId(name))
    assert found is not None
    return found


def asked_case() -> Case:
    return Case(
        page(
            section(item("child.q"), asked_of="each_child"),
            section(item("adult.q"), asked_of="each_adult"),
            section(item("person.q"), asked_of="each_person"),
        )
    )


def test_people_are_called_what_they_like_to_be_called() -> None:
    case = Case().person("Babatunde", "child", born=years_ago(11), preferred_name="Tunde", family_name="Okafor")
    assert person(case, "babatunde").label == "Tunde, 11"
    assert person(case, "babatunde").full_name == "Babatunde Okafor"


def test_a_baby_to_come_is_a_child_without_an_age() -> None:
    case = Case().person("Bump", "unborn", given_name="", due=date(2027, 2, 14), family_name="Okafor")
    baby = person(case, "bump")
    assert (baby.label, baby.full_name, baby.age) == ("Baby, due Feb", "Okafor", None)
    assert baby.is_child
    assert baby.is_unborn


def test_a_baby_who_has_been_born_is_no_longer_to_come() -> None:
    case = Case().person("Bisi", "unborn", due=date(2026, 11, 1), born=PartialDate(2026, 10, 2))
    assert not person(case, "bisi").is_unborn
    assert person(case, "bisi").label == "Bisi, 7 weeks"


def test_an_adult_is_called_by_name_alone() -> None:
    assert person(Case().person("Grace", "parent", born=years_ago(34)), "grace").label == "Grace"


def test_a_child_without_a_birth_date_is_a_child_by_role() -> None:
    assert asked_case().person("Ife", "child").asked >= {"child.q of ife", "person.q of ife"}


def test_somebody_entered_as_a_child_who_is_18_is_an_adult() -> None:
    case = asked_case().person("Ola", "child", born=years_ago(18))
    assert case.asked & {"child.q of ola", "adult.q of ola"} == {"adult.q of ola"}


@pytest.mark.parametrize(("born", "child"), [(PartialDate(2008), True), (PartialDate(2007), False)])
def test_a_child_who_may_still_be_17_is_a_child(born: PartialDate, child: bool) -> None:  # noqa: FBT001, RUF100
    assert person(Case().person("Ola", "child", born=born), "ola").is_child is child


def test_a_friend_of_16_is_a_child_and_a_parent_of_17_is_asked_as_a_parent() -> None:
    case = Case().person("Mo", "friend", born=years_ago(16)).person("Kit", "parent", born=years_ago(17))
    assert person(case, "mo").is_child
    assert not person(case, "kit").is_child


def test_nobody_is_asked_about_a_child_who_has_died() -> None:
    case = asked_case().person("Ada", "child", born=PartialDate(2014, 3, 1), died=PartialDate(2020, 3, 1))
    assert not {name for name in case.asked if name.endswith("ada")}
    assert person(case, "ada").died
    assert person(case, "ada").label == "Ada, 6"


def test_a_name_is_never_empty() -> None:
    case = Case().person("X", "child", given_name="")
    assert person(case, "x").label == "Child"
