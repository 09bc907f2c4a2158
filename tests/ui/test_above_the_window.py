"""A menu, an opened list or a question above the window keeps nobody from covering or locking it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.robots import Robot
from tests.ui.test_main_window import Program
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui import main_window
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.theme import Look


@pytest.fixture
def program(qtbot: QtBot, look: Look, words: Words, tmp_path: Path) -> Iterator[Program]:
    program = Program(words, tmp_path, qtbot)
    program.furnish()
    program.open_family()
    yield program
    program.close()


def open_a_list(program: Program) -> None:
    opened = program.window.open_family
    assert opened is not None
    assert opened.workspace is not None
    opened.workspace.open_page("kinds")
    program.robot.settle()
    box = program.robot.find("One of many", QComboBox)
    assert isinstance(box, QComboBox)
    box.showPopup()


def open_a_menu(program: Program) -> None:
    menu = QMenu(program.window.open_family)
    menu.addAction("Tunde: on a low day")
    menu.popup(program.window.mapToGlobal(program.window.rect().center()))


@pytest.mark.parametrize("open_it", [open_a_list, open_a_menu])
def test_pause_covers_an_opened_list_and_a_menu(program: Program, open_it: Callable[[Program], None]) -> None:
    open_it(program)
    assert QApplication.activePopupWidget() is not None
    program.robot.press(Qt.Key.Key_F12)
    assert program.window.paused
    assert QApplication.activePopupWidget() is None


def test_without_closing_what_is_above_a_menu_stays_on_the_cover(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "close_above", lambda: None)
    open_a_menu(program)
    program.robot.press(Qt.Key.Key_F12)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def ask_and(program: Program, do: "Doing") -> bool:
    """Ask a question, and do this while it is on the screen."""
    QTimer.singleShot(0, do)
    return Dialogs.ask(program.window.open_family or program.window, "End the visit?", "", "End it", "Not now")


class Doing:
    """What a hand does to the question that is on the screen."""

    def __init__(self, key: Qt.Key, control: bool = False) -> None:
        self._key = key
        self._held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier

    def __call__(self) -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        Robot(question)
        handle = question.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, self._key, self._held)


def test_pause_covers_a_question_which_nobody_has_answered(program: Program) -> None:
    assert not ask_and(program, Doing(Qt.Key.Key_F12))
    assert program.window.paused
    assert QApplication.activeModalWidget() is None


def test_a_lock_takes_a_question_with_it(program: Program, qtbot: QtBot) -> None:
    assert not ask_and(program, Doing(Qt.Key.Key_L, control=True))
    qtbot.waitUntil(lambda: program.locked == [True])
    assert QApplication.activeModalWidget() is None


def test_a_lock_from_elsewhere_takes_a_question_with_it(program: Program, qtbot: QtBot) -> None:
    QTimer.singleShot(0, program.window.lock)
    assert not Dialogs.ask(program.window.open_family or program.window, "End the visit?", "", "End it", "Not now")
    qtbot.waitUntil(lambda: program.locked == [True])
