"""What the computer says when nobody is at it, whatever the system: one shape, and the one that fits here."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Watch(QObject):
    """Listens to the system. Each signal may come more than once for one event."""

    away = Signal()  # nobody is at the screen, or the computer goes to sleep
    may_end = Signal()  # the session asks to end, and another program may still refuse
    ends = Signal()  # it ends now

    def start(self) -> int:
        """Begin to listen; returns how many kinds of news can be heard here."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Everything is on the disk: the system need not wait any longer. The end of the process says it too."""
        raise NotImplementedError


def watch_for(window: QWidget, platform: str = sys.platform) -> Watch | None:
    """What listens on this system for a window, or None where nothing is built: there the idle lock alone counts."""
    if platform == "linux":
        from thinkfamily_desktop.app.session_watch import SessionWatch  # noqa: PLC0415, RUF100  one system's alone

        return SessionWatch(window)
    if platform == "win32":
        from thinkfamily_desktop.app.windows_session import WindowsSession  # noqa: PLC0415, RUF100  as above

        return WindowsSession(window)
    return None
