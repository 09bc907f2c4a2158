"""What hands do on a random walk; each says whether it could be done here."""

import random
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.walk_promises import Promises
from tests.ui.walk_scene import Scene
from tests.ui.walk_vault import NAMES, VERSIONS
from thinkfamily_desktop.domain.answers import Gap, Source
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.parts.chips import Chip
from thinkfamily_desktop.ui.parts.notes import NotesPanel
from thinkfamily_desktop.ui.parts.options import OptionCards
from thinkfamily_desktop.ui.parts.tabs import Tabs
from thinkfamily_desktop.ui.parts.task_list import TaskRow

CODE = "2468"
TEXTS = ("Toast, then the bus", "seven", "14 2 2027", "about 2019", "x", "14:30", "999 291 4173", "", "Not “sure” & so")
SELDOM = 0.3  # a lock can be done anywhere, and a good part of a second passes until one is back
ROLLS = 0.4  # of the locks after which the program has a newer form
KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_PageDown)
LIKELY = (
    *["open"] * 8, *["type"] * 8, *["choose"] * 6, *["page"] * 5, *["switch child"] * 4, *["press"] * 4, *["undo"] * 3,
    *["key"] * 3, *["delete"] * 3, *["add person"] * 2, *["gap"] * 4, *["keep from"] * 3, *["who said"] * 2,
    *["note"] * 2, *["file note"] * 2, *["discuss"] * 4, *["pause"] * 2, "close", "close", "visit", "end visit",
    "export", "export", "lock", "lock",
)  # fmt: skip


class Hands:
    """Does one thing after another, at random, with nothing but clicks and keys."""

    def __init__(self, scene: Scene, chance: random.Random) -> None:
        self._scene, self._random = scene, chance
        self._say = scene.words.say
        self.saved = 0  # papers
        self.likely = LIKELY
        self.promises = Promises(scene)
        self.can: dict[str, Callable[[], bool]] = {
            "open": self._open, "close": self._close, "type": self._type, "choose": self._choose,
            "press": self._press, "switch child": self._switch, "page": self._page, "pause": self._pause,
            "lock": self._lock, "visit": self._visit, "end visit": self._end_visit, "undo": self._undo,
            "delete": self._delete, "export": self._export, "add person": self._add_person, "key": self._key,
            "gap": self._gap, "keep from": self._keep_from, "who said": self._who_said, "note": self._note,
            "file note": self._file_note, "discuss": self._discuss,
        }  # fmt: skip

    # -- coming and going

    def _open(self) -> bool:
        scene = self._scene
        if scene.session is not None or not scene.robot.has(self._say("caseload.search")):
            return False
        place = self._random.randrange(len(NAMES))
        scene.robot.press(Qt.Key.Key_Down, *[Qt.Key.Key_Down] * place, Qt.Key.Key_Return)
        scene.wait(lambda: scene.session is not None, "the family")
        return True

    def _close(self) -> bool:
        scene = self._scene
        opened = scene.opened
        if opened is None or opened.currentWidget() is not opened.workspace:
            return False  # a topic of the help has the same name
        self._perhaps_type()
        if not scene.click(self._say("workspace.your_families")):
            return False
        scene.wait(lambda: scene.session is None and scene.is_in(), "the caseload")
        return True

    def _pause(self) -> bool:
        scene = self._scene
        if not scene.in_reach:
            return False
        self._perhaps_type()
        scene.robot.press(Qt.Key.Key_F12)
        scene.wait(lambda: scene.window.paused, "the cover")
        return self.come_back()

    def come_back(self) -> bool:
        """From behind the cover, with the code of the visit or the passphrase."""
        scene = self._scene
        code = scene.opened.code if scene.opened is not None else ""
        scene.robot.type(code or PRACTICE_PASSPHRASE).press(Qt.Key.Key_Return)
        scene.wait(lambda: not scene.window.paused, "the way back")
        return True

    def _lock(self) -> bool:
        """With words that were typed a moment ago; what was open has to lie in the vault as it stood in memory."""
        scene = self._scene
        if self._random.random() > SELDOM:
            return False
        if scene.in_reach:
            self._perhaps_type()
        if self._random.random() < ROLLS and scene.version != VERSIONS[-1]:
            scene.version = VERSIONS[VERSIONS.index(scene.version) + 1]
        scene.leave()
        scene.begin()
        return True

    def _visit(self) -> bool:
        opened = self._scene.opened
        if opened is None or opened.workspace is None or opened.in_visit or self._scene.window.paused:
            return False
        opened.ask_for_visit()
        self._scene.robot.settle().type(CODE).press(Qt.Key.Key_Return)
        return self.promises.make(self.promises.visit())

    def _end_visit(self) -> bool:
        return self._scene.click(self._say("visit.end_visit"))

    # -- answering

    def _type(self) -> bool:
        lines = [
            widget
            for field in self._scene.fields()
            for widget in field.findChildren(QWidget)
            if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isVisible()
        ]
        if not lines or not self._scene.in_reach:
            return False
        self._random.choice(lines).setFocus()
        if self._random.random() < 0.3:
            self._scene.robot.press(Qt.Key.Key_A, control=True).press(Qt.Key.Key_Delete)
        box, words = QApplication.focusWidget(), self._random.choice(TEXTS)
        if isinstance(box, QLineEdit | QPlainTextEdit) and words:
            self.promises.make(self.promises.words_in(box))
        _type_words(words)
        return True

    def _perhaps_type(self) -> None:
        """Something that waits to be written when the next thing happens."""
        if self._random.random() < 0.5:
            self._type()

    def _choose(self) -> bool:
        return self._press_one_of(card for group in self._scene.seen(OptionCards) for card in group.cards)

    def _gap(self) -> bool:
        return self._chip(Gap, "workspace.no_answer")

    def _keep_from(self) -> bool:
        return self._chip(str, "workspace.keep_from")

    def _who_said(self) -> bool:
        return self._chip(Source, "workspace.somebody_else")

    def _chip(self, stands_for: type, opener: str) -> bool:
        """The chips come with the focus, and a second line of them with the one that opens it."""
        fields = [field for field in self._scene.fields() if field.inputs()]
        if not fields or not self._scene.in_reach:
            return False
        self._random.choice(fields).focus_first()
        self._scene.robot.settle()
        name = self._say(opener)
        self._press_one_of(chip for chip in self._scene.seen(Chip) if chip.accessibleName() == name)
        self._scene.robot.settle()
        return self._press_one_of(chip for chip in self._scene.seen(Chip) if isinstance(chip.stands_for, stands_for))

    def _undo(self) -> bool:
        step_back = self.promises.other_answers("undo")
        return self.promises.make(step_back, self._scene.click(self._say("workspace.undo")))

    def _delete(self) -> bool:
        starts = (self._say("workspace.remove_row"), self._say("family.remove", name="").strip())
        return self._press_one_of(
            each for each in self._scene.seen(QAbstractButton) if each.accessibleName().startswith(starts)
        )

    def _add_person(self) -> bool:
        """Somebody of the open family's own name, on the page of its people."""
        scene = self._scene
        if not scene.in_reach or scene.session is None or not scene.robot.has(self._say("family.line")):
            return scene.in_reach and scene.click(self._say("workspace.family_map"))
        one_more = self.promises.one_more_person()
        line = f"Lee {scene.family_of(scene.session)} 4 Mar 2019"
        scene.robot.click(self._say("family.line")).type(line).press(Qt.Key.Key_Return)
        return self.promises.make(one_more)

    # -- notes, talking over, papers

    def _note(self) -> bool:
        scene = self._scene
        if not scene.click(self._say("workspace.notes")):
            return False
        scene.robot.settle()
        words, one_more = self._random.choice(TEXTS), self.promises.one_more_note()
        _type_words(words)
        if self._random.random() < 0.7:
            self.promises.make(one_more, scene.click(self._say("workspace.note_keep")) and bool(words))
        return True

    def _file_note(self) -> bool:
        """To the question that is visited."""
        if not self._scene.seen(NotesPanel):
            return self._scene.click(self._say("workspace.notes"))
        self._type()
        file, one_more = self._say("workspace.note_file"), self.promises.one_more_note_filed()
        links = [each for each in self._scene.seen(QAbstractButton) if each.text() == file]
        return self.promises.make(one_more, self._press_one_of(links))

    def _discuss(self) -> bool:
        """Raise something to talk over where nothing waits; else open its card and record what was said."""
        scene = self._scene
        if not scene.in_reach:
            return False
        if any(page.discussion.isVisible() for page in scene.seen(ActionCardPage)):
            return self._record()
        talk = [each for each in scene.seen(QAbstractButton) if each.text() in self._waiting()]
        if not talk:
            asked = [group for group in scene.seen(OptionCards) if "to talk over" in group.accessibleName()]
            rows = [row for row in scene.seen(TaskRow) if row.task.page == "worry"]
            return self._press_one_of(asked[0].cards if asked else rows)
        talk[0].click()
        return True

    def _record(self) -> bool:
        scene = self._scene
        for group in scene.seen(OptionCards):
            self._press_one_of(group.cards)
        self._type()
        scene.click(self._say("card.stands_too"))
        return True

    def _waiting(self) -> set[str]:
        return {self._say("workspace.to_talk_over", count=count) for count in range(1, 4)}

    def _export(self) -> bool:
        scene = self._scene
        if scene.opened is None or scene.opened.in_visit or scene.opened.workspace is None:
            return False
        if not scene.seen(CheckReferPage) and not scene.click(self._say("workspace.check_and_refer")):
            return False
        scene.robot.settle()
        pages = scene.seen(CheckReferPage)
        if not pages:
            return False
        scene.wait(lambda: pages[0].document is not None or bool(pages[0].preview.says), "the paper")
        if not scene.click(self._say("check.travel_save")):
            return True  # it cannot be made as things stand, and says why
        scene.wait(lambda: bool(pages[0].column.travel.message), "the saved paper")
        self.saved += 1
        return True

    # -- anything

    def _switch(self) -> bool:
        tabs = [each for each in self._scene.seen(Tabs) if each.count() > 1]
        if not tabs:
            return False
        chosen = self._random.choice(tabs)
        tab = self._random.randrange(chosen.count())
        self.promises.make(self.promises.tab(chosen, tab))
        QTest.mouseClick(chosen, Qt.MouseButton.LeftButton, pos=chosen.tabRect(tab).center())
        return True

    def _page(self) -> bool:
        rows = [row for row in self._scene.seen(TaskRow) if row.isEnabled()]
        if not rows or not self._scene.in_reach:
            return False
        row = self._random.choice(rows)
        row.click()
        return self.promises.make(self.promises.page(row.task.page))

    def _key(self) -> bool:
        if not self._scene.in_reach:
            return False
        self._scene.robot.press(self._random.choice(KEYS))
        return True

    def _press(self) -> bool:
        """Any button at all, but for those that are steps of their own."""
        own = ("workspace.lock", "workspace.practise", "workspace.your_families", "visit.start", "workspace.pause")
        names = {self._say(code) for code in own}
        return self._press_one_of(
            each for each in self._scene.seen(QAbstractButton) if each.accessibleName() not in names
        )

    def _press_one_of(self, buttons: Iterable[QAbstractButton]) -> bool:
        able = [each for each in buttons if each.isEnabled() and each.isVisible()]
        if not able or not self._scene.in_reach:
            return False
        self._random.choice(able).click()
        return True


def _type_words(words: str) -> None:
    """Into whatever has the keyboard; a letter that no key of the test's keyboard has is put there."""
    for letter in words:
        focus = QApplication.focusWidget()
        if focus is not None and letter.isascii():
            QTest.keyClicks(focus, letter)
        elif isinstance(focus, QLineEdit):
            focus.insert(letter)
        elif isinstance(focus, QPlainTextEdit):
            focus.insertPlainText(letter)
