"""Waits for the latest of several askings: an answer that has been overtaken is never delivered."""

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.ui.futures import when_done

T = TypeVar("T")
OnFailed = Callable[[ThinkFamilyError], None]


class _Turn(QObject):
    """One asking. Overtaken, it is cut off from whoever asked."""

    def __init__(self, parent: QObject, on_done: Callable[[Any], None], on_failed: OnFailed) -> None:
        super().__init__(parent)
        self._on_done = weakref.WeakMethod(on_done)
        self._on_failed = weakref.WeakMethod(on_failed)
        self.waiting = True

    def done(self, result: object) -> None:
        """Hand the result on."""
        if self._ends() and (on_done := self._on_done()) is not None:
            on_done(result)

    def failed(self, error: Exception) -> None:
        """Hand an error about the world on; a fault of ours goes where faults go."""
        if not self._ends() or isinstance(error, CancelledError):
            return
        if not isinstance(error, ThinkFamilyError):
            raise error
        if (on_failed := self._on_failed()) is not None:
            on_failed(error)

    def _ends(self) -> bool:
        was, self.waiting = self.waiting, False
        return was


class Awaiting(QObject):
    """One thing that a page waits for at a time. Callbacks are bound methods of the page and die with it."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._turn: _Turn | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._turn is not None and self._turn.waiting

    def take(self, future: "Future[T]", on_done: Callable[[T], None], on_failed: OnFailed) -> None:
        """Call one of these later on the GUI thread, unless something else is taken before."""
        self.forget()
        turn = self._turn = _Turn(self, on_done, on_failed)
        when_done(turn, future, turn.done, turn.failed)

    def forget(self) -> None:
        """Wait for nothing any more."""
        if self._turn is not None:
            self._turn.waiting = False
            self._turn.deleteLater()
            self._turn = None
