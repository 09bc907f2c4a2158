"""As many words as it takes."""

from PySide6.QtCore import QSignalBlocker

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.forms.state import FormState, PersonState, Question
from thinkfamily_desktop.ui.fields.base import Field, Means, stacked
from thinkfamily_desktop.ui.parts.quiet_inputs import GrowingText
from thinkfamily_desktop.ui.parts.spelling_marks import SpellingHelp


class LongTextField(Field):
    """Grows with its words; Tab leaves it. Once visited, its spelling is looked up, unless the words are somebody's."""

    across = True

    def __init__(self, question: Question, means: Means, name: str, lines: int = 3) -> None:
        super().__init__(question, means, name)
        self._people: tuple[PersonState, ...] = ()
        self._exact = False
        self._spelling: SpellingHelp | None = None
        self._box = GrowingText(lines)
        self._box.setAccessibleName(name)
        self._box.textChanged.connect(self._on_changed)
        self._box.left.connect(self._on_left)
        if means.speller is not None:
            self._box.entered.connect(self._on_entered)
        stacked(self).addWidget(self._box)

    def inputs(self) -> tuple[GrowingText, ...]:
        """The box."""
        return (self._box,)

    def show_question(self, question: Question, state: FormState) -> None:
        """The names of the people are right as they are."""
        super().show_question(question, state)
        if state.people is not self._people:
            self._people = state.people
            self._tell_names()

    def show_value(self, value: Value | None) -> None:
        """Put the words into the box."""
        with QSignalBlocker(self._box):
            self._box.setPlainText("" if value is None else str(value))

    def show_exact(self, *, exact: bool) -> None:
        """Nobody corrects the words of a person."""
        self._exact = exact
        if self._spelling is not None:
            self._spelling.marks.show_on(on=not exact)

    def _on_entered(self) -> None:
        if self._spelling is None and self.means.speller is not None:
            self._spelling = SpellingHelp(self._box, self.means.speller, self.means.words)
            self._spelling.marks.show_on(on=not self._exact)
            self._tell_names()

    def _tell_names(self) -> None:
        if self._spelling is not None:
            self._spelling.know(*(name for person in self._people for name in (person.name, person.full_name)))

    def _on_changed(self) -> None:
        """A mark that comes or goes counts as a change of the text with Qt; it is none."""
        words = self._box.toPlainText()
        value = words if words.strip() else None
        if value != self._sent:
            self.send(value)

    def _on_left(self) -> None:
        self.on_left()
