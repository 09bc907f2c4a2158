"""Some questions under one another outside the task list: an action record, what is known about a person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.question_card import QuestionCard
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


class QuestionList(QWidget):
    """The same cards as on a page of the form, joined to the same presenter."""

    note_wanted = Signal(object)  # AnswerKey
    left = Signal()  # the focus left a field

    def __init__(self, presenter: AssessmentPresenter, means: Means) -> None:
        super().__init__()
        self._presenter = presenter
        self._means = means
        self._cards: dict[AnswerKey, QuestionCard] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(10)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def show_questions(self, questions: Sequence[Question], state: FormState) -> None:
        """Show these, in this order; a card that stays keeps its focus and what is being typed into it."""
        wanted = {question.key for question in questions}
        for gone in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(gone)
            self._body.removeWidget(card)
            card.hide()
            card.deleteLater()
        problems = {problem.key: problem for problem in state.problems if problem.severity != "needed"}
        for place, question in enumerate(questions):
            card = self._cards.get(question.key) or self._new_card(question)
            if self._body.indexOf(card) != place:
                self._body.insertWidget(place, card)
            told = self._presenter.told(question.key)
            card.show_question(question, state, told, problems.get(question.key), painted=True)

    def focus_question(self, key: AnswerKey) -> None:
        """Go to a question, if it is here."""
        if (card := self._cards.get(key)) is not None:
            card.field.focus_first()

    def _new_card(self, question: Question) -> QuestionCard:
        card = QuestionCard(question, self._means, self._presenter.state)
        presenter = self._presenter
        card.edited.connect(presenter.answer)
        card.left.connect(presenter.leave)
        card.left.connect(self._on_left)
        card.told.connect(presenter.annotate)
        card.gap_given.connect(presenter.give_gap)
        card.row_wanted.connect(presenter.add_row)
        card.row_unwanted.connect(presenter.remove_row)
        card.note_wanted.connect(self.note_wanted)
        self._cards[question.key] = card
        return card

    def _on_left(self, _: object) -> None:
        self.left.emit()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A visited card offers who told you and the rest."""
        if new is None or not self.isAncestorOf(new):
            return
        for card in self._cards.values():
            if card.isAncestorOf(new):
                card.visit(self._presenter.state, frozenset())
                return
