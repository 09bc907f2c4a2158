"""What was done on another thread comes home on the GUI thread, to whoever is still there."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from pytestqt.qtbot import QtBot

from thinkfamily_desktop.ui.futures import when_done


class Asker(QObject):
    """Waits for one thing."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.failed: list[Exception] = []
        self.threads: list[QThread] = []

    def on_done(self, result: str) -> None:
        self.got.append(result)
        self.threads.append(QThread.currentThread())

    def on_failed(self, error: Exception) -> None:
        self.failed.append(error)


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    asker = Asker()
    with ThreadPoolExecutor(1) as pool:
        when_done(asker, pool.submit(lambda: "done"), asker.on_done, asker.on_failed)
        qtbot.waitUntil(lambda: bool(asker.got))
    assert asker.got == ["done"]
    assert asker.threads == [asker.thread()]


def test_an_error_arrives_too(qtbot: QtBot) -> None:
    asker = Asker()
    future: Future[str] = Future()
    when_done(asker, future, asker.on_done, asker.on_failed)
    future.set_exception(OSError("disk full"))
    qtbot.waitUntil(lambda: bool(asker.failed))
    assert asker.got == []


def test_nothing_arrives_before_the_event_loop_comes_round(qapp: object) -> None:
    asker = Asker()
    future: Future[str] = Future()
    future.set_result("at once")
    when_done(asker, future, asker.on_done, asker.on_failed)
    assert asker.got == []
    QCoreApplication.processEvents()
    assert asker.got == ["at once"]


def test_whoever_is_gone_is_not_called(qapp: object) -> None:
    asker = Asker()
    got = asker.got
    future: Future[str] = Future()
    when_done(asker, future, asker.on_done, asker.on_failed)
    asker.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    future.set_result("too late")
    QCoreApplication.processEvents()
    assert got == []


def test_only_a_method_of_the_owner_will_do(qapp: object) -> None:
    asker, other = Asker(), Asker()
    with pytest.raises(TypeError, match="bound method"):
        when_done(asker, Future[str](), lambda _: None, asker.on_failed)
    with pytest.raises(TypeError, match="its owner"):
        when_done(asker, Future[str](), other.on_done, asker.on_failed)
