"""The composition root: builds the window from its parts, runs it, and ends the process when it locks."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from thinkfamily_desktop import __version__
from thinkfamily_desktop.app.crash import CrashNotes
from thinkfamily_desktop.app.exit_codes import OK
from thinkfamily_desktop.app.hardening import harden
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.idle import IdleWatch
from thinkfamily_desktop.app.logs import Log
from thinkfamily_desktop.app.single import StoreLock
from thinkfamily_desktop.forms.model import FormInfo
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import four_words
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.local_content import load_local_content
from thinkfamily_desktop.settings.locations import data_folder, state_folder
from thinkfamily_desktop.settings.policy import load_policy
from thinkfamily_desktop.settings.preferences import Preferences, load_preferences, save_preferences
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.main_window import MainWindow
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Services
from thinkfamily_desktop.ui.theme import Look

RESTART_WAIT_SECONDS = 10.0
"""How long the fresh process of a lock waits for the old one to let go of the store."""


def run_window(house: House, folder: Path, *, after_lock: bool = False) -> int:
    """Show the window on one vault until it is closed. Raises ThinkFamilyError when another program has it open."""
    harden()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    application.setApplicationName("thinkfamily")
    application.setQuitOnLastWindowClosed(False)
    lock = StoreLock(folder)
    if not after_lock:
        lock.take()
    program = Program(application, house, folder, lock)
    program.show(wait_for_store=after_lock)
    return int(application.exec())


class Program(QObject):
    """Everything that lives as long as the process: the window, its threads, the idle watch, the notes of failures."""

    failed = Signal(str)

    def __init__(self, application: QApplication, house: House, folder: Path, lock: StoreLock) -> None:
        super().__init__(application)
        self._application = application
        self._house = house
        self._folder = folder
        self._lock = lock
        self._in_force = load_policy()
        self._policy = self._in_force.policy
        self._log = Log(state_folder())
        self._notes = CrashNotes(state_folder() / "crashes", house.clock.now, self.failed.emit)
        self._notes.install()
        self.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._preferences = load_preferences(data_folder(), self._policy)
        self._look = Look(application, house.resources, self._preferences.theme, self._preferences.text_size)
        self._unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
        self._documents = Documents(house.words, house.fonts)
        self._pages = PdfPages()
        self.window = MainWindow(self._services())
        self.window.locked.connect(self._on_locked)
        self.window.practise_requested.connect(self._on_practise)
        self._idle = IdleWatch(application, self._policy.idle_lock_minutes * 60, house.clock)
        self._idle.idle.connect(self.window.lock)
        application.lastWindowClosed.connect(self._on_closed)
        self._closing = False
        self._log.say("start", version=__version__)

    def show(self, *, wait_for_store: bool) -> None:
        """Show the window; after a lock it is painted first, and the old process is waited for behind it."""
        self.window.resize(1366, 768)
        self.window.show()
        if wait_for_store:
            self._application.processEvents()
            self._lock.take(RESTART_WAIT_SECONDS)
        self._idle.start()

    def _services(self) -> Services:
        house = self._house
        content, _ = load_local_content(self._policy.local_content_folder)
        return Services(
            words=house.words,
            clock=house.clock,
            unlocking=self._unlocking,
            make_desk=self._desk,
            prove_passphrase=self._unlocking.proves,
            four_words=self._four_words,
            documents=self._documents,
            pdf_pages=self._pages,
            export_folder=self._export_folder(),
            local_content=content,
            minutes_to_lock=self._policy.idle_lock_minutes,
            in_force=self._in_force,
            preferences=self._chosen,
            prefer=self._prefer,
            forms=self._form_infos,
        )

    def _form_infos(self) -> tuple[FormInfo, ...]:
        return tuple(form.info for form in self._house.forms.values())

    def _chosen(self) -> Preferences:
        return self._preferences

    def _prefer(self, preferences: Preferences) -> None:
        """Use it at once; a disk that refuses to keep it only loses the habit, so nobody is stopped by it."""
        self._preferences = preferences.within(self._policy)
        self._look.choose(self._preferences.theme, self._preferences.text_size)
        try:
            save_preferences(data_folder(), self._preferences)
        except OSError:
            self._log.say("preferences_not_kept")

    def _export_folder(self) -> Path:
        allowed = self._policy.allowed_export_folders
        return allowed[0] if allowed else Path.home()

    def _desk(self, store: Store) -> Desk:
        return Desk(store, self._house.forms, self._house.clock)

    def _four_words(self) -> str:
        return four_words(self._house.resources / "passphrase" / "words.txt")

    def _on_practise(self) -> None:
        """Made-up families live in a store and a process of their own."""
        subprocess.Popen([*_ourselves(), "demo"])  # noqa: S603  our own program

    def _on_locked(self) -> None:
        """A lock ends the process: what was in its memory goes with it. A fresh one shows the unlock screen."""
        self._idle.stop()
        self._let_go()
        if not self._closing:
            subprocess.Popen([*_ourselves(), "--store", str(self._folder), "--after-lock"])  # noqa: S603  ourselves
        self._log.say("lock" if not self._closing else "end")
        self._end()

    def _on_closed(self) -> None:
        self._closing = True
        if not self.window.letting_go:
            self._let_go()
            self._log.say("end")
            self._end()

    def _let_go(self) -> None:
        self._documents.close()
        self._pages.close()
        self._unlocking.close()
        self._lock.let_go()

    def _end(self) -> None:
        self._log.close()
        self._notes.uninstall()
        self._application.exit(OK)

    def _on_failed(self, _note: str) -> None:
        """After a fault of ours: what was typed is written, then the program locks and says so."""
        say = self._house.words.say
        self.window.lock()
        Dialogs.tell(self.window, say("crash.window"), say("crash.window_help"), say("workspace.understood"))


def _ourselves() -> list[str]:
    """The command that starts this very program: frozen, or a Python that runs the package."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "thinkfamily_desktop"]
