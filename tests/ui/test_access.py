"""A subject-access output is written on screen: behind a password always, and the page keeps nothing of it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from tests.session.left_on_laptop import Left, left_on_laptop
from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.access import AccessPage


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    made = left_on_laptop(tmp_path)
    yield made
    made.family.desk.close().result()


@pytest.fixture
def robot(left: Left, words: Words, show: Show) -> Iterator[Robot]:
    documents = Documents(words, resources_folder() / "fonts")
    yield show(AccessPage(left.family.desk, documents, words, None))
    documents.close()


def test_it_is_written_behind_the_password_and_registered(
    left: Left, robot: Robot, words: Words, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "access.pdf"
    monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda *_: out)
    robot.click(words.say("access.which")).type(left.family.reference)
    robot.click(words.say("access.whose")).type("grace").click(words.say("access.do"))
    assert words.say("access.needs_password") in robot.settle().reads()
    assert not out.exists()
    robot.click(words.say("access.password")).type("four plain made up words").click(words.say("access.do"))
    qtbot.waitUntil(lambda: words.say("access.written", file=str(out)) in robot.settle().reads(), timeout=30_000)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(out.read_bytes()))
    with pikepdf.open(out, password="four plain made up words") as opened:
        assert len(opened.pages) > 1
    (family,) = left.family.desk.caseload().result()
    (export,) = left.family.store.register(family.id).result()
    assert (export.kind, export.password) == ("subject-access", True)
    assert left.names() == [], "behind a password it does not lie about"


def test_a_wrong_reference_or_name_is_said_and_nothing_is_written(
    left: Left, robot: Robot, words: Words, qtbot: QtBot
) -> None:
    robot.click(words.say("access.which")).type("TF-2026-9999").click(words.say("access.whose")).type("Grace")
    robot.click(words.say("access.password")).type("four plain made up words").click(words.say("access.do"))
    says = words.say("store.no_such_reference", reference="TF-2026-9999")
    qtbot.waitUntil(lambda: says in robot.settle().reads())
