"""One worker, one vault, one window after another: a lock ends the process, and a fresh one begins at the door."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget
from pytestqt.exceptions import TimeoutError as NeverCame
from pytestqt.qtbot import QtBot

from tests.ui.made_up import StillClock
from tests.ui.robots import Robot
from tests.ui.test_main_window import never_asked
from tests.ui.walk_vault import NAMES, VERSIONS, QuickDocuments, forms, migrations
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.door import Door
from thinkfamily_desktop.ui.fields.base import Field
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.main_window import MainWindow
from thinkfamily_desktop.ui.open_family import OpenFamily
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Services

LONG_MS = 60_000
W = TypeVar("W", bound=QWidget)


class Walker(Robot):
    """What was thrown away goes before the next thing is done, as in a loop that runs: hands never get at it."""

    def settle(self) -> "Walker":
        """Let everything that is due happen."""
        super().settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self


class WentWrongError(Exception):
    """Something failed while it was being waited for."""


class Scene:
    """What is on the screen, and how to get at it."""

    def __init__(self, folder: Path, words: Words, qtbot: QtBot, failures: list[BaseException]) -> None:
        self.words = words
        self.version = VERSIONS[0]  # of the form, from the next opening on
        self.failures = failures
        self._folder, self._qtbot = folder, qtbot
        self._documents = QuickDocuments(words, resources_folder() / "fonts")
        self._pdf_pages = PdfPages()
        self._families: dict[str, str] = {}

    # -- beginning and leaving

    def begin(self) -> None:
        """A fresh window at the door, and in."""
        services = Services(
            words=self.words,
            clock=StillClock(),
            make_desk=self._desk,
            documents=self._documents,
            pdf_pages=self._pdf_pages,
            export_folder=self._folder.parent,
        )
        self._unlocking = Unlocking(self._folder, self._folder.parent / "tries.json", StillClock())
        door = Door(self.words, self._unlocking, lambda: "one two three four", never_asked, PassphraseRule)
        self.window = MainWindow(door)
        self._locked: list[bool] = []
        self.window.locked.connect(self._on_locked)
        self.window.resize(1366, 768)
        self.window.show()
        self.wait(self.window.isActiveWindow, "the window")
        self.window.furnish(partial(Inside, services))
        self.robot = Walker(self.window)
        self.robot.click(self.words.say("unlock.passphrase")).type(PRACTICE_PASSPHRASE).press(Qt.Key.Key_Return)
        self.wait(self.is_in, "what lies behind the door")

    def leave(self) -> None:
        """Close the window, which locks; nothing of it is left."""
        self.window.close()
        self.wait(lambda: bool(self._locked), "the end of the lock")
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._unlocking.close()

    def end(self) -> None:
        """Lock and let go of everything."""
        self.leave()
        self._documents.close()
        self._pdf_pages.close()

    def is_in(self) -> bool:
        """Whether the caseload is listed, or a family is open."""
        listed = any(each.model() is not None and each.model().rowCount() for each in self.seen(QAbstractItemView))
        return listed or self.opened is not None

    def _desk(self, store: Store) -> Desk:
        self.store = store
        return Desk(store, {"full": forms()[self.version]}, StillClock(), migrations())

    def _on_locked(self) -> None:
        self._locked.append(True)

    # -- seeing

    @property
    def opened(self) -> OpenFamily | None:
        """The family that is open."""
        return self.window.open_family

    @property
    def session(self) -> Session | None:
        """What is open."""
        return self.opened.presenter.session if self.opened is not None else None

    @property
    def in_reach(self) -> bool:
        """Whether hands can get at an open family."""
        return self.opened is not None and not self.window.paused

    def seen(self, kind: type[W]) -> list[W]:
        """Everything of a kind that can be seen."""
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def fields(self) -> Iterator[Field]:
        """The fields that hold an answer of their own."""
        for field in self.seen(Field):
            if not any(isinstance(child, Field) for child in field.findChildren(QWidget)):
                yield field

    def family_of(self, session: Session) -> str:
        """By its name as it was when it was first opened: hands may write another, and take everybody out."""
        names = {person.full_name for person in session.state.people}
        first = next((family for family in NAMES if any(family in name for name in names)), "")
        return self._families.setdefault(session.family.id, first)

    # -- doing

    def wait(self, happens: Callable[[], bool], what: str) -> None:
        """Until it happens. What fails meanwhile is raised at once; what never comes is said with what is seen."""

        def now() -> bool:
            if self.failures:
                raise WentWrongError(f"while waiting for {what}") from self.failures[0]
            return happens()

        try:
            self._qtbot.waitUntil(now, timeout=LONG_MS)
        except NeverCame:
            pytest_says = f"{what} never came: {self._stands()}"
            raise AssertionError(pytest_says) from None

    def click(self, name: str) -> bool:
        """Press the one button of this name, where there is one. With a menu open the first click only closes that."""
        self.close_menu()
        found = [each for each in self.seen(QAbstractButton) if each.accessibleName() == name and each.isEnabled()]
        if len(found) != 1 or self.window.paused:
            return False
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        return True

    def close_menu(self) -> None:
        """As a click beside it does."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _stands(self) -> str:
        """What stands in the way, without a word that was typed."""
        session, popup, focus = self.session, QApplication.activePopupWidget(), QApplication.focusWidget()
        saved = (session.saved.state, session.saved.code, session.unsaved) if session is not None else None
        return (
            f"active {self.window.isActiveWindow()}, paused {self.window.paused}, saved {saved},"
            f" popup {type(popup).__name__}, focus {type(focus).__name__}"
        )
