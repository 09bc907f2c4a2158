"""One window from the door to a visit: it covers at once, locks, and lets go of everything."""

import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.session.memory_store import MemoryStore, done
from tests.ui.made_up import MadeUp
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.restoring import Restoring
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.door import Door
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.main_window import MainWindow
from thinkfamily_desktop.ui.parts.status_bar import StatusBar
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Services
from thinkfamily_desktop.ui.theme import Look


def never_asked() -> Restoring:
    raise AssertionError


class OpenDoor(Unlocking):
    """A vault that is there and opens with any passphrase."""

    def __init__(self, store: MemoryStore, folder: Path) -> None:
        self.folder = folder
        self._held = store

    @property
    def exists(self) -> bool:
        return True

    @property
    def practice(self) -> bool:
        return True

    def seconds_to_wait(self) -> int:
        return 0

    def unlock(self, passphrase: str) -> Future[object]:  # type: ignore[override]
        return done(self._held)

    def proves(self, passphrase: str) -> Future[bool]:
        return done(passphrase == "right")


class Program:
    """The whole window over a made-up family."""

    def __init__(self, words: Words, folder: Path, qtbot: QtBot, **differs: Any) -> None:
        self.family = MadeUp()
        self.words = words
        self._qtbot = qtbot
        self._documents = Documents(words, resources_folder() / "fonts")
        self._pages = PdfPages()
        services = Services(
            words=words,
            clock=self.family.clock,
            make_desk=self._desk,
            documents=self._documents,
            pdf_pages=self._pages,
            export_folder=folder,
            **differs,
        )
        vault = OpenDoor(self.family.store, folder)
        self.returns = False  # as after a start, not after a lock
        self.door = Door(
            words,
            vault,
            lambda: "one two three four",
            never_asked,
            PassphraseRule,
            returns=lambda: self.returns,
        )
        self.window = MainWindow(self.door)
        self.furnish = partial(self.window.furnish, partial(Inside, services))
        self.locked: list[bool] = []
        self.window.locked.connect(self._on_locked)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.robot = Robot(self.window)

    def _desk(self, _: object) -> Desk:
        return Desk(self.family.store, {"full": self.family.session.form}, self.family.clock)

    def _on_locked(self) -> None:
        self.locked.append(True)

    def unlock(self) -> "Program":
        self.robot.click(self.words.say("unlock.passphrase")).type("x").press(Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self.robot.has(self.words.say("unlock.passphrase")))
        return self

    def open_family(self) -> "Program":
        self.unlock()
        self._qtbot.waitUntil(lambda: "Okafor" in self.seen_rows())
        self.robot.press(Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: self.window.open_family is not None)
        self.robot.settle()
        return self

    def type_on_a_full_disk(self, text: str) -> "Program":
        self.open_family()
        opened = self.window.open_family
        assert opened is not None
        assert opened.workspace is not None
        opened.workspace.open_page("kinds")
        self.robot.settle().click("A line")
        self.family.store.full = True
        self.robot.type(text)
        return self

    def make_room(self) -> None:
        self.family.store.full = False
        if not self.locked:
            self.robot.click(self.words.say("visit.cover_write_again"))
            self._qtbot.waitUntil(lambda: self.locked == [True])

    def saved(self) -> dict[str, Any]:
        return {
            key.item: answer.value
            for save in self.family.store.saves
            for key, answer in save.answers.items()
            if answer is not None
        }

    def start_visit(self, code: str = "2468") -> "Program":
        opened = self.window.open_family
        assert opened is not None
        opened.ask_for_visit()
        self.robot.settle().type(code).press(Qt.Key.Key_Return)
        return self

    def seen_rows(self) -> str:
        from PySide6.QtWidgets import QAbstractItemView

        views = [view for view in self.window.findChildren(QAbstractItemView) if view.isVisible() and view.model()]
        return " ".join(
            str(view.model().index(row, 0).data()) for view in views for row in range(view.model().rowCount())
        )

    def cover_asks(self) -> str:
        self.robot.settle()
        assert self.window.paused
        return self.robot.focus

    def close(self) -> None:
        self.window.close()
        self._qtbot.waitUntil(lambda: bool(self.locked) or self.window.open_family is None)
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._documents.close()
        self._pages.close()
        self.family.close()


@pytest.fixture
def program(qtbot: QtBot, look: Look, words: Words, tmp_path: Path) -> Iterator[Program]:
    program = Program(words, tmp_path, qtbot)
    program.furnish()
    yield program
    program.close()


def test_the_title_names_no_one(program: Program) -> None:
    before = program.window.windowTitle()
    program.open_family()
    assert program.window.windowTitle() == before
    assert "Okafor" not in before


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F12,), (Qt.Key.Key_Escape, Qt.Key.Key_Escape)])
def test_pause_covers_everything_at_once(program: Program, keys: tuple[Qt.Key, ...]) -> None:
    program.open_family()
    program.robot.press(*keys)
    assert program.window.paused
    for name in ("Okafor", "Grace", "Tunde", "Family"):
        assert name not in program.robot.reads()


def test_one_escape_is_only_an_escape(program: Program) -> None:
    program.open_family()
    program.robot.press(Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
    assert not program.window.paused


def test_the_cover_at_the_desk_opens_with_the_passphrase_and_the_focus_is_where_it_was(
    program: Program, qtbot: QtBot
) -> None:
    program.open_family()
    focus = QApplication.focusWidget()
    program.robot.press(Qt.Key.Key_F12)
    assert program.cover_asks() == program.words.say("visit.cover_passphrase")
    program.robot.type("wrong").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.words.say("visit.cover_wrong") in program.robot.settle().reads())
    assert program.window.paused
    program.robot.type("right").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.window.paused)
    assert QApplication.focusWidget() is focus


def test_behind_the_door_there_is_nothing_to_cover(program: Program) -> None:
    program.robot.press(Qt.Key.Key_F12)
    assert not program.window.paused


def test_pause_writes_what_was_typed(program: Program) -> None:
    program.open_family()
    opened = program.window.open_family
    assert opened is not None
    assert opened.workspace is not None
    opened.workspace.open_page("kinds")
    program.robot.settle().click("A line").type("in the middle of a wo").press(Qt.Key.Key_F12)
    saved = {key.item: answer for save in program.family.store.saves for key, answer in save.answers.items()}
    assert saved["k.text"].value == "in the middle of a wo"  # type: ignore[union-attr]


def test_a_visit_needs_a_code_of_four_to_six_figures(program: Program) -> None:
    program.open_family().start_visit("12")
    opened = program.window.open_family
    assert opened is not None
    assert not opened.in_visit
    program.robot.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace).type("2468").press(Qt.Key.Key_Return)
    assert opened.in_visit


def test_the_cover_in_a_visit_opens_with_the_code_and_never_with_a_click(program: Program) -> None:
    program.open_family().start_visit("2468")
    program.robot.press(Qt.Key.Key_F12)
    assert program.cover_asks() == program.words.say("visit.cover_code")
    program.robot.click(program.words.say("visit.cover_open"))
    assert program.window.paused
    program.robot.click(program.words.say("visit.cover_code")).type("1111").press(Qt.Key.Key_Return)
    assert program.window.paused
    program.robot.type("2468").press(Qt.Key.Key_Return)
    assert not program.window.paused


def test_the_last_half_minute_before_a_lock_is_counted_down_in_the_status_line(program: Program) -> None:
    program.unlock()
    bar = program.window.findChildren(StatusBar)[-1]
    at_rest = spoken(bar)
    program.window.count_down(20)
    assert program.words.say("workspace.locks_in", count=20) in spoken(bar)
    program.window.count_down(0)
    assert spoken(bar) == at_rest


def spoken(bar: StatusBar) -> list[str]:
    """What the status line says."""
    return [label.text() for label in bar.findChildren(QLabel)]


def test_three_wrong_codes_lock(program: Program, qtbot: QtBot) -> None:
    program.open_family().start_visit("2468")
    program.robot.press(Qt.Key.Key_F12)
    for _ in range(3):
        assert program.locked == []
        program.robot.settle().type("1111").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.locked == [True])


def test_a_visit_under_way_goes_on_after_unlocking_with_a_new_code(program: Program, qtbot: QtBot) -> None:
    session = program.family.session
    program.family.store.remember_place(Place(session.family.id, session.assessment.id, "kinds", visit=True))
    program.unlock()
    qtbot.waitUntil(lambda: program.window.open_family is not None)
    program.robot.settle()
    assert "Okafor" not in program.robot.reads()
    assert program.robot.has(program.words.say("visit.start_code"))


@pytest.fixture
def asked(program: Program) -> AnswerKey:
    """The question at which the program was locked."""
    family = program.family
    key = family.key("ch.unwell", family.ife)
    family.store.remember_place(Place(family.session.family.id, family.session.assessment.id, "children", key=key))
    return key


def test_after_a_lock_the_worker_goes_on_at_the_same_question(program: Program, qtbot: QtBot, asked: AnswerKey) -> None:
    program.returns = True
    program.unlock()
    qtbot.waitUntil(lambda: program.window.open_family is not None)
    program.robot.settle().type("and so on")
    assert program.window.open_family is not None
    answer = program.window.open_family.presenter.session.current(asked)
    assert answer is not None
    assert answer.value == "and so on"


def test_a_program_that_is_started_begins_at_the_caseload(program: Program, qtbot: QtBot, asked: AnswerKey) -> None:
    assert asked
    program.unlock()
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    assert program.window.open_family is None


def test_what_the_store_has_to_say_comes_before_the_family(
    program: Program, qtbot: QtBot, asked: AnswerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked
    program.returns = True
    monkeypatch.setattr(Desk, "notices", (("store.note_crash", {}),))
    program.unlock()
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    assert program.words.say("store.note_crash") in program.robot.settle().reads()


def test_locking_remembers_the_question_and_closing_the_family_forgets_it(program: Program, qtbot: QtBot) -> None:
    program.open_family()
    opened = program.window.open_family
    assert opened is not None
    assert opened.workspace is not None
    key = program.family.key("ch.unwell", program.family.tunde)
    opened.workspace.open_question(key)
    program.robot.settle()
    opened.flush()
    place = program.family.store.place().result()
    assert (place.page, place.key, place.visit) == ("children", key, False)
    opened.closed.emit()
    qtbot.waitUntil(lambda: program.window.open_family is None)
    assert program.family.store.place().result() == Place()


def test_nothing_of_the_desk_is_left_in_a_visit(program: Program) -> None:
    from thinkfamily_desktop.ui.pages.workspace import WorkspacePage

    program.open_family().start_visit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(program.window.findChildren(WorkspacePage)) == 1
    assert not program.robot.has(program.words.say("workspace.check_and_refer"))


def test_locking_lets_go_of_every_answer(program: Program, qtbot: QtBot) -> None:
    program.open_family()
    opened = program.window.open_family
    assert opened is not None
    assert opened.workspace is not None
    for page in ("kinds", "children", "worry"):
        opened.workspace.open_page(page)
        program.robot.settle()
    session = weakref.ref(opened.presenter.session)
    presenter = weakref.ref(opened.presenter)
    del opened
    program.robot.press(Qt.Key.Key_L, control=True)
    qtbot.waitUntil(lambda: program.locked == [True])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert presenter() is None
    assert session() is None


def test_closing_the_window_saves_and_lets_go(program: Program, qtbot: QtBot) -> None:
    program.open_family()
    program.window.close()
    qtbot.waitUntil(lambda: program.locked == [True])


def test_the_window_says_when_its_first_picture_is_there(program: Program, qtbot: QtBot) -> None:
    order: list[str] = []

    class Watch(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            order.append("paint")

    window = MainWindow(program.door)
    window.painted.connect(partial(order.append, "painted"))
    watch = Watch(window)
    watch.resize(40, 40)
    window.show()
    qtbot.waitUntil(lambda: "painted" in order)
    assert order[0] == "paint"
    window.close()
    window.deleteLater()


def test_whoever_unlocks_before_the_rest_is_read_comes_in_once_it_is(
    qtbot: QtBot, look: Look, words: Words, tmp_path: Path
) -> None:
    program = Program(words, tmp_path, qtbot)
    program.robot.click(words.say("unlock.passphrase")).type("x").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.letting_go)
    assert "Okafor" not in program.seen_rows()
    program.furnish()
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    program.close()


def test_a_lock_before_the_rest_is_read_lets_go_of_the_vault(
    qtbot: QtBot, look: Look, words: Words, tmp_path: Path
) -> None:
    program = Program(words, tmp_path, qtbot)
    program.robot.click(words.say("unlock.passphrase")).type("x").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.letting_go)
    program.window.lock()
    qtbot.waitUntil(lambda: program.locked == [True])
    assert not program.window.letting_go
    program.close()


def test_words_that_a_full_disk_refuses_are_kept_behind_the_cover_until_it_takes_them(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.type_on_a_full_disk("half a wo").robot.press(Qt.Key.Key_L, control=True)
    assert program.window.paused
    qtbot.waitUntil(lambda: program.words.say("visit.cover_write_again") in program.robot.settle().reads())
    assert program.words.say("visit.cover_disk_full") in program.robot.reads()
    assert "half a wo" not in program.robot.reads()
    assert program.locked == []
    program.family.store.full = False
    program.robot.click(program.words.say("visit.cover_write_again"))
    qtbot.waitUntil(lambda: program.locked == [True])
    assert program.saved()["k.text"] == "half a wo"


def test_words_that_were_refused_are_tried_again_by_themselves(
    qtbot: QtBot, look: Look, words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thinkfamily_desktop.ui.main_window.WRITE_AGAIN_MS", 1)
    program = Program(words, tmp_path, qtbot)
    program.furnish()
    program.type_on_a_full_disk("half a wo").window.lock()
    qtbot.waitUntil(lambda: program.words.say("visit.cover_disk_full") in program.robot.settle().reads())
    program.family.store.full = False
    qtbot.waitUntil(lambda: program.locked == [True])
    assert program.saved()["k.text"] == "half a wo"
    program.close()


@pytest.mark.parametrize("given_up", [True, False])
def test_only_the_worker_gives_refused_words_up(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, given_up: bool
) -> None:
    program.type_on_a_full_disk("half a wo").window.lock()
    give_up = program.words.say("visit.cover_give_up")
    qtbot.waitUntil(lambda: program.robot.settle().has(give_up))
    monkeypatch.setattr(Dialogs, "ask", lambda *_: given_up)
    program.robot.click(give_up)
    qtbot.waitUntil(lambda: program.locked == ([True] if given_up else []))
    program.make_room()


def test_a_window_that_is_closed_on_a_full_disk_stays_with_its_words(program: Program, qtbot: QtBot) -> None:
    program.type_on_a_full_disk("half a wo").window.close()
    qtbot.waitUntil(lambda: program.words.say("visit.cover_disk_full") in program.robot.settle().reads())
    assert program.window.isVisible()
    program.window.close()
    assert program.window.isVisible()
    assert program.locked == []
    program.make_room()


def test_a_family_is_not_left_before_the_disk_has_its_words(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Dialogs, "tell", lambda _parent, what, *_: told.append(what))
    program.type_on_a_full_disk("half a wo").robot.click(program.words.say("workspace.your_families"))
    qtbot.waitUntil(lambda: bool(told))
    assert program.window.open_family is not None
    program.family.store.full = False
    program.robot.click(program.words.say("workspace.your_families"))
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    assert program.saved()["k.text"] == "half a wo"


def test_a_practice_store_says_so_on_every_page_of_the_desk_and_not_in_a_visit(program: Program, qtbot: QtBot) -> None:
    says = program.words.say("workspace.practice")
    program.unlock()
    qtbot.waitUntil(lambda: says in program.robot.settle().reads())
    program.robot.click(program.words.say("settings.title"))
    assert says in program.robot.reads()
    program.robot.click(program.words.say("settings.back"))
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    program.robot.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.open_family is not None)
    assert says in program.robot.settle().reads()
    program.start_visit()
    assert says not in program.robot.settle().reads()


def test_a_real_store_never_says_practice(program: Program, qtbot: QtBot) -> None:
    program.family.store.practice = False
    program.unlock()
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    assert program.words.say("workspace.practice") not in program.robot.settle().reads()


def test_what_is_wrong_in_a_policy_is_said_at_the_desk_until_it_has_been_read(
    qtbot: QtBot, look: Look, words: Words, tmp_path: Path
) -> None:
    program = Program(words, tmp_path, qtbot, set_wrong=("The lock is not a number.",))
    program.furnish()
    program.unlock()
    qtbot.waitUntil(lambda: "The lock is not a number." in program.robot.settle().reads())
    program.robot.click(words.say("workspace.understood"))
    assert "The lock is not a number." not in program.robot.reads()
    program.robot.click(words.say("settings.title")).click(words.say("settings.back"))
    assert "The lock is not a number." not in program.robot.settle().reads()
    program.close()


def test_in_a_visit_nothing_is_said_of_a_policy(qtbot: QtBot, look: Look, words: Words, tmp_path: Path) -> None:
    program = Program(words, tmp_path, qtbot, set_wrong=("The lock is not a number.",))
    session = program.family.session
    program.family.store.remember_place(Place(session.family.id, session.assessment.id, "kinds", visit=True))
    program.furnish()
    program.unlock()
    qtbot.waitUntil(lambda: program.window.open_family is not None)
    assert "The lock is not a number." not in program.robot.settle().reads()
    program.close()


def test_a_family_is_called_by_its_name_as_soon_as_that_is_typed(program: Program, qtbot: QtBot) -> None:
    say = program.words.say
    program.unlock()
    qtbot.waitUntil(lambda: program.robot.has(say("caseload.start")))
    program.robot.click(say("caseload.start"))
    qtbot.waitUntil(lambda: program.robot.has(say("family.line")))
    assert say("workspace.new_family") in program.robot.reads()
    program.robot.click(say("family.line")).type("Carol Lewis").press(Qt.Key.Key_Return)
    assert say("workspace.family_name", name="Lewis") in program.robot.reads()
    assert say("workspace.new_family") not in program.robot.reads()


def test_where_policy_lets_no_store_be_made_the_first_run_is_not_offered(
    words: Words, tmp_path: Path, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise ThinkFamilyError("policy.new_store_waits")

    vault = Unlocking(tmp_path / "vault", tmp_path / "tries", SystemClock())
    for door, offered in (
        (Door(words, vault, lambda: "one two three four", never_asked, PassphraseRule), True),
        (Door(words, vault, lambda: "one two three four", never_asked, PassphraseRule, refuse), False),
    ):
        window = MainWindow(door)
        qtbot.addWidget(window)
        window.show()
        robot = Robot(window)
        assert robot.has(words.say("unlock.first_own")) == offered
