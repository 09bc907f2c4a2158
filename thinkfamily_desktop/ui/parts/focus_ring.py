"""The halo round whatever has the keyboard: one for a window, three pixels wide, never in the way of a layout."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid

WIDE = 3
ALWAYS = (QLineEdit, QPlainTextEdit, QComboBox)  # inputs show it however they were reached


class FocusRing(QWidget):
    """Follows the focus within one window. With the mouse only inputs show it; with the keyboard everything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self._host_now = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """Go along when something moves."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show):
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Light), WIDE))
        inset = WIDE / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 8, 8)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._window):  # type: ignore[no-untyped-call]
            return  # the window is on its way out and takes this along
        for widget in self._watched:
            if isValid(widget):  # type: ignore[no-untyped-call]
                widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        by_hand = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is None or not self._window.isAncestorOf(new) or (by_hand and not isinstance(new, ALWAYS)):
            self._rest()
            return
        host = self._host(new)
        self._target = new
        for moved in (new, *_above(new)):
            if moved is host:
                break
            moved.installEventFilter(self)
            self._watched.append(moved)
        self._host_now = host
        self.setParent(host)
        self._place()

    def _rest(self) -> None:
        self.hide()
        self._host_now = self._window
        self.setParent(self._window)

    def _host(self, widget: QWidget) -> QWidget:
        """The nearest ground that clips: what a scroll area shows, or the window."""
        for above in _above(widget):
            beyond = list(_above(above))[:2]  # a viewport, and its scroll area
            if beyond and isinstance(area := beyond[-1], QScrollArea) and area.widget() is above:
                return above
            if above is self._window:
                break
        return self._window

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        inner = getattr(target, "focus_rect", None)
        rect: QRect = inner() if inner is not None else target.rect()
        corner = target.mapTo(self._host_now, QPoint(0, 0))
        self.setGeometry(rect.translated(corner).adjusted(-WIDE, -WIDE, WIDE, WIDE))
        self.raise_()
        self.show()


def _above(widget: QWidget) -> Iterator[QWidget]:
    """Parent, grandparent, and so on up to the window."""
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()
