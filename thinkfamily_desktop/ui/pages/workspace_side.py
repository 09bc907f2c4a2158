"""What stands beside a page: guidance, the notes, how an answer came about, or a question before anything private."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, NoteId
from thinkfamily_desktop.forms.model import Page
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.guiding import advice_for, signs_of
from thinkfamily_desktop.ui.pages.past_of_answer import steps_of
from thinkfamily_desktop.ui.parts.guidance import Guidance
from thinkfamily_desktop.ui.parts.history import HistoryPanel
from thinkfamily_desktop.ui.parts.note_dot import PrivateQuestion
from thinkfamily_desktop.ui.parts.notes import NotesPanel
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.said import asked_in_words


class BesidePage(QStackedWidget):
    """One of them at a time, and guidance when nothing else is wanted. It knows the question that one came to last."""

    fold_requested = Signal()
    changed = Signal()  # another of them is shown
    alone = Signal()  # nobody can see what is private
    came_back = Signal(object)  # AnswerKey: looking back at it is over

    def __init__(self, presenter: AssessmentPresenter, means: Means) -> None:
        super().__init__()
        self._presenter = presenter
        self._means = means
        self._words = means.words
        self._page: Page | None = None
        self._question: Question | None = None
        self._shown_signs: tuple[object, ...] = ()
        self._guidance = Guidance(self._words.say("workspace.hide_guidance"))
        self._guidance.fold_requested.connect(self.fold_requested)
        self.addWidget(self._guidance)
        self._notes = NotesPanel(self._words, listed=not means.visit)
        self._notes.kept.connect(presenter.add_note)
        self._notes.file_requested.connect(self._on_file)
        self._notes.closed.connect(self.show_guidance)
        self.addWidget(self._notes)
        if means.visit:
            self._private = PrivateQuestion(self._words)
            self._private.seen.connect(self.show_guidance)
            self._private.alone.connect(self._on_alone)
            self.addWidget(self._private)
        else:  # earlier words may have been kept from somebody
            self._history = HistoryPanel(self._words)
            self._history.closed.connect(self._on_history_closed)
            self.addWidget(self._history)
            self._asking = Awaiting(self)

    @property
    def question(self) -> Question | None:
        """The question that the worker came to last on this page."""
        return self._question

    @property
    def is_guidance(self) -> bool:
        """Whether it may be folded away: nothing else was asked for."""
        return self.currentWidget() is self._guidance

    def show_page(self, page: Page) -> None:
        """Another page is open."""
        self._page, self._question = page, None
        if not self._means.visit:
            self._asking.forget()
        self.show_advice()

    def show_question(self, question: Question) -> None:
        """The worker came to a question."""
        if self._question is not None and self._question.key != question.key and not self._means.visit:
            self._asking.forget()  # what is on its way is another answer's past
        self._question = question
        self.show_advice()
        self._notes.allow_filing(self._can_file())

    def show_state(self, state: FormState) -> None:
        """The notes, and at the desk how far the answers show what good work shows."""
        self._notes.show_notes(self._presenter.session.assessment.notes)
        self._notes.allow_filing(self._can_file())
        if not self._means.visit and (state.criteria, state.people) != self._shown_signs:
            self._shown_signs = (state.criteria, state.people)
            self._guidance.show_signs(self._words.say("workspace.shows_so_far"), signs_of(state, self._words))

    def show_advice(self) -> None:
        """A page for one person alone says nothing of itself, beside it either, before it is opened."""
        if self._page is not None:
            visit, state = self._means.visit, self._presenter.state
            shut = self._page.alone_gate and not self._presenter.gate_is_open(self._page.id)
            advice = () if shut else advice_for(self._page, self._question, state, self._words, visit=visit)
            self._guidance.show_advice(advice)

    def show_guidance(self) -> None:
        """Nothing else is wanted any more."""
        self._turn_to(self._guidance)

    def begin_note(self, key: object = None) -> None:
        """Ready to write a note; about a question, its words stand there already."""
        question = self._presenter.state.questions.get(key) if isinstance(key, AnswerKey) else None
        self._turn_to(self._notes)
        self._notes.begin(f"{self._words.text(question.item.printed)}\n" if question is not None else "")

    def ask_who_sees(self) -> None:
        """In a visit: before what is private is shown."""
        self._turn_to(self._private)

    def look_back(self) -> None:
        """At the desk: how the answer that one is at came about."""
        if self._question is not None:
            self._presenter.flush()
            past = self._presenter.session.past(self._question.key)
            self._asking.take(past, self._on_past, self._on_past_refused)

    def leave(self) -> None:
        """The page goes out of sight: a note that was begun is kept, and nothing still to come takes the focus."""
        self._notes.flush()
        if not self._means.visit:
            self._asking.forget()

    # -- within

    def _turn_to(self, part: QWidget) -> None:
        self.setCurrentWidget(part)
        self.changed.emit()

    def _on_alone(self) -> None:
        self.show_guidance()
        self.alone.emit()

    def _on_past(self, past: object) -> None:
        question = self._question
        if isinstance(past, tuple) and question is not None:
            session = self._presenter.session
            steps = steps_of(past, question, session.form, session.state, session.worker, self._words)
            self._turn_to(self._history)
            self._history.show_steps(asked_in_words(question, session.state, self._words), steps)

    def _on_past_refused(self, error: ThinkFamilyError) -> None:
        announce(self, self._words.say(error.code, **error.parameters), urgent=True)

    def _on_history_closed(self) -> None:
        self.show_guidance()
        if self._question is not None:
            self.came_back.emit(self._question.key)

    def _can_file(self) -> bool:
        return self._question is not None and self._presenter.session.takes_words(self._question.key)

    def _on_file(self, note: str) -> None:
        if self._question is not None and self._can_file():
            self._presenter.file_note(NoteId(note), self._question.key)
