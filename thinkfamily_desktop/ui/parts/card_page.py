"""A page that is one card in the middle of the window, and what it says of the last step: the pages at the door."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.labels import Label

SMALL_LETTERS, LETTERS, WIDE_LETTERS = 50, 60, 80


class CardPage(QWidget):
    """Fill `card.body`, with `said` where the page answers; `above` and `below` share the room that is left."""

    def __init__(self, letters: int = LETTERS, *, above: int = 1, below: int = 2) -> None:
        super().__init__()
        self.card = Card()
        self.card.setMaximumWidth(self.fontMetrics().averageCharWidth() * letters)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.card.body.setContentsMargins(28, 24, 28, 24)
        self.card.body.setSpacing(12)
        self.said = Label("", "small", "warn")
        self.said.hide()
        page = Scroller()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card, 100)
        middle.addStretch(1)
        page.body.addStretch(above)
        page.body.addLayout(middle)
        page.body.addStretch(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    @property
    def message(self) -> str:
        """What the page says about the last step, or nothing."""
        return self.said.text() if self.said.isVisibleTo(self) else ""

    def say(self, text: str, *, aloud: bool = True) -> None:
        """Answer the last step, to the eye and to a screen reader; nothing takes the answer away."""
        self.said.show_text(text)
        self.said.setVisible(bool(text))
        if text and aloud:
            announce(self.said, text, urgent=True)

    def add_buttons(self, first: Button, last: Button) -> None:
        """What the page leads to on the left, and the way round it on the right."""
        row = QHBoxLayout()
        row.addWidget(first)
        row.addStretch(1)
        row.addWidget(last, 0, Qt.AlignmentFlag.AlignVCenter)
        self.card.body.addLayout(row)
