"""The keys of Pause and of the lock: F12, Escape twice and Ctrl+L, wherever the focus is and whatever stands above."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QWidget

TWICE_MS = 700  # two Escapes within this are Pause


class PauseKeys(QObject):
    """Watches the key presses of every window of the program. `exposed`: a window has come onto the screen."""

    pause = Signal()
    lock = Signal()
    exposed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._escapes = QTimer(self, interval=TWICE_MS, singleShot=True)
        for keys, wanted in (("F12", self.pause), ("Ctrl+L", self.lock)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)  # also while a menu or a list is open
            shortcut.activated.connect(wanted)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """See the key presses of this one too: the main window's own, or a question's above it."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """Escape twice is Pause; the first does its ordinary job. While a question is asked other keys come here."""
        if event.type() == QEvent.Type.Expose:
            self.exposed.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self._escapes.isActive():
                self._escapes.stop()
                self.pause.emit()
            else:
                self._escapes.start()
            return False
        self._escapes.stop()
        if event.key() == Qt.Key.Key_F12:
            self.pause.emit()
            return True
        if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.lock.emit()
            return True
        return False
