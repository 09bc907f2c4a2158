"""Putting a backup back, over real stores: nothing changes before the last button, and nothing is written over."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.session.real_family import PASSPHRASE, make_store, put_family, shipped
from tests.ui.conftest import Show
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.restoring import Offered, Restoring
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.store.vault import VaultStore, open_store
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.pages.cannot_open import CannotOpenPage
from thinkfamily_desktop.ui.pages.restore import RestorePage

REGISTER = shipped().form("full").people.register_items


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a backup of an empty caseload, and a family since."""
    store = make_store(tmp_path_factory.mktemp("made") / "vault")
    store.upkeep.back_up().result()
    put_family(store).desk.close().result()
    return store.folder


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "vault"))


@pytest.fixture
def store(vault: Path) -> Iterator[VaultStore]:
    store = open_store(vault, PASSPHRASE)
    yield store
    store.close().result()


@pytest.fixture
def restoring(vault: Path) -> Iterator[Restoring]:
    restoring = Restoring(vault, SystemClock(), lambda: REGISTER)
    yield restoring
    restoring.close()


def page_backup(restoring: Restoring) -> str:
    """How the newest backup is called on the page."""
    made = restoring.backups[0].made.astimezone()
    return f"{made.day} {made:%b %Y %H:%M}"


def test_what_would_change_is_shown_with_names_and_leaving_it_changes_nothing(
    show: Show, restoring: Restoring, store: VaultStore, vault: Path, words: Words, qtbot: QtBot
) -> None:
    page = RestorePage(restoring, words, store)
    robot = show(page)
    assert "Okafor" not in robot.reads()
    robot.click(words.say("unlock.restore_look"))
    assert page.message == words.say("unlock.empty")
    robot.type("not this one").click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: page.message == words.say("unlock.restore_wrong"))
    robot.type(PASSPHRASE).click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: robot.has(words.say("unlock.restore_leave")), timeout=20_000)
    assert "Okafor is not in the backup and would be gone" in robot.reads()
    assert robot.focus == words.say("unlock.restore_leave"), "the safe way has the keyboard"
    with qtbot.waitSignal(page.left):
        robot.click(words.say("unlock.restore_leave"))
    restoring.close()
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]
    assert len(store.caseload().result()) == 1


def test_the_backup_takes_the_place_only_by_the_last_button(
    show: Show, restoring: Restoring, vault: Path, words: Words, qtbot: QtBot
) -> None:
    page = RestorePage(restoring, words, None, passphrase=PASSPHRASE)
    robot = show(page)
    robot.click(page_backup(restoring)).click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: robot.has(words.say("unlock.restore_take")), timeout=20_000)
    with qtbot.waitSignal(page.accepted) as accepted:
        robot.click(words.say("unlock.restore_take"))
    (offered,) = accepted.args
    page.hide()
    restoring.close()
    assert isinstance(offered, Offered)
    kept = offered.beside.take_its_place(SystemClock().now())
    assert kept is not None
    now, before = open_store(vault, PASSPHRASE), open_store(kept, PASSPHRASE)
    assert [len(each.caseload().result()) for each in (now, before)] == [0, 1]
    now.close().result()
    before.close().result()


def test_out_of_sight_nothing_stays_laid_out(
    show: Show, restoring: Restoring, vault: Path, words: Words, qtbot: QtBot
) -> None:
    page = RestorePage(restoring, words, None, passphrase=PASSPHRASE)
    robot = show(page)
    robot.click(page_backup(restoring)).click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: robot.has(words.say("unlock.restore_take")), timeout=20_000)
    assert len([*vault.parent.iterdir()]) == 2
    page.hide()
    restoring.close()
    assert len([*vault.parent.iterdir()]) == 1
    page.show()
    assert not robot.has(words.say("unlock.restore_take"))


def test_without_a_backup_a_file_from_another_place_can_be_chosen(
    show: Show,
    restoring: Restoring,
    vault: Path,
    tmp_path: Path,
    words: Words,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick.fvbak"
    (backup,) = restoring.backups
    backup.path.rename(stick)
    monkeypatch.setattr(Dialogs, "choose_file_to_open", lambda *_: stick)
    page = RestorePage(restoring, words, None, passphrase=PASSPHRASE)
    robot = show(page)
    assert words.say("unlock.restore_none") in robot.reads()
    robot.click(words.say("unlock.restore_other")).click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: robot.has(words.say("unlock.restore_take")), timeout=20_000)
    page.hide()


def test_what_can_still_be_read_of_a_damaged_store_takes_its_place(
    show: Show, restoring: Restoring, vault: Path, words: Words, qtbot: QtBot
) -> None:
    raw = bytearray((vault / "vault.db").read_bytes())
    raw[-2000] ^= 1
    (vault / "vault.db").write_bytes(raw)
    with pytest.raises(ThinkFamilyError, match=r"store\.vault_damaged"):
        open_store(vault, PASSPHRASE)
    page = RestorePage(restoring, words, None, passphrase=PASSPHRASE)
    robot = show(page)
    robot.click(words.say("unlock.restore_look"))
    qtbot.waitUntil(lambda: robot.has(words.say("unlock.restore_take")), timeout=30_000)
    assert "Okafor would come back" in robot.reads()
    with qtbot.waitSignal(page.accepted) as accepted:
        robot.click(words.say("unlock.restore_take"))
    (offered,) = accepted.args
    page.hide()
    restoring.close()
    assert isinstance(offered, Offered)
    offered.beside.take_its_place(SystemClock().now())
    back = open_store(vault, PASSPHRASE)
    assert [family.card.name for family in back.caseload().result()] == ["Okafor"]
    back.close().result()


def test_missing_changes_are_gone_on_without_only_when_that_was_said_twice(
    show: Show, vault: Path, tmp_path: Path, words: Words, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = (vault / "vault.db").read_bytes()
    store = open_store(vault, PASSPHRASE)
    put_family(store, 1).desk.close().result()
    (vault / "vault.db").write_bytes(older)
    unlocking = Unlocking(vault, tmp_path / "tries", SystemClock())
    with pytest.raises(ThinkFamilyError, match=r"store\.changes_missing") as told:
        unlocking.unlock(PASSPHRASE).result()
    answers = iter((False, True))
    monkeypatch.setattr(Dialogs, "ask", lambda *_: next(answers))
    page = CannotOpenPage(told.value, words)
    robot = show(page)
    with qtbot.assertNotEmitted(page.go_on_requested):
        robot.click(words.say("unlock.go_on"))
    with qtbot.waitSignal(page.go_on_requested):
        robot.click(words.say("unlock.go_on"))
    opened = unlocking.go_on(PASSPHRASE).result()
    assert len(opened.caseload().result()) == 1
    opened.close().result()
    unlocking.unlock(PASSPHRASE).result().close().result()
    unlocking.close()


@pytest.mark.parametrize(
    ("code", "restores"),
    [
        ("store.vault_damaged", True),
        ("store.keys_missing", True),
        ("store.changes_missing", True),
        ("store.newer", False),
        ("store.synced_folder", False),
        ("store.network_folder", False),
    ],
)
def test_a_store_that_is_not_opened_says_why_and_offers_backups_only_where_they_help(
    show: Show, words: Words, qtbot: QtBot, code: str, *, restores: bool
) -> None:
    error = ThinkFamilyError(code, folder="/home/worker/OneDrive", count=3)
    page = CannotOpenPage(error, words)
    robot = show(page)
    assert words.say(code, **error.parameters) in robot.reads()
    assert robot.has(words.say("unlock.cannot_restore")) == restores
    with qtbot.waitSignal(page.restore_requested if restores else page.gone_back):
        robot.click(robot.focus)
    assert "delete everything" not in robot.reads()
