"""What is worth a second look at an answer: it is from last time, or it is word for word another child's."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import AnswerKey, Subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import LongTextItem, TextItem
from thinkfamily_desktop.forms.state import FormState, PersonState, Question
from thinkfamily_desktop.ui.parts.buttons import QuietLinkButton
from thinkfamily_desktop.ui.parts.labels import Label

LEAST_LETTERS = 20
"""Shorter words may well be the same for two: "Sleeps well" is no paste."""


class QuestionHints(QWidget):
    """A quiet line or two under the field. Neither stops anybody."""

    confirmed = Signal()

    def __init__(self, words: Words, asked: str) -> None:
        super().__init__()
        self._words = words
        self._carried = QWidget()
        self._still = QuietLinkButton(words.say("hints.still_so"))
        self._still.setAccessibleDescription(asked)
        self._still.clicked.connect(self.confirmed)
        row = QHBoxLayout(self._carried)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(words.say("hints.from_last_time"), "small", "warn", wrap=False))
        row.addWidget(self._still)
        row.addStretch(1)
        self._same = Label("", "small", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._carried)
        column.addWidget(self._same)

    def show_hints(self, *, carried: bool, about: str, same_as: str) -> None:
        """Show what is so; `about` is whom the question is about, `same_as` whose words they are too."""
        self._carried.setVisible(carried)
        self._same.show_text(self._words.say("hints.same_words", other=same_as, name=about) if same_as else "")
        self._same.setVisible(bool(same_as))
        self.setVisible(carried or bool(same_as))

    @property
    def says(self) -> str:
        """What a screen reader says as the field is left."""
        return self._same.text()


def same_as(question: Question, state: FormState) -> tuple[str, str]:
    """Whom the question is about, and who else has the very same words under it; "" for nobody."""
    subject, answer = question.key.subject, question.answer
    if subject.kind != "person" or answer is None or not isinstance(question.item, TextItem | LongTextItem):
        return "", ""
    words = _plain(answer.value)
    if len(words) < LEAST_LETTERS:
        return "", ""
    about = next((person for person in state.people if person.id == subject.id), None)
    other = next((person for person in state.people if _has_the_same(person, question, state, words)), None)
    return (about.name, other.name) if about is not None and other is not None else ("", "")


def _has_the_same(person: PersonState, question: Question, state: FormState, words: str) -> bool:
    if person.id == question.key.subject.id:
        return False
    theirs = state.questions.get(AnswerKey(question.key.item, Subject("person", person.id)))
    return theirs is not None and theirs.answer is not None and _plain(theirs.answer.value) == words


def _plain(value: object) -> str:
    return " ".join(value.casefold().split()) if isinstance(value, str) else ""
