"""The unlock screen and the first run, driven as hands do."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.ui.pages.first_run import FirstRunPage, NewWorker
from thinkfamily_desktop.ui.pages.unlock import UnlockPage

RIGHT = "correct horse battery staple"


class Door(Unlocking):
    """A door that answers at once, and remembers what was tried."""

    def __init__(self, *, practice: bool = False) -> None:
        self.tried: list[str] = []
        self.made: list[str] = []
        self.wait = 0
        self._practice = practice

    @property
    def exists(self) -> bool:
        return True

    @property
    def practice(self) -> bool:
        return self._practice

    def refuse_unsafe(self) -> None:
        pass

    def seconds_to_wait(self) -> int:
        return self.wait

    def unlock(self, passphrase: str) -> Future[object]:  # type: ignore[override]
        self.tried.append(passphrase)
        answer: Future[object] = Future()
        if passphrase == RIGHT:
            answer.set_result("the store")
        else:
            answer.set_exception(ThinkFamilyError("store.wrong_passphrase"))
        return answer

    def create(self, passphrase: str, *, practice: bool = False) -> Future[object]:  # type: ignore[override]
        self.made.append(passphrase)
        answer: Future[object] = Future()
        answer.set_result("the store")
        return answer


@pytest.fixture
def door() -> Door:
    return Door()


def test_the_right_passphrase_opens_by_keyboard_alone(show: Show, door: Door, words: Words, qtbot: QtBot) -> None:
    page = UnlockPage(door, words)
    robot = show(page)
    with qtbot.waitSignal(page.unlocked) as opened:
        robot.type(RIGHT).press(Qt.Key.Key_Return)
    assert opened.args == ["the store"]


def test_a_wrong_one_says_that_nothing_is_lost_and_whose_it_is_stays_unsaid(
    show: Show, door: Door, words: Words, qtbot: QtBot
) -> None:
    page = UnlockPage(door, words)
    robot = show(page)
    robot.type("not this one").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.message))
    assert page.message == words.say("unlock.wrong")
    assert "invalid" not in page.message.casefold()
    for name in ("Okafor", "Mensah", "Grace"):
        assert name not in robot.reads()


def test_after_wrong_tries_the_next_one_waits_and_the_seconds_count_down(
    show: Show, door: Door, words: Words, qtbot: QtBot
) -> None:
    page = UnlockPage(door, words)
    robot = show(page)
    door.wait = 4
    robot.type("wrong").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words.say("unlock.wait", count=4) in page.message)
    tries = len(door.tried)
    robot.press(Qt.Key.Key_Return)
    assert len(door.tried) == tries
    door.wait = 1
    qtbot.waitUntil(lambda: words.say("unlock.wait", count=1) in page.message)
    door.wait = 0
    qtbot.waitUntil(lambda: not page.message)
    robot.find("Passphrase").setFocus()
    robot.press(Qt.Key.Key_A, control=True).type(RIGHT)
    with qtbot.waitSignal(page.unlocked):
        robot.press(Qt.Key.Key_Return)


def test_a_passphrase_can_be_pasted_shown_and_hidden_again(show: Show, door: Door, words: Words) -> None:
    robot = show(UnlockPage(door, words))
    QApplication.clipboard().setText(RIGHT)
    robot.press(Qt.Key.Key_V, control=True)
    QApplication.clipboard().clear()
    field = robot.find("Passphrase")
    assert isinstance(field, QLineEdit)
    assert field.text() == RIGHT
    assert field.displayText() != RIGHT
    robot.click("Show")
    assert field.displayText() == RIGHT
    robot.click("Hide")
    assert field.displayText() != RIGHT


def test_out_of_sight_the_field_forgets_what_was_typed(show: Show, door: Door, words: Words) -> None:
    page = UnlockPage(door, words)
    robot = show(page)
    robot.type("half a passph")
    field = robot.find("Passphrase")
    page.hide()
    page.show()
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    field.undo()
    assert field.text() == ""


def test_a_letter_that_is_large_without_shift_means_caps_lock(show: Show, door: Door, words: Words) -> None:
    robot = show(UnlockPage(door, words))
    field = robot.find("Passphrase")
    QTest.keyClicks(field, "A", Qt.KeyboardModifier.NoModifier)
    assert words.say("unlock.caps_lock") in robot.reads()
    QTest.keyClicks(field, "a", Qt.KeyboardModifier.NoModifier)
    assert words.say("unlock.caps_lock") not in robot.reads()


def test_a_practice_store_shows_its_passphrase_and_a_real_one_none(show: Show, words: Words) -> None:
    practice = show(UnlockPage(Door(practice=True), words))
    assert PRACTICE_PASSPHRASE in practice.reads()
    practice.click("Use it")
    assert practice.value("Passphrase") == PRACTICE_PASSPHRASE
    assert PRACTICE_PASSPHRASE not in show(UnlockPage(Door(), words)).reads()


@pytest.fixture
def first_run(show: Show, door: Door, words: Words) -> Callable[[], tuple[FirstRunPage, Robot]]:
    offers = iter(["one two three four", "five six seven eight"])

    def open_it() -> tuple[FirstRunPage, Robot]:
        page = FirstRunPage(door, words, offers.__next__)
        return page, show(page)

    return open_it


def test_the_four_words_offered_are_the_passphrase(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], door: Door, qtbot: QtBot
) -> None:
    page, robot = first_run()
    robot.click("Four other words")
    robot.click("I have kept it somewhere safe").tab_to("Your name").type("A. Mensah")
    robot.tab_to("Your direct number").type("01632 960147")
    with qtbot.waitSignal(page.created) as created:
        robot.click("Set up and open")
    assert door.made == ["five six seven eight"]
    assert created.args == ["the store", NewWorker("A. Mensah", "", "", "01632 960147", "")]


def test_it_says_plainly_that_without_the_passphrase_there_is_no_way_back(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], door: Door, words: Words
) -> None:
    page, robot = first_run()
    assert words.say("unlock.first_no_way_back") in robot.reads()
    robot.click("Set up and open")
    assert page.message == words.say("unlock.first_understood_needed")
    assert robot.focus == "I have kept it somewhere safe"
    assert door.made == []


def test_ones_own_passphrase_must_be_long_enough_and_typed_twice(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], door: Door, words: Words, qtbot: QtBot
) -> None:
    page, robot = first_run()
    robot.click("Choose my own").type("short")
    robot.click("Set up and open")
    assert page.message == words.say("unlock.first_too_short", count=12)
    robot.type(" no more it is long").click("Set up and open")
    assert page.message == words.say("unlock.first_differ")
    robot.type("short no more it is long").click("I have kept it somewhere safe")
    robot.tab_to("Your name").type("B")
    with qtbot.waitSignal(page.created):
        robot.click("Set up and open")
    assert door.made == ["short no more it is long"]


def test_ones_own_that_others_would_try_is_refused_with_a_remedy(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], door: Door, words: Words
) -> None:
    page, robot = first_run()
    robot.click("Choose my own").type("Summer2026!!").click("Set up and open")
    assert page.message == words.say("unlock.first_guessable")
    robot.find("Your name").setFocus()
    robot.type("Adaeze Okonkwo")
    robot.find("Your own passphrase").setFocus()
    robot.press(Qt.Key.Key_A, control=True).type("Adaeze Okonkwo rules").click("Set up and open")
    assert page.message == words.say("unlock.first_named")
    assert door.made == []


def test_without_a_name_nothing_is_made(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], door: Door, words: Words
) -> None:
    page, robot = first_run()
    robot.click("I have kept it somewhere safe").click("Set up and open")
    assert page.message == words.say("unlock.first_name_needed")
    assert door.made == []


def test_practising_is_offered_before_anything_is_typed(
    first_run: Callable[[], tuple[FirstRunPage, Robot]], qtbot: QtBot
) -> None:
    page, robot = first_run()
    with qtbot.waitSignal(page.practise_requested):
        robot.click("Practise with a made-up family")
