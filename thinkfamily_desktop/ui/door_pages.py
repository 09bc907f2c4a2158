"""The pages before the door is open: unlock or first run, a forgotten passphrase, a store that cannot be opened."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.door import Door


class DoorPages(QObject):
    """Makes one page after the other. Each is read only when it is wanted: the unlock screen waits for none."""

    made = Signal(object)  # QWidget, to be shown now
    came_in = Signal(object, object, bool)  # Store, NewWorker or None, whether a recovery sheet opened it
    practise_requested = Signal()
    restore_accepted = Signal(object)  # Offered

    def __init__(self, door: Door, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._words = door.words
        self._tried = ""  # the passphrase of a store that could not be opened, until its backups are looked at
        self._awaiting = Awaiting(self)

    def show_door(self) -> None:
        """The unlock screen, or the first run where there is no store yet."""
        unlocking = self._door.unlocking
        if unlocking.exists:
            from thinkfamily_desktop.ui.pages.unlock import UnlockPage  # noqa: PLC0415, RUF100  one page or the other

            page = UnlockPage(unlocking, self._words)
            page.unlocked.connect(self._on_unlocked)
            page.forgotten.connect(self._show_forgotten)
            page.cannot_open.connect(self._on_cannot_open)
            self.made.emit(page)
            return
        try:
            unlocking.refuse_unsafe()
            self._door.refuse_new()
        except ThinkFamilyError as error:
            self.made.emit(self._cannot_open(error, can_go_back=False))
            return
        from thinkfamily_desktop.ui.pages.first_run import FirstRunPage  # noqa: PLC0415, RUF100  one page or the other

        first = FirstRunPage(unlocking, self._words, self._door.four_words, rule=self._door.rule())
        first.created.connect(self._on_created)
        first.practise_requested.connect(self.practise_requested)
        self.made.emit(first)

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._awaiting.forget()

    def _show_forgotten(self) -> None:
        from thinkfamily_desktop.ui.pages.forgotten import ForgottenPage  # noqa: PLC0415, RUF100  seldom shown

        door = self._door
        page = ForgottenPage(door.unlocking, self._words, door.four_words, door.rule())
        page.cannot_open.connect(self._on_cannot_open)
        page.recovered.connect(self._on_recovered)
        page.gone_back.connect(self.show_door)
        self.made.emit(page)

    def _cannot_open(self, error: ThinkFamilyError, *, can_go_back: bool) -> QWidget:
        from thinkfamily_desktop.ui.pages.cannot_open import CannotOpenPage  # noqa: PLC0415, RUF100  seldom shown

        page = CannotOpenPage(error, self._words, can_go_back=can_go_back)
        page.restore_requested.connect(self._show_restore)
        page.go_on_requested.connect(self._on_go_on)
        page.gone_back.connect(self.show_door)
        return page

    def _on_cannot_open(self, error: object, passphrase: str) -> None:
        if isinstance(error, ThinkFamilyError):
            self._tried = passphrase
            self.made.emit(self._cannot_open(error, can_go_back=True))

    def _on_go_on(self) -> None:
        tried, self._tried = self._tried, ""
        self._awaiting.take(self._door.unlocking.go_on(tried), self._on_unlocked, self._on_not_gone_on)

    def _on_not_gone_on(self, error: ThinkFamilyError) -> None:
        self.made.emit(self._cannot_open(error, can_go_back=True))

    def _show_restore(self) -> None:
        """The backups of a store that cannot be opened: the passphrase that was just typed may well be theirs."""
        from thinkfamily_desktop.ui.pages.restore import RestorePage  # noqa: PLC0415, RUF100  seldom shown

        tried, self._tried = self._tried, ""
        page = RestorePage(self._door.restoring(), self._words, None, passphrase=tried)
        page.accepted.connect(self.restore_accepted)
        page.left.connect(self.show_door)
        self.made.emit(page)

    def _on_unlocked(self, store: object) -> None:
        self.came_in.emit(store, None, False)

    def _on_created(self, store: object, worker: object) -> None:
        self.came_in.emit(store, worker, False)

    def _on_recovered(self, store: Any) -> None:
        self.came_in.emit(store, None, True)
