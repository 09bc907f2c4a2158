"""Toggle chips: small words that are on or off. Painted low, 44 pixels to the finger."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

HIGH = 44
INSIDE = 10
SHARE = 13 / 15  # of the body size


class Chip(QPushButton):
    """A chip. `toggles` makes it stay on; one that does not opens something ("Keep from…")."""

    used = Signal(object, bool)  # what the chip stands for; whether it is on now

    def __init__(self, text: str, *, toggles: bool = True, quiet: bool = False, stands_for: object = None) -> None:
        super().__init__(text.replace("&", "&&"))
        self.words = text
        self.stands_for = stands_for
        self.clicked.connect(self._on_clicked)
        self.setAccessibleName(text)
        self.setCheckable(toggles)
        self.setProperty("look", "chip")
        self.setAutoDefault(False)
        self._lit = False
        self._quiet = quiet
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_on(self, on: bool) -> None:
        """Turn a toggle on or off, or light a chip that opens something; says nothing to anybody."""
        if self.isCheckable():
            if self.isChecked() != on:
                self.setChecked(on)
        elif on != self._lit:
            self._lit = on
            self.update()

    def show_text(self, text: str) -> None:
        """Say something else."""
        if text != self.words:
            self.words = text
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The words with a little room."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self.words) + 2 * INSIDE + 2, max(HIGH, metrics.height() + 14))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A long name may be cut short at the end."""
        return QSize(min(self.sizeHint().width(), 80), HIGH)

    def focus_rect(self) -> QRect:
        """The painted part, which the focus ring goes round."""
        high = QFontMetrics(self._font()).height() + 9
        return QRect(0, (self.height() - high) // 2, self.width(), high)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint a pill with the words in it."""
        on = self.isChecked() or self._lit
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = self.focus_rect()
        lit = self.underMouse() and self.isEnabled()
        edge = QPalette.ColorRole.Highlight if on or lit else QPalette.ColorRole.Dark
        painter.setPen(QPen(palette.color(edge), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight if on else QPalette.ColorRole.Base))
        radius = pill.height() / 2 - 0.5
        painter.drawRoundedRect(pill.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        ink = QPalette.ColorRole.HighlightedText if on else QPalette.ColorRole.Text
        if self._quiet and not on:
            ink = QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(ink))
        painter.setFont(self._font())
        room = pill.adjusted(INSIDE, 0, -INSIDE + 1, 0)
        words = QFontMetrics(self._font()).elidedText(self.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), words)

    def _on_clicked(self) -> None:
        self.used.emit(self.stands_for, self.isChecked())

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * SHARE))
        return font
