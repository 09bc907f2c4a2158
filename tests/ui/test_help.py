"""Help is about the page that is open, needs no connection, and in a visit says nothing that a home should not see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.robots import Robot
from tests.ui.test_main_window import Program
from tests.ui.visits import FORBIDDEN
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.models.help import IN_VISIT, TOPICS, TOUR, read_topic
from thinkfamily_desktop.ui.pages.help import HelpPage
from thinkfamily_desktop.ui.theme import Look


@pytest.fixture
def program(qtbot: QtBot, look: Look, words: Words, tmp_path: Path) -> Iterator[Program]:
    program = Program(words, tmp_path, qtbot)
    program.furnish()
    yield program
    program.close()


def title(name: str) -> str:
    return read_topic(name).title


def test_every_file_of_help_is_a_topic_and_every_topic_says_something() -> None:
    files = {path.stem for path in (resources_folder() / "help").iterdir()}
    assert files == set(TOPICS)
    for name in TOPICS:
        topic = read_topic(name)
        assert topic.title
        assert len(topic.parts) > 3, name


def test_f1_opens_help_about_the_page_and_goes_back_there(program: Program, qtbot: QtBot) -> None:
    program.unlock()
    robot, say = program.robot, program.words.say
    qtbot.waitUntil(lambda: robot.has(say("caseload.search")))
    robot.press(Qt.Key.Key_F1)
    assert title("caseload") in robot.reads()
    robot.click(say("settings.back"))
    qtbot.waitUntil(lambda: "Okafor" in program.seen_rows())
    robot.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.open_family is not None)
    robot.settle().press(Qt.Key.Key_F1)
    assert title("desk") in robot.reads()
    robot.click(say("workspace.back")).click(say("workspace.family_map")).press(Qt.Key.Key_F1)
    assert title("family") in robot.reads()


def test_in_a_visit_help_is_about_the_visit_alone_and_without_a_forbidden_word(program: Program) -> None:
    program.open_family().start_visit()
    program.robot.press(Qt.Key.Key_F1)
    seen = program.robot.reads()
    assert title("visit") in seen
    assert not FORBIDDEN.search(seen)
    for name in set(TOPICS) - set(IN_VISIT):
        assert title(name) not in seen, name


def test_the_desk_s_help_would_not_do_in_a_visit() -> None:
    """The control: were another topic shown in a home, the word list would notice."""
    assert any(FORBIDDEN.search(" ".join(part.text for part in read_topic(name).parts)) for name in TOPICS)


def test_the_tour_goes_step_by_step_there_and_back(show: Show, words: Words) -> None:
    page = HelpPage(words, TOUR)
    robot: Robot = show(page)
    page.focus_list()
    steps = read_topic(TOUR).steps
    for number, step in enumerate(steps, start=1):
        assert words.say("help.step", number=number, all=len(steps)) in robot.reads()
        assert step[0].text in robot.reads()
        if number < len(steps):
            robot.press(Qt.Key.Key_Return)
    assert not robot.has(words.say("help.step_next"))
    robot.click(words.say("help.step_back"))
    assert steps[-2][0].text in robot.reads()
