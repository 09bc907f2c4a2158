"""An unattended program locks: only real input counts, and time asleep counts as time away."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from thinkfamily_desktop.app.idle import IdleWatch


class Clocks:
    """A wall clock and a steady one that the test turns."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
        self.steady = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def pass_seconds(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qapp: QApplication, clocks: Clocks) -> IdleWatch:
    return IdleWatch(qapp, 300, clocks, clocks.monotonic)


def test_five_minutes_without_a_touch_lock(watch: IdleWatch, clocks: Clocks) -> None:
    locked: list[bool] = []
    watch.idle.connect(lambda: locked.append(True))
    clocks.pass_seconds(299)
    watch.look()
    assert not locked
    clocks.pass_seconds(1)
    watch.look()
    assert locked


def test_the_last_half_minute_is_counted_down(watch: IdleWatch, clocks: Clocks) -> None:
    left: list[int] = []
    watch.about_to_lock.connect(left.append)
    clocks.pass_seconds(271)
    watch.look()
    watch.somebody_is_here()
    assert left == [29, 0]


def test_time_asleep_counts_although_the_steady_clock_stood_still(watch: IdleWatch, clocks: Clocks) -> None:
    clocks.wall += timedelta(hours=1)
    assert watch.away_seconds() == 3600


def test_a_clock_set_back_does_not_keep_the_program_open(watch: IdleWatch, clocks: Clocks) -> None:
    clocks.wall -= timedelta(hours=1)
    clocks.steady += 301
    assert watch.away_seconds() == 301


def test_an_event_that_the_program_sent_to_itself_is_not_somebodys_hand(
    watch: IdleWatch, clocks: Clocks, qapp: QApplication
) -> None:
    widget = QWidget()
    clocks.pass_seconds(100)
    made = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    watch.eventFilter(widget, made)
    assert watch.away_seconds() == 100


def test_a_real_key_starts_the_count_afresh(watch: IdleWatch, clocks: Clocks) -> None:
    class RealMove(QMouseEvent):
        def spontaneous(self) -> bool:
            return True

    point = QPointF(1, 1)
    move = RealMove(
        QEvent.Type.MouseMove,
        point,
        point,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    clocks.pass_seconds(100)
    watch.eventFilter(QWidget(), move)
    assert watch.away_seconds() == 0


def test_after_an_absence_at_the_door_the_next_one_locks_too(watch: IdleWatch, clocks: Clocks) -> None:
    locked: list[bool] = []
    watch.idle.connect(lambda: locked.append(True))
    clocks.pass_seconds(600)
    watch.look()
    watch.look()
    assert locked == [True]
    watch.somebody_is_here()
    clocks.pass_seconds(301)
    watch.look()
    assert locked == [True, True]


def test_a_stricter_policy_counts_from_when_it_is_known(watch: IdleWatch, clocks: Clocks) -> None:
    locked: list[bool] = []
    watch.idle.connect(lambda: locked.append(True))
    watch.allow(60)
    clocks.pass_seconds(61)
    watch.look()
    assert locked == [True]
