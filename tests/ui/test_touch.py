"""A finger on the screen: a swipe scrolls and answers nothing, a touch answers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenScreen, Screen
from thinkfamily_desktop.ui.parts.cards import Scroller

STEPS = 10
Swipe = Callable[[QWidget, int], None]


@pytest.fixture
def screen(open_screen: OpenScreen) -> Screen:
    """A page that is longer than its window, with the answer in sight."""
    screen = open_screen("children")
    screen.robot.window.resize(screen.robot.window.width(), 420)
    screen.robot.settle()
    scroll_of(screen).bring_into_sight(screen.robot.find("Yes"))
    return screen


@pytest.fixture
def swipe(screen: Screen, qtbot: QtBot) -> Swipe:
    """Put a finger on something, move it up or down so many pixels, and lift it."""
    device = QTest.createTouchDevice()
    window = screen.robot.window

    def move(widget: QWidget, down: int) -> None:
        handle = window.windowHandle()
        assert handle is not None
        scroller = QScroller.scroller(scroll_of(screen).viewport())
        start = widget.mapTo(window, widget.rect().center())
        QTest.touchEvent(handle, device).press(0, start).commit()
        for step in range(1, STEPS + 1):
            qtbot.wait(16)  # as often as a screen tells of a finger
            QTest.touchEvent(handle, device).move(0, start + QPoint(0, down * step // STEPS)).commit()
        QTest.touchEvent(handle, device).release(0, start + QPoint(0, down)).commit()
        qtbot.waitUntil(lambda: scroller.state() == QScroller.State.Inactive)
        screen.robot.settle()

    return move


def scroll_of(screen: Screen) -> Scroller:
    """What the questions scroll in."""
    outer = screen.robot.find("Yes").parentWidget()
    while not isinstance(outer, Scroller):
        assert outer is not None
        outer = outer.parentWidget()
    return outer


def test_a_swipe_that_begins_on_an_answer_scrolls_and_answers_nothing(screen: Screen, swipe: Swipe) -> None:
    bar = scroll_of(screen).verticalScrollBar()
    before = bar.value()
    assert before > 0
    swipe(screen.robot.find("Yes"), 100)
    assert bar.value() < before
    assert not screen.robot.has("What more?")


def test_a_touch_answers(screen: Screen, swipe: Swipe) -> None:
    """The control: the same finger, without the way in between."""
    swipe(screen.robot.find("Yes"), 0)
    assert screen.robot.has("What more?")


def test_what_goes_from_under_the_finger_takes_nothing_along(screen: Screen, swipe: Swipe) -> None:
    """A page may be made anew while somebody scrolls; a fault in a slot fails the test."""
    answer, scroll = screen.robot.find("Yes"), scroll_of(screen)
    before = scroll.verticalScrollBar().value()
    scroller = QScroller.scroller(scroll.viewport())
    scroller.stateChanged.connect(answer.deleteLater, Qt.ConnectionType.SingleShotConnection)
    swipe(answer, 100)
    assert scroll.verticalScrollBar().value() < before


def test_a_page_that_no_finger_moves_would_be_seen(screen: Screen, swipe: Swipe) -> None:
    scroll = scroll_of(screen)
    before = scroll.verticalScrollBar().value()
    QScroller.ungrabGesture(scroll.viewport())
    swipe(screen.robot.find("Yes"), 100)
    assert scroll.verticalScrollBar().value() == before
