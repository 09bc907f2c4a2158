"""Locks when the computer does (Windows): session lock, another user or machine at the screen, sleep, lid, sign-out.

Windows sends such news to a window. It is made to wait, for as long as it grants, until everything is on the disk.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Protocol, SupportsInt

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.app.away import Watch
from thinkfamily_desktop.app.windows_messages import LID_SWITCH, Told, told

SLEEP_WAITS_MS = 1_800  # Windows gives a program about two seconds before it sleeps
END_WAITS_MS = 4_500  # and about five before it takes a program for one that hangs


class Registering(Protocol):
    """Tells Windows which window wants to hear."""

    def __call__(self, window: int, /) -> int:
        """Register this native window; returns how many kinds of news it will get."""
        ...


class Messages(QAbstractNativeEventFilter):
    """Gives each native message of our windows to somebody, and swallows none."""

    def __init__(self, tell: Callable[[Told, int], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(  # noqa: N802
        self, _kind: "QByteArray | bytes | bytearray | memoryview[int]", message: SupportsInt
    ) -> object:
        """The message as Qt hands it over: a pointer to an MSG."""
        said = wintypes.MSG.from_address(int(message))
        what = told(said)
        if what is not Told.NOTHING:
            self._tell(what, int(said.hWnd or 0))
        return False, 0


class WindowsSession(Watch):
    """Hears through the window that it is given, also when Qt makes that window's native part anew."""

    def __init__(self, window: QWidget, register: "Registering | None" = None) -> None:
        super().__init__(window)
        self._window = window
        self._register = register_window if register is None else register
        self.messages = Messages(self._on_told)
        self._lid_open: bool | None = None  # not known before Windows has said it once
        self._waiting: QEventLoop | None = None
        self._gone = False

    def start(self) -> int:
        """Begin to listen: to lock and user switch, to the lid, and to sleep on laptops that only doze."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self.messages)
        self._window.installEventFilter(self)
        return self._register(int(self._window.winId()))

    def let_go(self) -> None:
        """Everything is on the disk."""
        self._gone = True
        if self._waiting is not None:
            self._waiting.quit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A new native window has to be registered again."""
        if event.type() == QEvent.Type.WinIdChange and (native := int(self._window.winId())):
            self._register(native)
        return False

    def _on_told(self, what: Told, _window: int) -> None:
        match what:
            case Told.AWAY:
                self.away.emit()
            case Told.SLEEPS:
                self._say_and_wait(self.away.emit, SLEEP_WAITS_MS)
            case Told.LID_OPEN | Told.LID_SHUT:
                self._on_lid(opened=what is Told.LID_OPEN)
            case Told.MAY_END:
                self.may_end.emit()
            case Told.ENDS:
                self._say_and_wait(self.ends.emit, END_WAITS_MS)
            case _:
                pass

    def _on_lid(self, *, opened: bool) -> None:
        """The first word is how the lid is, not that somebody moved it: laptops are used shut, beside a screen."""
        shut_now = self._lid_open is True and not opened
        self._lid_open = opened
        if shut_now:
            self.away.emit()

    def _say_and_wait(self, say: Callable[[], None], most_ms: int) -> None:
        """Windows goes on when this returns: not before the words are written, or its patience is at its end."""
        if self._waiting is not None:
            return
        self._gone = False
        say()
        if not self._gone:
            self._waiting = QEventLoop()
            QTimer.singleShot(most_ms, self._waiting, self._waiting.quit)
            self._waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self._waiting = None


def register_window(window: int) -> int:
    """Ask Windows for its news of session, lid and sleep. What it refuses is not heard; the idle lock still counts."""
    heard: tuple[object, ...] = ()
    if sys.platform == "win32":
        user, session = ctypes.WinDLL("user32"), ctypes.WinDLL("wtsapi32")
        for call in (user.RegisterPowerSettingNotification, user.RegisterSuspendResumeNotification):
            call.restype = wintypes.HANDLE
        handle, this_session, to_a_window = wintypes.HWND(window), 0, 0
        lid = (ctypes.c_ubyte * 16).from_buffer_copy(LID_SWITCH)
        heard = (
            session.WTSRegisterSessionNotification(handle, this_session),
            user.RegisterPowerSettingNotification(handle, ctypes.byref(lid), to_a_window),
            user.RegisterSuspendResumeNotification(handle, to_a_window),
        )
    return sum(map(bool, heard))
