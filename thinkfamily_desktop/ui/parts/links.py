"""Links that lead somewhere: one goal goes straight there, several open a menu of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.models.check import Goal
from thinkfamily_desktop.ui.parts.buttons import LinkButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label, Tone


class GoLink(LinkButton):
    """A link to one or more goals."""

    followed = Signal(object)  # AnswerKey or AlertKey

    def __init__(self, text: str, goals: Sequence[Goal]) -> None:
        super().__init__(text)
        self.setProperty("dense", "true")  # lists of links are for the desk, where a mouse points
        self._goals = tuple(goals)
        self.setEnabled(bool(goals))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if len(self._goals) == 1:
            self.followed.emit(self._goals[0].key)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, goal in enumerate(self._goals):
            action = menu.addAction(goal.says.replace("&", "&&"))
            action.setData(place)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_chosen(self, action: QAction) -> None:
        self.followed.emit(self._goals[int(action.data())].key)


class LinkRow(QWidget):
    """What there is on the left, where it leads on the right."""

    followed = Signal(object)

    def __init__(
        self, text: str, link: str, goals: Sequence[Goal], *, spoken: str = "", sign: str = "", tone: Tone = ""
    ) -> None:
        super().__init__()
        self.text = text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        if sign:
            mark = Label(sign, "", tone, wrap=False)
            mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("✓") + 4)
            mark.setAccessibleName(spoken)
            row.addWidget(mark)
        label = Label(text, "", "" if sign else tone)
        label.setAccessibleName(spoken or text)
        row.addWidget(label, 1)
        go = GoLink(link, goals)
        go.setAccessibleName(f"{text}: {link}")
        go.followed.connect(self.followed)
        row.addWidget(go)


class LinkRows(QWidget):
    """Such rows under one another with a fine line between; the whole list is replaced at once."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)

    def show_rows(self, rows: Sequence[LinkRow]) -> None:
        """Replace the list."""
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, row in enumerate(rows):
            if place:
                self._body.addWidget(Panel("rule"))
            row.followed.connect(self.followed)
            self._body.addWidget(row)
