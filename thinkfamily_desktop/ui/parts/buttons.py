"""Buttons that say what happens. 44 pixels to the finger, also where the painted part is lower."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

BAR_MARGIN = 6
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
