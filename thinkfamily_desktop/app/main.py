"""The composition root: paints the door first, reads the rest behind it, and ends the process when it locks."""

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from thinkfamily_desktop import __version__
from thinkfamily_desktop.app.exit_codes import FAULT, OK, WORLD
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.passphrases import PassphraseRule, four_words
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.locations import data_folder, state_folder
from thinkfamily_desktop.settings.preferences import Preferences, load_preferences, save_preferences

# Qt for Python reads the source of every module that is read after it: those that need no Qt come before it.
# isort: split
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from thinkfamily_desktop.app.collecting import Collecting
from thinkfamily_desktop.app.crash import CrashNotes
from thinkfamily_desktop.app.idle import IdleWatch
from thinkfamily_desktop.app.single import StoreLock
from thinkfamily_desktop.ui.door import Door
from thinkfamily_desktop.ui.futures import when_done
from thinkfamily_desktop.ui.main_window import MainWindow
from thinkfamily_desktop.ui.theme import Look

if TYPE_CHECKING:  # read once the unlock screen is painted
    from thinkfamily_desktop.app.furnishing import Furnishing
    from thinkfamily_desktop.app.logs import Log
    from thinkfamily_desktop.forms.model import RegisterItems
    from thinkfamily_desktop.session.restoring import Offered, Restoring

RESTART_WAIT_SECONDS = 10.0
"""How long the fresh process of a lock waits for the old one to let go of the store."""

RETURN_WITHIN = timedelta(hours=1)
"""After a lock of up to this long unlocking goes on with the family that was open. A laptop that is opened later may be
on another family's table."""

UNTIL_POLICY_SECONDS = 5 * 60
"""How long the door may be left alone before the policy is read; nothing is open by then."""


def run_window(house: House, folder: Path, *, after_lock: bool = False) -> int:
    """Show the window on one vault until it is closed. Raises ThinkFamilyError when another program has it open."""
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    application.setApplicationName("thinkfamily")
    application.setWindowIcon(QIcon(str(house.resources / "icon" / "thinkfamily-desktop.ico")))
    application.setQuitOnLastWindowClosed(False)
    lock = StoreLock(folder)
    if not after_lock:
        lock.take()
    program = Program(application, house, folder, lock, after_lock=after_lock)
    program.show(wait_for_store=after_lock)
    return int(application.exec())


class Program(QObject):
    """Everything that lives as long as the process: the window, its threads, the idle watch, the notes of failures."""

    failed = Signal(str)

    def __init__(
        self, application: QApplication, house: House, folder: Path, lock: StoreLock, *, after_lock: bool = False
    ) -> None:
        super().__init__(application)
        self._locked_at = house.clock.now() if after_lock else None
        self._collecting = Collecting(self)
        self._application = application
        self._house = house
        self._folder = folder
        self._lock = lock
        self._notes = CrashNotes(state_folder() / "crashes", house.clock.now, self.failed.emit)
        self._notes.install()
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._preferences = load_preferences(data_folder())
        chosen = self._preferences
        self._look = Look(application, house.resources, chosen.theme, chosen.text_size, starting=True)
        self._unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="furnish")
        self._furnishing: Furnishing | None = None
        self._restoring: Restoring | None = None
        self._restored: Offered | None = None  # takes the store's place once nothing is open
        keeping = (self._four_words, self._open_restoring, self._passphrase_rule, self._refuse_new, self._returns)
        self.window = MainWindow(Door(house.words, self._unlocking, *keeping))
        self.window.restore_accepted.connect(self._on_restore)
        self.window.painted.connect(self._on_painted)
        self.window.locked.connect(self._on_locked)
        self.window.practise_requested.connect(self._on_practise)
        self._idle = IdleWatch(application, UNTIL_POLICY_SECONDS, house.clock)
        self._idle.idle.connect(self.window.lock)
        self._idle.about_to_lock.connect(self.window.count_down)
        application.lastWindowClosed.connect(self._on_closed)
        self._closing = False

    def show(self, *, wait_for_store: bool) -> None:
        """Show the window; after a lock it is painted first, and the old process is waited for behind it."""
        self.window.resize(1366, 768)
        self.window.show()
        if wait_for_store:
            self._application.processEvents()
            self._lock.take(RESTART_WAIT_SECONDS)

    def _returns(self) -> bool:
        locked_at = self._locked_at
        return locked_at is not None and timedelta(0) <= self._house.clock.now() - locked_at <= RETURN_WITHIN

    # -- what lies behind the door

    def _on_painted(self) -> None:
        self._idle.start()  # nothing can be open before
        self._guard()
        self._look.complete()
        self._log.say("start", version=__version__)
        reading: Future[Furnishing] = self._reading.submit(self._read)
        when_done(self, reading, self._on_furnished, self._on_not_furnished)
        when_done(self, self._reading.submit(_read_ahead), self._on_read_ahead, self._on_read_ahead)

    def _guard(self) -> None:
        from thinkfamily_desktop.app.away import watch_for  # noqa: PLC0415, RUF100  after painting
        from thinkfamily_desktop.app.guarding import Guarding  # noqa: PLC0415, RUF100  after painting

        guarding = Guarding(self.window, watch_for(self.window), self._log, practice=self._unlocking.practice)
        guarding.session_ends.connect(self._on_session_ends)

    def _read(self) -> "Furnishing":
        from thinkfamily_desktop.app.furnishing import furnish  # noqa: PLC0415, RUF100  the unlock screen is painted
        from thinkfamily_desktop.ui.services import Keeping  # noqa: PLC0415, RUF100  as above

        return furnish(
            self._house,
            practice=self._unlocking.practice,
            preferences=self._chosen,
            prefer=self._prefer,
            keeping=Keeping(self._four_words, self._passphrase_rule, self._open_restoring),
        )

    def _on_furnished(self, furnishing: "Furnishing") -> None:
        self._furnishing = furnishing
        policy = furnishing.in_force.policy
        self._idle.allow(policy.idle_lock_minutes * 60)
        self._dress(self._preferences.within(policy))
        self.window.furnish(furnishing.open_inside)
        self._collecting.keep_for_good()

    def _on_read_ahead(self, _: object) -> None:
        """Where it failed it is read when it is wanted, and the failure said then."""
        self._collecting.keep_for_good()

    def _on_not_furnished(self, error: Exception) -> None:
        """Nobody can come in: say so plainly, keep a note where it is our fault, and end."""
        say = self._house.words.say
        if isinstance(error, ThinkFamilyError):
            details = say(error.code, **error.parameters)
        else:
            self._notes.keep(type(error), error.__traceback__)
            details = say("crash.start_help")
        self._log.say("not-furnished", kind=type(error).__name__)
        self._tell(say("crash.start"), details)
        self._let_go()
        self._end(WORLD if isinstance(error, ThinkFamilyError) else FAULT)

    @cached_property
    def _log(self) -> "Log":
        from thinkfamily_desktop.app.logs import Log  # noqa: PLC0415, RUF100  the unlock screen is painted without it

        return Log(state_folder())

    def _passphrase_rule(self) -> PassphraseRule:
        return self._house.passphrase_rule

    def _refuse_new(self) -> None:
        self._house.in_force.refuse_new_store()

    def _chosen(self) -> Preferences:
        return self._preferences

    def _prefer(self, preferences: Preferences) -> None:
        """Use it at once; a disk that refuses to keep it only loses the habit, so nobody is stopped by it."""
        self._dress(preferences.within(self._house.in_force.policy))
        try:
            save_preferences(data_folder(), self._preferences)
        except OSError:
            self._log.say("preferences_not_kept")

    def _dress(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._look.choose(preferences.theme, preferences.text_size)

    def _four_words(self) -> str:
        return four_words(self._house.resources / "passphrase" / "words.txt")

    # -- a backup in the place of the store

    def _open_restoring(self) -> "Restoring":
        if self._restoring is None:
            from thinkfamily_desktop.session.restoring import Restoring  # noqa: PLC0415, RUF100  seldom asked for

            self._restoring = Restoring(self._folder, self._house.clock, self._register)
        return self._restoring

    def _register(self) -> "RegisterItems":
        from thinkfamily_desktop.session.desk import FIRST_FORM  # noqa: PLC0415, RUF100  as above

        return self._house.forms[FIRST_FORM].people.register_items

    def _on_restore(self, offered: object) -> None:
        """It waits until everything is saved and nothing is open; at the door nothing is."""
        self._restored = cast("Offered", offered)
        if self.window.letting_go:
            self.window.lock()
        else:
            self._on_locked()

    def _put_restored(self) -> None:
        if self._restored is not None:
            try:
                self._restored.beside.take_its_place(self._house.clock.now())
            except ThinkFamilyError as error:
                say = self._house.words.say
                self._tell(say(error.code, **error.parameters), "")

    # -- the end

    def _on_practise(self) -> None:
        """Made-up families live in a store and a process of their own."""
        _start("demo")

    def _on_locked(self) -> None:
        """A lock ends the process: what was in its memory goes with it. A fresh one shows the unlock screen."""
        self._idle.stop()
        self._let_go()
        self._put_restored()
        if not self._closing:
            _start("--store", str(self._folder), "--after-lock")
        self._log.say("lock" if not self._closing else "end")
        self._end()

    def _on_session_ends(self) -> None:
        """Then there is nobody for whom a fresh process could show the unlock screen."""
        self._closing = True

    def _on_closed(self) -> None:
        self._closing = True
        if not self.window.letting_go:
            self._let_go()
            self._log.say("end")
            self._end()

    def _let_go(self) -> None:
        self._reading.shutdown(wait=False, cancel_futures=True)
        if self._furnishing is not None:
            self._furnishing.close()
        self._unlocking.close()
        if self._restoring is not None:
            self._restoring.close()
        self._lock.let_go()

    def _end(self, code: int = OK) -> None:
        self._log.close()
        self._notes.uninstall()
        self._application.exit(code)

    def _on_failed(self, _note: str) -> None:
        """After a fault of ours: what was typed is written, then the program locks and says so."""
        say = self._house.words.say
        self.window.lock()
        self._tell(say("crash.window"), say("crash.window_help"))

    def _tell(self, what: str, details: str) -> None:
        from thinkfamily_desktop.ui.dialogs import Dialogs  # noqa: PLC0415, RUF100  the unlock screen is painted without it

        Dialogs.tell(self.window, what, details, self._house.words.say("workspace.understood"))


def _read_ahead() -> None:
    """What makes PDFs takes a while to read, and the first one is wanted at once."""
    from thinkfamily_desktop.report import build, protect  # noqa: F401, PLC0415, RUF100


def _start(*arguments: str) -> None:
    """Start this very program once more: frozen, or a Python that runs the package."""
    import subprocess  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    ourselves = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "thinkfamily_desktop"]
    subprocess.Popen([*ourselves, *arguments])  # noqa: S603
