"""What keeps the open store from being lost, as the window offers it: ways in, backups put back and copied off."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.on_laptop import Found
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.pages.access import AccessPage
from thinkfamily_desktop.ui.pages.change_passphrase import ChangePassphrasePage
from thinkfamily_desktop.ui.pages.deleting import DeletingPage
from thinkfamily_desktop.ui.pages.on_laptop import OnLaptopPage
from thinkfamily_desktop.ui.pages.restore import RestorePage
from thinkfamily_desktop.ui.pages.way_back import WayBackPage
from thinkfamily_desktop.ui.parts.notice import Notice
from thinkfamily_desktop.ui.services import Services


class StoreCare(QObject):
    """Makes the pages; the window shows them and goes where they lead. In practice nothing has to be kept."""

    page_made = Signal(object)  # a page of its own, with nothing of the families on it
    to_caseload = Signal()
    to_settings = Signal()
    said = Signal(str, bool)  # how it ended, and whether well: for the settings
    noticed = Signal(object)  # Notice, for the caseload
    changed = Signal()  # what the caseload says of this laptop
    restore_accepted = Signal(object)  # Offered
    failed = Signal(object)  # ThinkFamilyError

    def __init__(self, services: Services, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._words = services.words
        self._desk = desk
        self._window = parent
        self._sealing = Awaiting(self)
        self._copying = Awaiting(self)
        self._looking = Awaiting(self)
        self._looked = False  # for saved files, since this store was unlocked

    @property
    def safekeeping(self) -> Safekeeping | None:
        """Who can open the store and when it was last copied; None where nothing has to be kept."""
        return None if self._desk.practice else self._desk.safekeeping

    # -- the organisation's key

    def seal_to_organisation(self) -> None:
        """A new store opens with the organisation's key too, where it has set one; the next page says so."""
        if self._key is not None and self.safekeeping is not None:
            self.safekeeping.add_organisation(self._key, self._who).result()

    def organisation_news(self) -> Notice | None:
        """Another key of the organisation's than the one that opens this store is told before it does."""
        key, kept, say = self._key, self.safekeeping, self._words.say
        news = kept.organisation_news(key) if key is not None and kept is not None else None
        if news is None:
            return None
        sentence = "key_changed" if news.old else "key_new"
        says = [say(f"unlock.{sentence}", old=news.old, new=news.new), say("unlock.key_ask")]
        notice = Notice(say("unlock.key_title"), says, say("workspace.understood"))
        notice.put_away.connect(self._on_key_told)
        return notice

    # -- pages

    def show_way_back(self) -> None:
        """The recovery sheet."""
        if self.safekeeping is None:
            self.to_caseload.emit()
            return
        page = WayBackPage(self.safekeeping, self._services.documents, self._words, self._who)
        page.done.connect(self.to_caseload)
        self.page_made.emit(page)

    def show_change_passphrase(self) -> None:
        """Another passphrase."""
        keeping, kept = self._services.keeping, self.safekeeping
        if keeping is not None and kept is not None:
            page = ChangePassphrasePage(kept, self._desk, self._words, keeping.four_words, keeping.rule())
            page.changed.connect(self._on_passphrase_changed)
            page.left.connect(self.to_settings)
            self.page_made.emit(page)

    def show_restore(self) -> None:
        """A backup, and what it would change."""
        if self._services.keeping is not None:
            page = RestorePage(self._services.keeping.restoring(), self._words, self._desk.store)
            page.accepted.connect(self.restore_accepted)
            page.left.connect(self.to_settings)
            self.page_made.emit(page)

    def show_deleting(self) -> None:
        """Families taken out of the list, put back, and deleted for good."""
        if (deleting := self._desk.deleting) is not None:
            page = DeletingPage(deleting, self._desk, self._words)
            page.left.connect(self.to_settings)
            self.page_made.emit(page)

    # -- what is left on this laptop

    def show_on_laptop(self) -> None:
        """Saved files without a password, and older stores."""
        if (on_laptop := self._desk.on_laptop) is not None:
            page = OnLaptopPage(on_laptop, self._words, self._who)
            page.left.connect(self.to_settings)
            self.page_made.emit(page)

    def look_once(self) -> None:
        """After unlocking, say what was saved without a password and is still here."""
        if not self._looked and (on_laptop := self._desk.on_laptop) is not None:
            self._looked = True
            self._looking.take(on_laptop.look(), self._on_looked, self._on_not_reached)

    def _on_looked(self, found: object) -> None:
        if isinstance(found, Found) and found.files:
            title = self._words.say("laptop.found_title", count=len(found.files))
            says = (self._words.say("laptop.found_says"),)
            self.noticed.emit(Notice(title, says, self._words.say("workspace.understood")))

    # -- requests

    def show_access(self) -> None:
        """Everything held about somebody, for whoever answers their request."""
        page = AccessPage(self._desk, self._services.documents, self._words, self._services.export_folder)
        page.left.connect(self.to_settings)
        self.page_made.emit(page)

    # -- copies off this laptop

    def copy_if_due(self) -> None:
        """To where the organisation says, whenever it can be reached; a copy that fails is seen by its age."""
        folder, kept = self._services.in_force.policy.backup_copy_folder, self.safekeeping
        if folder is not None and kept is not None and kept.copy_is_due and not self._copying.busy:
            self._copying.take(self._desk.copy_off(folder), self._on_copied_by_itself, self._on_not_reached)

    def copy_by_hand(self) -> None:
        """Onto a medium that the worker names."""
        title = self._words.say("settings.keeping_copy_where")
        folder = Dialogs.choose_folder(self._window, title, Path.home())
        if folder is not None and not self._copying.busy:
            self._copying.take(self._desk.copy_off(folder), self._on_copied, self._on_not_copied)

    # -- within

    @property
    def _key(self) -> str | None:
        return self._services.in_force.policy.escrow_public_key

    @property
    def _who(self) -> WorkerId:
        return self._desk.worker.id if self._desk.worker is not None else WorkerId("")

    def _on_key_told(self) -> None:
        if self._key is not None and self.safekeeping is not None:
            adding = self.safekeeping.add_organisation(self._key, self._who)
            self._sealing.take(adding, self._on_key_added, self._on_not_added)

    def _on_key_added(self, _: object) -> None:
        self.changed.emit()

    def _on_not_added(self, error: ThinkFamilyError) -> None:
        self.failed.emit(error)

    def _on_passphrase_changed(self) -> None:
        self.to_settings.emit()
        self.said.emit(self._words.say("unlock.change_done"), True)

    def _on_copied_by_itself(self, _: object) -> None:
        self.changed.emit()

    def _on_not_reached(self, _: ThinkFamilyError) -> None:
        """The age of the last copy says it, on the caseload."""

    def _on_copied(self, _: object) -> None:
        self.said.emit(self._words.say("settings.keeping_copied"), True)

    def _on_not_copied(self, error: ThinkFamilyError) -> None:
        self.said.emit(self._words.say(error.code, **error.parameters), False)
