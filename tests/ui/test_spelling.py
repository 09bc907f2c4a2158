"""British spelling under long text: what is marked, what is left alone, and the keyboard's way to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.parts.spelling_marks import SpellingHelp
from thinkfamily_desktop.ui.spelling import Speller, spans

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform says so of any menu

FOLDER = resources_folder() / "spelling"


@pytest.fixture(scope="module")
def speller() -> Speller:
    speller = Speller(FOLDER)
    speller.load()
    return speller


class Box:
    """A box to type into, with the help that a visited field has."""

    def __init__(self, show: Show, speller: Speller, words: Words) -> None:
        page = QWidget()
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName("What happened")
        QVBoxLayout(page).addWidget(self.edit)
        self.help = SpellingHelp(self.edit, speller, words)
        self.robot: Robot = show(page, 600, 300)
        self.edit.setFocus()

    def type(self, words: str) -> "Box":
        self.robot.type(words)
        self.help.marks.look_up()
        return self

    @property
    def marked(self) -> list[str]:
        """What is underlined on the screen."""
        found = []
        block = self.edit.document().firstBlock()
        while block.isValid():
            found += [
                block.text()[part.start : part.start + part.length]
                for part in block.layout().formats()
                if part.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline
            ]
            block = block.next()
        return found


@pytest.fixture
def box(show: Show, speller: Speller, words: Words) -> Box:
    return Box(show, Speller(FOLDER), words)


def menu() -> QMenu:
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    return opened


def test_british_spelling_is_right_and_american_and_mistyped_words_are_marked(box: Box) -> None:
    box.type("the colour of the color, organised breakfsat in the centre. ")
    assert box.marked == ["color", "breakfsat"]


def test_the_word_that_is_being_typed_is_left_alone(box: Box) -> None:
    assert box.type("she had no brekfast").marked == []
    assert box.type(" ").marked == ["brekfast"]


@pytest.mark.parametrize("text", ["seen by Kemi Adeyemigbe", "CAMHS rang", "x17a", "kemi@exmple", "he was 4yrs"])
def test_names_abbreviations_and_figures_are_not_looked_up(text: str, speller: Speller) -> None:
    assert [span.word for span in spans(text) if not speller.is_right(span.word)] == []


def test_the_familys_names_are_right_wherever_they_stand(box: Box) -> None:
    box.type("Ifechi slept. ifechi slept. ")
    assert box.marked == ["Ifechi", "ifechi"]
    box.help.know("Ifechi Okafor")
    assert box.marked == ["ifechi"]


def test_exact_words_are_not_corrected(box: Box) -> None:
    box.type("i wos scaredd ")
    assert "scaredd" in box.marked
    box.help.marks.show_on(on=False)
    assert box.marked == []
    box.robot.press(Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None


def test_f7_goes_to_the_next_word_and_enter_takes_the_first_suggestion(box: Box) -> None:
    box.type("no breakfsat and no dinnner ")
    box.robot.press(Qt.Key.Key_F7)
    assert box.edit.textCursor().selectedText() == "breakfsat"
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    assert box.edit.toPlainText() == "no breakfast and no dinnner "
    box.robot.press(Qt.Key.Key_F7)
    assert box.edit.textCursor().selectedText() == "dinnner"
    QTest.keyClick(menu(), Qt.Key.Key_Escape)
    box.edit.undo()
    assert box.edit.toPlainText() == "no breakfsat and no dinnner "


def test_the_menu_key_offers_suggestions_above_what_a_menu_has_otherwise(box: Box) -> None:
    box.type("dinnner")
    at = box.edit.cursorRect().center()
    QApplication.sendEvent(
        box.edit.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, box.edit.mapToGlobal(at))
    )
    offered = [action.text() for action in menu().actions()]
    assert offered[0] == "dinner"
    assert len(offered) > 6
    menu().close()


def test_a_word_that_is_let_stand_stands_everywhere_and_no_file_has_it(
    show: Show, words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in FOLDER.iterdir()}
    box = Box(show, Speller(FOLDER), words).type("Mx Quillfeather is a doula. quillfeathery ")
    assert box.marked == ["quillfeathery"]
    box.robot.press(Qt.Key.Key_F7)
    stand = next(action for action in menu().actions() if action.text() == "“quillfeathery” is right")
    stand.trigger()
    menu().close()
    assert box.marked == []
    assert {file: file.stat().st_mtime_ns for file in FOLDER.iterdir()} == before
    assert list(tmp_path.iterdir()) == []
    assert Box(show, Speller(FOLDER), words).type("quillfeathery ").marked == ["quillfeathery"]


def test_without_a_dictionary_nothing_is_marked_and_nothing_fails(show: Show, words: Words, tmp_path: Path) -> None:
    box = Box(show, Speller(tmp_path), words).type("no breakfsat ")
    assert box.marked == []
    box.robot.press(Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is None


def test_marks_are_not_red(box: Box, look: object) -> None:
    """Red means act today, and in a visit there is none."""
    box.type("dinnner x ")
    (part,) = box.edit.document().firstBlock().layout().formats()
    colour = part.format.underlineColor()
    assert colour == box.edit.palette().link().color()
    assert not (colour.hueF() < 0.06 and colour.saturationF() > 0.5)


def test_a_place_that_is_pointed_at_is_the_one_that_is_offered_for(box: Box) -> None:
    box.type("dinnner lunhc ")
    box.edit.customContextMenuRequested.emit(QPoint(12, 12))
    assert menu().actions()[0].text() == "dinner"
    menu().close()
