"""What every test stands on: no screen, no network, no real folders, nothing left behind."""

import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:  # Qt is read only by tests that need it
    from thinkfamily_desktop.app.collecting import Collecting

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
COLLECTING: list["Collecting"] = []  # one, once there is an application
PATIENCE_SECONDS = 2.0  # for a thread that has been told to end

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook stays for good and sees what a patch of one class misses. A Unix socket never leaves the laptop."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        raise AssertionError(f"this program does not use the network: {event}")
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        near = isinstance(arguments[0], socket.socket) and arguments[0].family == getattr(socket, "AF_UNIX", None)
        if not near:
            raise AssertionError(f"this program does not use the network: {event}")


def pytest_configure(config: pytest.Config) -> None:
    """Shut the network and move every folder that a test could touch, before anything of ours is imported."""
    sys.addaudithook(_refuse_network)
    own = tempfile.TemporaryDirectory(prefix="thinkfamily-tests-")
    config.add_cleanup(own.cleanup)
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "LOCALAPPDATA"):
        folder = Path(own.name) / variable.lower()
        folder.mkdir(mode=0o700)
        os.environ[variable] = str(folder)
    if sys.platform == "darwin":
        os.environ["HOME"] = own.name


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection attempt fails the test where it is made, even when the program would swallow the error."""

    def refuse(*_: object) -> None:
        pytest.fail("this program does not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """A test that leaves a thread or an open window behind fails itself, not the one after it."""
    threads = set(threading.enumerate())
    windows = _open_windows()
    yield
    for thread in set(threading.enumerate()) - threads:
        if not thread.daemon:
            thread.join(PATIENCE_SECONDS)
    left = [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if not thread.daemon]
    opened = _open_windows()
    left += [f"window {opened[window]}" for window in opened.keys() - windows.keys()]
    if left:
        pytest.fail(f"left running: {', '.join(sorted(left))}. Close it in the test or its fixture.")


def _open_windows() -> dict[int, str]:
    """The visible windows by address, with their class and their running timers. Costs nothing where Qt is not used."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = {}
    for window in widgets.QApplication.topLevelWidgets():
        timers = [timer.objectName() or "timer" for timer in window.findChildren(QTimer) if timer.isActive()]
        if window.isVisible():
            ticking = f" ({', '.join(timers)} still ticking)" if timers else ""
            found[id(window)] = type(window).__name__ + ticking
    return found


@pytest.fixture(scope="session")
def qapp(qapp: object) -> object:
    """The application as the program makes it: Fusion, with our fonts and no others asked for."""
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from thinkfamily_desktop.app.collecting import Collecting

    for file in sorted(FONTS.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    QApplication.setStyle("Fusion")
    COLLECTING.append(Collecting(cast("QApplication", qapp)))
    return qapp


@pytest.fixture(autouse=True)
def thrown_away_here() -> Iterator[None]:
    """As in the program: what is unused goes on this thread, never on one that may take no widget apart."""
    yield
    for collecting in COLLECTING:
        collecting.look()
