"""The one thread that may touch the connection. Jobs in order, answers by futures; a failed job ends nothing."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from thinkfamily_desktop.store.errors import StoreError, as_store_error

T = TypeVar("T")
_Job = Callable[[], None]


class StoreThread:
    """Runs jobs one after the other. `when_idle` runs on it once after each busy spell, `idle_after` seconds later."""

    def __init__(self, idle_after: float = 2.0) -> None:
        self.when_idle: Callable[[], None] | None = None
        self._idle_after = idle_after
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._closing: Future[None] | None = None
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run this on the thread. The future fails with StoreError for what a person can act on."""
        future: Future[T] = Future()
        with self._guard:
            if self._closing is not None:
                future.set_exception(StoreError("store.closed"))
            else:
                self._jobs.put(lambda: _do(work, future))
        return future

    def close(self, last: Callable[[], None]) -> Future[None]:
        """Finish what was asked so far, then run `last` and end the thread. Asked again, gives the same future."""
        with self._guard:
            if self._closing is None:
                future = self._closing = Future()
                self._jobs.put(lambda: _do(last, future))
                self._jobs.put(None)
            return self._closing

    def _run(self) -> None:
        busy = False
        while True:
            try:
                job = self._jobs.get(timeout=self._idle_after if busy else None)
            except queue.Empty:
                busy = False
                if self.when_idle is not None:
                    _do(self.when_idle, Future())
                continue
            if job is None:
                return
            job()
            busy = True


def _do(work: Callable[[], T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        answer = work()
    except Exception as fault:  # noqa: BLE001  whatever it is, it belongs to whoever asked
        told = as_store_error(fault)
        if told is not None:
            told.__cause__ = fault
        future.set_exception(told or fault)
    else:
        future.set_result(answer)
