"""The family page: one typed line, one person."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice, shipped
from thinkfamily_desktop.domain.answers import PartialDate, PersonRef
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, ItemId, person_subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


@pytest.fixture
def practice(words: Words) -> Iterator[Practice]:
    practice = Practice(StillClock(), words)
    yield practice
    practice.close()


@pytest.fixture
def nobody(practice: Practice) -> Session:
    return practice.desk.new_family().result()


def page_of(session: Session, words: Words) -> FamilyPage:
    return FamilyPage(AssessmentPresenter(session), Means(words, shipped().form("full"), StillClock()))


def fact(session: Session, name: str, item: str) -> object:
    person = next(each for each in session.state.people if each.name == name)
    answer = session.current(AnswerKey(ItemId(item), person_subject(person.id)))
    return answer.value if answer is not None else None


def test_a_whole_family_is_typed_without_a_mouse(show: Show, nobody: Session, words: Words) -> None:
    robot = show(page_of(nobody, words))
    for line in (
        "Grace Okafor 3 May 1992 mother",
        "David 39 husband",
        "Tunde 4 Mar 2015 son",
        "baby due 14 Feb",
        "Abeni about 1965 grandmother elsewhere",
    ):
        robot.type(line).press(Qt.Key.Key_Return)
    assert [person.name for person in nobody.state.people] == ["Grace", "David", "Tunde", "Baby", "Abeni"]
    grace = nobody.state.people[0]
    assert nobody.state.assessed == grace.id
    assert fact(nobody, "Grace", "person.family_name") == "Okafor"
    assert fact(nobody, "Tunde", "person.born") == PartialDate(2015, 3, 4)
    assert fact(nobody, "Baby", "person.due") == date(2027, 2, 14)
    assert fact(nobody, "Abeni", "person.lives_with") == "elsewhere"
    assert nobody.state.people[3].is_unborn
    assert nobody.state.people[2].is_child


def test_a_tie_to_the_person_assessed_is_written_the_right_way_round(show: Show, nobody: Session, words: Words) -> None:
    robot = show(page_of(nobody, words))
    for line in ("Grace 1992 mother", "Tunde 2015 son", "David 1987 partner"):
        robot.type(line).press(Qt.Key.Key_Return)
    grace, tunde, david = (person.id for person in nobody.state.people)
    rows = nobody.current(AnswerKey(ItemId("rel.list")))
    assert rows is not None
    assert isinstance(rows.value, tuple)
    ties = []
    for row in rows.value:
        cells = [
            nobody.current(AnswerKey(ItemId(f"rel.{cell}"), THE_FAMILY, "", row)) for cell in ("from", "kind", "to")
        ]
        ties.append(tuple(cell.value for cell in cells if cell is not None))
    assert ties == [
        (PersonRef(grace), "birth-parent", PersonRef(tunde)),
        (PersonRef(david), "partner", PersonRef(grace)),
    ]


def test_before_enter_it_says_what_it_will_write(show: Show, practice: Practice, words: Words) -> None:
    page = page_of(practice.session, words)
    robot = show(page)
    before = practice.session.family.people
    robot.type("Ada 3 Jun 2019 daughter")
    assert "born 3 Jun 2019" in page.says
    assert "Grace’s daughter" in page.says
    assert practice.session.family.people == before


def test_a_line_without_a_name_adds_nobody_and_stays_in_the_field(show: Show, nobody: Session, words: Words) -> None:
    page = page_of(nobody, words)
    robot = show(page)
    robot.type("4 Mar 2015").press(Qt.Key.Key_Return)
    assert nobody.state.people == ()
    assert page.says == words.say("family.line_needs_name")
    assert robot.value(words.say("family.line")) == "4 Mar 2015"


def test_somebody_removed_comes_back_with_everything(show: Show, practice: Practice, words: Words) -> None:
    session = practice.session
    robot = show(page_of(session, words))
    tunde = session.state.person(practice.people["tunde"])
    assert tunde is not None
    robot.click(tunde.label).click(words.say("family.remove", name="Tunde"))
    assert session.state.person(practice.people["tunde"]) is None
    assert "Tunde" not in [person.name for person in session.state.people]
    robot.click(words.say("family.bring_back", name="Tunde"))
    assert fact(session, "Tunde", "person.born") == PartialDate(2015, 3, 4)


def test_choosing_a_person_shows_the_registers_own_fields(show: Show, practice: Practice, words: Words) -> None:
    session = practice.session
    robot = show(page_of(session, words))
    tunde = session.state.person(practice.people["tunde"])
    assert tunde is not None
    robot.click(tunde.label)
    robot.find("First name or names").setFocus()
    robot.press(Qt.Key.Key_A, control=True).type("Babatunde")
    assert session.state.person(practice.people["tunde"]).name == "Babatunde"  # type: ignore[union-attr]  # he is there
    assert "Babatunde" in robot.reads()


def test_the_map_says_the_same_in_words(show: Show, practice: Practice, words: Words) -> None:
    page = page_of(practice.session, words)
    robot = show(page)
    robot.click(words.say("family.map_as_text"))
    for name in ("Grace", "David", "Tunde", "Ife", "Abeni"):
        assert name in page.map.as_words
    assert page.map.as_words in robot.reads()


def test_arrows_walk_the_map_and_enter_opens_a_person(show: Show, practice: Practice, words: Words) -> None:
    page = page_of(practice.session, words)
    robot = show(page)
    robot.find(words.say("family.map")).setFocus()
    robot.press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    spoken = page.map.drawing.accessibleDescription()
    named = [person for person in practice.session.state.people if spoken.startswith(person.label)]
    assert named
    assert words.say("family.details", name=named[0].name) in robot.reads()


def test_a_new_family_says_how_to_begin(show: Show, nobody: Session, words: Words) -> None:
    says = show(page_of(nobody, words)).reads()
    assert words.say("family.nobody") in says
    assert words.say("family.map_empty") in says
    assert "Abeni" not in says  # nothing of the other family on this desk
