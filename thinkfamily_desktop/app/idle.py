"""Locks an unattended program: only real input counts, and time asleep counts as time away."""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from thinkfamily_desktop.domain.clock import Clock

INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)
LOOK_EVERY_MS = 1000
WARN_SECONDS = 30


class IdleWatch(QObject):
    """Watches every event of the application.

    `about_to_lock` counts down the last half minute; `idle` says that nobody has been here for the whole time.
    The wall clock counts time asleep, the monotonic clock is not fooled by a clock that is set back: the longer of
    the two is how long nobody was here.
    """

    about_to_lock = Signal(int)  # seconds left; 0 takes the warning away
    idle = Signal()

    def __init__(
        self,
        application: QApplication,
        seconds: int,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._seconds = seconds
        self._clock = clock
        self._monotonic = monotonic
        self._warned = False
        self._said = False  # that nobody is here, this time
        self._last: tuple[datetime, float] = (clock.now(), monotonic())
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch, from now."""
        self.somebody_is_here()
        self._application.installEventFilter(self)
        self._timer.start()

    def allow(self, seconds: int) -> None:
        """How long nobody may be here, once the policy is known."""
        self._seconds = seconds

    def stop(self) -> None:
        """Watch no longer: the program is locked."""
        self._timer.stop()

    def somebody_is_here(self) -> None:
        """Start counting afresh."""
        self._last = (self._clock.now(), self._monotonic())
        self._said = False
        if self._warned:
            self._warned = False
            self.about_to_lock.emit(0)

    def away_seconds(self) -> float:
        """How long nobody has touched the program."""
        wall, steady = self._last
        return max((self._clock.now() - wall).total_seconds(), self._monotonic() - steady)

    def look(self) -> None:
        """Compare the clock with the limit."""
        left = self._seconds - self.away_seconds()
        if left <= 0:
            if not self._said:  # at the door it locks nothing; the next absence counts again
                self._said = True
                self.idle.emit()
        elif left <= WARN_SECONDS:
            self._warned = True
            self.about_to_lock.emit(round(left))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Sees every event and swallows none. Events that the program sends to itself are not somebody's hand."""
        if event.type() in INPUT and event.spontaneous():
            self.somebody_is_here()
        return False
