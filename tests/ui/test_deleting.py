"""A family leaves a laptop in two steps that never happen at once, and the page says where copies are left."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.session.left_on_laptop import left_on_laptop
from tests.session.real_family import RealFamily, make_store, put_family
from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.ui.pages.deleting import DeletingPage

NAME = "Okafor"


@pytest.fixture
def family(tmp_path: Path) -> Iterator[RealFamily]:
    made = put_family(make_store(tmp_path / "vault"))
    yield made
    made.desk.close().result()


@pytest.fixture
def robot(family: RealFamily, words: Words, show: Show) -> Robot:
    assert family.desk.deleting is not None
    return show(DeletingPage(family.desk.deleting, family.desk, words))


class Hands:
    """What is done on the page, by what stands on the buttons."""

    def __init__(self, robot: Robot, words: Words, qtbot: QtBot) -> None:
        self.robot, self._words, self._qtbot = robot, words, qtbot

    def find(self, typed: str, says: str) -> "Hands":
        self.robot.click(self._words.say("delete.which")).type(typed)
        return self.until(says)

    def press(self, code: str, name: str, then: str) -> "Hands":
        self.robot.click(self._words.say("delete.of_whom", does=self._words.say(code), name=name))
        return self.until(then)

    def until(self, code: str) -> "Hands":
        """Until the page says this sentence, up to what it fills in."""
        says = self._words.say(code, until="{", name="{", reference="{", when="{").split("{")[0]
        self._qtbot.waitUntil(lambda: says in self.robot.settle().reads())
        return self


@pytest.fixture
def hands(robot: Robot, words: Words, qtbot: QtBot) -> Hands:
    return Hands(robot, words, qtbot)


def name_of(family: RealFamily) -> str:
    return family.desk.caseload().result()[0].card.name


def test_a_family_taken_out_of_the_list_is_put_back_as_it_was(family: RealFamily, hands: Hands) -> None:
    name, before = name_of(family), family.desk.caseload().result()
    hands.find("oka", "delete.take_out").press("delete.take_out", name, "delete.taken_out")
    assert family.desk.caseload().result() == ()
    hands.until("delete.put_back").press("delete.put_back", name, "delete.is_back")
    assert family.desk.caseload().result() == before


def test_it_is_deleted_only_once_somebody_says_which_record_has_it_and_since_when(
    family: RealFamily, hands: Hands, words: Words
) -> None:
    name, robot = name_of(family), hands.robot
    made = family.store.upkeep.back_up().result()
    hands.find("oka", "delete.take_out").press("delete.take_out", name, "delete.taken_out")
    hands.until("delete.put_back").press("delete.for_good", name, "delete.for_good_says")
    robot.click(words.say("delete.do"))
    hands.until("delete.needs_record")
    robot.click(words.say("delete.kept_in")).type("The Trust's record").click(words.say("delete.do"))
    hands.until("delete.needs_day")
    robot.click(words.say("delete.since")).type("1 Jan 2999").click(words.say("delete.do"))
    hands.until("delete.day_to_come")
    assert len(family.store.upkeep.bin().result()) == 1, "nothing was deleted so far"
    robot.find(words.say("delete.since")).clear()  # type: ignore[attr-defined]  # a line, as its name says
    robot.click(words.say("delete.since")).type("yesterday").click(words.say("delete.do"))
    hands.until("delete.done")
    until = day_in_words((made.made + timedelta(days=35)).astimezone().date(), words)
    assert words.say("delete.until", until=until) in robot.reads()
    assert words.say("delete.elsewhere") in robot.reads()
    assert family.store.upkeep.bin().result() == ()
    report = family.store.verify_chain().result()
    assert report.verifies
    assert report.erased > 0


def test_an_older_store_beside_this_one_is_named_because_no_day_removes_it(
    family: RealFamily, hands: Hands, words: Words
) -> None:
    kept = family.store.folder.with_name(f"{family.store.folder.name}.kept-20261101-090000")
    kept.mkdir()
    name = name_of(family)
    hands.find("oka", "delete.take_out").press("delete.take_out", name, "delete.taken_out")
    hands.until("delete.put_back").press("delete.for_good", name, "delete.for_good_says")
    hands.robot.click(words.say("delete.kept_in")).type("The Trust's record")
    hands.robot.click(words.say("delete.since")).type("today").click(words.say("delete.do"))
    hands.until("delete.done")
    assert words.say("delete.older_store", folder=str(kept)) in hands.robot.reads()


def test_leaving_it_changes_nothing(family: RealFamily, hands: Hands, words: Words) -> None:
    name = name_of(family)
    hands.find("oka", "delete.take_out").press("delete.take_out", name, "delete.taken_out")
    hands.until("delete.put_back").press("delete.for_good", name, "delete.for_good_says")
    hands.robot.click(words.say("delete.kept_in")).type("The Trust's record").click(words.say("delete.leave"))
    assert words.say("delete.for_good_says") not in hands.robot.reads()
    assert len(family.store.upkeep.bin().result()) == 1


def test_what_is_not_there_is_said(hands: Hands) -> None:
    hands.find("nobody", "delete.none_found")


def test_a_family_under_a_legal_hold_cannot_be_deleted_until_the_hold_is_lifted(
    family: RealFamily, hands: Hands, words: Words
) -> None:
    name, robot = name_of(family), hands.robot
    hands.find("oka", "delete.take_out").press("delete.hold", name, "delete.hold_says")
    robot.click(words.say("delete.hold_do"))
    hands.until("delete.needs_why")
    robot.click(words.say("delete.hold_why")).type("Inquest").click(words.say("delete.hold_do"))
    hands.until("delete.hold_set")
    day = day_in_words(family.desk.clock.now().astimezone().date(), words)
    assert words.say("delete.held", name="A. Mensah", day=day, why="Inquest") in robot.reads()
    hands.press("delete.take_out", name, "delete.taken_out").until("delete.put_back")
    assert not robot.has(words.say("delete.of_whom", does=words.say("delete.for_good"), name=name))
    hands.press("delete.lift", name, "delete.lift_says")
    robot.click(words.say("delete.lift_do"))
    hands.until("delete.needs_word")
    robot.click(words.say("delete.lift_why")).type("Our lead").click(words.say("delete.lift_do"))
    hands.until("delete.hold_lifted").until("delete.put_back")
    assert robot.has(words.say("delete.of_whom", does=words.say("delete.for_good"), name=name)), "the control"


def test_before_it_is_deleted_the_page_says_which_files_would_be_forgotten(
    words: Words, show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    left = left_on_laptop(tmp_path / "laptop")
    left.save("one.pdf")
    family = left.family
    assert family.desk.deleting is not None
    hands = Hands(show(DeletingPage(family.desk.deleting, family.desk, words)), words, qtbot)
    name = name_of(family)
    hands.find("oka", "delete.take_out").press("delete.take_out", name, "delete.taken_out")
    hands.until("delete.put_back").press("delete.for_good", name, "delete.for_good_says")
    says = words.say("delete.files_first", count=1)
    qtbot.waitUntil(lambda: says in hands.robot.settle().reads())
    family.desk.close().result()
