"""The one window: the door, what lies behind it, and the cover that Pause lays over all of it.

Only what the unlock screen needs is imported here. What lies behind the door is read once that screen is painted, and
handed over with `furnish`.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.store.errors import DISK_FULL
from thinkfamily_desktop.ui.above import close_above
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.door import Door
from thinkfamily_desktop.ui.door_pages import DoorPages
from thinkfamily_desktop.ui.futures import when_done
from thinkfamily_desktop.ui.last_write import LastWrite
from thinkfamily_desktop.ui.parts.focus_ring import FocusRing
from thinkfamily_desktop.ui.parts.reading_order import focus_moved
from thinkfamily_desktop.ui.pause_keys import PauseKeys

if TYPE_CHECKING:  # read after the unlock screen has been painted
    from concurrent.futures import Future

    from thinkfamily_desktop.session.ports import Store
    from thinkfamily_desktop.ui.inside import Inside
    from thinkfamily_desktop.ui.open_family import OpenFamily
    from thinkfamily_desktop.ui.pages.first_run import NewWorker
    from thinkfamily_desktop.ui.parts.cover import Cover

AWAY_MS = 10_000  # of another program in front, in a visit
WRITE_AGAIN_MS = 5_000  # after the disk has refused the last words
TRIES = 3  # at a code; then lock


class MainWindow(QMainWindow):
    """Its title names no one. `locked` says that everything is saved and let go of: the process may end."""

    painted = Signal()  # the first picture is on the screen
    locked = Signal()
    restore_accepted = Signal(object)  # Offered, to take the store's place once nothing is open
    practise_requested = Signal()

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._words = door.words
        self._open_inside: Callable[[Store], Inside] | None = None
        self._came_in: tuple[Store, NewWorker | None, bool] | None = None  # before the rest was there
        self._inside: Inside | None = None
        self._closing: Future[None] | None = None
        self._last: LastWrite | None = None
        self._leaving: Callable[[], Future[None]] | None = None  # lets go of the vault
        self._tries = 0
        self._awaiting = Awaiting(self)
        self.setWindowTitle(self._words.say("workspace.window_title"))
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._focus: QWidget | None = None  # where the focus was before the cover
        self._ring = FocusRing(self)
        self._first_seen = False
        self._keys = PauseKeys(self)
        self._keys.pause.connect(self.pause)
        self._keys.lock.connect(self.lock)
        self._keys.exposed.connect(self._on_expose)
        self._away = QTimer(self, interval=AWAY_MS, singleShot=True)
        self._away.timeout.connect(self.pause)
        self._again = QTimer(self, interval=WRITE_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._write_last)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application)
        self._pages = DoorPages(door, self)
        self._pages.made.connect(self._show)
        self._pages.came_in.connect(self._on_came_in)
        self._pages.practise_requested.connect(self.practise_requested)
        self._pages.restore_accepted.connect(self.restore_accepted)
        self._pages.show_door()

    @property
    def open_family(self) -> "OpenFamily | None":
        """The family that is open."""
        return self._inside.open_family if self._inside is not None else None

    @property
    def paused(self) -> bool:
        """Whether the cover is on."""
        return self._stack.currentWidget() is self.__dict__.get("_cover", self)

    @cached_property
    def _cover(self) -> "Cover":
        """Made behind the first picture: at the door there is nothing to cover."""
        from thinkfamily_desktop.ui.parts.cover import Cover  # noqa: PLC0415, RUF100  the unlock screen is painted without it

        cover = Cover(self._words)
        cover.tried.connect(self._on_tried)
        cover.write_requested.connect(self._write_last)
        cover.give_up_requested.connect(self._let_go_of_vault)
        self._stack.addWidget(cover)
        return cover

    @property
    def letting_go(self) -> bool:
        """Whether the vault is open or being closed: the process may not end before `locked`."""
        return any(part is not None for part in (self._inside, self._came_in, self._leaving, self._closing))

    def count_down(self, seconds: int) -> None:
        """Say in the status line how soon an unattended program locks; 0 takes it back."""
        from thinkfamily_desktop.ui.parts.status_bar import StatusBar  # noqa: PLC0415, RUF100  behind the door

        says = self._words.say("workspace.locks_in", count=seconds) if seconds else ""
        for bar in self.findChildren(StatusBar):
            bar.show_right(says)

    # -- pause and lock

    def pause(self) -> None:
        """Cover everything at once, menus and questions too. Behind the door there is nothing to cover."""
        if self._inside is None or self.paused:
            return
        close_above()
        opened = self._inside.open_family
        if opened is not None:
            opened.close_private()
            opened.flush()
        self._tries = 0
        self._focus = QApplication.focusWidget()
        self._cover.ask_for(code=bool(self._code))
        self._stack.setCurrentWidget(self._cover)

    def lock(self) -> None:
        """Save, let go of everything, and say so. Also what idleness, sleep and the system's own lock do.

        When the disk refuses the last words the cover stays, says so, and they are tried again: the one exception.
        """
        if self._came_in is not None:
            (store, _, _), self._came_in = self._came_in, None
            self._cover_for_good(store.close)
            self._let_go_of_vault()
        elif self._inside is not None:
            inside, self._inside = self._inside, None
            self._cover_for_good(inside.desk.close)
            session = inside.let_go()
            self._stack.removeWidget(inside)
            inside.deleteLater()
            if session is None:
                self._let_go_of_vault()
                return
            self._last = LastWrite(session, self)
            self._last.done.connect(self._let_go_of_vault)
            self._last.refused.connect(self._on_refused)
            self._last.write()

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """From now on the window's own key presses are seen, wherever the focus is."""
        super().showEvent(event)
        self._keys.watch(self.windowHandle())

    def _on_expose(self) -> None:
        if not self._first_seen:
            self._first_seen = True
            QTimer.singleShot(0, self, self._on_exposed)  # this very event paints

    def _on_exposed(self) -> None:
        """Painted; what waits for that begins a turn later, so that the picture is seen and can be used first."""
        QTimer.singleShot(0, self, self.painted.emit)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802, RUF100  Qt's name
        """Tab goes on in reading order on every page; with the focus nowhere it begins on the page that is shown."""
        return focus_moved(self._stack, forward=next) or super().focusNextPrevChild(next)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing the window is locking: nothing is lost. With words that the disk has refused it stays."""
        self.lock()
        if self.paused and self._cover.keeps_words:
            event.ignore()
        else:
            super().closeEvent(event)

    # -- the door

    def furnish(self, open_inside: "Callable[[Store], Inside]") -> None:
        """What lies behind the door has been read. Whoever unlocked before that comes in now."""
        self._open_inside = open_inside
        self._cover.ask_for(code=False)  # made now, so that it is there at once when it is wanted
        if self._came_in is not None:
            came_in, self._came_in = self._came_in, None
            self._come_in(*came_in)

    def _on_came_in(self, store: object, worker: object, recovered: bool) -> None:  # noqa: FBT001, RUF100  a slot
        self._come_in(cast("Store", store), cast("NewWorker | None", worker), recovered)

    def _come_in(self, store: "Store", worker: "NewWorker | None", recovered: bool) -> None:  # noqa: FBT001, RUF100
        if self._open_inside is None:
            self._came_in = store, worker, recovered
            self._stack.currentWidget().setEnabled(False)
            return
        self._inside = self._open_inside(store)
        self._inside.lock_requested.connect(self.lock)
        self._inside.pause_requested.connect(self.pause)
        self._inside.practise_requested.connect(self.practise_requested)
        self._inside.restore_accepted.connect(self.restore_accepted)
        self._show(self._inside)
        self._inside.begin(worker, recovered=recovered, returns=self._door.returns())

    # -- behind the cover

    @property
    def _code(self) -> str:
        opened = self.open_family
        return opened.code if opened is not None else ""

    def _on_tried(self, typed: str) -> None:
        if self._code:
            self._judge(right=typed == self._code)
        else:
            self._awaiting.take(self._door.unlocking.proves(typed), self._on_proved, self._on_not_proved)

    def _on_proved(self, right: object) -> None:
        self._judge(right=right is True)

    def _on_not_proved(self, error: ThinkFamilyError) -> None:
        self._cover.refuse(self._words.say(error.code, **error.parameters))

    def _judge(self, *, right: bool) -> None:
        if right and self._inside is not None:
            self._stack.setCurrentWidget(self._inside)
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
        opened = self.open_family
        if state == Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        elif opened is not None and opened.in_visit and not self.paused:
            self._away.start()

    # -- leaving

    def _cover_for_good(self, let_go: "Callable[[], Future[None]]") -> None:
        close_above()
        self._leaving = let_go
        self._awaiting.forget()
        self._pages.forget()
        self._focus = None
        self._cover.show_locking()
        self._stack.setCurrentWidget(self._cover)

    def _write_last(self) -> None:
        self._again.stop()
        if self._last is not None:
            self._last.write()

    def _on_refused(self, code: str) -> None:
        """The last words are not on the disk: they are kept, covered, until they are or the worker gives them up."""
        full = code == DISK_FULL
        self._cover.keep_words(self._words.say("visit.cover_disk_full" if full else code))
        self.show()
        self._again.start()

    def _let_go_of_vault(self) -> None:
        self._again.stop()
        if self._last is not None:
            self._last.deleteLater()
            self._last = None
        if self._leaving is not None:
            let_go, self._leaving = self._leaving, None
            self._closing = let_go()
            when_done(self, self._closing, self._on_closed, self._on_not_closed)

    def _on_closed(self, _: object) -> None:
        self._closing = None
        self.locked.emit()

    def _on_not_closed(self, error: Exception) -> None:
        """Every word is on the disk already; the next opening looks at the vault again."""
        self._on_closed(None)
        if not isinstance(error, ThinkFamilyError):
            raise error

    # -- within

    def _show(self, page: object) -> None:
        if not isinstance(page, QWidget):
            return
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        for place in reversed(range(self._stack.count())):
            old = self._stack.widget(place)
            if old is not None and old is not page and old is not self.__dict__.get("_cover"):
                old.hide()
                self._stack.removeWidget(old)
                old.deleteLater()
