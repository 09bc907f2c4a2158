"""A way back into a real store: the sheet saved, typed back, used once when the passphrase is forgotten."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.report.reading import read
from tests.ui.conftest import Show
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.store import ways_in
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import VaultStore, create_store
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pages.forgotten import ForgottenPage
from thinkfamily_desktop.ui.pages.way_back import WayBackPage

OLD, NEW = "apple bridge cotton dune", "ember forest glacier harbour"
CODE = re.compile(r"made \d+ \w+ \d{4}\s+((?:[0-9A-HJKMNP-TV-Z]{4}\s+){8}[0-9A-HJKMNP-TV-Z]{4})")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VaultStore]:
    store = create_store(tmp_path / "vault", OLD, kdf=FLOOR)
    yield store
    store.close().result()


@pytest.fixture
def documents(words: Words) -> Iterator[Documents]:
    documents = Documents(words, resources_folder() / "fonts")
    yield documents
    documents.close()


def printed_code(sheet: Path) -> str:
    found = CODE.search(read(sheet.read_bytes()).words)
    assert found is not None
    return " ".join(found[1].split())


def has_sheet(safekeeping: Safekeeping) -> bool:
    """Asked anew each time."""
    return safekeeping.has_sheet


def test_a_sheet_opens_the_store_only_once_its_code_was_typed_back(
    show: Show,
    store: VaultStore,
    documents: Documents,
    words: Words,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda *_: sheet)
    monkeypatch.setattr(ways_in, "calibrate", lambda: FLOOR)
    safekeeping = Safekeeping(store.upkeep, store.folder, SystemClock())
    page = WayBackPage(safekeeping, documents, words, WorkerId(""))
    robot = show(page)
    robot.click(words.say("unlock.sheet_save"))
    qtbot.waitUntil(lambda: page.message == words.say("unlock.sheet_written"))
    assert not safekeeping.has_sheet
    robot.type("AAAA").click(words.say("unlock.sheet_accept"))
    assert page.message == words.say("store.code_mistyped")
    assert not has_sheet(safekeeping)
    code = printed_code(sheet)
    robot.type(code)
    with qtbot.waitSignal(page.done):
        robot.click(words.say("unlock.sheet_accept"))
    assert has_sheet(safekeeping)
    store.close().result()

    unlocking = Unlocking(store.folder, tmp_path / "tries.json", SystemClock())
    forgotten = ForgottenPage(unlocking, words, lambda: NEW, PassphraseRule())
    robot = show(forgotten)
    robot.click(words.say("unlock.forgotten_code")).type(code.lower())
    robot.click("Choose my own").type("short").click(words.say("unlock.forgotten_open"))
    assert forgotten.message == words.say("unlock.first_too_short", count=12)
    robot.type(" and a football team 2026").click(words.say("unlock.first_use_words"))
    robot.click(words.say("unlock.forgotten_open"))
    assert forgotten.message == words.say("unlock.first_understood_needed")
    robot.click(words.say("unlock.first_understood"))
    with qtbot.waitSignal(forgotten.recovered, timeout=20_000) as recovered:
        robot.click(words.say("unlock.forgotten_open"))
    (opened,) = recovered.args
    assert not Safekeeping(opened.upkeep, opened.folder, SystemClock()).has_sheet, "a sheet opens a store once"
    opened.close().result()
    unlocking.unlock(NEW).result().close().result()
    unlocking.close()


def test_going_on_without_a_sheet_is_said_out_loud(
    show: Show, store: VaultStore, documents: Documents, words: Words, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def ask(_parent: object, question: str, *_: str) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(Dialogs, "ask", ask)
    safekeeping = Safekeeping(store.upkeep, store.folder, SystemClock())
    page = WayBackPage(safekeeping, documents, words, WorkerId(""))
    robot = show(page)
    with qtbot.assertNotEmitted(page.done):
        robot.click(words.say("unlock.sheet_none"))
    with qtbot.waitSignal(page.done):
        robot.click(words.say("unlock.sheet_none"))
    assert asked == [words.say("unlock.sheet_none_sure")] * 2
    assert not safekeeping.has_sheet
