"""Buttons that say what happens. 44 pixels to the finger, also where the painted part is lower."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

BAR_MARGIN = 6
LINK_SIDE = 3
FINGER = 44
WRAPS = int(Qt.TextFlag.TextWordWrap)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Button(QPushButton):
    """A plain button; Enter presses it as Space does."""

    look = "plain"

    def __init__(self, text: str, *, bar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("look", self.look)
        self._bar = bar
        if bar:
            self.setProperty("bar", "true")
        self.setAccessibleName(text)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses it; Ctrl+Enter belongs to the page, which goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & CONTROL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focus_rect(self) -> QRect:
        """The painted part, which the focus ring goes round."""
        return self.rect().adjusted(0, BAR_MARGIN, 0, -BAR_MARGIN) if self._bar else self.rect()


class PrimaryButton(Button):
    """The one button that a page leads to."""

    look = "primary"


class LinkButton(Button):
    """A button that looks like a link, for going somewhere."""

    look = "link"


class QuietLinkButton(Button):
    """A link that does not call for attention."""

    look = "quiet_link"


class WrappingLink(QuietLinkButton):
    """A quiet link of any length: its words wrap where a plain button would push its page wider."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Say something else."""
        if text != self.accessibleName():
            self.setText(text.replace("&", "&&"))
            self.setAccessibleName(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """In one line, where there is room."""
        wide = self.fontMetrics().horizontalAdvance(self.accessibleName()) + 2 * LINK_SIDE
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can be squeezed."""
        return QSize(1, FINGER)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high the words are at this width."""
        room = QRect(0, 0, max(width - 2 * LINK_SIDE, 1), 10_000)
        return max(self.fontMetrics().boundingRect(room, WRAPS, self.accessibleName()).height() + 10, FINGER)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the words."""
        painter = QPainter(self)
        lit = self.underMouse() and self.isEnabled()
        role = QPalette.ColorRole.Link if lit else QPalette.ColorRole.ButtonText  # what the style sheet says
        painter.setPen(self.palette().color(role))
        flags = WRAPS | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(LINK_SIDE, 0, -LINK_SIDE, 0), flags, self.accessibleName())
