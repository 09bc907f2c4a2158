"""What is guarded from the first picture on: the clipboard, the computer's own lock and end, and captures."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from thinkfamily_desktop.app.away import Watch
from thinkfamily_desktop.app.clipboard import ClipboardWatch
from thinkfamily_desktop.app.logs import Log
from thinkfamily_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:  # read on Windows alone
    from thinkfamily_desktop.app.capture import CaptureCover


class Guarding(QObject):
    """Locks the window when the computer does. `session_ends` comes before that lock."""

    session_ends = Signal()

    def __init__(self, window: MainWindow, watch: Watch | None, log: Log, *, practice: bool) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            window.locked.connect(ClipboardWatch(application).forget)
        if self._watch is not None:
            self._watch.away.connect(self._on_away)
            self._watch.may_end.connect(window.pause)
            self._watch.ends.connect(self._on_ends)
            log.say("session-watch", count=self._watch.start())
        self._cover = self._cover_captures(log) if sys.platform == "win32" and not practice else None

    def _cover_captures(self, log: Log) -> "CaptureCover":
        """A real store's windows; practice families may be shown to a whole room."""
        from thinkfamily_desktop.app.capture import CaptureCover  # noqa: PLC0415, RUF100  one system's alone

        cover = CaptureCover(self)
        log.say("capture-cover", count=cover.start(int(self._window.winId())))
        return cover

    def _on_away(self) -> None:
        """Sleep waits for a lock until this process has ended; with nothing open it need not wait."""
        self._window.lock()
        if self._watch is not None and not self._window.letting_go:
            self._watch.let_go()

    def _on_ends(self) -> None:
        self.session_ends.emit()
        self._on_away()
