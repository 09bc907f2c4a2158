"""The workspace: task list, one page, guidance. At the desk everything, in a visit what may be seen."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, NoteId, PersonId, Subject
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.forms.model import Page
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.discussing import to_discuss
from thinkfamily_desktop.ui.pages.form_page import FormPage
from thinkfamily_desktop.ui.pages.guiding import (
    advice_for,
    alarms_in_words,
    family_words,
    open_alarms,
    saved_in_words,
    signs_of,
)
from thinkfamily_desktop.ui.pages.past_of_answer import steps_of
from thinkfamily_desktop.ui.pages.task_statuses import alarming_pages, tasks
from thinkfamily_desktop.ui.parts.banner import Banner
from thinkfamily_desktop.ui.parts.buttons import Button, QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Panel, Scroller
from thinkfamily_desktop.ui.parts.guidance import Guidance
from thinkfamily_desktop.ui.parts.history import HistoryPanel
from thinkfamily_desktop.ui.parts.note_dot import NoteDot, PrivateQuestion
from thinkfamily_desktop.ui.parts.notes import NotesPanel
from thinkfamily_desktop.ui.parts.notice import Notice
from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder
from thinkfamily_desktop.ui.parts.room_bar import RoomBar
from thinkfamily_desktop.ui.parts.status_bar import StatusBar
from thinkfamily_desktop.ui.parts.task_list import Task, TaskList
from thinkfamily_desktop.ui.parts.top_bar import TopBar
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.said import asked_in_words
from thinkfamily_desktop.ui.saves_said import SavesSaid

RAIL, RAIL_IN_VISIT = 262, 250
SIDE, SIDE_IN_VISIT = 300, 290
ROW, ROW_IN_VISIT = 34, 36
ROOM_FOR_GUIDANCE = 1120
ROOM_FOR_LIST = 720
LEAST = (320, 240)


class WorkspacePage(ReadingOrder):
    """One open assessment. Made anew for each mode, so that nothing of the desk is left behind in a visit."""

    families_requested = Signal()
    map_requested = Signal()
    check_requested = Signal()
    card_requested = Signal(object)  # AlertKey; in a visit only after "no-one can see this"
    pause_requested = Signal()
    help_requested = Signal()
    language_requested = Signal(str)  # to ask the questions in
    visit_requested = Signal()
    visit_ended = Signal()

    def __init__(self, presenter: AssessmentPresenter, means: Means, minutes_to_lock: int = 5) -> None:
        super().__init__()
        self._presenter = presenter
        self._means = means
        self._words = means.words
        self._visit = means.visit
        self._page: FormPage | None = None
        self._question: Question | None = None
        self._guidance_wanted: bool | None = None  # None: as the room allows
        self._list_wanted = False
        self._alarm = ""
        self._placed: tuple[Family, PersonId | None] | None = None  # of whom the top bar tells
        self._shown_signs: tuple[object, ...] = ()
        self._listed: tuple[object, ...] = ()
        self._tasks_listed: tuple[Task, ...] = ()
        self._build(minutes_to_lock)
        presenter.state_changed.connect(self._on_state)
        presenter.saved_changed.connect(self._on_saved)
        presenter.room_changed.connect(self._on_room)
        SavesSaid(self, presenter, self._words.say("workspace.saved_spoken"))
        self.open_page(next((task.page for task in self._tasks()), ""))

    @property
    def page(self) -> FormPage | None:
        """The page that is open."""
        return self._page

    @property
    def standing(self) -> tuple[str, AnswerKey | None]:
        """The page that is open, and the question that the worker came to last."""
        page = self._page.page.id if self._page is not None else ""
        return page, self._question.key if self._question is not None else None

    def open_page(self, page_id: str, subject: Subject | None = None) -> None:
        """Open a page of the task list, at somebody's tab."""
        page = next((page for page in self._means.form.pages if page.id == page_id), None)
        if page is None:
            return
        fresh = self._page is None or self._page.page.id != page_id
        if fresh:
            self._presenter.flush()
            self._show_page(page)
        self._list_wanted = False
        self._fit()
        self._on_state(self._presenter.state)
        if self._page is not None and subject is not None:
            self._page.open_tab(subject)
        if self._page is not None and fresh and not self._page.focus_first():
            self._list.setFocus()

    def open_question(self, key: AnswerKey) -> None:
        """Go to one question, wherever it is asked."""
        question = self._presenter.state.questions.get(key)
        if question is not None:
            self.open_page(question.page, key.subject)
            if self._page is not None:
                self._page.focus_question(key)

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Columns fold away where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ready to be typed into."""
        super().showEvent(event)
        focus = QApplication.focusWidget()
        if self._page is not None and (focus is None or not self._page.isAncestorOf(focus)):
            self._page.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What was typed is written before anything else happens."""
        self._notes.flush()
        self._presenter.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter goes on to the next page."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go_on()
        else:
            super().keyPressEvent(event)

    # -- building

    def _build(self, minutes_to_lock: int) -> None:
        self._top = self._visit_bar() if self._visit else self._desk_bar()
        self._list = TaskList(
            self._words.say("workspace.task_list"), self._scaled(ROW_IN_VISIT if self._visit else ROW)
        )
        self._list.chosen.connect(self.open_page)
        self._rail = self._make_rail()
        self._place = QVBoxLayout()
        self._tell_of_new_form()
        self._guidance = Guidance(self._words.say("workspace.hide_guidance"))
        self._guidance.fold_requested.connect(self._on_fold)
        self._notes = NotesPanel(self._words, listed=not self._visit)
        self._notes.kept.connect(self._presenter.add_note)
        self._notes.file_requested.connect(self._on_file)
        self._notes.closed.connect(self._on_notes_closed)
        self._side = QStackedWidget()
        self._side.addWidget(self._guidance)
        self._side.addWidget(self._notes)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addLayout(self._place, 1)
        middle.addWidget(self._side)
        say = self._words.say
        facts = () if self._visit else (say("workspace.encrypted"), say("workspace.no_connection"))
        right = "" if self._visit else say("workspace.locks_after", count=minutes_to_lock)
        self._status = StatusBar(facts, right)
        self._undo = Button(say("workspace.undo"))
        self._undo.setProperty("look", "status_link")
        self._undo.setAccessibleDescription(say("workspace.undo_help"))
        self._undo.clicked.connect(self._on_undo)
        self._status.row.addWidget(self._undo)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_undo)
        self._offer_languages()
        if not self._visit:
            self._fill_desk_status()
        self._help = Button(say("help.button"))
        self._help.setProperty("look", "status_link")
        self._help.clicked.connect(self.help_requested)
        self._status.row.addWidget(self._help)
        if self._visit:
            self._fill_visit_status()
        self.setMinimumSize(*LEAST)  # the columns fold only once the window may be that small
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        self._banner = Banner(say("workspace.act_today"), say("workspace.open_card"))
        self._banner.open_requested.connect(self._on_card)
        column.addWidget(self._banner)
        column.addLayout(middle, 1)
        column.addWidget(self._status)

    def _desk_bar(self) -> TopBar:
        bar, say = TopBar(), self._words.say
        if self._presenter.session.family.practice:
            bar.show_practice(say("workspace.practice"))
        self._pages_button = bar.add_button(say("workspace.pages"))
        self._pages_button.clicked.connect(self._on_pages)
        self._help_button = bar.add_button(say("workspace.show_guidance"))
        self._help_button.clicked.connect(self._on_show_guidance)
        bar.add_button(say("workspace.family_map")).clicked.connect(self.map_requested)
        bar.add_button(say("workspace.notes")).clicked.connect(self._on_notes)
        bar.add_button(say("workspace.check_and_refer"), primary=True).clicked.connect(self.check_requested)
        bar.add_button(say("workspace.pause")).clicked.connect(self.pause_requested)
        return bar

    def _visit_bar(self) -> TopBar:
        bar, say = TopBar(), self._words.say
        self._room = RoomBar(self._words)
        self._room.changed.connect(self._presenter.set_room)
        bar.put_in_the_middle(self._room)
        self._pages_button = bar.add_button(say("workspace.pages"))
        self._pages_button.clicked.connect(self._on_pages)
        self._help_button = bar.add_button(say("workspace.show_guidance"))
        self._help_button.clicked.connect(self._on_show_guidance)
        bar.add_button(say("visit.end_visit")).clicked.connect(self._on_end_visit)
        bar.add_button(say("workspace.pause")).clicked.connect(self.pause_requested)
        return bar

    def _offer_languages(self) -> None:
        """A button for each other language that the form's questions can be asked in, named in that language."""
        for language in self._means.form.languages:
            if language != self._words.language and self._words.has(f"language.{language}"):
                other = Button(self._words.say(f"language.{language}"))
                other.setProperty("look", "status_link")
                other.setAccessibleDescription(self._words.say("language.help"))
                other.clicked.connect(partial(self.language_requested.emit, language))
                self._status.row.addWidget(other)

    def _fill_desk_status(self) -> None:
        """How an answer came about, for the desk only: earlier words may have been kept from somebody."""
        say = self._words.say
        history = Button(say("history.button"))
        history.setProperty("look", "status_link")
        history.setAccessibleDescription(say("history.help"))
        history.clicked.connect(self._on_history)
        self._status.row.addWidget(history)
        keys = QShortcut(QKeySequence("Ctrl+H"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_history)
        self._history = HistoryPanel(self._words)
        self._history.closed.connect(self._on_history_closed)
        self._side.addWidget(self._history)
        self._asking = Awaiting(self)

    def _fill_visit_status(self) -> None:
        self._dot = NoteDot(self._words.say("visit.note_dot"))
        self._dot.clicked.connect(self._on_dot)
        notes = Button(self._words.say("workspace.notes"))
        notes.setProperty("look", "status_link")
        notes.clicked.connect(self._on_notes)
        self._status.row.addWidget(self._dot)
        self._status.row.addWidget(notes)
        self._private = PrivateQuestion(self._words)
        self._private.seen.connect(self._on_notes_closed)
        self._private.alone.connect(self._on_card)
        self._side.addWidget(self._private)

    def _make_rail(self) -> Panel:
        rail = Panel("rail")
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller("raised")
        scroller.body.setContentsMargins(0, 14, 0, 8)
        scroller.body.addWidget(self._list)
        self._list.came_to.connect(scroller.bring_into_sight)
        column.addWidget(scroller, 1)
        if not self._visit:
            self._talk = QuietLinkButton("")
            self._talk.clicked.connect(self._on_talk)
            back = QuietLinkButton(self._words.say("workspace.your_families"))
            back.clicked.connect(self.families_requested)
            foot = QHBoxLayout()
            foot.setContentsMargins(13, 0, 13, 0)
            foot.addWidget(back)
            foot.addStretch(1)
            foot.addWidget(self._talk)
            column.addLayout(foot)
        return rail

    def _scaled(self, pixels: int) -> int:
        """Pixels at this text size."""
        return round(pixels * self.font().pixelSize() / 15)

    def _tasks(self) -> tuple[Task, ...]:
        gates = self._presenter.open_gates
        state = self._presenter.state
        stands = (
            gates,
            state.progress,
            state.people,
            len(state.sections),
            frozenset() if self._visit else alarming_pages(state),
        )
        if stands != self._listed:  # most letters change none of it
            self._listed = stands
            self._tasks_listed = tuple(tasks(self._means.form, state, self._words, visit=self._visit, open_gates=gates))
        return self._tasks_listed

    # -- showing

    def _on_state(self, state: object) -> None:
        if not isinstance(state, FormState) or self._page is None:
            return
        self._page.show_state(state)
        self._list.show_tasks(self._tasks(), self._page.page.id)
        self._show_place(state)
        self._notes.show_notes(self._presenter.session.assessment.notes)
        self._notes.allow_filing(self._can_file())
        self._show_alarms(state)
        if not self._visit and (state.criteria, state.people) != self._shown_signs:
            self._shown_signs = (state.criteria, state.people)
            self._guidance.show_signs(self._words.say("workspace.shows_so_far"), signs_of(state, self._words))
        self._undo.setVisible(self._presenter.session.can_undo)
        self._on_saved(self._presenter.saved)

    def _show_place(self, state: FormState) -> None:
        session = self._presenter.session
        if self._visit:
            person = state.person(state.assessed) if state.assessed is not None else None
            self._top.show_place(self._words.say("visit.place", name=person.name if person is not None else ""))
            self._room.show_people(state, session.room)
            return
        if self._placed is not None and self._placed[0] is session.family and self._placed[1] == state.assessed:
            return
        self._placed = session.family, state.assessed
        started = day_in_words(session.assessment.started_at.date(), self._words)
        form = self._words.text(self._means.form.info.title)
        name = family_words(session, self._words)
        self._top.show_place(name, self._words.say("workspace.at_the_desk", form=form.lower(), date=started))

    def _show_alarms(self, state: FormState) -> None:
        """Red at the desk; in a visit a dot, and to a screen reader a word that says nothing."""
        open_now = open_alarms(state)
        says = alarms_in_words(open_now, self._words)
        if self._visit:
            self._dot.setVisible(bool(says))
        else:
            self._banner.show_says(says)
        if says and says != self._alarm:
            announce(self, self._words.say("visit.note_dot") if self._visit else says, urgent=not self._visit)
        self._alarm = says
        if not self._visit:
            waiting = len(to_discuss(state))
            talk = self._words.say("workspace.to_talk_over", count=waiting)
            self._talk.setText(talk)
            self._talk.setAccessibleName(talk)
            self._talk.setVisible(waiting > 0)

    def _on_saved(self, status: object) -> None:
        if isinstance(status, SaveStatus):
            says, standing = saved_in_words(status, self._words)
            self._status.show_saved(says, "quiet" if self._visit and standing == "good" else standing)
            if status.state == "failed":
                announce(self, says, urgent=True)

    def _tell_of_new_form(self) -> None:
        """The draft came into a newer form as it was opened: what moved is said once, at the desk."""
        session = self._presenter.session
        if session.rolled is None or self._visit:
            return
        say, (brought, *moves) = self._words.say, session.rolled.sentences(self._words)
        notice = Notice(brought, moves, say("workspace.understood"))
        notice.put_away.connect(session.told_of_new_form)
        self._place.addWidget(notice)

    def _show_page(self, page: Page) -> None:
        if self._page is not None:
            self._place.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._question = None
        self._page = FormPage(self._presenter, self._means, page)
        self._page.visited.connect(self._on_visited)
        self._page.note_wanted.connect(self._on_note_wanted)
        self._place.addWidget(self._page)
        self._page.show()
        self._show_advice()

    def _show_advice(self) -> None:
        """A page for one person alone says nothing of itself, beside it either, before it is opened."""
        if self._page is not None:
            page, state = self._page.page, self._presenter.state
            shut = page.alone_gate and not self._presenter.gate_is_open(page.id)
            advice = () if shut else advice_for(page, self._question, state, self._words, visit=self._visit)
            self._guidance.show_advice(advice)

    def _on_visited(self, question: object) -> None:
        if isinstance(question, Question):
            self._question = question
            self._show_advice()
            self._notes.allow_filing(self._can_file())

    def _on_room(self) -> None:
        self._show_advice()
        self._on_state(self._presenter.state)

    # -- columns that fold

    def _fit(self) -> None:
        """Two columns go where there is no room; a button at the top brings each back."""
        scale = 0.4 + 0.6 * self.font().pixelSize() / 15
        self._rail.setFixedWidth(round((RAIL_IN_VISIT if self._visit else RAIL) * scale))
        self._side.setFixedWidth(round((SIDE_IN_VISIT if self._visit else SIDE) * scale))
        roomy = self.width() >= ROOM_FOR_GUIDANCE * scale
        side = self._side.currentWidget() is not self._guidance
        guided = side or (roomy if self._guidance_wanted is None else self._guidance_wanted)
        listed = self.width() >= ROOM_FOR_LIST * scale
        self._rail.setVisible(listed or self._list_wanted)
        self._side.setVisible(guided)
        if self._page is not None:
            alone = not listed and (self._list_wanted or guided)
            self._page.setVisible(not alone)
        self._pages_button.setVisible(not listed)
        self._help_button.setVisible(not guided)

    def _on_pages(self) -> None:
        self._list_wanted = not self._list_wanted
        self._fit()

    def _on_fold(self) -> None:
        self._guidance_wanted = False
        self._fit()

    def _on_show_guidance(self) -> None:
        self._guidance_wanted = True
        self._fit()

    # -- going places

    def _go_on(self) -> None:
        order = [task.page for task in self._tasks()]
        if self._page is not None and self._page.page.id in order:
            self.open_page(order[min(order.index(self._page.page.id) + 1, len(order) - 1)])

    def _on_card(self) -> None:
        self._on_notes_closed()
        for alert in open_alarms(self._presenter.state)[:1]:
            self.card_requested.emit(alert.key)

    def _on_talk(self) -> None:
        """The one discussion that covers everything that waits for one."""
        for alert in to_discuss(self._presenter.state)[:1]:
            self.card_requested.emit(alert.key)

    def _on_dot(self) -> None:
        self._side.setCurrentWidget(self._private)
        self._fit()

    def _on_end_visit(self) -> None:
        say = self._words.say
        sure = Dialogs.ask(
            self,
            say("visit.end_visit_sure"),
            say("visit.end_visit_details"),
            say("visit.end_visit_yes"),
            say("visit.end_visit_no"),
        )
        if sure:
            self._presenter.flush()
            self.visit_ended.emit()

    def _on_undo(self) -> None:
        """The latest change is taken back, and one goes to see it; a text box takes its own letters back first."""
        key = self._presenter.undo()
        if key is None:
            return
        question = self._presenter.state.questions.get(key)
        if question is not None and question.page in {task.page for task in self._tasks()}:
            self.open_question(key)
            asked = question.ask if self._visit else question.item.printed
            announce(self, self._words.say("workspace.undone", question=self._words.text(asked)))

    # -- how an answer came about

    def _on_history(self) -> None:
        if self._question is not None:
            self._presenter.flush()
            past = self._presenter.session.past(self._question.key)
            self._asking.take(past, self._on_past, self._on_past_refused)

    def _on_past(self, past: object) -> None:
        question = self._question
        if isinstance(past, tuple) and question is not None:
            session = self._presenter.session
            steps = steps_of(past, question, session.form, session.state, session.worker, self._words)
            self._side.setCurrentWidget(self._history)
            self._fit()
            self._history.show_steps(asked_in_words(question, session.state, self._words), steps)

    def _on_past_refused(self, error: ThinkFamilyError) -> None:
        announce(self, self._words.say(error.code, **error.parameters), urgent=True)

    def _on_history_closed(self) -> None:
        self._on_notes_closed()
        if self._page is not None and self._question is not None:
            self._page.focus_question(self._question.key)

    # -- notes

    def _on_notes(self) -> None:
        self._side.setCurrentWidget(self._notes)
        self._fit()
        self._notes.begin()

    def _on_note_wanted(self, key: object) -> None:
        question = self._presenter.state.questions.get(key) if isinstance(key, AnswerKey) else None
        self._on_notes()
        if question is not None:
            self._notes.begin(f"{self._words.text(question.item.printed)}\n")

    def _on_notes_closed(self) -> None:
        self._side.setCurrentWidget(self._guidance)
        self._fit()

    def _can_file(self) -> bool:
        return self._question is not None and self._presenter.session.takes_words(self._question.key)

    def _on_file(self, note: str) -> None:
        if self._question is not None and self._can_file():
            self._presenter.file_note(NoteId(note), self._question.key)
