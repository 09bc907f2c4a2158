"""The small dot of a visit, and the question behind it: can anyone else see this?"""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label


class NoteDot(QPushButton):
    """A dot in the grey of the status line, with room for a finger round it. To a screen reader: "note"."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "status_link")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setFixedWidth(44)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A finger's width; the line gives the height."""
        return QSize(44, 30)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawEllipse(QPointF(self.rect().center()), 2.5, 2.5)


class PrivateQuestion(Panel):
    """Asks before anything private is shown. Anything but "no-one" leaves it shut."""

    seen = Signal()
    alone = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("side")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 17, 18, 12)
        column.setSpacing(12)
        column.addWidget(Label(words.say("visit.can_anyone_see"), "subheading"))
        row = QHBoxLayout()
        yes = Button(words.say("visit.can_see_yes"))
        yes.clicked.connect(self.seen)
        no_one = Button(words.say("visit.can_see_no_one"))
        no_one.clicked.connect(self.alone)
        row.addWidget(yes)
        row.addWidget(no_one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
