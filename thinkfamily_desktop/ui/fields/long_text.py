"""As many words as it takes."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import Field, Means, stacked
from thinkfamily_desktop.ui.parts.quiet_inputs import GrowingText


class LongTextField(Field):
    """Grows with its words; Tab leaves it."""

    across = True

    def __init__(self, question: Question, means: Means, name: str, lines: int = 3) -> None:
        super().__init__(question, means, name)
        self._box = GrowingText(lines)
        self._box.setAccessibleName(name)
        self._box.textChanged.connect(self._on_changed)
        self._box.left.connect(self._on_left)
        stacked(self).addWidget(self._box)

    def inputs(self) -> tuple[QWidget, ...]:
        """The box."""
        return (self._box,)

    def show_value(self, value: Value | None) -> None:
        """Put the words into the box."""
        with QSignalBlocker(self._box):
            self._box.setPlainText("" if value is None else str(value))

    def _on_changed(self) -> None:
        words = self._box.toPlainText()
        self.send(words if words.strip() else None)

    def _on_left(self) -> None:
        self.on_left()
