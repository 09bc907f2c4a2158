"""After unlocking the caseload says which saved files lie about unprotected; a page shows them and older stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.session.left_on_laptop import Left, left_on_laptop
from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.pages.on_laptop import OnLaptopPage
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Services


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    made = left_on_laptop(tmp_path)
    yield made
    made.family.desk.close().result()


def until(robot: Robot, qtbot: QtBot, says: str) -> None:
    qtbot.waitUntil(lambda: says in robot.settle().reads())


def test_one_file_is_removed_and_an_older_store_after_somebody_says_who_looked(
    left: Left, words: Words, show: Show, qtbot: QtBot
) -> None:
    path, kept = left.save("one.pdf"), left.older_store()
    robot = show(OnLaptopPage(left.on_laptop, words, WorkerId("somebody")))
    remove = words.say("delete.of_whom", does=words.say("laptop.remove"), name="one.pdf")
    qtbot.waitUntil(lambda: robot.settle().has(remove))
    assert str(left.folder) in robot.reads()
    robot.click(remove)
    until(robot, qtbot, words.say("laptop.removed"))
    until(robot, qtbot, words.say("laptop.files_none"))
    assert not path.exists()
    robot.click(words.say("delete.of_whom", does=words.say("laptop.store_remove"), name=kept.name))
    robot.settle().click(words.say("laptop.store_do"))
    until(robot, qtbot, words.say("laptop.needs_looked"))
    assert kept.exists()
    robot.click(words.say("laptop.looked")).type("A. Mensah, today").click(words.say("laptop.store_do"))
    until(robot, qtbot, words.say("laptop.store_removed"))
    assert not kept.exists()


@pytest.mark.parametrize("saved", [True, False])
def test_the_caseload_says_it_after_unlocking(left: Left, words: Words, show: Show, qtbot: QtBot, saved: bool) -> None:
    if saved:
        left.save("one.pdf")
    documents, pages = Documents(words, resources_folder() / "fonts"), PdfPages()
    desk = left.family.desk
    services = Services(
        words=words, clock=desk.clock, make_desk=lambda _: Desk(desk.store, desk.forms, desk.clock),
        documents=documents, pdf_pages=pages, export_folder=None,
    )  # fmt: skip
    inside = Inside(services, desk.store)
    robot = show(inside)
    inside.begin()
    title = words.say("laptop.found_title", count=1)
    if saved:
        until(robot, qtbot, title)
    else:
        until(robot, qtbot, words.say("caseload.laptop"))
        left.look()
        assert title not in robot.settle().reads()
    inside.desk.rest()
    documents.close()
    pages.close()
