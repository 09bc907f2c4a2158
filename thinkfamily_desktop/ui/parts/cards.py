"""White cards and the grounds they lie on."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.swiping import follow_the_finger

AROUND = 48

Ground = Literal["card", "bar", "rail", "side", "status", "rule", "paper_ground", "notice", "row"]


class Panel(QFrame):
    """A ground of one kind; the style sheet gives it colour and edges."""

    def __init__(self, look: Ground, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)


class Card(Panel):
    """A white card with a border; `body` is its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 15, 18, 16)
        self.body.setSpacing(6)


class Scroller(QScrollArea):
    """Scrolls one way only, up and down; `body` is the layout of what it shows."""

    def __init__(self, look: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget())  # one of Qt's own would have to be looked for among all classes of widget
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        content = QWidget()
        content.setProperty("look", look)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(26, 20, 26, 20)
        self.body.setSpacing(12)
        self.setWidget(content)
        follow_the_finger(self)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll until this can be seen, with something of what is around it."""
        self.ensureWidgetVisible(widget, 0, AROUND)
