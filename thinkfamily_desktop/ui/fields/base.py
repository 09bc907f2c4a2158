"""What every field on a form page shares: it listens to hands, shows values silently, and says what was done."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import Subject
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.spelling import Speller


@dataclass(frozen=True)
class Means:
    """What fields need besides their question."""

    words: Words
    form: Form
    clock: Clock
    visit: bool = False
    names: tuple[tuple[str, str], ...] = ()  # whom {name} and {parent} stand for
    speller: Speller | None = None
    services: tuple[str, ...] = ()  # the names of local ones
    levels: tuple[str, ...] = ()  # those of the local threshold documents, each with its document

    def about(self, subject: Subject, state: FormState) -> "Means":
        """The same, for questions about this subject."""
        return replace(self, names=tuple(names_of(subject, state).items()))

    def text(self, text: Text) -> str:
        """A form's words, names filled in."""
        return self.words.text(text.filled(**dict(self.names)))


class Field(QWidget):
    """One question's input.

    `edited` carries the key and the value (None: unanswered). What cannot be read as the kind's value goes out as
    the text that was typed: it is kept, and the form's checks name it. A value that comes back is shown only when it
    is not what this field itself sent, so that nothing is rewritten under the hand that types.
    """

    edited = Signal(object, object)  # AnswerKey, Value | None
    left = Signal(object)  # AnswerKey
    row_wanted = Signal(object)  # AnswerKey of a rows question
    row_unwanted = Signal(object, str)  # AnswerKey, row

    across = False  # whether it wants the whole width where short fields stand side by side

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__()
        self.key = question.key
        self.means = means
        self.name = name
        self._sent: Value | None = None
        self.setProperty("item", question.key.item)

    def show_question(self, question: Question, state: FormState) -> None:  # noqa: ARG002  some kinds need it
        """Show the value that is there now; emits nothing."""
        value = question.answer.value if question.answer is not None else None
        if question.calculated is not None:
            value = question.calculated
        if value != self._sent:
            self._sent = value
            self.show_value(value)

    def show_value(self, value: Value | None) -> None:
        """Show this value; emits nothing."""
        raise NotImplementedError

    def show_exact(self, *, exact: bool) -> None:
        """Whether the words are somebody's own, word for word."""

    def rename(self, name: str) -> None:
        """The question is asked in other words now: somebody's name changed."""
        for part in self.findChildren(QWidget):
            if part.accessibleName() == self.name:
                part.setAccessibleName(name)
        self.name = name

    def describe(self, help_text: str) -> None:
        """What a screen reader says after the name."""
        for part in self.inputs():
            part.setAccessibleDescription(help_text)

    def inputs(self) -> tuple[QWidget, ...]:
        """What takes the focus, in order."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where answering starts."""
        for part in self.inputs():
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def send(self, value: Value | None) -> None:
        """Say what the hand did."""
        self._sent = value
        self.edited.emit(self.key, value)

    def on_left(self) -> None:
        """Say that the focus went elsewhere."""
        self.left.emit(self.key)


class LineField(Field):
    """A field with one line to type in, and beside it how the program understands what was typed."""

    def __init__(self, question: Question, means: Means, name: str, letters: int = 0) -> None:
        super().__init__(question, means, name)
        self.line = LineInput()
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(self._on_edited)
        self.line.left.connect(self._on_left)
        self._understood = Label("", "small", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        if letters:
            self.line.setMaximumWidth(self.fontMetrics().averageCharWidth() * letters + 28)
            row.addWidget(self.line, 1)
            row.addWidget(self._understood, 1)
        else:
            row.addWidget(self.line)
            self._understood.setParent(None)

    def read(self, text: str) -> Value | None:
        """What the text means; the text itself when it means nothing to this kind."""
        return text or None

    def write(self, value: Value) -> str:
        """The value as text to type over."""
        return str(value)

    def understood(self, value: Value) -> str:  # noqa: ARG002  some kinds need it
        """How the value reads, where that says more than what was typed."""
        return ""

    def inputs(self) -> tuple[QWidget, ...]:
        """The line."""
        return (self.line,)

    def show_value(self, value: Value | None) -> None:
        """Write the value into the line."""
        self.line.show_text("" if value is None else value if isinstance(value, str) else self.write(value))
        self._explain(value)

    def _on_edited(self, text: str) -> None:
        value = self.read(text.strip()) if text.strip() else None
        self._explain(value)
        self.send(value)

    def _on_left(self) -> None:
        self.on_left()

    def _explain(self, value: Value | None) -> None:
        says = "" if value is None or isinstance(value, str) else self.understood(value)
        self._understood.show_text("" if says == self.line.text() else says)


def stacked(widget: QWidget) -> QVBoxLayout:
    """A layout without margins for a field that is made of several things."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    return layout


def focused_within(widget: QObject) -> bool:
    """Whether the focus is on this widget or inside it."""
    focus = QApplication.focusWidget()
    return focus is not None and isinstance(widget, QWidget) and (focus is widget or widget.isAncestorOf(focus))


def names_of(subject: Subject, state: FormState) -> dict[str, str]:
    """What the placeholders of a form's words stand for, about this subject."""
    people: dict[str, str] = {person.id: person.name for person in state.people}
    name = people.get(subject.id, "")
    found = {"name": name, "child": name, "person": name} if name else {}
    if state.assessed in people:
        found["parent"] = people[state.assessed]
    return found
