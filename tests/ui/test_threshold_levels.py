"""The levels of the local threshold documents are offered to who writes one down; none is ever chosen for them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import shipped
from tests.ui.robots import Robot
from tests.ui.test_in_welsh import Opened, offered, popup
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage

LEVEL = AnswerKey(ItemId("an.level"))
LEVELS = ("Right help in Bryn: Level 2: early help", "Right help in Bryn: Level 4: social care")


@pytest.fixture
def opened() -> Iterator[Opened]:
    opened = Opened(shipped().form("full"))
    yield opened
    opened.family.close()


def at_the_level(opened: Opened, show: Show, words: Words) -> Robot:
    means = Means(words, opened.family.session.form, StillClock(), levels=LEVELS)
    page = WorkspacePage(opened.presenter, means)
    robot = show(page)
    page.open_question(LEVEL)
    return robot.settle()


def kept(opened: Opened) -> object:
    answer = opened.presenter.session.current(LEVEL)
    return None if answer is None else answer.value


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_they_come_at_down_and_the_one_that_is_taken_is_kept(opened: Opened, show: Show, words: Words) -> None:
    robot = at_the_level(opened, show, words)
    robot.press(Qt.Key.Key_Down)
    assert offered() == list(LEVELS)
    assert kept(opened) is None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup(), key)
    assert kept(opened) == LEVELS[0]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_typed_instead_is_kept_as_typed(opened: Opened, show: Show, words: Words) -> None:
    robot = at_the_level(opened, show, words)
    robot.type("Between two and three, I think")
    assert kept(opened) == "Between two and three, I think"
