"""The commands about stores: each way back into one, done from nothing with the commands alone."""

import json
import re
from pathlib import Path

import pytest

from tests.report.reading import read
from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.store import creating, ways_in
from thinkfamily_desktop.store.kdf import FLOOR

OLD, NEW = "apple bridge cotton dune", "ember forest glacier harbour"
CODE = re.compile(r"made \d+ \w+ \d{4}\s+((?:[0-9A-HJKMNP-TV-Z]{4}\s+){8}[0-9A-HJKMNP-TV-Z]{4})")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor of the key derivation, as on a slow laptop."""
    monkeypatch.setattr(creating, "calibrate", lambda: FLOOR)
    monkeypatch.setattr(ways_in, "calibrate", lambda: FLOOR)


class Place:
    """A folder for one test, its files and its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "vault"
        self.old, self.new = self.file("old.txt", OLD + "\n"), self.file("new.txt", NEW + "\n")

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str | Path) -> int:
        return main([*map(str, arguments), "--store", str(self.store)])

    def make(self, *options: str | Path) -> int:
        return self.run("store", "new", "--passphrase-file", self.old, *options)

    def opens_with(self, passphrase: Path) -> bool:
        return self.run("store", "check", "--passphrase-file", passphrase) == 0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_store_is_not_made_without_a_way_back_unless_that_is_said(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.make() == 4
    assert "--recovery-sheet" in capsys.readouterr().err
    assert not place.store.exists()
    assert place.make("--without-recovery") == 0
    assert "nobody can open it" in capsys.readouterr().out


def test_a_forgotten_passphrase_is_replaced_with_the_printed_sheet_once(place: Place) -> None:
    sheet, again = place.folder / "sheet.pdf", place.folder / "again.pdf"
    assert place.make("--recovery-sheet", sheet) == 0
    found = CODE.search(read(sheet.read_bytes()).words)
    assert found is not None
    typed = place.file("code.txt", found[1].lower().replace("\n", " ") + "\n")
    recover = ("store", "recover", "--code-file", typed, "--new-passphrase-file", place.new)
    assert place.run(*recover, "--recovery-sheet", again) == 0
    assert place.opens_with(place.new)
    assert not place.opens_with(place.old)
    assert place.run(*recover) == 3, "a sheet that was used opens nothing"
    assert again.read_bytes() != sheet.read_bytes()


def test_a_mistyped_code_is_told_and_changes_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    wrong = place.file("code.txt", "AAAA-" * 8 + "AAAA\n")
    assert place.run("store", "recover", "--code-file", wrong, "--new-passphrase-file", place.new) == 3
    assert "Check it group by group" in capsys.readouterr().err
    assert place.opens_with(place.old)


def test_the_organisation_opens_a_store_sealed_to_its_key_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key, unlock = place.folder / "private.key", place.folder / "unlock"
    assert main(["escrow", "new-key", "--out", str(key)]) == 0
    public = re.search(r"EscrowPublicKey: (\S+)", capsys.readouterr().out)
    assert public is not None
    in_force = InForce(Policy(escrow_public_key=public[1]), (), {})
    monkeypatch.setattr(House, "in_force", in_force)
    assert place.make() == 0
    assert "Your organisation can open this store too" in capsys.readouterr().out
    made = ["escrow", "unlock", str(place.store / "keys.a"), "--key", str(key), "--out", str(unlock)]
    assert main(made) == 0
    recover = ("store", "recover", "--unlock-file", unlock, "--new-passphrase-file", place.new)
    assert place.run(*recover) == 0
    assert place.opens_with(place.new)
    assert place.run(*recover) == 3, "an unlock file opens once"


def test_another_key_opens_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    key = place.folder / "private.key"
    main(["escrow", "new-key", "--out", str(key)])
    out = place.folder / "unlock"
    assert main(["escrow", "unlock", str(place.store / "keys.a"), "--key", str(key), "--out", str(out)]) == 4
    assert "not sealed to your organisation" in capsys.readouterr().err
    assert not out.exists()


def test_a_backup_is_put_back_where_there_is_no_store(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    out = place.folder / "monday.fvbak"
    assert place.run("store", "backup", "--passphrase-file", place.old, "--out", out) == 0
    assert place.run("store", "backup", "--passphrase-file", place.old, "--out", out) == 4
    assert "left as it is" in capsys.readouterr().err
    assert place.run("store", "restore", out, "--passphrase-file", place.old) == 4, "a store is never written over"
    place.store.rename(place.folder / "lost")
    assert place.run("store", "restore", out, "--passphrase-file", place.old) == 0
    assert place.opens_with(place.old)
    assert sorted(path.suffix for path in place.folder.glob("*.fvbak")) == [".fvbak"]


def test_a_changed_passphrase_opens_and_the_old_one_no_longer(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    change = ("store", "passphrase", "--passphrase-file", place.old, "--new-passphrase-file")
    assert place.run(*change, place.file("short.txt", "short\n")) == 4
    assert place.run(*change, place.new) == 0
    assert place.run(*change, place.new) == 3
    capsys.readouterr()
    assert place.run("store", "check", "--passphrase-file", place.new, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"sound": True, "findings": []}


def test_a_sheet_that_cannot_be_written_stops_before_a_store_is_made(place: Place) -> None:
    assert place.make("--recovery-sheet", place.old) == 4
    assert place.make("--recovery-sheet", place.folder / "nowhere" / "sheet.pdf") == 4
    assert not place.store.exists()
