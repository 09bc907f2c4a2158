"""Locks when the computer does (Linux): screen saver, the session's own lock, another user, the lid, sleep: by D-Bus.

Before sleep the system is asked to wait until what was typed is on the disk. Where there is no such bus nothing is
heard, and the idle watch still locks.
"""

from collections.abc import Mapping

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

_LOGIND, _LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_SESSION = f"{_LOGIND}.Session"
_POWER = "org.freedesktop.UPower"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_ANY = ""  # sender or path
_WHO, _WHY = "Think Family", "Writes the last words to the disk and locks"  # shown by systemd-inhibit --list
_AWAY = {  # changed to this, nobody is here: another user has the screen, it is locked, the lid is shut
    (_SESSION, "Active"): False,
    (_SESSION, "LockedHint"): True,
    (_POWER, "LidIsClosed"): True,
}


class SessionWatch(QObject):
    """`away` says that nobody is at the screen, or that the computer goes to sleep. Any session's lock counts."""

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = QDBusConnection.systemBus()
        self._awake: QDBusUnixFileDescriptor | None = None  # held, it keeps the computer from sleeping for a moment
        self._asking: QDBusPendingCallWatcher | None = None

    def start(self, session: QDBusConnection | None = None, system: QDBusConnection | None = None) -> int:
        """Begin to listen; returns how many of the five signals can be heard here."""
        ours = QDBusConnection.sessionBus() if session is None else session
        self._system = whole = self._system if system is None else system
        places = (
            *((ours, name, "ActiveChanged", "on_told(bool)") for name in _SCREEN_SAVERS),
            (whole, f"{_LOGIND}.Manager", "PrepareForSleep", "on_sleep(bool)"),
            (whole, _SESSION, "Lock", "on_locked()"),
            (
                whole,
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                "on_changed(QString,QVariantMap)",
            ),
        )
        heard = [
            bus.connect(_ANY, _ANY, interface, signal, self, SLOT(slot))  # type: ignore[call-overload]  # it takes text
            for bus, interface, signal, slot in places
        ]
        self._hold_sleep()
        return sum(map(bool, heard))

    def let_sleep(self) -> None:
        """Everything is on the disk: the computer need not wait any longer. The end of the process says it too."""
        self._awake = None

    @Slot(bool)
    def on_told(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.away.emit()

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The computer is about to sleep, or has woken."""
        if begins:
            self.away.emit()
        else:
            self._hold_sleep()

    @Slot()
    def on_locked(self) -> None:
        """The session was locked."""
        self.away.emit()

    @Slot(str, "QVariantMap")
    def on_changed(self, interface: str, changed: Mapping[str, object]) -> None:
        """A property of something on the bus has changed: a session's, the lid's, or one that is nothing to us."""
        if any(_AWAY.get((interface, name)) is value for name, value in changed.items()):
            self.away.emit()

    def _hold_sleep(self) -> None:
        if self._awake is not None or not self._system.isConnected():
            return
        asking = QDBusMessage.createMethodCall(_LOGIND, _LOGIND_PATH, f"{_LOGIND}.Manager", "Inhibit")
        asking.setArguments(["sleep", _WHO, _WHY, "delay"])
        self._asking = QDBusPendingCallWatcher(self._system.asyncCall(asking), self)
        self._asking.finished.connect(self._on_answered)

    def _on_answered(self) -> None:
        """Where it is refused, the lock is still told of sleep: it only has less time."""
        asked, self._asking = self._asking, None
        if asked is not None:
            answer = asked.reply().arguments()
            self._awake = next((held for held in answer if isinstance(held, QDBusUnixFileDescriptor)), None)
            asked.deleteLater()
