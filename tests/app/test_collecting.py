"""What is thrown away is thrown away where a widget may be: on the window's thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from thinkfamily_desktop.app.collecting import Collecting

ENOUGH = 20_000  # objects, after which Python itself has looked at every generation


class Page:
    """Stands for a widget: notes the thread on which it goes. It holds itself, as a page and its slots do."""

    def __init__(self, gone: list[threading.Thread]) -> None:
        self._itself = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread())


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    collecting = Collecting(qapp)
    yield collecting
    collecting.deleteLater()
    gc.disable()  # as every other test has it once there is an application


def busy_elsewhere() -> list[list[object]]:
    """A thread that makes a great many objects, as reading a store and making a PDF do; it gives them back."""
    made: list[list[object]] = []
    thread = threading.Thread(target=lambda: made.extend([] for _ in range(ENOUGH)))
    thread.start()
    thread.join()
    return made


def thrown_away() -> tuple[list[threading.Thread], list[list[object]]]:
    """Where a page went while another thread was busy, and what that thread made: it lasts, or it would not count."""
    gone: list[threading.Thread] = []
    Page(gone)
    return gone, busy_elsewhere()


def test_nothing_is_thrown_away_on_another_thread(collecting: Collecting) -> None:
    gone, _made = thrown_away()
    assert gone == []


def test_left_to_python_it_is(collecting: Collecting) -> None:
    gc.enable()
    (thread,), _made = thrown_away()
    assert thread is not threading.main_thread()


def test_what_is_unused_goes_on_the_windows_thread_after_a_moment(qtbot: QtBot, collecting: Collecting) -> None:
    gone, _made = thrown_away()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.main_thread()]


def test_what_was_read_at_the_start_is_not_looked_through_again(collecting: Collecting) -> None:
    gone: list[threading.Thread] = []
    Page(gone)
    collecting.keep_for_good()
    gc.collect()
    assert gone == []
    gc.unfreeze()
    gc.collect()
    assert gone == [threading.main_thread()]
