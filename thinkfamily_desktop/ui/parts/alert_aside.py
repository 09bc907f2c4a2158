"""What stands beside an action record: what to say on the phone, whom to ring, what to do first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.settings.local_content import LASTING, LocalNumber
from thinkfamily_desktop.ui.parts.cards import Card, Panel
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.phone_script import ScriptPart, as_text


class AlertAside(QWidget):
    """The script and the first actions; `numbers` is a widget of its own, to stand above the record.

    Each is left out where there is nothing to put in it.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(10)
        self.numbers = QWidget()
        self._numbers_body = QVBoxLayout(self.numbers)
        self._numbers_body.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[object, ...] = ()

    def show_aside(
        self,
        script: tuple[ScriptPart, ...],
        numbers: tuple[LocalNumber, ...],
        first_actions: tuple[str, ...],
        today: date,
    ) -> None:
        """Replace all three; what did not change is left alone."""
        shown = (script, numbers, first_actions, today)
        if shown == self._shown:
            return
        self._shown = shown
        for layout in (self._body, self._numbers_body):
            while (item := layout.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
        if script:
            self._body.addWidget(self._script(script))
        self._numbers_body.addWidget(self._numbers(numbers, today))
        if first_actions:
            self._body.addWidget(self._first(first_actions))
        self._body.addStretch(1)

    def _script(self, parts: Sequence[ScriptPart]) -> Card:
        card = self._card("card.script")
        card.body.addWidget(Label(self._words.say("card.script_opening"), "small", "quiet"))
        card.setAccessibleName(self._words.say("card.script"))
        card.setAccessibleDescription(as_text(tuple(parts)))
        for part in parts:
            card.body.addSpacing(4)
            card.body.addWidget(Label(part.heading, "micro", "quiet"))
            for line in part.lines:
                said = Label(line)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                card.body.addWidget(said)
        return card

    def _numbers(self, numbers: Sequence[LocalNumber], today: date) -> Card:
        card = self._card("card.numbers")
        if not numbers:
            card.body.addWidget(Label(self._words.say("card.numbers_none")))
        for place, number in enumerate(numbers):
            if place:
                card.body.addWidget(Panel("rule"))
            card.body.addLayout(self._number(number, today))
        return card

    def _number(self, number: LocalNumber, today: date) -> QHBoxLayout:
        say = self._words.say
        name = say("card.numbers_hours", name=number.name, hours=number.hours) if number.hours else number.name
        stale = number.is_stale(today)
        if number.kind in LASTING:
            checked = ""
        elif number.last_checked is None:
            checked = say("card.numbers_never")
        else:
            code = "card.numbers_stale" if stale else "card.numbers_checked"
            checked = say(code, date=day_in_words(number.last_checked, self._words))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(Label(name, "small"))
        if checked:
            left.addWidget(Label(checked, "tiny", "warn" if stale else "quiet"))
        right = Label(number.number, "subheading", wrap=False)
        right.setAccessibleName(f"{name}: {number.number}")
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _first(self, actions: Sequence[str]) -> Card:
        card = self._card("card.first")
        for number, action in enumerate(actions, start=1):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(str(number), "strong", "quiet", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(action), 1)
            card.body.addLayout(row)
        return card

    def _card(self, title: str) -> Card:
        card = Card()
        card.body.addWidget(Label(self._words.say(title), "heading"))
        return card
