"""The workspace: task list, one page, guidance. At the desk everything, in a visit what may be seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId, Subject
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.forms.model import Page
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.discussing import to_discuss
from thinkfamily_desktop.ui.pages.form_page import FormPage
from thinkfamily_desktop.ui.pages.guiding import alarms_in_words, family_words, open_alarms
from thinkfamily_desktop.ui.pages.workspace_bars import DeskBar, VisitBar, WorkspaceStatus, bar_for
from thinkfamily_desktop.ui.pages.workspace_rail import Rail
from thinkfamily_desktop.ui.pages.workspace_side import BesidePage
from thinkfamily_desktop.ui.parts.banner import Banner
from thinkfamily_desktop.ui.parts.notice import Notice
from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
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
        self._guidance_wanted: bool | None = None  # None: as the room allows
        self._list_wanted = False
        self._alarm = ""
        self._placed: tuple[Family, PersonId | None] | None = None  # of whom the top bar tells
        self._build(minutes_to_lock)
        presenter.state_changed.connect(self._on_state)
        presenter.saved_changed.connect(self._on_saved)
        presenter.room_changed.connect(self._on_room)
        SavesSaid(self, presenter, self._words.say("workspace.saved_spoken"))
        self.open_page(next((task.page for task in self._rail.tasks()), ""))

    @property
    def page(self) -> FormPage | None:
        """The page that is open."""
        return self._page

    @property
    def standing(self) -> tuple[str, AnswerKey | None]:
        """The page that is open, and the question that the worker came to last."""
        page = self._page.page.id if self._page is not None else ""
        return page, self._side.question.key if self._side.question is not None else None

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
            self._rail.take_focus()

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
        self._side.leave()
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
        self._top = self._make_bar()
        self._rail = Rail(self._presenter, self._means, self._scaled(ROW_IN_VISIT if self._visit else ROW))
        self._rail.chosen.connect(self.open_page)
        self._rail.families_requested.connect(self.families_requested)
        self._rail.talk_requested.connect(self._on_talk)
        self._place = QVBoxLayout()
        self._tell_of_new_form()
        self._side = BesidePage(self._presenter, self._means)
        self._side.fold_requested.connect(self._on_fold)
        self._side.changed.connect(self._fit)
        self._side.alone.connect(self._on_card)
        self._side.came_back.connect(self._on_came_back)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addLayout(self._place, 1)
        middle.addWidget(self._side)
        self._status = self._make_status(minutes_to_lock)
        self.setMinimumSize(*LEAST)  # the columns fold only once the window may be that small
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        self._banner = Banner(self._words.say("workspace.act_today"), self._words.say("workspace.open_card"))
        self._banner.open_requested.connect(self._on_card)
        column.addWidget(self._banner)
        column.addLayout(middle, 1)
        column.addWidget(self._status)

    def _make_bar(self) -> DeskBar | VisitBar:
        bar = bar_for(self._presenter, self._means)
        bar.pages_requested.connect(self._on_pages)
        bar.guidance_requested.connect(self._on_show_guidance)
        bar.pause_requested.connect(self.pause_requested)
        if isinstance(bar, VisitBar):
            bar.room.changed.connect(self._presenter.set_room)
            bar.end_requested.connect(self._on_end_visit)
        else:
            bar.map_requested.connect(self.map_requested)
            bar.notes_requested.connect(self._on_notes)
            bar.check_requested.connect(self.check_requested)
        return bar

    def _make_status(self, minutes_to_lock: int) -> WorkspaceStatus:
        status = WorkspaceStatus(self._means, visit=self._visit, minutes_to_lock=minutes_to_lock)
        status.undo_requested.connect(self._on_undo)
        status.history_requested.connect(self._side.look_back)
        status.notes_requested.connect(self._on_notes)
        status.private_requested.connect(self._side.ask_who_sees)
        status.help_requested.connect(self.help_requested)
        status.language_requested.connect(self.language_requested)
        self._add_keys(QKeySequence(QKeySequence.StandardKey.Undo)).activated.connect(self._on_undo)
        if not self._visit:
            self._add_keys(QKeySequence("Ctrl+H")).activated.connect(self._side.look_back)
        return status

    def _add_keys(self, sequence: QKeySequence) -> QShortcut:
        keys = QShortcut(sequence, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return keys

    def _scaled(self, pixels: int) -> int:
        """Pixels at this text size."""
        return round(pixels * self.font().pixelSize() / 15)

    # -- showing

    def _on_state(self, state: object) -> None:
        if not isinstance(state, FormState) or self._page is None:
            return
        self._page.show_state(state)
        self._rail.show_state(state, self._page.page.id)
        self._show_place(state)
        self._side.show_state(state)
        self._show_alarms(state)
        self._status.offer_undo(can_undo=self._presenter.session.can_undo)
        self._on_saved(self._presenter.saved)

    def _show_place(self, state: FormState) -> None:
        session = self._presenter.session
        if isinstance(self._top, VisitBar):
            person = state.person(state.assessed) if state.assessed is not None else None
            self._top.show_place(self._words.say("visit.place", name=person.name if person is not None else ""))
            self._top.room.show_people(state, session.room)
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
            self._status.show_dot(on=bool(says))
        else:
            self._banner.show_says(says)
        if says and says != self._alarm:
            announce(self, self._words.say("visit.note_dot") if self._visit else says, urgent=not self._visit)
        self._alarm = says

    def _on_saved(self, status: object) -> None:
        if isinstance(status, SaveStatus):
            self._status.show_status(status)

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
        self._page = FormPage(self._presenter, self._means, page)
        self._page.visited.connect(self._on_visited)
        self._page.note_wanted.connect(self._side.begin_note)
        self._place.addWidget(self._page)
        self._page.show()
        self._side.show_page(page)

    def _on_visited(self, question: object) -> None:
        if isinstance(question, Question):
            self._side.show_question(question)

    def _on_room(self) -> None:
        self._side.show_advice()
        self._on_state(self._presenter.state)

    # -- columns that fold

    def _fit(self) -> None:
        """Two columns go where there is no room; a button at the top brings each back."""
        scale = 0.4 + 0.6 * self.font().pixelSize() / 15
        self._rail.setFixedWidth(round((RAIL_IN_VISIT if self._visit else RAIL) * scale))
        self._side.setFixedWidth(round((SIDE_IN_VISIT if self._visit else SIDE) * scale))
        roomy = self.width() >= ROOM_FOR_GUIDANCE * scale
        side = not self._side.is_guidance
        guided = side or (roomy if self._guidance_wanted is None else self._guidance_wanted)
        listed = self.width() >= ROOM_FOR_LIST * scale
        self._rail.setVisible(listed or self._list_wanted)
        self._side.setVisible(guided)
        if self._page is not None:
            alone = not listed and (self._list_wanted or guided)
            self._page.setVisible(not alone)
        self._top.offer_columns(pages=not listed, guidance=not guided)

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
        order = [task.page for task in self._rail.tasks()]
        if self._page is not None and self._page.page.id in order:
            self.open_page(order[min(order.index(self._page.page.id) + 1, len(order) - 1)])

    def _on_card(self) -> None:
        self._side.show_guidance()
        for alert in open_alarms(self._presenter.state)[:1]:
            self.card_requested.emit(alert.key)

    def _on_talk(self) -> None:
        """The one discussion that covers everything that waits for one."""
        for alert in to_discuss(self._presenter.state)[:1]:
            self.card_requested.emit(alert.key)

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
        if question is not None and question.page in {task.page for task in self._rail.tasks()}:
            self.open_question(key)
            asked = question.ask if self._visit else question.item.printed
            announce(self, self._words.say("workspace.undone", question=self._words.text(asked)))

    def _on_notes(self) -> None:
        self._side.begin_note()

    def _on_came_back(self, key: object) -> None:
        if self._page is not None and isinstance(key, AnswerKey):
            self._page.focus_question(key)
