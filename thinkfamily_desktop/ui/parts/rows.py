"""A short list that is shown anew whenever it changes: what each is, and under it what can be done with it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label


class Rows(QWidget):
    """Rows under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._rows: list[QWidget] = []

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """These and no others."""
        for old in self._rows:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()
        self._rows = list(rows)
        for row in rows:
            self._column.addWidget(row)


def row_of(says: str, *buttons: Button, under: str = "") -> QWidget:
    """One of them; `under` is said more quietly."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(says))
    if under:
        column.addWidget(Label(under, "small", "quiet"))
    if buttons:
        line = QWidget()
        flow = FlowLayout(line, 9, 6)
        for button in buttons:
            flow.addWidget(button)
        column.addWidget(line)
    return holder
