"""The bar at the top: where one is, and what can be done from here."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label


class TopBar(Panel):
    """A name, a quiet line after it, room in the middle, buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self.setMinimumHeight(48)
        self._name = Label("", "subheading", wrap=False)
        self._line = Label("", "", "quiet", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(self._name)
        row.addWidget(self._line)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(8)
        row.addStretch(1)
        row.addLayout(self.middle)
        row.addStretch(1)
        self._row = row

    def show_place(self, name: str, line: str = "") -> None:
        """Say where one is."""
        self._name.show_text(name)
        self._line.show_text(line)
        self._line.setVisible(bool(line))

    def add_button(self, text: str, *, primary: bool = False) -> Button:
        """A button at the right end, after those that are there."""
        button = PrimaryButton(text, bar=True) if primary else Button(text, bar=True)
        self._row.addWidget(button)
        return button
