"""A notice above a page: a few sentences that are read once and then put away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label


class Notice(Panel):
    """A title, sentences, and the button that puts it away."""

    put_away = Signal()

    def __init__(self, title: str, sentences: Sequence[str], understood: str) -> None:
        super().__init__("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(14)
        says = QVBoxLayout()
        says.setSpacing(2)
        says.addWidget(Label(title, "strong"))
        for sentence in sentences:
            says.addWidget(Label(sentence, "small"))
        row.addLayout(says, 1)
        button = Button(understood)
        button.setAccessibleDescription(" ".join((title, *sentences)))
        button.clicked.connect(self._on_understood)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_understood(self) -> None:
        self.hide()
        self.put_away.emit()
