"""What Windows says of session, lid, sleep and end, in made-up messages; tests/packaging sends real ones under Wine."""

from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app.windows_said import DISPLAY_STATE, hand_over, message, placed, setting
from tests.ui.conftest import look, words  # noqa: F401  fixtures
from tests.ui.test_main_window import Program
from thinkfamily_desktop.app import windows_messages as win
from thinkfamily_desktop.app.away import Watch, watch_for
from thinkfamily_desktop.app.capture import LEFT_OUT, NOTHING, CaptureCover
from thinkfamily_desktop.app.guarding import Guarding
from thinkfamily_desktop.app.logs import LOG_NAME, Log
from thinkfamily_desktop.app.windows_messages import Told, told
from thinkfamily_desktop.app.windows_session import WindowsSession
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.theme import Look

SAID = [
    (message(win.WM_WTSSESSION_CHANGE, win.WTS_SESSION_LOCK), Told.AWAY),
    (message(win.WM_WTSSESSION_CHANGE, 0x8), Told.NOTHING),  # unlocked
    (message(win.WM_WTSSESSION_CHANGE, win.WTS_CONSOLE_DISCONNECT), Told.AWAY),
    (message(win.WM_WTSSESSION_CHANGE, 0x1), Told.NOTHING),  # the screen is ours
    (message(win.WM_WTSSESSION_CHANGE, win.WTS_REMOTE_DISCONNECT), Told.AWAY),
    (message(win.WM_WTSSESSION_CHANGE, win.WTS_SESSION_LOGOFF), Told.AWAY),
    (message(win.WM_POWERBROADCAST, win.PBT_APMSUSPEND), Told.SLEEPS),
    (message(win.WM_POWERBROADCAST, 0x7), Told.NOTHING),  # awake again
    (message(win.WM_POWERBROADCAST, 0xA), Told.NOTHING),  # the mains
    (setting(0), Told.LID_SHUT),
    (setting(1), Told.LID_OPEN),
    (setting(0, DISPLAY_STATE), Told.NOTHING),
    (setting(0, length=0), Told.NOTHING),
    (message(win.WM_POWERBROADCAST, win.PBT_POWERSETTINGCHANGE), Told.NOTHING),  # points to nothing
    (message(win.WM_QUERYENDSESSION), Told.MAY_END),
    (message(win.WM_ENDSESSION, 1), Told.ENDS),
    (message(win.WM_ENDSESSION, 0), Told.NOTHING),  # somebody refused
    (message(win.WM_SHOWWINDOW, 1), Told.SHOWN),
    (message(win.WM_SHOWWINDOW, 0), Told.NOTHING),
    (placed(win.SWP_SHOWWINDOW | 0x3), Told.SHOWN),
    (placed(0x3), Told.NOTHING),
    (message(0x0100, win.WTS_SESSION_LOCK), Told.NOTHING),  # a key
]
LOCKED = message(win.WM_WTSSESSION_CHANGE, win.WTS_SESSION_LOCK)
SLEEPS = message(win.WM_POWERBROADCAST, win.PBT_APMSUSPEND)


@pytest.mark.parametrize(("said", "meant"), SAID)
def test_every_message_is_read_as_what_it_says(said: wintypes.MSG, meant: Told) -> None:
    assert told(said) is meant


class Heard:
    """A session on a Windows that answers nothing, and what was heard of it."""

    def __init__(self, window: QWidget) -> None:
        self.registered: list[int] = []
        self.said: list[str] = []
        self.session = WindowsSession(window, self._register)
        self.session.away.connect(lambda: self.said.append("away"))
        self.kinds = self.session.start()

    def _register(self, window: int) -> int:
        self.registered.append(window)
        return 3

    def hear(self, *messages: wintypes.MSG) -> list[str]:
        for each in messages:
            assert hand_over(self.session.messages, each) == (False, 0), "nothing is swallowed"
        return self.said


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Heard(window)


def test_how_the_lid_is_at_first_locks_nothing_and_shutting_it_does(heard: Heard) -> None:
    assert heard.hear(setting(0)) == []
    assert heard.hear(setting(1), setting(0)) == ["away"]
    assert heard.hear(setting(0)) == ["away"], "shut already"


def test_sleep_waits_until_everything_is_written_and_a_lock_does_not(heard: Heard) -> None:
    def write() -> None:
        heard.said.append("written")
        heard.session.let_go()

    heard.session.away.connect(lambda: QTimer.singleShot(0, write))
    assert heard.hear(LOCKED) == ["away"], "the control"
    QCoreApplication.processEvents()
    heard.said.clear()
    assert heard.hear(SLEEPS) == ["away", "written"]


def test_sleep_waits_for_nothing_when_nothing_is_open(heard: Heard) -> None:
    heard.session.away.connect(heard.session.let_go)
    assert heard.hear(SLEEPS) == ["away"]


def test_a_window_that_was_made_anew_is_registered_again(heard: Heard, qtbot: QtBot) -> None:
    assert len(heard.registered) == 1
    assert heard.kinds == 3
    window = heard.session.parent()
    assert window is not None
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WinIdChange))
    assert len(heard.registered) == 2


def test_each_window_is_covered_before_it_appears(qtbot: QtBot) -> None:
    covered: list[int] = []

    def cover(window: int) -> int:
        covered.append(window)
        return LEFT_OUT if window != 9 else NOTHING

    parent = QWidget()
    qtbot.addWidget(parent)
    captures = CaptureCover(parent, cover)
    assert captures.start(4, 5) == LEFT_OUT
    hand_over(captures.messages, message(win.WM_SHOWWINDOW, 1, window=6))
    hand_over(captures.messages, LOCKED)
    assert covered == [4, 5, 6]
    assert captures.start(4, 9) == NOTHING, "one that was refused is told of"


class SaidByHand(Watch):
    """A system whose news the test gives."""

    def start(self) -> int:
        return 1

    def let_go(self) -> None:
        self.gone = True


@pytest.fixture
def guarded(words: Words, look: Look, tmp_path: Path, qtbot: QtBot) -> tuple[Program, SaidByHand, list[str]]:  # noqa: F811
    program = Program(words, tmp_path, qtbot)
    program.furnish()
    system, said = SaidByHand(program.window), list[str]()
    log = Log(tmp_path / "log")
    guarding = Guarding(program.window, system, log, practice=True)
    log.close()
    guarding.session_ends.connect(lambda: said.append("ends"))
    program.window.locked.connect(lambda: said.append("locked"))
    assert '"count": 1' in (tmp_path / "log" / LOG_NAME).read_text(encoding="utf-8")
    return program, system, said


def test_a_session_that_may_end_covers_and_one_that_ends_locks_without_a_successor(
    guarded: tuple[Program, SaidByHand, list[str]], qtbot: QtBot
) -> None:
    program, system, said = guarded
    program.unlock()
    system.may_end.emit()
    assert program.window.paused
    assert said == []
    system.ends.emit()
    qtbot.waitUntil(lambda: "locked" in said)
    assert said == ["ends", "locked"], "who starts a fresh process knows before the lock"
    program.close()


def test_the_system_need_not_wait_when_nothing_is_open(guarded: tuple[Program, SaidByHand, list[str]]) -> None:
    program, system, said = guarded
    system.away.emit()
    assert system.gone
    assert said == []
    program.close()


def test_where_nothing_is_built_nothing_is_promised(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert watch_for(window, "darwin") is None
    assert isinstance(watch_for(window, "win32"), WindowsSession)
