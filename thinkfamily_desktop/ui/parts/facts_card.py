"""A card with a short list of facts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from thinkfamily_desktop.ui.parts.cards import Card
from thinkfamily_desktop.ui.parts.labels import Label, Tone


class FactsCard(Card):
    """A short list of facts: what on the left, how much on the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.body.addWidget(Label(title, "subheading"))
        self._rows = QGridLayout()
        self._rows.setVerticalSpacing(6)
        self._rows.setHorizontalSpacing(10)
        self._rows.setColumnStretch(0, 1)
        self.body.addLayout(self._rows)

    def show_facts(self, facts: Sequence[tuple[str, str, Tone]]) -> None:
        """Replace the list."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (what, value, tone) in enumerate(facts):
            right = Label(value, "strong" if tone else "small", tone, wrap=not value.isdigit())
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            right.setAccessibleName(f"{what}: {value}")
            self._rows.addWidget(Label(what, "small"), row, 0)
            self._rows.addWidget(right, row, 1)
