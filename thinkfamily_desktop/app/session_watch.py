"""Locks when the computer does (Linux): screen saver, session lock, another user, lid, sleep, shutdown: by D-Bus.

Before sleep and shutdown the system is asked to wait until what was typed is on the disk. Where there is no such bus
nothing is heard, and the idle watch still locks.
"""

from collections.abc import Mapping

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

from thinkfamily_desktop.app.away import Watch

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


class SessionWatch(Watch):
    """Any session's lock counts. A session that ends by itself is not heard, the computer's own end is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = QDBusConnection.systemBus()
        self._awake: QDBusUnixFileDescriptor | None = None  # held, it keeps the computer up for a moment
        self._asking: QDBusPendingCallWatcher | None = None

    def start(self, session: QDBusConnection | None = None, system: QDBusConnection | None = None) -> int:
        """Begin to listen; returns how many of the six signals can be heard here."""
        ours = QDBusConnection.sessionBus() if session is None else session
        self._system = whole = self._system if system is None else system
        places = (
            *((ours, name, "ActiveChanged", "on_told(bool)") for name in _SCREEN_SAVERS),
            (whole, f"{_LOGIND}.Manager", "PrepareForSleep", "on_sleep(bool)"),
            (whole, f"{_LOGIND}.Manager", "PrepareForShutdown", "on_shutdown(bool)"),
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
        self._hold_back()
        return sum(map(bool, heard))

    def let_go(self) -> None:
        """Everything is on the disk: the computer may go on."""
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
            self._hold_back()

    @Slot(bool)
    def on_shutdown(self, begins: bool) -> None:
        """The computer is about to be switched off or started anew, or will not be after all."""
        if begins:
            self.ends.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session was locked."""
        self.away.emit()

    @Slot(str, "QVariantMap")
    def on_changed(self, interface: str, changed: Mapping[str, object]) -> None:
        """A property of something on the bus has changed: a session's, the lid's, or one that is nothing to us."""
        if any(_AWAY.get((interface, name)) is value for name, value in changed.items()):
            self.away.emit()

    def _hold_back(self) -> None:
        if self._awake is not None or not self._system.isConnected():
            return
        asking = QDBusMessage.createMethodCall(_LOGIND, _LOGIND_PATH, f"{_LOGIND}.Manager", "Inhibit")
        asking.setArguments(["sleep:shutdown", _WHO, _WHY, "delay"])
        self._asking = QDBusPendingCallWatcher(self._system.asyncCall(asking), self)
        self._asking.finished.connect(self._on_answered)

    def _on_answered(self) -> None:
        """Where it is refused, the lock is still told of sleep: it only has less time."""
        asked, self._asking = self._asking, None
        if asked is not None:
            answer = asked.reply().arguments()
            self._awake = next((held for held in answer if isinstance(held, QDBusUnixFileDescriptor)), None)
            asked.deleteLater()
