"""What was copied out of this program does not stay in the clipboard: half a minute, and never past a lock."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from thinkfamily_desktop.ui.copied import forget_copied

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
        """Clear what is still ours, now."""
        self._later.stop()
        forget_copied()

    def _on_changed(self) -> None:
        if self._clipboard.ownsClipboard():
            self._later.start()
        else:
            self._later.stop()
