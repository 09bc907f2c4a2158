"""Random walks through the whole window over a real vault: hands that do anything in any order, and eyes that check."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import MadeUp, StillClock
from tests.ui.robots import Robot
from tests.ui.test_main_window import never_asked
from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import REFERRAL, Document
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.door import Door
from thinkfamily_desktop.ui.fields.base import Field, LineField
from thinkfamily_desktop.ui.fields.long_text import LongTextField
from thinkfamily_desktop.ui.fields.options import LongListField
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.main_window import MainWindow
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pages.form_page import FormPage
from thinkfamily_desktop.ui.parts.options import OptionCards
from thinkfamily_desktop.ui.parts.tabs import Tabs
from thinkfamily_desktop.ui.parts.task_list import TaskRow
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Services

CODE = "2468"
TEXTS = (
    "Toast, then the bus",
    "seven",
    "14 2 2027",
    "about 2019",
    "x",
    "14:30",
    "999 291 4173",
    "",
    "Not “sure” & so on",
)
NAMES = {"Okafor": ("Grace", "Kemi", "Dayo"), "Rahman": ("Nusrat", "Imran", "Sadia")}
LONG_MS = 60_000


@cache
def blank_page() -> bytes:
    """A PDF with nothing on it."""
    held = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(held)
    return held.getvalue()


class QuickDocuments(Documents):
    """Pretends to lay out: what is checked here is the walk, and the report has tests of its own."""

    def make(self, release: Release, kind: str = REFERRAL) -> "Future[Document]":
        made: Future[Document] = Future()
        made.set_result(Document(release, blank_page()))
        return made


def make_vault(folder: Path, form: Form) -> None:
    """A practice vault with two families who share no name."""
    store = create_store(folder, PRACTICE_PASSPHRASE, practice=True, kdf=FLOOR)
    for family, (parent, first, second) in NAMES.items():
        made = MadeUp(form, store=store, people=(parent, family, first, second))
        made.close()
    store.close().result()


class Walk:
    """One worker, one vault, one window after another: a lock ends the process, and a fresh one begins at the door."""

    def __init__(self, folder: Path, form: Form, words: Words, qtbot: QtBot) -> None:
        self.random = random.Random()  # noqa: S311  a walk, not a secret
        self.done: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.written = 0
        self.trail: list[str] = []
        self._folder, self._form, self._words, self._qtbot = folder, form, words, qtbot
        self._documents = QuickDocuments(words, resources_folder() / "fonts")
        self._pdf_pages = PdfPages()
        self._saved = 0
        self._answers: dict[str, Callable[[], bool]] = {
            "open": self._open, "close": self._close, "type": self._type, "choose": self._choose,
            "press": self._press, "switch child": self._switch, "page": self._page, "pause": self._pause,
            "lock": self._lock, "visit": self._visit, "end visit": self._end_visit, "undo": self._undo,
            "delete": self._delete, "export": self._export, "add person": self._add_person, "key": self._key,
        }  # fmt: skip
        self._begin()

    # -- the walk

    def go(self, steps: int, seed: int) -> None:
        """So many things, each looked at; at the end everything is on the disk."""
        self.random.seed(seed)
        self.trail = []
        until = sum(self.done.values()) + steps
        while sum(self.done.values()) < until:
            name = self.random.choice(LIKELY)
            self.trail.append(name)
            if self._answers[name]():
                self.done[name] += 1
                self._robot.settle()
                self._look()
        self._compare_disk()

    def end(self) -> None:
        """Lock and let go of everything."""
        self._leave()
        self._documents.close()
        self._pdf_pages.close()

    # -- seeing

    @property
    def session(self) -> Session | None:
        """What is open."""
        opened = self._window.open_family
        return opened.presenter.session if opened is not None else None

    def _look(self) -> None:
        session = self.session
        if session is None or self._window.paused:
            return
        self.pages[self._where()] += 1
        seen = self._robot.reads() + self._window.windowTitle()
        own = self._family_of(session)
        for family, names in NAMES.items():
            strays = [name for name in (family, *names) if family != own and name in seen]
            assert strays == [], f"{strays} of another family on {self._where()}"
        for field in self._fields():
            answer = session.current(field.key)
            value = answer.value if answer is not None else None
            assert shows(field, value), f"{field.key.item} shows something else than {type(value).__name__}"

    def _where(self) -> str:
        opened = self._window.open_family
        assert opened is not None
        current = opened.currentWidget()
        body = getattr(current, "body", current)
        page = getattr(body, "page", None)
        return f"{type(body).__name__} {page.page.id}" if isinstance(page, FormPage) else type(body).__name__

    def _family_of(self, session: Session) -> str:
        names = {person.full_name for person in session.state.people}
        return next((family for family in NAMES if any(family in name for name in names)), "")

    def _fields(self) -> Iterator[Field]:
        for field in self._robot.window.findChildren(Field):
            if field.isVisible() and not any(isinstance(child, Field) for child in field.findChildren(QWidget)):
                yield field

    def _compare_disk(self) -> None:
        session = self.session
        if session is None:
            return
        opened = self._window.open_family
        assert opened is not None
        opened.flush()
        self._qtbot.waitUntil(lambda: not session.unsaved, timeout=LONG_MS)
        kept = self._store.assessment(session.assessment.id).result()
        family = self._store.family(session.family.id).result()
        assert dict(kept.answers) == dict(session.assessment.answers)
        assert dict(family.facts) == dict(session.family.facts)
        assert family.people == session.family.people
        self.written += len(kept.answers) + len(family.facts)

    # -- beginning and leaving

    def _begin(self) -> None:
        services = Services(
            words=self._words,
            clock=StillClock(),
            make_desk=self._desk,
            documents=self._documents,
            pdf_pages=self._pdf_pages,
            export_folder=self._folder.parent,
        )
        self._unlocking = Unlocking(self._folder, self._folder.parent / "tries.json", StillClock())
        door = Door(self._words, self._unlocking, lambda: "one two three four", never_asked, PassphraseRule)
        self._window = MainWindow(door)
        self._locked: list[bool] = []
        self._window.locked.connect(self._on_locked)
        self._window.resize(1366, 768)
        self._window.show()
        self._qtbot.waitUntil(self._window.isActiveWindow, timeout=LONG_MS)
        self._window.furnish(partial(Inside, services))
        self._robot = Robot(self._window)
        self._robot.click(self._words.say("unlock.passphrase")).type(PRACTICE_PASSPHRASE).press(Qt.Key.Key_Return)
        self._qtbot.waitUntil(self._is_in, timeout=LONG_MS)

    def _is_in(self) -> bool:
        tables = [each for each in self._seen(QAbstractItemView) if isinstance(each, QAbstractItemView)]
        listed = any(each.model() is not None and each.model().rowCount() for each in tables)
        return listed or self._window.open_family is not None

    def _desk(self, store: Store) -> Desk:
        self._store = store
        return Desk(store, {"full": self._form}, StillClock())

    def _on_locked(self) -> None:
        self._locked.append(True)

    def _leave(self) -> None:
        self._window.close()
        self._qtbot.waitUntil(lambda: bool(self._locked), timeout=LONG_MS)
        self._window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._unlocking.close()

    # -- what hands do; each says whether it could be done here

    def _open(self) -> bool:
        if self.session is not None or not self._robot.has(self._words.say("caseload.search")):
            return False
        place = self.random.randrange(len(NAMES))
        self._robot.press(Qt.Key.Key_Down, *[Qt.Key.Key_Down] * place, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: self.session is not None, timeout=LONG_MS)
        return True

    def _close(self) -> bool:
        if not self._click(self._words.say("workspace.your_families")):
            return False
        self._qtbot.waitUntil(lambda: self.session is None and self._is_in(), timeout=LONG_MS)
        return True

    def _type(self) -> bool:
        lines = [
            widget
            for field in self._fields()
            for widget in field.findChildren(QWidget)
            if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isVisible()
        ]
        if not lines or self._window.paused:
            return False
        self.random.choice(lines).setFocus()
        if self.random.random() < 0.3:
            self._robot.press(Qt.Key.Key_A, control=True).press(Qt.Key.Key_Delete)
        for letter in self.random.choice(TEXTS):
            focus = QApplication.focusWidget()
            if focus is not None:
                _type_letter(focus, letter)
        return True

    def _choose(self) -> bool:
        return self._press_one_of([each for group in self._seen(OptionCards) for each in group.cards])  # type: ignore[attr-defined]  # all are groups

    def _press(self) -> bool:
        return self._press_one_of(
            [each for each in self._seen(QAbstractButton) if each.accessibleName() not in self._elsewhere()]  # type: ignore[misc]  # all are buttons
        )

    def _elsewhere(self) -> set[str]:
        """Buttons that are steps of their own."""
        say = self._words.say
        return {
            say(code) for code in ("workspace.lock", "workspace.practise", "workspace.your_families", "visit.start")
        }

    def _switch(self) -> bool:
        tabs = [each for each in self._seen(Tabs) if isinstance(each, Tabs) and each.count() > 1]
        if not tabs:
            return False
        chosen = self.random.choice(tabs)
        QTest.mouseClick(
            chosen, Qt.MouseButton.LeftButton, pos=chosen.tabRect(self.random.randrange(chosen.count())).center()
        )
        return True

    def _page(self) -> bool:
        return self._press_one_of([each for each in self._seen(TaskRow) if isinstance(each, TaskRow)])

    def _pause(self) -> bool:
        if self.session is None or self._window.paused:
            return False
        opened = self._window.open_family
        assert opened is not None
        code = opened.code
        self._robot.press(Qt.Key.Key_F12)
        self._qtbot.waitUntil(lambda: self._window.paused, timeout=LONG_MS)
        self._robot.type(code or PRACTICE_PASSPHRASE).press(Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self._window.paused, timeout=LONG_MS)
        return True

    def _lock(self) -> bool:
        if self.random.random() > SELDOM:
            return False
        self._compare_disk()
        self._leave()
        self._begin()
        return True

    def _visit(self) -> bool:
        opened = self._window.open_family
        if opened is None or opened.workspace is None or opened.in_visit:
            return False
        opened.ask_for_visit()
        self._robot.settle().type(CODE).press(Qt.Key.Key_Return)
        return True

    def _end_visit(self) -> bool:
        return self._click(self._words.say("visit.end_visit"))

    def _undo(self) -> bool:
        return self._click(self._words.say("workspace.undo"))

    def _delete(self) -> bool:
        say = self._words.say
        remove = say("family.remove", name="").strip()
        starts = (say("workspace.remove_row"), remove)
        return self._press_one_of(
            [each for each in self._seen(QAbstractButton) if each.accessibleName().startswith(starts)]  # type: ignore[misc]  # all are buttons
        )

    def _export(self) -> bool:
        opened = self._window.open_family
        if opened is None or opened.in_visit or opened.workspace is None:
            return False
        if not any(True for each in self._seen(CheckReferPage)):
            if not self._click(self._words.say("workspace.check_and_refer")):
                return False
            self._qtbot.wait(PDF_PAUSE_MS)
        self._robot.settle()
        if not self._click(self._words.say("check.travel_save")):
            return False
        (page,) = (each for each in self._seen(CheckReferPage) if isinstance(each, CheckReferPage))
        self._qtbot.waitUntil(lambda: bool(page.column.travel.message), timeout=LONG_MS)
        self._saved += 1
        return True

    def _add_person(self) -> bool:
        """Somebody of the open family's own name, on the page of its people."""
        session = self.session
        if session is None or not self._robot.has(self._words.say("family.line")) or self._window.paused:
            return False
        self._robot.click(self._words.say("family.line"))
        self._robot.type(f"Lee {self._family_of(session)} 4 Mar 2019").press(Qt.Key.Key_Return)
        return True

    def _key(self) -> bool:
        keys = (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_PageDown)
        if self.session is None or self._window.paused:
            return False
        self._robot.press(self.random.choice(keys))
        return True

    # -- within

    def _seen(self, kind: type[QWidget]) -> list[QWidget]:
        return [each for each in self._window.findChildren(kind) if each.isVisible()]

    def _click(self, name: str) -> bool:
        found = [each for each in self._seen(QAbstractButton) if each.accessibleName() == name and each.isEnabled()]
        if len(found) != 1 or self._window.paused:
            return False
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        return True

    def _press_one_of(self, buttons: list[QAbstractButton]) -> bool:
        able = [each for each in buttons if each.isEnabled() and each.isVisible()]
        if not able or self._window.paused or self.session is None:
            return False
        self.random.choice(able).click()
        return True


SELDOM = 0.3  # a lock can be done anywhere, and a second passes until one is back
LIKELY = (
    *["open"] * 6, *["type"] * 8, *["choose"] * 6, *["page"] * 4, *["switch child"] * 3, *["press"] * 4, *["undo"] * 3,
    *["key"] * 3, *["delete"] * 2, "add person", "add person", "pause", "close", "visit", "end visit", "export", "lock",
)  # fmt: skip
PDF_PAUSE_MS = 320


def _type_letter(widget: QWidget, letter: str) -> None:
    if letter.isascii():
        QTest.keyClicks(widget, letter)
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        (widget.insert if isinstance(widget, QLineEdit) else widget.insertPlainText)(letter)


def shows(field: Field, value: Value | None) -> bool:
    """Whether a field shows this value."""
    if isinstance(field, LineField):
        text = field.line.text().strip()
        return (field.read(text) if text else None) == value
    if isinstance(field, LongTextField):
        (words,) = field.findChildren(QPlainTextEdit)
        text = words.toPlainText()
        return (text if text.strip() else None) == value
    if isinstance(field, LongListField):
        (box,) = field.inputs()
        return (box.currentData() or None) == value  # type: ignore[attr-defined]  # a combo box
    cards = [card for group in field.findChildren(OptionCards) for card in group.cards]
    codes = getattr(field, "codes_of", None)
    if codes is None:
        return True  # a table: its cells are fields of their own
    return {card.offer.code for card in cards if card.isChecked()} == set(codes(value))
