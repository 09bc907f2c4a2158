"""Settings shows the licence of every part by others, and whose program this is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Show
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.pages.settings import SettingsPage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part").mkdir()
    lines = [
        "Front matter: of ours.",
        "",
        "Qt 6.11.3: LGPL-3.0-only: Qt.txt, LGPL-3.0.txt",
        "libffi : MIT: part/LICENSE",
    ]
    (tmp_path / "README.txt").write_text("\n".join(lines), encoding="utf-8")
    for name in ("Qt.txt", "LGPL-3.0.txt", "part/LICENSE"):
        (tmp_path / name).write_text(f"the text of {name}", encoding="utf-8")
    return tmp_path


def page(words: Words, folder: Path | None, policy: Policy | None = None) -> SettingsPage:
    return SettingsPage(words, Preferences(), InForce(policy or Policy(), (), {}), None, (), folder)


def test_each_part_can_be_chosen_by_keys_and_its_licence_read(show: Show, words: Words, folder: Path) -> None:
    robot = show(page(words, folder))
    choice = robot.find(words.say("licences.choose"))
    text = robot.find(words.say("licences.text"))
    assert written(text) == "the text of Qt.txt\n\n\nthe text of LGPL-3.0.txt\n"
    choice.setFocus()
    robot.press(Qt.Key.Key_Down)
    assert written(text) == "the text of part/LICENSE\n"
    assert words.say("licences.qt") in robot.reads()


def written(text: QWidget) -> str:
    return str(text.property("plainText"))


def test_from_source_it_says_where_the_licences_are(show: Show, words: Words) -> None:
    robot = show(page(words, None))
    assert words.say("licences.from_source") in robot.reads()
    assert not robot.has(words.say("licences.choose"))


def test_the_name_of_the_organisation_is_shown_where_it_is_set(show: Show, words: Words) -> None:
    said = words.say("settings.about_organisation", name="Bryn and Dale (made up)")
    assert said in show(page(words, None, Policy(organisation_name="Bryn and Dale (made up)"))).reads()
    assert said not in show(page(words, None)).reads()
