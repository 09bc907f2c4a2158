"""Keeping a store from being lost, from within: another passphrase, copies off this laptop, the organisation's key."""

import base64
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.session.real_family import PASSPHRASE, make_store, put_family, shipped
from tests.ui.conftest import Show
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.restoring import Restoring
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.store.escrow import EscrowKey, fingerprint
from thinkfamily_desktop.store.vault import VaultStore, is_passphrase, open_store
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Keeping, Services

NEW = "ember forest glacier harbour"


@dataclass
class AtDesk:
    """The window's inside over a real store."""

    inside: Inside
    robot: Robot
    store: VaultStore
    words: Words


class OpenDesk:
    """Opens the inside over one store, again and again, under a policy."""

    def __init__(self, folder: Path, words: Words, show: Show) -> None:
        self.folder = folder
        self._words = words
        self._show = show
        self._documents, self._pages = Documents(words, resources_folder() / "fonts"), PdfPages()
        self._restoring = Restoring(folder, SystemClock(), lambda: shipped().form("full").people.register_items)
        self._desk: Desk | None = None

    def __call__(self, policy: Policy | None = None) -> AtDesk:
        self.end()
        store = open_store(self.folder, PASSPHRASE)
        services = Services(
            words=self._words,
            clock=SystemClock(),
            make_desk=lambda open_one: Desk(open_one, shipped().forms, SystemClock()),
            documents=self._documents,
            pdf_pages=self._pages,
            export_folder=None,
            in_force=InForce(policy or Policy(), (), {}),
            keeping=Keeping(lambda: NEW, PassphraseRule, lambda: self._restoring),
        )
        inside = Inside(services, store)
        self._desk = inside.desk
        robot: Robot = self._show(inside)
        inside.begin()
        return AtDesk(inside, robot, store, self._words)

    def end(self) -> None:
        if self._desk is not None:
            self._desk.close().result()
            self._desk = None

    def close(self) -> None:
        self.end()
        for each in (self._documents, self._pages, self._restoring):
            each.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = make_store(tmp_path_factory.mktemp("made") / "vault")
    put_family(store)
    store.upkeep.back_up().result()
    store.close().result()
    return store.folder


@pytest.fixture
def open_desk(made: Path, tmp_path: Path, words: Words, show: Show) -> Iterator[OpenDesk]:
    opened = OpenDesk(Path(shutil.copytree(made, tmp_path / "vault")), words, show)
    yield opened
    opened.close()


def test_the_passphrase_is_changed_by_who_knows_the_old_one(open_desk: OpenDesk, qtbot: QtBot) -> None:
    at = open_desk()
    say = at.words.say
    qtbot.waitUntil(lambda: at.robot.has(say("settings.title")))
    at.robot.click(say("settings.title")).click(say("settings.keeping_passphrase"))
    at.robot.type("not this one").click(say("unlock.first_understood")).click(say("unlock.change_do"))
    qtbot.waitUntil(lambda: say("unlock.change_wrong") in at.robot.reads(), timeout=20_000)
    assert is_passphrase(open_desk.folder, PASSPHRASE)
    at.robot.type(PASSPHRASE).click("Choose my own").type("Okafor and Okafor").click(say("unlock.change_do"))
    assert say("unlock.first_named") in at.robot.reads(), "a name from the caseload"
    at.robot.click(say("unlock.first_use_words")).click(say("unlock.first_understood")).click(say("unlock.change_do"))
    qtbot.waitUntil(lambda: say("unlock.change_done") in at.robot.reads(), timeout=20_000)
    assert is_passphrase(open_desk.folder, NEW)
    assert not is_passphrase(open_desk.folder, PASSPHRASE)


def test_taking_a_family_off_the_laptop_is_found_in_the_settings(open_desk: OpenDesk, qtbot: QtBot) -> None:
    at = open_desk()
    say = at.words.say
    qtbot.waitUntil(lambda: at.robot.has(say("settings.title")))
    at.robot.click(say("settings.title")).click(say("delete.title"))
    qtbot.waitUntil(lambda: say("delete.none_out") in at.robot.settle().reads())
    at.robot.click(say("unlock.forgotten_back"))
    assert at.robot.has(say("settings.keeping_passphrase"))


def copies_to(folder: Path) -> Policy:
    return Policy.model_validate({"backup_copy_folder": str(folder)})


def test_the_newest_backup_goes_to_where_the_organisation_says_and_its_age_is_seen(
    open_desk: OpenDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    out_of_reach, share = tmp_path / "not mounted", tmp_path / "share"
    share.mkdir()
    at = open_desk(copies_to(out_of_reach))
    never = f"{at.words.say('caseload.laptop_copy')}: {at.words.say('caseload.laptop_backup_none')}"
    qtbot.waitUntil(lambda: never in at.robot.reads())
    at = open_desk(copies_to(share))
    qtbot.waitUntil(lambda: f"{at.words.say('caseload.laptop_copy')}: Today" in at.robot.reads())
    copies = [*share.rglob("*.fvbak")]
    backups = open_desk.folder / "backups"  # by now the program may have made another by itself
    assert copies
    assert [copy.read_bytes() == (backups / copy.name).read_bytes() for copy in copies] == [True] * len(copies)
    shutil.rmtree(share)
    at = open_desk(copies_to(share))
    qtbot.waitUntil(lambda: f"{at.words.say('caseload.laptop_copy')}: Today" in at.robot.reads())


def test_a_copy_that_is_not_whole_is_no_copy(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_desk()
    kept = at.inside.desk.safekeeping
    assert kept is not None
    shelf = tmp_path / "shelf"
    monkeypatch.setattr(shutil, "copyfileobj", lambda *_: None)
    with pytest.raises(Exception, match=r"store\.not_copied"):
        kept.copy_off(shelf)
    assert kept.last_copy is None
    assert [*tmp_path.rglob("shelf/*/*")] == []


def test_a_worker_copies_a_backup_onto_a_medium_of_their_own(
    open_desk: OpenDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    at = open_desk()
    say = at.words.say
    monkeypatch.setattr(Dialogs, "choose_folder", lambda *_: stick)
    qtbot.waitUntil(lambda: at.robot.has(say("settings.title")))
    at.robot.click(say("settings.title")).click(say("settings.keeping_copy"))
    qtbot.waitUntil(lambda: say("store.not_copied", folder=str(stick)) in at.robot.reads())
    stick.mkdir()
    at.robot.click(say("settings.keeping_copy"))
    qtbot.waitUntil(lambda: say("settings.keeping_copied") in at.robot.reads())
    assert len([*stick.rglob("*.fvbak")]) == 1


def test_another_key_of_the_organisation_is_told_with_both_fingerprints_and_kept_in_the_journal(
    open_desk: OpenDesk, qtbot: QtBot
) -> None:
    old, new = EscrowKey.fresh().public, EscrowKey.fresh().public
    for key in (old, new):
        at = open_desk(Policy(escrow_public_key=base64.b64encode(key).decode()))
        say = at.words.say
        qtbot.waitUntil(lambda: say("unlock.key_title") in at.robot.reads())  # noqa: B023  waited for here
        assert fingerprint(key) in at.robot.reads()
        assert (fingerprint(old) in at.robot.reads()) == (key in (old, new))
        kept = at.inside.desk.safekeeping
        assert kept is not None
        assert not at.robot.has(say("caseload.laptop_recovery_organisation"))
        before = at.store.verify_chain().result().lines
        at.robot.click(say("workspace.understood"))
        qtbot.waitUntil(lambda: at.store.verify_chain().result().lines > before)  # noqa: B023  as above
        assert kept.organisation_news(base64.b64encode(key).decode()) is None
    at = open_desk(Policy(escrow_public_key=base64.b64encode(new).decode()))
    qtbot.waitUntil(lambda: at.robot.has(at.words.say("settings.title")))
    assert at.words.say("unlock.key_title") not in at.robot.reads(), "told once"


def test_a_week_without_a_copy_stands_out(open_desk: OpenDesk, tmp_path: Path, qtbot: QtBot) -> None:
    at = open_desk()
    kept = at.inside.desk.safekeeping
    assert kept is not None
    kept.copy_off(tmp_path)
    mark = open_desk.folder / "backups" / "copied.json"
    long_ago = SystemClock().now() - timedelta(days=8)
    mark.write_text(f'{{"at": "{long_ago.isoformat()}", "backup": "x"}}')
    at = open_desk()
    qtbot.waitUntil(lambda: f"{at.words.say('caseload.laptop_copy')}: {long_ago.day} " in at.robot.reads())
