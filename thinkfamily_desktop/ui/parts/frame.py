"""A page with its bars: where one is above, what is saved below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder
from thinkfamily_desktop.ui.parts.status_bar import StatusBar
from thinkfamily_desktop.ui.parts.top_bar import TopBar


class Frame(ReadingOrder):
    """`body` between a top bar and a status bar; Tab goes round in reading order."""

    def __init__(self, body: QWidget, facts: tuple[str, ...] = (), right: str = "") -> None:
        super().__init__()
        self.body = body
        self.top = TopBar()
        self.status = StatusBar(facts, right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(body, 1)
        column.addWidget(self.status)
        self._column = column

    def show_notice(self, notice: QWidget) -> None:
        """Something to be read before the body, under the top bar."""
        self._column.insertWidget(1, notice)
