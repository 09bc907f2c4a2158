"""What was copied out of this program does not stay in the clipboard: half a minute, and never past a lock."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MS = 30_000


class ClipboardWatch(QObject):
    """Clears the clipboard while it is still ours. What another program put there is nothing to us."""

    def __init__(self, application: QGuiApplication, keep_ms: int = KEEP_MS) -> None:
        super().__init__(application)
        self._clipboard = application.clipboard()
        self._later = QTimer(self, interval=keep_ms, singleShot=True)
        self._later.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._on_changed)

    def forget(self) -> None:
        """Clear what is still ours, now: also what is merely marked with the mouse, where the system keeps that."""
        self._later.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _on_changed(self) -> None:
        if self._clipboard.ownsClipboard():
            self._later.start()
        else:
            self._later.stop()
