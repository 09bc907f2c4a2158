"""Every way back into a store, from an empty folder to a family readable again, by the commands that IT reads.

The commands are those fenced in installer/README.md, word for word; between them this test is the worker and the
custodian of the prose. The first two chapters run every day in this process; with `full`, all but the organisation's
(whose policy only root can set) in a shell, each command in a process of its own.
"""

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.fenced_commands import README, Walk, blocks, checkout_on_path, in_process, shell
from tests.report.reading import read
from tests.session.real_family import make_store, put_family
from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.settings.policy import read_policy_file
from thinkfamily_desktop.store import creating, ways_in
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.vault import VaultStore, open_store

OLD, NEW = "apple bridge cotton dune", "ember forest glacier harbour"
CODE = re.compile(r"made \d+ \w+ \d{4}\s+((?:[0-9A-HJKMNP-TV-Z]{4}\s+){8}[0-9A-HJKMNP-TV-Z]{4})")
FAMILY = re.compile(r"TF-\d{4}-\d{4}.*Okafor")

Walking = Callable[[str], Walk]


class Person:
    """Whoever does what the prose says: the worker at the laptop, with a family to lose."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.vault = home / ".local" / "share" / "thinkfamily" / "vault"

    def open(self, passphrase: str = OLD) -> VaultStore:
        return open_store(self.vault, passphrase)

    def adds_family(self, which: int = 0, passphrase: str = OLD) -> None:
        put_family(self.open(passphrase), which).desk.close().result()

    def families(self) -> list[str]:
        store = self.open()
        try:
            return [family.reference for family in store.caseload().result()]
        finally:
            store.close().result()

    def reads_sheet(self, sheet: Path) -> str:
        found = CODE.search(read(sheet.read_bytes()).words)
        assert found is not None
        return found[1].lower().replace("\n", " ")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.fixture
def walks(tmp_path: Path) -> Iterator[list[Walk]]:
    """The walks of a test; a block that was left out fails it."""
    walks: list[Walk] = []
    yield walks
    for each in walks:
        each.finish()


@pytest.fixture
def walk_here(
    walks: list[Walk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Walking:
    """Walks through a chapter in this process."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(creating, "calibrate", lambda: FLOOR)
    monkeypatch.setattr(ways_in, "calibrate", lambda: FLOOR)

    def heard() -> tuple[str, str]:
        out, err = capsys.readouterr()
        return out, err

    def begin(heading: str) -> Walk:
        walks.append(Walk(blocks(README, heading), tmp_path, in_process(main, heard)))
        return walks[-1]

    return begin


@pytest.fixture
def walk_in_shell(walks: list[Walk], tmp_path: Path) -> Walking:
    """Walks through a chapter as a person types it."""

    def begin(heading: str) -> Walk:
        walks.append(Walk(blocks(README, heading), tmp_path, shell(checkout_on_path(tmp_path / "bin", tmp_path))))
        return walks[-1]

    return begin


@pytest.fixture(params=["walk_here", pytest.param("walk_in_shell", marks=pytest.mark.full)])
def walk(request: pytest.FixtureRequest) -> Walking:
    """Both, one after the other."""
    chosen: Walking = request.getfixturevalue(request.param)
    return chosen


def test_by_recovery_sheet(walk: Walking, person: Person) -> None:
    chapter = walk("By recovery sheet")
    chapter.write("passphrase.txt", OLD)
    chapter.run()
    person.adds_family()
    chapter.write("new-passphrase.txt", NEW)
    chapter.write("code.txt", RecoveryCode.fresh().text)
    assert "does not open this store" in chapter.refused(3), "the sheet of another store"
    chapter.write("code.txt", person.reads_sheet(chapter.folder / "sheet.pdf"))
    assert FAMILY.search(chapter.run(again=True))
    chapter.folder.joinpath("new-sheet.pdf").unlink()
    assert "does not open this store" in chapter.refused(3, again=True), "a sheet opens a store once"


def test_by_the_organisations_key(walk_here: Walking, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = walk_here("By the organisation's key")
    public = re.search(r"EscrowPublicKey: (\S+)", chapter.run())
    assert public is not None
    policy = chapter.write("policy.json", json.dumps({"EscrowPublicKey": public[1]}))
    monkeypatch.setattr(House, "in_force", read_policy_file(policy))
    chapter.write("passphrase.txt", OLD)
    assert "Your organisation can open this store too" in chapter.run()
    person.adds_family()
    chapter.run()
    key = (chapter.folder / "organisation.key").read_text()
    chapter.write("organisation.key", f"{key.splitlines()[0]}\n{base64.b64encode(bytes(range(32))).decode()}")
    assert "was not sealed to your organisation" in chapter.refused(4), "another organisation's key"
    (chapter.folder / "organisation.key").write_text(key)
    chapter.run(again=True)
    chapter.write("new-passphrase.txt", NEW)
    assert FAMILY.search(chapter.run())
    assert "has been used" in chapter.refused(3, again=True), "an unlock file opens a store once"


@pytest.mark.full
def test_by_backup(walk_in_shell: Walking, person: Person) -> None:
    chapter = walk_in_shell("By backup")
    chapter.write("passphrase.txt", OLD)
    put_family(make_store(person.vault)).desk.close().result()
    chapter.run()
    person.adds_family(1)
    said = chapter.run()
    assert re.search(r"TF-\d{4}-\d{4} is not in the backup and would be gone: \d+ entries would be lost", said)
    assert "Lewis" not in said, "names only when they are asked for"
    assert len(person.families()) == 2, "to show changes nothing"
    chapter.write("passphrase.txt", NEW)
    assert "does not open this store" in chapter.refused(3), "another passphrase"
    damage(person.vault / "vault.db")
    chapter.write("passphrase.txt", OLD)
    said = chapter.run(again=True)
    assert "The store is damaged" in said
    assert FAMILY.search(said)
    kept = [path for path in person.vault.parent.iterdir() if path.name.startswith("vault.kept-")]
    assert len(kept) == 1
    assert str(kept[0]) in said


def test_on_another_laptop(walk: Walking, person: Person) -> None:
    chapter = walk("On another laptop")
    chapter.write("passphrase.txt", OLD)
    put_family(make_store(person.vault)).desk.close().result()
    store = person.open()
    store.upkeep.back_up(person.home).result().path.rename(person.home / "friday.fvbak")
    store.close().result()
    person.vault.rename(person.home / "the laptop that was lost")
    assert FAMILY.search(chapter.run())
    assert len(person.families()) == 1
    assert "There is a store in" in chapter.refused(4, again=True), "never over one that is there"


@pytest.mark.full
def test_by_salvage(walk_in_shell: Walking, person: Person) -> None:
    chapter = walk_in_shell("By salvage")
    chapter.write("passphrase.txt", OLD)
    family = put_family(make_store(person.vault))
    family.store.upkeep.back_up().result()
    put_family(family.store, 1).desk.close().result()
    damage(person.vault / "vault.db")
    assert main_check(chapter) == 1
    said = chapter.run()
    assert re.search(r"TF-\d{4}-\d{4} would come back: \d+ entries would come back", said), "saved since the backup"
    assert main_check(chapter) == 1, "the damaged store was left as it was"
    chapter.write("passphrase.txt", NEW)
    assert "does not open this store" in chapter.refused(3), "another passphrase"
    chapter.write("passphrase.txt", OLD)
    (person.vault.parent / "vault.salvaged").mkdir()  # the block before took it away
    assert FAMILY.search(chapter.run(again=True))
    assert len(person.families()) == 2
    before = (person.vault / "vault.db").read_bytes()
    person.adds_family(2)
    (person.vault / "vault.db").write_bytes(before)
    assert main_check(chapter) == 1, "changes are missing"
    assert "missing" in chapter.run()
    assert len(person.families()) == 2


def main_check(chapter: Walk) -> int:
    """What `store check` ends with."""
    vault = chapter.folder / ".local" / "share" / "thinkfamily" / "vault"
    return main(["store", "check", "--store", str(vault), "--passphrase-file", str(chapter.folder / "passphrase.txt")])


def damage(database: Path) -> None:
    """Flip one bit in the middle of a page that is in use."""
    raw = bytearray(database.read_bytes())
    raw[4096 + 2000] ^= 1
    database.write_bytes(raw)
