"""What lies behind the door: caseload, settings, one open family. Made when a vault opens, dropped by a lock."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.licences import licences_folder
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.last_write import LastWrite
from thinkfamily_desktop.ui.open_family import OpenFamily
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
from thinkfamily_desktop.ui.pages.first_run import NewWorker
from thinkfamily_desktop.ui.pages.help import HelpPage
from thinkfamily_desktop.ui.pages.settings import SettingsPage
from thinkfamily_desktop.ui.parts.frame import Frame
from thinkfamily_desktop.ui.parts.notice import Notice
from thinkfamily_desktop.ui.services import Services
from thinkfamily_desktop.ui.store_care import StoreCare


class Inside(QStackedWidget):
    """One page at a time over one open vault."""

    lock_requested = Signal()
    pause_requested = Signal()
    practise_requested = Signal()
    restore_accepted = Signal(object)  # Offered

    def __init__(self, services: Services, store: Store) -> None:
        super().__init__()
        self._services = services
        self._words = services.words
        self.desk = services.make_desk(store)
        self._open: OpenFamily | None = None
        self._visit_next = False
        self._returns = False
        self._place = Place()  # to go on at, once the family is open
        self._set_wrong = services.set_wrong  # until it has been read
        self._read = False  # what the opening of the store said
        self._last: LastWrite | None = None  # of the family that is being left
        self._awaiting = Awaiting(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self).activated.connect(self._on_help)
        self._care = self._make_care()

    @property
    def open_family(self) -> OpenFamily | None:
        """The family that is open."""
        return self._open

    def begin(self, worker: NewWorker | None = None, *, recovered: bool = False, returns: bool = False) -> None:
        """At the caseload, or with `returns` at the family that was open, unless the store has something to say first.

        A visit that was under way goes on in any case. A new store, and one whose sheet was just used, is offered a
        way back first; a new worker says who they are.
        """
        self._returns = returns
        if worker is not None:
            self._on_worker(worker)
            self._care.seal_to_organisation()
        if worker is not None or recovered:
            self._care.show_way_back()
        else:
            self._awaiting.take(self.desk.place(), self._on_place, self._on_trouble)

    def flush(self) -> None:
        """Write everything that is waiting."""
        if self._open is not None:
            self._open.flush()

    def let_go(self) -> Session | None:
        """Drop every page. The session that was open is handed over: it may hold words that are not on the disk yet."""
        self._awaiting.forget()
        self.flush()
        self._forget_last()
        session = self._open.presenter.session if self._open is not None else None
        self._drop_all()
        return session

    def _on_place(self, place: object) -> None:
        """A visit that was under way goes on, with a new code first."""
        something_to_say = self._set_wrong or self.desk.notices or self._care.organisation_news() is not None
        returns = self._returns and not something_to_say
        if isinstance(place, Place) and place.family is not None and (place.visit or returns):
            self._place, self._visit_next = place, place.visit
            self._awaiting.take(self.desk.open(place.family), self._on_session, self._on_not_returned)
        else:
            self._show_caseload()

    def _on_not_returned(self, error: ThinkFamilyError) -> None:
        self._show_caseload()
        self._on_trouble(error)

    # -- what keeps the store from being lost

    def _make_care(self) -> StoreCare:
        care = StoreCare(self._services, self.desk, self)
        care.page_made.connect(self._show_care)
        care.to_caseload.connect(self._show_caseload)
        care.to_settings.connect(self._on_settings)
        care.said.connect(self._on_care_said)
        care.changed.connect(self._on_care_changed)
        care.noticed.connect(self._on_care_noticed)
        care.restore_accepted.connect(self.restore_accepted)
        care.failed.connect(self._on_care_failed)
        return care

    def _show_care(self, page: object) -> None:
        if isinstance(page, QWidget):
            frame = Frame(page, (self._words.say("workspace.encrypted"),))
            frame.top.show_place(self._words.say("workspace.program"), "")
            frame.status.show_saved(self._words.say("workspace.all_saved"))
            frame.top.add_button(self._words.say("workspace.lock")).clicked.connect(self.lock_requested)
            self._show(frame)

    def _on_care_said(self, text: str, good: bool) -> None:  # noqa: FBT001, RUF100
        if isinstance(page := self._body, SettingsPage):
            page.say_kept(text, good=good)

    def _on_care_changed(self) -> None:
        if isinstance(page := self._body, CaseloadPage):
            page.refresh()

    def _on_care_noticed(self, notice: object) -> None:
        """At the desk alone: whoever has gone on meanwhile reads it in the settings."""
        frame = self.currentWidget()
        if isinstance(frame, Frame) and isinstance(frame.body, CaseloadPage) and isinstance(notice, Notice):
            frame.show_notice(notice)

    def _on_care_failed(self, error: object) -> None:
        if isinstance(error, ThinkFamilyError):
            self._on_trouble(error)

    @property
    def _body(self) -> QWidget | None:
        """The page that is shown, without its bars."""
        page = self.currentWidget()
        return page.body if isinstance(page, Frame) else page

    # -- the caseload

    def _show_caseload(self) -> None:
        self._drop_all()
        say = self._words.say
        page = CaseloadPage(self.desk, self._words)
        page.open_requested.connect(self._on_open)
        page.start_requested.connect(self._on_start)
        frame = Frame(
            page,
            (say("workspace.encrypted"), say("workspace.no_connection")),
            say("workspace.locks_after", count=self._services.minutes_to_lock),
        )
        worker = self.desk.worker
        frame.top.show_place(say("workspace.program"), worker.team if worker is not None else "")
        frame.status.show_saved(say("workspace.all_saved"))
        frame.top.add_button(say("workspace.practise")).clicked.connect(self.practise_requested)
        frame.top.add_button(say("workspace.start_visit")).clicked.connect(self._on_start_visit)
        frame.top.add_button(say("settings.title")).clicked.connect(self._on_settings)
        frame.top.add_button(say("help.button")).clicked.connect(self._on_help)
        frame.top.add_button(say("workspace.lock")).clicked.connect(self.lock_requested)
        self._caseload = page
        if self.desk.practice:
            frame.top.show_practice(say("workspace.practice"))
        if (news := self._care.organisation_news()) is not None:
            frame.show_notice(news)
        if self._set_wrong:
            notice = Notice(say("workspace.set_wrong"), self._set_wrong, say("workspace.understood"))
            notice.put_away.connect(self._on_read)
            frame.show_notice(notice)
        elif says := [say(code, **parameters) for code, parameters in self.desk.notices if not self._read]:
            notice = Notice(say("unlock.store_says"), says, say("workspace.understood"))
            notice.put_away.connect(self._on_read)
            frame.show_notice(notice)
        self._show(frame)
        self._care.copy_if_due()
        self._care.look_once()

    def _on_read(self) -> None:
        self._read = not self._set_wrong
        self._set_wrong = ()

    def _on_open(self, family: object) -> None:
        if isinstance(family, str):
            self._open_family(FamilyId(family))

    def _on_start_visit(self) -> None:
        family = self._caseload.chosen_family
        if family is not None:
            self._open_family(family, visit=True)

    def _on_start(self) -> None:
        self._visit_next = False
        self._awaiting.take(self.desk.new_family(), self._on_session, self._on_trouble)

    # -- settings

    def _on_settings(self) -> None:
        services, say = self._services, self._words.say
        page = SettingsPage(
            self._words,
            services.preferences(),
            services.in_force,
            self.desk.worker,
            services.forms(),
            licences_folder(),
            self._care.safekeeping,
            services.local_said,
        )
        page.preferences_chosen.connect(self._on_preferences)
        page.worker_kept.connect(self._on_worker)
        page.sheet_requested.connect(self._care.show_way_back)
        page.passphrase_requested.connect(self._care.show_change_passphrase)
        page.restore_requested.connect(self._care.show_restore)
        page.copy_requested.connect(self._care.copy_by_hand)
        page.deleting_requested.connect(self._care.show_deleting)
        page.on_laptop_requested.connect(self._care.show_on_laptop)
        page.access_requested.connect(self._care.show_access)
        frame = Frame(page, (say("workspace.encrypted"),))
        frame.top.show_place(say("workspace.program"), say("settings.title"))
        if self.desk.practice:
            frame.top.show_practice(say("workspace.practice"))
        frame.status.show_saved(say("workspace.all_saved"))
        frame.top.add_button(say("settings.back")).clicked.connect(self._show_caseload)
        frame.top.add_button(say("workspace.lock")).clicked.connect(self.lock_requested)
        self._show(frame)

    def _on_preferences(self, preferences: object) -> None:
        if isinstance(preferences, Preferences) and self._services.prefer is not None:
            self._services.prefer(preferences)

    def _on_worker(self, worker: object) -> None:
        if isinstance(worker, NewWorker):
            self.desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)

    # -- help

    def _on_help(self) -> None:
        """Help about what is open; from the caseload and the settings back to the caseload."""
        if self._open is not None:
            self._open.show_help()
            return
        current = self.currentWidget()
        body = current.body if isinstance(current, Frame) else None
        if isinstance(body, CaseloadPage | SettingsPage):
            page = HelpPage(self._words, "caseload" if isinstance(body, CaseloadPage) else "settings")
            frame = Frame(page, (self._words.say("workspace.encrypted"),))
            frame.top.show_place(self._words.say("workspace.program"), self._words.say("help.title"))
            frame.top.add_button(self._words.say("settings.back")).clicked.connect(self._show_caseload)
            frame.top.add_button(self._words.say("workspace.lock")).clicked.connect(self.lock_requested)
            self._show(frame)
            page.focus_list()

    # -- a family

    def _open_family(self, family: FamilyId, *, visit: bool = False) -> None:
        self._visit_next = visit
        self._awaiting.take(self.desk.open(family), self._on_session, self._on_trouble)

    def _on_session(self, session: Session) -> None:
        self._drop_all()
        self._open = OpenFamily(self._services, self.desk, session)
        self._open.closed.connect(self._on_family_closed)
        self._open.pause_requested.connect(self.pause_requested)
        if self._visit_next:
            self._open.ask_for_visit(self._place)
        else:
            self._open.show_desk(self._place)
        self._place = Place()
        self._show(self._open)

    def _on_family_closed(self) -> None:
        """Back to the caseload once the disk has every word; a disk that refuses keeps the family open."""
        if self._open is not None and self._last is None:
            self.flush()
            self._last = LastWrite(self._open.presenter.session, self)
            self._last.done.connect(self._on_last_written)
            self._last.refused.connect(self._on_last_refused)
            self._last.write()

    def _on_last_written(self) -> None:
        self._forget_last()
        if self._open is not None:
            self._open.presenter.session.close()
        self.desk.store.remember_place(Place())
        self._show_caseload()

    def _on_last_refused(self, code: str) -> None:
        self._forget_last()
        self._on_trouble(ThinkFamilyError(code))

    def _forget_last(self) -> None:
        if self._last is not None:
            self._last.deleteLater()
            self._last = None

    # -- within

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        says = self._words.say(error.code, **error.parameters)
        Dialogs.tell(self, says, "", self._words.say("workspace.understood"))

    def _show(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)
        for place in reversed(range(self.count())):
            old = self.widget(place)
            if old is not None and old is not page:
                self._drop(old)

    def _drop_all(self) -> None:
        self._open = None
        for place in reversed(range(self.count())):
            page = self.widget(place)
            if page is not None:
                self._drop(page)

    def _drop(self, page: QWidget) -> None:
        page.hide()
        self.removeWidget(page)
        page.deleteLater()
