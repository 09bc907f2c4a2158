"""The one window: door, caseload, one open family, and the cover that Pause lays over all of it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.open_family import OpenFamily
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
from thinkfamily_desktop.ui.pages.first_run import FirstRunPage, NewWorker
from thinkfamily_desktop.ui.pages.settings import SettingsPage
from thinkfamily_desktop.ui.pages.unlock import UnlockPage
from thinkfamily_desktop.ui.parts.cover import Cover
from thinkfamily_desktop.ui.parts.focus_ring import FocusRing
from thinkfamily_desktop.ui.parts.frame import Frame
from thinkfamily_desktop.ui.parts.reading_order import focus_moved
from thinkfamily_desktop.ui.services import Services

TWICE_MS = 700  # two Escapes within this are Pause
AWAY_MS = 10_000  # of another program in front, in a visit
TRIES = 3  # at a code; then lock


class MainWindow(QMainWindow):
    """Its title names no one. `locked` says that everything is saved and let go of: the process may end."""

    locked = Signal()
    practise_requested = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._words = services.words
        self._desk: Desk | None = None
        self._open: OpenFamily | None = None
        self._visit_next = False
        self._tries = 0
        self._awaiting = Awaiting(self)
        self.setWindowTitle(self._words.say("workspace.window_title"))
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._cover = Cover(self._words)
        self._cover.tried.connect(self._on_tried)
        self._stack.addWidget(self._cover)
        self._behind: QWidget | None = None
        self._focus: QWidget | None = None  # where the focus was before the cover
        self._ring = FocusRing(self)
        self._escapes = QTimer(self, interval=TWICE_MS, singleShot=True)
        self._away = QTimer(self, interval=AWAY_MS, singleShot=True)
        self._away.timeout.connect(self._on_away)
        for keys, slot in (("F12", self.pause), ("Ctrl+L", self.lock)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application)
        self._show_door()

    @property
    def open_family(self) -> OpenFamily | None:
        """The family that is open."""
        return self._open

    @property
    def paused(self) -> bool:
        """Whether the cover is on."""
        return self._stack.currentWidget() is self._cover

    @property
    def letting_go(self) -> bool:
        """Whether the vault is open or being closed: the process may not end before `locked`."""
        return self._desk is not None or self._awaiting.busy

    # -- pause and lock

    def pause(self) -> None:
        """Cover everything at once. Behind the door there is nothing to cover."""
        if self._desk is None or self.paused:
            return
        if self._open is not None:
            self._open.close_private()
            self._open.flush()
        self._tries = 0
        self._behind = self._stack.currentWidget()
        self._focus = QApplication.focusWidget()
        self._cover.ask_for(code=bool(self._code))
        self._stack.setCurrentWidget(self._cover)

    def lock(self) -> None:
        """Save, let go of everything, and say so. Also what idleness, sleep and the system's own lock do."""
        if self._desk is None:
            return
        desk, self._desk = self._desk, None
        if self._open is not None:
            self._open.flush()
        self._behind = self._focus = None
        self._stack.setCurrentWidget(self._cover)
        self._drop_all()
        self._awaiting.take(desk.close(), self._on_closed, self._on_close_failed)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """From now on the window's own key presses are seen, wherever the focus is."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        """Escape twice is Pause; the first does its ordinary job."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if event.key() != Qt.Key.Key_Escape:
                self._escapes.stop()
            elif self._escapes.isActive():
                self._escapes.stop()
                self.pause()
            else:
                self._escapes.start()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802, RUF100  Qt's name
        """Tab goes on in reading order on every page; with the focus nowhere it begins on the page that is shown."""
        return focus_moved(self._stack, forward=next) or super().focusNextPrevChild(next)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing the window is locking: nothing is lost."""
        if self._desk is not None:
            self.lock()
        super().closeEvent(event)

    # -- the door

    def _show_door(self) -> None:
        services = self._services
        if services.unlocking.exists:
            page = UnlockPage(services.unlocking, self._words)
            page.unlocked.connect(self._on_unlocked)
            self._show(page)
            return
        first = FirstRunPage(
            services.unlocking,
            self._words,
            services.four_words,
            minimum_length=services.in_force.policy.min_passphrase_length,
        )
        first.created.connect(self._on_created)
        first.practise_requested.connect(self.practise_requested)
        self._show(first)

    def _on_created(self, store: object, worker: object) -> None:
        self._take_desk(store)
        if self._desk is not None and isinstance(worker, NewWorker):
            self._desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)
        self._show_caseload()

    def _on_unlocked(self, store: object) -> None:
        self._take_desk(store)
        if self._desk is not None:
            self._awaiting.take(self._desk.place(), self._on_place, self._on_trouble)

    def _take_desk(self, store: object) -> None:
        self._desk = self._services.make_desk(store)  # type: ignore[arg-type]  # what the door opened is a Store

    def _on_place(self, place: object) -> None:
        """A visit that was under way goes on, with a new code first; everything else starts at the caseload."""
        if isinstance(place, Place) and place.visit and place.family is not None and self._desk is not None:
            self._open_family(place.family, visit=True)
        else:
            self._show_caseload()

    # -- the caseload

    def _show_caseload(self) -> None:
        if self._desk is None:
            return
        self._drop_all()
        say = self._words.say
        page = CaseloadPage(self._desk, self._words)
        page.open_requested.connect(self._on_open)
        page.start_requested.connect(self._on_start)
        frame = Frame(
            page,
            (say("workspace.encrypted"), say("workspace.no_connection")),
            say("workspace.locks_after", count=self._services.minutes_to_lock),
        )
        worker = self._desk.worker
        frame.top.show_place(say("workspace.program"), worker.team if worker is not None else "")
        frame.status.show_saved(say("workspace.all_saved"))
        frame.top.add_button(say("workspace.practise")).clicked.connect(self.practise_requested)
        frame.top.add_button(say("workspace.start_visit")).clicked.connect(self._on_start_visit)
        frame.top.add_button(say("settings.title")).clicked.connect(self._on_settings)
        frame.top.add_button(say("workspace.lock")).clicked.connect(self.lock)
        self._caseload = page
        self._show(frame)

    def _on_open(self, family: object) -> None:
        if isinstance(family, str):
            self._open_family(FamilyId(family))

    def _on_start_visit(self) -> None:
        family = self._caseload.chosen_family
        if family is not None:
            self._open_family(family, visit=True)

    def _on_start(self) -> None:
        if self._desk is not None:
            self._visit_next = False
            self._awaiting.take(self._desk.new_family(), self._on_session, self._on_trouble)

    # -- settings

    def _on_settings(self) -> None:
        if self._desk is None:
            return
        services, say = self._services, self._words.say
        page = SettingsPage(self._words, services.preferences(), services.in_force, self._desk.worker, services.forms())
        page.preferences_chosen.connect(self._on_preferences)
        page.worker_kept.connect(self._on_worker)
        frame = Frame(page, (say("workspace.encrypted"),))
        frame.top.show_place(say("workspace.program"), say("settings.title"))
        frame.status.show_saved(say("workspace.all_saved"))
        frame.top.add_button(say("settings.back")).clicked.connect(self._show_caseload)
        frame.top.add_button(say("workspace.lock")).clicked.connect(self.lock)
        self._show(frame)

    def _on_preferences(self, preferences: object) -> None:
        if isinstance(preferences, Preferences) and self._services.prefer is not None:
            self._services.prefer(preferences)

    def _on_worker(self, worker: object) -> None:
        if self._desk is not None and isinstance(worker, NewWorker):
            self._desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)

    # -- a family

    def _open_family(self, family: FamilyId, *, visit: bool = False) -> None:
        if self._desk is not None:
            self._visit_next = visit
            self._awaiting.take(self._desk.open(family), self._on_session, self._on_trouble)

    def _on_session(self, session: Session) -> None:
        if self._desk is None:
            return
        self._drop_all()
        self._open = OpenFamily(self._services, self._desk, session)
        self._open.closed.connect(self._on_family_closed)
        self._open.pause_requested.connect(self.pause)
        if self._visit_next:
            self._open.ask_for_visit()
        else:
            self._open.show_desk()
            if not session.family.people:
                self._open.show_people()
        self._show(self._open)

    def _on_family_closed(self) -> None:
        if self._open is not None:
            self._open.flush()
        self._show_caseload()

    # -- behind the cover

    @property
    def _code(self) -> str:
        return self._open.code if self._open is not None else ""

    def _on_tried(self, typed: str) -> None:
        if self._code:
            self._judge(right=typed == self._code)
        else:
            self._awaiting.take(self._services.prove_passphrase(typed), self._on_proved, self._on_trouble)

    def _on_proved(self, right: object) -> None:
        self._judge(right=right is True)

    def _judge(self, *, right: bool) -> None:
        if right and self._behind is not None:
            self._stack.setCurrentWidget(self._behind)
            self._behind = None
            if self._focus is not None and isValid(self._focus):  # type: ignore[no-untyped-call]
                self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus = None
            return
        self._tries += 1
        if self._code and self._tries >= TRIES:
            self.lock()
        else:
            self._cover.refuse()

    def _on_application(self, state: Qt.ApplicationState) -> None:
        """In a visit another program in front for a while covers ours; our own dialogs do not count."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        elif self._open is not None and self._open.in_visit and not self.paused:
            self._away.start()

    def _on_away(self) -> None:
        self.pause()

    # -- within

    def _on_closed(self, _: object) -> None:
        self.locked.emit()

    def _on_close_failed(self, error: ThinkFamilyError) -> None:
        self._on_trouble(error)
        self.locked.emit()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        says = self._words.say(error.code, **error.parameters)
        Dialogs.tell(self, says, "", self._words.say("workspace.understood"))

    def _show(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        if not self.paused or self._behind is None:
            self._stack.setCurrentWidget(page)
        else:
            self._behind = page
        for place in reversed(range(self._stack.count())):
            old = self._stack.widget(place)
            if old is not None and old is not page and old is not self._cover:
                self._drop(old)

    def _drop_all(self) -> None:
        self._open = None
        for place in reversed(range(self._stack.count())):
            page = self._stack.widget(place)
            if page is not None and page is not self._cover:
                self._drop(page)

    def _drop(self, page: QWidget) -> None:
        page.hide()
        self._stack.removeWidget(page)
        page.deleteLater()
