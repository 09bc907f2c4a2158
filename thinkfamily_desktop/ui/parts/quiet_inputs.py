"""Inputs that keep still: the wheel changes nothing, long text grows, Tab leaves."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

AROUND = 18  # padding and edge of a long text, above and below together
LEAST_LETTERS = 16  # that a list shows of what is chosen


class QuietCombo(QComboBox):
    """A list to choose from that the wheel cannot change in passing."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can be squeezed: its list is as wide as it needs to be."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), self.fontMetrics().averageCharWidth() * LEAST_LETTERS), least.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that the field was left; its own list does not count."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Add the arrow that the style sheet takes away."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 2))
        larger = self.font().pixelSize() / 15
        painter.translate(self.width() - 20 * larger, self.height() / 2)
        painter.drawPolyline([QPointF(x, y) * larger for x, y in ((-4.5, -2.2), (0, 2.3), (4.5, -2.2))])


class LineInput(QLineEdit):
    """One line of words. `left` says that the focus went elsewhere, `went_down` that what is offered is wanted."""

    left = Signal()
    went_down = Signal()

    def show_text(self, text: str) -> None:
        """Show these words; of what does not fit the beginning, unless somebody is typing."""
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Down asks for what is offered, where something is."""
        if event.key() == Qt.Key.Key_Down and self.completer() is not None:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that the field was left, and show its beginning; a menu of its own does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.setCursorPosition(0)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class GrowingText(QPlainTextEdit):
    """As many words as it takes: as high as they are, never less than `lines`."""

    left = Signal()
    entered = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUndoRedoEnabled(True)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Everything shows already: leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Narrower is higher."""
        super().resizeEvent(event)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that somebody came."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that the field was left; a menu of its own does not count."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _grow(self) -> None:
        lines = max(self.document().documentLayout().documentSize().height(), self._lines)
        high = round(lines * self.fontMetrics().lineSpacing() + AROUND + 2)
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)
