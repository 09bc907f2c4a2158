"""The workspace over a made-up family, dressed as the program is, with a robot in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import MadeUp
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.parts.focus_ring import FocusRing
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.theme import Look


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words(resources_folder() / "words")


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    return Look(qapp, resources_folder(), "light")


class _Windows(QObject):
    """Hears of every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and type(watched).__name__ in STRAY:
            stray = watched.isWindow()
            self.strays += [f"{type(watched).__name__} {watched.accessibleName()}"] if stray else []
        return False


STRAY = frozenset(
    {"Label", "Button", "Chip", "Tabs", "Card", "Panel", "QuietLinkButton", "Extras", "TopBar", "QWidget"}
)


@pytest.fixture(autouse=True)
def no_stray_window(qapp: QApplication) -> Iterator[None]:
    """A part that is shown before it has a place becomes a window for a moment, and takes the focus away."""
    windows = _Windows()
    qapp.installEventFilter(windows)
    yield
    qapp.removeEventFilter(windows)
    assert windows.strays == []


@pytest.fixture
def family() -> Iterator[MadeUp]:
    family = MadeUp()
    yield family
    family.close()


@dataclass
class Screen:
    """An open workspace and the hands in front of it."""

    robot: Robot
    page: WorkspacePage
    presenter: AssessmentPresenter
    family: MadeUp
    words: Words

    def say(self, code: str, **parameters: str | int) -> str:
        return self.words.say(code, **parameters)


OpenScreen = Callable[..., Screen]


@pytest.fixture
def open_screen(qtbot: QtBot, look: Look, family: MadeUp, words: Words) -> Iterator[OpenScreen]:
    opened: list[QMainWindow] = []

    def open_it(page: str = "kinds", *, visit: bool = False, room: Room | None = None) -> Screen:
        if visit:
            family.session.start_visit(room)
        window = QMainWindow()
        presenter = AssessmentPresenter(family.session, window)
        workspace = WorkspacePage(presenter, Means(words, family.session.form, family.clock, visit=visit))
        window.setCentralWidget(workspace)
        FocusRing(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        workspace.open_page(page)
        opened.append(window)
        return Screen(Robot(window), workspace, presenter, family, words)

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Show = Callable[..., Robot]


@pytest.fixture
def show(qtbot: QtBot, look: Look) -> Iterator[Show]:
    """Puts a page into a window of its own, with a robot in front of it."""
    opened: list[QMainWindow] = []

    def show_it(page: QWidget, width: int = 1366, height: int = 768) -> Robot:
        window = QMainWindow()
        window.setCentralWidget(page)
        FocusRing(window)
        window.resize(width, height)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        opened.append(window)
        return Robot(window)

    yield show_it
    for window in opened:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
