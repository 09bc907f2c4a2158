"""Check and refer, answer by answer: one is left out with a reason, and the PDF and the register know it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from tests.ui.robots import Robot
from tests.ui.test_check_refer import LONG_MS, Making, ready
from thinkfamily_desktop.domain.records import Decision
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.copies import Copies, WhichCopy
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.models.check import question_in_words
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.pdf_pages import PdfPages

REASON = "The ward has told them"


@pytest.fixture
def practice(words: Words) -> Iterator[Practice]:
    practice = Practice(StillClock(), words)
    yield practice
    practice.close()


@pytest.fixture
def documents(words: Words) -> Iterator[Making]:
    documents = Making(words)
    yield documents
    documents.close()


@pytest.fixture
def pages() -> Iterator[PdfPages]:
    pages = PdfPages()
    yield pages
    pages.close()


def leave_out(robot: Robot, practice: Practice, words: Words, reason: str) -> str:
    """Ask to leave the first answer out; says what it is called."""
    asked = question_in_words(practice.key("send.why_now"), practice.session.state, words)
    robot.click(words.say("check.need_choose"))
    robot.find(f"{words.say('check.leave_out')}: {asked}").setFocus()
    robot.press(Qt.Key.Key_Space)
    assert robot.focus == f"{words.say('check.leave_out_reason')}: {asked}"
    robot.type(reason).press(Qt.Key.Key_Return)
    return asked


def test_an_answer_left_out_with_a_reason_is_not_in_the_pdf_and_the_register_says_why(
    show: Show,
    practice: Practice,
    documents: Making,
    pages: PdfPages,
    words: Words,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copies = Copies(practice.session)
    page = CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path, copies=copies)
    robot = show(page)
    before = ready(page, qtbot)
    asked = leave_out(robot, practice, words, REASON)
    assert page.document is None
    assert ready(page, qtbot) != before
    assert words.say("check.need_by_you", answers=asked) in robot.reads()
    assert words.say("check.left_out_because", reason=REASON) in robot.reads()
    monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda parent, title, suggested, kinds: tmp_path / "out.pdf")
    with qtbot.waitSignal(page.saved, timeout=LONG_MS):
        robot.click(words.say("check.travel_save"))
    (kept,) = practice.store.exports(practice.session.assessment.id).result()
    assert kept.decisions == (Decision("left-out", "send.why_now", "family/", REASON),)
    robot.click(f"{words.say('check.put_back')}: {asked}")
    assert ready(page, qtbot) == before


def test_without_a_reason_it_stays_in_and_the_page_says_what_is_wanted(
    show: Show, practice: Practice, documents: Making, pages: PdfPages, words: Words, tmp_path: Path
) -> None:
    copies = Copies(practice.session)
    page = CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path, copies=copies)
    robot = show(page)
    asked = leave_out(robot, practice, words, "  ")
    assert words.say("check.leave_out_why") in robot.reads()
    assert copies.left_out(WhichCopy("social-care")) == {}
    robot.click(words.say("check.leave_out_keep"))
    assert robot.focus == f"{words.say('check.leave_out')}: {asked}"


def test_it_does_not_say_that_nothing_is_left_out_that_an_alert_rests_on_when_something_is(
    show: Show, practice: Practice, documents: Making, pages: PdfPages, words: Words, tmp_path: Path
) -> None:
    copies = Copies(practice.session)
    page = CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path, copies=copies)
    robot = show(page)
    assert words.say("check.need_alerts") in robot.reads()
    copies.leave_out(WhichCopy("social-care"), practice.alert("R02").because[0], REASON)
    page.show_state(practice.session.state)
    assert words.say("check.need_alerts") not in robot.reads()
