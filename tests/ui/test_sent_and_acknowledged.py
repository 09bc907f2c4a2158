"""Check and refer after saving: that a copy was sent and that somebody has it are written down in one place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.check_refer import CheckReferPage
from thinkfamily_desktop.ui.parts.sent_card import StepBox
from thinkfamily_desktop.ui.pdf_pages import PdfPages

SAVED = StillClock().now() - timedelta(minutes=20)


def keep_copy(practice: Practice, *, password: bool) -> None:
    work = practice.session.assessment
    kept = ExportRecord(work.id, work.family, "social-care", "referral", 0, "", "", "1.pdf", SAVED, work.started_by)
    practice.store.register_export(replace(kept, password=password))


@pytest.fixture
def practice(words: Words) -> Iterator[Practice]:
    """With one copy for children's social care that was saved twenty minutes ago."""
    practice = Practice(StillClock(), words)
    keep_copy(practice, password=True)
    yield practice
    practice.close()


@pytest.fixture
def robot(show: Show, practice: Practice, words: Words, tmp_path: Path) -> Iterator[Robot]:
    documents, pages = Documents(words, resources_folder() / "fonts"), PdfPages()
    page = CheckReferPage(practice.presenter, practice.desk, documents, pages, words, tmp_path)
    robot = show(page)
    page._pause.stop()  # noqa: SLF001, RUF100  no PDF is wanted here, and making one takes a second
    yield robot
    documents.close()
    pages.close()


def step(practice: Practice, words: Words, code: str) -> str:
    reader = next(each for each in practice.session.form.recipients.readers if each.id == "social-care")
    when = moment_in_words(SAVED, words, long=False)
    saved = words.say("check.sent_copy", reader=words.text(reader.title), when=when)
    return f"{words.say(code)}: {saved}"


def register(practice: Practice) -> ExportRecord:
    (export,) = practice.store.exports(practice.session.assessment.id).result()
    return export


def fill(robot: Robot, name: str, text: str) -> None:
    robot.find(name).setFocus()
    robot.press(Qt.Key.Key_A, control=True).type(text)


def test_sent_and_then_received_is_written_into_the_register(
    robot: Robot, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    say = words.say
    assert say("check.sent_waiting", count=1) in robot.reads()
    robot.click(step(practice, words, "check.mark_sent")).click(say("sending.portal"))
    fill(robot, say("check.sent_to"), "Northfield duty desk")
    fill(robot, say("check.sent_time"), "13:50")
    robot.click(say("check.sent_keep"))
    qtbot.waitUntil(lambda: robot.has(step(practice, words, "check.acknowledge")))
    sent = register(practice).sent
    assert sent is not None
    assert (sent.how, sent.to, sent.at.hour, sent.at.minute) == ("portal", "Northfield duty desk", 13, 50)
    robot.click(step(practice, words, "check.acknowledge"))
    fill(robot, say("check.sent_who"), "J. Hart, duty worker")
    robot.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: say("check.sent_done") in robot.reads())
    known = register(practice).acknowledged
    assert known is not None
    assert known.who == "J. Hart, duty worker"
    assert not robot.has(step(practice, words, "check.acknowledge"))


IMPOSSIBLE = (
    ("20 Nov", "13:00", "sending.before_saved"),
    ("20 Nov", "18:00", "sending.not_yet"),
    ("soon", "13:50", "check.sent_when"),
)


def test_what_cannot_have_been_so_is_said_and_what_was_typed_stays(
    robot: Robot, practice: Practice, words: Words
) -> None:
    robot.click(step(practice, words, "check.mark_sent")).click(words.say("check.sent_keep"))
    assert words.say("sending.which_way") in robot.reads()
    robot.click(words.say("sending.post"))
    for day, hour, refused in IMPOSSIBLE:
        fill(robot, words.say("check.sent_day"), day)
        fill(robot, words.say("check.sent_time"), hour)
        robot.click(words.say("check.sent_keep"))
        assert words.say(refused) in robot.reads()
        assert robot.value(words.say("check.sent_time")) == hour
    robot.click(words.say("check.sent_not_yet"))
    assert register(practice).sent is None


def test_how_it_travels_is_not_asked_again_where_it_went_without_a_password(words: Words, practice: Practice) -> None:
    keep_copy(practice, password=False)
    latest, before = practice.store.exports(practice.session.assessment.id).result()
    chosen = [StepBox(export, words, practice.clock).way for export in (latest, before)]
    assert chosen == ["secure-email", ""]
