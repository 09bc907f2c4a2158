"""What one discussion covers, each matter with what to do first; and what is known from an earlier one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.models.discussing import Matter
from thinkfamily_desktop.ui.parts.cards import Card, Panel
from thinkfamily_desktop.ui.parts.labels import Label


class Discussion(QWidget):
    """Stands beside the one record that answers for all of them."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[object, ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(10)

    def show_matters(self, covered: Sequence[Matter], known: Sequence[Matter]) -> None:
        """Replace both lists; the same again is left alone."""
        if (tuple(covered), tuple(known)) == self._shown:
            return
        self._shown = (tuple(covered), tuple(known))
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        say = self._words.say
        if covered:
            self._body.addWidget(self._card(say("card.covers", count=len(covered)), covered, whole=True))
        if known:
            self._body.addWidget(self._card(say("card.known"), known, whole=False))
        self._body.addStretch(1)

    def _card(self, title: str, matters: Sequence[Matter], *, whole: bool) -> Card:
        card = Card()
        card.setAccessibleName(title)
        card.body.addWidget(Label(title, "heading"))
        for place, matter in enumerate(matters):
            if place:
                card.body.addWidget(Panel("rule"))
            card.body.addWidget(Label(matter.title, "strong"))
            if matter.says != matter.title:
                card.body.addWidget(Label(matter.says, "small"))
            if matter.standing:
                card.body.addWidget(Label(matter.standing, "small", "quiet"))
            for action in matter.first if whole else ():
                card.body.addLayout(_bullet(action))
        return card


def _bullet(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Label("•", "small", "quiet", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, "small", "quiet"), 1)
    return row
