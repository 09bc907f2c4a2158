"""One line of words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import LineField, Means

NAMES_A_SERVICE = frozenset({ItemId("plan.action.service")})
"""Answered with the name of a service: those that the organisation has told us of are offered."""

NAMES_A_LEVEL = frozenset({ItemId("an.level")})
"""Answered with a level of a local threshold document: all are offered, and none is ever chosen for anybody."""


class TextField(LineField):
    """Kept as typed; only spaces before and after are left out."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        if question.item.id in NAMES_A_SERVICE and means.services:
            self._offer(means.services, "workspace.local_services")
        if question.item.id in NAMES_A_LEVEL and means.levels:
            self._offer(means.levels, "workspace.local_levels")

    def _offer(self, names: tuple[str, ...], called: str) -> None:
        """Offer these while one types, and all of them at Down. Anything else may be typed."""
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(self.means.words.say(called))
        completer.activated.connect(self._on_chosen)
        self.line.setCompleter(completer)
        self.line.setAccessibleDescription(self.means.words.say(f"{called}_help"))
        self.line.setPlaceholderText(self.means.words.say(f"{called}_help"))
        self.line.went_down.connect(self._on_down)

    def _on_down(self) -> None:
        completer = self.line.completer()
        completer.setCompletionPrefix(self.line.text().strip())
        if not completer.completionCount():
            completer.setCompletionPrefix("")
        completer.complete()

    def _on_chosen(self, name: object) -> None:
        if isinstance(name, str):
            self.line.setText(name)
            self.send(name)
