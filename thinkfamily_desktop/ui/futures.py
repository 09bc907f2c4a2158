"""How what was done on another thread comes home: by a queued signal, to whoever is still there."""

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from types import MethodType
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")


class _Courier(QObject):
    """Carries one result to the GUI thread. Belongs to the application until it has arrived."""

    arrived = Signal(object)

    def __init__(self, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__(QCoreApplication.instance())
        self._done = weakref.WeakMethod(_method(done))
        self._failed = weakref.WeakMethod(_method(failed))
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def carry(self, future: "Future[Any]") -> None:
        """On whatever thread finished it. After the program has ended nobody waits any more."""
        if isValid(self):  # type: ignore[no-untyped-call]
            self.arrived.emit(future)

    def _deliver(self, future: object) -> None:
        self.deleteLater()
        if not isinstance(future, Future):
            return
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            done = self._done()
            if done is not None and _alive(done):
                done(future.result())
        elif isinstance(error, Exception):
            failed = self._failed()
            if failed is not None and _alive(failed):
                failed(error)
        else:
            raise error


def when_done(
    owner: QObject, future: "Future[T]", on_done: Callable[[T], None], on_failed: Callable[[Exception], None]
) -> None:
    """Call `on_done` with the result, or `on_failed` with the error, later and on the GUI thread.

    Both are bound methods of a QObject; with their object they die, and so does this. `owner` says whose it is.
    """
    if _method(on_done).__self__ is not owner:
        raise TypeError("the callback is a method of its owner")
    courier = _Courier(on_done, on_failed)
    future.add_done_callback(courier.carry)


def _method(call: Callable[..., None]) -> MethodType:
    if not isinstance(call, MethodType):
        raise TypeError("a bound method, so that it dies with its owner; not a lambda or partial")
    return call


def _alive(method: Callable[..., None]) -> bool:
    return isinstance(method, MethodType) and bool(isValid(method.__self__))  # type: ignore[no-untyped-call]
