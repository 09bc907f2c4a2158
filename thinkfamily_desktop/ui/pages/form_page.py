"""A page of cards, made from the state: a tab for each person it is asked of, and one card for each question."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, Subject
from thinkfamily_desktop.forms.model import Page
from thinkfamily_desktop.forms.state import FormState, Problem, Question, SectionState
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.alone_gate import AloneGate
from thinkfamily_desktop.ui.pages.nothing_more import NothingMore, asked_by_alarms, blanks
from thinkfamily_desktop.ui.pages.question_card import QuestionCard
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Scroller
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.tabs import Tabs
from thinkfamily_desktop.ui.presenter import AssessmentPresenter

TICK = "✓"
FIRST, NEXT = 9, 6  # what fills a screen is made at once, the rest of a long page while it can be used already
EVERYTHING = 10_000


class _Entry(NamedTuple):
    """One thing on the page, in order."""

    kind: Literal["tabs", "title", "card"]
    key: object = None
    words: str = ""


class FormPage(QWidget):
    """Shows one page of the form. `show_state` is the only way it changes; the presenter hears what hands do."""

    visited = Signal(object)  # Question: the focus came to it
    note_wanted = Signal(object)  # AnswerKey

    def __init__(self, presenter: AssessmentPresenter, means: Means, page: Page) -> None:
        super().__init__()
        self.page = page
        self._presenter = presenter
        self._means = means
        self._plan: tuple[_Entry, ...] = ()
        self._cards: dict[AnswerKey, QuestionCard] = {}
        self._titles: dict[object, Label] = {}
        self._subjects: tuple[Subject, ...] = ()
        self._subject: Subject | None = None
        self._ready = FIRST
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rest)
        self._finishing: tuple[Subject, ...] = ()
        self._finished = False
        self._own = asked_by_alarms(means.form)
        words = means.words
        title = words.text(page.title if means.visit else page.desk_title or page.title)
        self._scroller = Scroller()
        self._scroller.setAccessibleName(title)
        self._scroller.body.setContentsMargins(26, 18, 26, 24)
        self._scroller.body.addWidget(Label(title, "title"))
        self._scroller.body.setSpacing(0)
        if page.opening:
            self._scroller.body.addSpacing(4)
            self._scroller.body.addWidget(Label(words.text(page.opening), "", "quiet"))
        self._scroller.body.addSpacing(8)
        self._tabs = Tabs(words.say("workspace.each_person"))
        self._tabs.currentChanged.connect(self._on_tab)
        self._tabs.setParent(self._scroller.widget())  # without a parent it would be a window of its own
        self._tabs.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._scroller.body.addLayout(self._list)
        self._scroller.body.addSpacing(10)
        self._nothing = NothingMore(words)
        self._nothing.closed.connect(self._on_closed)
        self._nothing.reopened.connect(self._on_reopened)
        self._finish = Button("")
        self._finish.clicked.connect(self._on_finish)
        foot = FlowLayout(None, 16, 0)
        foot.addWidget(self._finish)
        foot.addWidget(self._nothing)
        self._scroller.body.addLayout(foot)
        self._scroller.body.addStretch(1)
        self._gate = AloneGate(words) if page.alone_gate and means.visit else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroller)
        if self._gate is not None:
            self._gate.opened.connect(self._on_alone)
            layout.addWidget(self._gate)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def subject(self) -> Subject | None:
        """Whose tab is open, where the page has tabs."""
        return self._subject

    def open_tab(self, subject: Subject) -> None:
        """Open somebody's tab."""
        if subject in self._subjects:
            self._tabs.setCurrentIndex(self._subjects.index(subject))

    def focus_first(self) -> bool:
        """Go to the first question; says whether there is one."""
        for entry in self._plan:
            if isinstance(entry.key, AnswerKey):
                self._cards[entry.key].field.focus_first()
                return True
        return False

    def focus_question(self, key: AnswerKey) -> None:
        """Go to a question."""
        self.open_tab(key.subject)
        self._ready = EVERYTHING
        self.show_state(self._presenter.state)
        card = self._cards.get(key)
        if card is not None:
            card.field.focus_first()
            self._scroller.ensureWidgetVisible(card)

    def show_state(self, state: FormState) -> None:
        """Show the page as it stands now."""
        if self._gate is not None:
            is_open = self._presenter.gate_is_open(self.page.id)
            self._gate.setVisible(not is_open)
            self._scroller.setVisible(is_open)
            if not is_open:
                self._gate.show_room(self._presenter.session.room, state)
                return
        sections = [section for section in state.sections if section.page == self.page.id]
        self._show_tabs(sections, state)
        questions: dict[AnswerKey, Question] = {}
        whole = tuple(self._planned(sections, questions))
        plan = whole[: self._ready]
        if plan != self._plan:
            self._arrange(plan, questions, state)
        if len(plan) < len(whole):
            self._rest.start()
        problems = self._problems(state)
        for key, question in questions.items():
            if key not in self._cards:
                continue
            self._cards[key].show_question(
                question,
                state,
                self._presenter.told(key),
                problems.get(key),
                painted=self._presenter.may_paint(key),
            )
        self._show_foot(state)

    def _on_rest(self) -> None:
        self._ready += NEXT
        self.show_state(self._presenter.state)

    # -- what is on the page

    def _planned(self, sections: list[SectionState], questions: dict[AnswerKey, Question]) -> Iterator[_Entry]:
        tabbed = False
        for section in sections:
            person = section.subject.kind == "person" and bool(self._subjects)
            if person and not tabbed:
                tabbed = True
                yield _Entry("tabs")
            if person and section.subject != self._subject:
                continue
            asked = [question for question in section.questions if self._is_shown(question)]
            title = self._means.words.text(section.title)
            if asked and title and title != self._means.words.text(self.page.title):
                yield _Entry("title", (section.section, section.subject), title)
            for question in asked:
                questions[question.key] = question
                yield _Entry("card", question.key)

    def _is_shown(self, question: Question) -> bool:
        return not (self._means.visit and question.item.worker_only)

    def _arrange(self, plan: tuple[_Entry, ...], questions: dict[AnswerKey, Question], state: FormState) -> None:
        """Make what is new, take away what is gone, and put all in order; what stays is not touched."""
        wanted = {entry.key for entry in plan}
        for key in [key for key in self._cards if key not in wanted]:
            _drop(self._cards.pop(key))
        for place in [place for place in self._titles if place not in wanted]:
            _drop(self._titles.pop(place))
        self._tabs.setVisible(any(entry.kind == "tabs" for entry in plan))
        for place, entry in enumerate(plan):
            widget = self._widget(entry, questions, state)
            if self._list.indexOf(widget) != place:
                self._list.insertWidget(place, widget)
        self._plan = plan

    def _widget(self, entry: _Entry, questions: dict[AnswerKey, Question], state: FormState) -> QWidget:
        if entry.kind == "tabs":
            return self._tabs
        if entry.kind == "title":
            if entry.key not in self._titles:
                self._titles[entry.key] = Label(entry.words, "subheading")
            return self._titles[entry.key]
        assert isinstance(entry.key, AnswerKey)  # noqa: S101  a card's key is an answer's
        if entry.key not in self._cards:
            self._cards[entry.key] = self._new_card(questions[entry.key], state)
        return self._cards[entry.key]

    def _new_card(self, question: Question, state: FormState) -> QuestionCard:
        card = QuestionCard(question, self._means, state)
        presenter = self._presenter
        card.edited.connect(presenter.answer)
        card.left.connect(presenter.leave)
        card.told.connect(presenter.annotate)
        card.gap_given.connect(presenter.give_gap)
        card.row_wanted.connect(presenter.add_row)
        card.row_unwanted.connect(presenter.remove_row)
        card.note_wanted.connect(self.note_wanted)
        card.confirmed.connect(presenter.confirm)
        return card

    def _problems(self, state: FormState) -> dict[AnswerKey, Problem]:
        return {
            problem.key: problem
            for problem in state.problems
            if problem.page == self.page.id and problem.severity != "needed" and not self._means.visit
        }

    # -- tabs

    def _show_tabs(self, sections: list[SectionState], state: FormState) -> None:
        subjects = tuple(dict.fromkeys(section.subject for section in sections if section.subject.kind == "person"))
        asked_of = {section.id: section.asked_of for section in self.page.sections}
        if all(asked_of.get(section.section) == "assessed" for section in sections if section.subject in subjects):
            subjects = ()
        done = {entry.subject for entry in state.progress if entry.page == self.page.id and entry.finished}
        people: dict[str, str] = {person.id: person.label for person in state.people}
        names = tuple(f"{people.get(subject.id, '')}{f' {TICK}' if subject in done else ''}" for subject in subjects)
        keep = self._subject if self._subject in subjects else (subjects[0] if subjects else None)
        if subjects != self._subjects or names != self._tabs.names:
            self._subjects = subjects
            self._subject = keep
            self._tabs.blockSignals(True)
            self._tabs.show_tabs(names)
            if keep is not None:
                self._tabs.setCurrentIndex(subjects.index(keep))
            self._tabs.blockSignals(False)

    def _on_tab(self, place: int) -> None:
        if 0 <= place < len(self._subjects) and self._subjects[place] != self._subject:
            self._subject = self._subjects[place]
            self._ready = FIRST
            self._nothing.forget()
            self._presenter.flush()
            self.show_state(self._presenter.state)

    # -- the foot

    def _show_foot(self, state: FormState) -> None:
        asked = [entry for entry in state.progress if entry.page == self.page.id and entry.subject is not None]
        own = [entry for entry in asked if not self._subjects or entry.subject in (self._subject, THE_FAMILY)]
        self._finishing = tuple(entry.subject for entry in own if entry.subject is not None)
        self._finished = bool(own) and all(entry.finished for entry in own)
        self._finish.setVisible(bool(own))
        words = self._means.words.say("workspace.page_open_again" if self._finished else "workspace.page_done")
        if words != self._finish.text():
            self._finish.setText(words)
            self._finish.setAccessibleName(words)
        together, alone = blanks(state, self.page.id, self._subject, self._own, visit=self._means.visit)
        self._nothing.show_blanks(together, alone)

    def _on_finish(self) -> None:
        finished = not self._finished
        for subject in self._finishing:
            self._presenter.finish(self.page.id, subject, finished=finished)
        self._presenter.flush()

    def _on_closed(self, keys: object, gap: object) -> None:
        self._presenter.close_page(keys, gap, "")  # type: ignore[arg-type]  # as NothingMore sends them
        self._presenter.flush()

    def _on_reopened(self, keys: object) -> None:
        self._presenter.reopen(keys)  # type: ignore[arg-type]  # as NothingMore sends them
        self._presenter.flush()

    def _on_alone(self) -> None:
        self._presenter.open_gate(self.page.id)

    # -- focus

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A visited card offers who told you; what it says is guided at the right."""
        if new is None or not self.isAncestorOf(new):
            return
        for card in self._cards.values():
            if card.isAncestorOf(new):
                room = self._presenter.session.room
                card.visit(self._presenter.state, room.people if room is not None else frozenset())
                if card.question is not None:
                    self.visited.emit(card.question)
                QTimer.singleShot(0, self._see_focus)
                return

    def _see_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus) or not self._scroller.isVisible():
            return
        self._list.activate()  # the card may have grown just now
        card = next((card for card in self._cards.values() if card.isAncestorOf(focus)), None)
        if card is not None and card.height() < self._scroller.height():
            self._scroller.ensureWidgetVisible(card, 0, 12)
        else:
            self._scroller.ensureWidgetVisible(focus, 0, 40)


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
