"""Everything on the screen about one open family: its workspace, check, cards and visit. Goes as a whole."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.domain.text import DEFAULT_LANGUAGE
from thinkfamily_desktop.session.copies import Copies
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.ui.copied import forget_copied
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.pages.guiding import family_words, saved_in_words
from thinkfamily_desktop.ui.pages.help import HelpPage
from thinkfamily_desktop.ui.pages.start_visit import StartVisitPage
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.parts.frame import Frame
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.services import Services

ANYWHERE = Place()


class OpenFamily(QStackedWidget):
    """One session and all that shows it. In a visit nothing of the desk exists, hidden or not."""

    closed = Signal()  # back to the caseload
    pause_requested = Signal()

    def __init__(self, services: Services, desk: Desk, session: Session) -> None:
        super().__init__()
        self._services = services
        self._words = services.words
        self._desk = desk
        self.presenter = AssessmentPresenter(session, self)
        self._visit_at = ANYWHERE
        self.code = ""  # of the visit under way; never written anywhere
        self._copies = Copies(session)
        self._frames: list[Frame] = []
        self._workspace: WorkspacePage | None = None
        self._place = Place(family=session.family.id, assessment=session.assessment.id)
        self._named = session.family
        self.presenter.saved_changed.connect(self._on_saved)
        self.presenter.state_changed.connect(self._on_state)

    @property
    def in_visit(self) -> bool:
        """Whether the family may see the screen."""
        return self.presenter.visit

    @property
    def workspace(self) -> WorkspacePage | None:
        """The workspace, where it is open."""
        return self._workspace

    def show_desk(self, place: Place) -> None:
        """The workspace at the desk, at a place in it; a family that nobody is in yet begins with its people."""
        self._fresh_workspace(place)
        if not self.presenter.state.people:
            self.show_people()

    def ask_for_visit(self, place: Place = ANYWHERE) -> None:
        """The page before a visit: who is here, and a code. The visit then goes on at a place."""
        self._clear()
        self._visit_at = place
        page = StartVisitPage(self._words, self.presenter.state)
        page.started.connect(self._on_visit_started)
        page.given_up.connect(self._on_visit_given_up)
        self._show(page)

    def close_private(self) -> None:
        """Shut what was opened because no-one could see it."""
        if self.in_visit and self._frames:
            self._back_to_workspace()

    def flush(self) -> None:
        """Write everything that is waiting, and where the worker is."""
        self.presenter.flush()
        self._remember()

    # -- pages

    def _fresh_workspace(self, place: Place = ANYWHERE) -> None:
        self._clear()
        means = self._means(visit=self.in_visit)
        page = WorkspacePage(self.presenter, means, self._services.minutes_to_lock)
        page.families_requested.connect(self.closed)
        page.pause_requested.connect(self.pause_requested)
        page.map_requested.connect(self.show_people)
        page.check_requested.connect(self._on_check)
        page.card_requested.connect(self._on_card)
        page.help_requested.connect(self.show_help)
        page.language_requested.connect(self._on_language)
        page.visit_ended.connect(self._on_visit_ended)
        page.visit_requested.connect(self.ask_for_visit)
        self._workspace = page
        self._show(page)
        page.open_page(place.page)
        if place.key is not None:
            page.open_question(place.key)
        self._remember()

    def _means(self, *, visit: bool = False) -> Means:
        services, form = self._services, self.presenter.session.form
        local = services.local_content or LocalContent()
        names = tuple(sorted(service.name for service in local.services))
        documents = () if visit else local.thresholds()
        levels = tuple(
            self._words.say("workspace.local_level", document=document.name, level=level.label)
            for document in documents for level in document.levels
        )  # fmt: skip
        speller = services.speller if self._words.language == DEFAULT_LANGUAGE else None
        return Means(
            self._words,
            form,
            services.clock,
            visit=visit,
            speller=speller,
            services=names,
            levels=levels,
        )

    def _on_language(self, language: str) -> None:
        """The same page again, its questions asked in another language."""
        self.flush()
        self._words = self._words.in_language(language)
        self._fresh_workspace(self._place)

    def show_people(self) -> None:
        """Who is in this family, over the workspace."""
        body = FamilyPage(self.presenter, self._means())
        self._frame(body, self._words.say("workspace.family_map"))

    def show_help(self) -> None:
        """Help about the page that is open, over it."""
        current = self.currentWidget()
        body = current.body if isinstance(current, Frame) else None
        if isinstance(body, HelpPage) or not isinstance(current, Frame | WorkspacePage):
            return
        topics = {FamilyPage: "family", CheckReferPage: "check", ActionCardPage: "card"}
        topic = "visit" if self.in_visit else topics.get(type(body), "desk")
        page = HelpPage(self._words, topic, visit=self.in_visit)
        self._frame(page, self._words.say("help.title"))
        page.focus_list()

    def _on_check(self) -> None:
        services = self._services
        body = CheckReferPage(
            self.presenter,
            self._desk,
            services.documents,
            services.pdf_pages,
            self._words,
            services.export_folder,
            services.local_content,
            services.in_force.policy,
            self._copies,
        )
        body.answer_requested.connect(self._on_answer)
        body.card_requested.connect(self._on_card)
        self._frame(body, self._words.say("workspace.check_and_refer"))

    def _on_card(self, key: object) -> None:
        if not isinstance(key, AlertKey):
            return
        services = self._services
        body = ActionCardPage(
            self.presenter,
            self._means(),
            services.local_content,
            confirm_within_hours=services.in_force.policy.written_confirmation_hours,
            discuss_within_days=services.in_force.policy.amber_working_days,
            private=self.in_visit,
        )
        body.close_requested.connect(self._back_to_workspace)
        body.answer_requested.connect(self._on_answer)
        self._frame(body, "" if self.in_visit else self._words.say("workspace.action_card"))
        body.show_alert(key)

    def _frame(self, body: QWidget, line: str) -> None:
        """Lay a page with its bars over the workspace."""
        say = self._words.say
        facts = () if self.in_visit else (say("workspace.encrypted"),)
        right = "" if self.in_visit else say("workspace.locks_after", count=self._services.minutes_to_lock)
        frame = Frame(body, facts, right)
        frame.top.show_place(self._frame_name(), line)
        if self.presenter.session.family.practice and not self.in_visit:
            frame.top.show_practice(say("workspace.practice"))
        back = say("workspace.close_card" if self.in_visit else "workspace.back")
        frame.top.add_button(back).clicked.connect(self._back_to_workspace)
        frame.top.add_button(say("workspace.pause")).clicked.connect(self.pause_requested)
        self._frames.append(frame)
        self._show(frame)
        self._on_saved(self.presenter.saved)

    def _frame_name(self) -> str:
        session = self.presenter.session
        return self._words.say("workspace.notes") if self.in_visit else family_words(session, self._words)

    def _on_state(self, _: object) -> None:
        """A family is called by the names that are typed on a page over the workspace, as soon as they are typed."""
        family = self.presenter.session.family
        if self._frames and family is not self._named:
            self._named = family
            for frame in self._frames:
                frame.top.rename(self._frame_name())

    def _back_to_workspace(self) -> None:
        if self._workspace is not None:
            self.setCurrentWidget(self._workspace)
        for frame in self._frames:
            self._drop(frame)
        self._frames = []

    def _on_answer(self, key: object) -> None:
        self._back_to_workspace()
        if self._workspace is not None and isinstance(key, AnswerKey):
            self._workspace.open_question(key)

    # -- visit

    def _on_visit_started(self, room: object, code: str) -> None:
        forget_copied()  # what was copied at the desk is not put in front of the family
        self.code = code
        self.presenter.session.start_visit(room if isinstance(room, Room) else None)
        self._fresh_workspace(self._visit_at)

    def _on_visit_given_up(self) -> None:
        if self.in_visit:
            self.pause_requested.emit()
        else:
            self._fresh_workspace()

    def _on_visit_ended(self) -> None:
        self.code = ""
        self.presenter.session.end_visit()
        self._fresh_workspace()

    # -- within

    def _on_saved(self, status: object) -> None:
        if isinstance(status, SaveStatus) and self._frames:
            says, standing = saved_in_words(status, self._words)
            for frame in self._frames:
                frame.status.show_saved(says, standing)

    def _remember(self) -> None:
        page, key = self._workspace.standing if self._workspace is not None else ("", None)
        place = Place(self._place.family, self._place.assessment, page, key=key, visit=self.in_visit)
        if place != self._place:
            self._place = place
            self._desk.store.remember_place(place)

    def _show(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _clear(self) -> None:
        self._workspace = None
        self._frames = []
        for place in reversed(range(self.count())):
            page = self.widget(place)
            if page is not None:
                self._drop(page)

    def _drop(self, page: QWidget) -> None:
        page.hide()
        self.removeWidget(page)
        page.deleteLater()
