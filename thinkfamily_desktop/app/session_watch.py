"""Locks when the computer does (Linux): its screen saver, its own lock and its sleep, as they say over D-Bus.

Where there is no such bus nothing is heard, and the idle watch still locks.
"""

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIND = "org.freedesktop.login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_ANY = ""  # sender or path


class SessionWatch(QObject):
    """`away` says that the session was locked, or that the computer goes to sleep. Any session's lock counts."""

    away = Signal()

    def start(self, session: QDBusConnection | None = None, system: QDBusConnection | None = None) -> int:
        """Begin to listen; returns how many of the four signals can be heard here."""
        ours = QDBusConnection.sessionBus() if session is None else session
        whole = QDBusConnection.systemBus() if system is None else system
        places = (
            *((ours, name, "ActiveChanged", "on_told(bool)") for name in _SCREEN_SAVERS),
            (whole, f"{_LOGIND}.Manager", "PrepareForSleep", "on_told(bool)"),
            (whole, f"{_LOGIND}.Session", "Lock", "on_locked()"),
        )
        heard = [
            bus.connect(_ANY, _ANY, interface, signal, self, SLOT(slot))  # type: ignore[call-overload]  # it takes text
            for bus, interface, signal, slot in places
        ]
        return sum(map(bool, heard))

    @Slot(bool)
    def on_told(self, active: bool) -> None:
        """The screen saver came or went; the computer goes to sleep or has woken."""
        if active:
            self.away.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session was locked."""
        self.away.emit()
