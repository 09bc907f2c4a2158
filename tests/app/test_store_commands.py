"""The commands about stores: each way back into one, done from nothing with the commands alone."""

import json
import re
from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main
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


def test_a_mistyped_code_is_told_and_changes_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    wrong = place.file("code.txt", "AAAA-" * 8 + "AAAA\n")
    assert place.run("store", "recover", "--code-file", wrong, "--new-passphrase-file", place.new) == 3
    assert "Check it group by group" in capsys.readouterr().err
    assert place.opens_with(place.old)


def test_a_backup_is_put_back_where_there_is_no_store(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.make("--without-recovery")
    out = place.folder / "monday.fvbak"
    assert place.run("store", "backup", "--passphrase-file", place.old, "--out", out) == 0
    assert place.run("store", "backup", "--passphrase-file", place.old, "--out", out) == 4
    assert "left as it is" in capsys.readouterr().err
    assert place.run("store", "restore", out, "--passphrase-file", place.old) == 4, "a store is never written over"
    assert "--show" in capsys.readouterr().err
    place.store.rename(place.folder / "lost")
    assert place.run("store", "restore", out, "--passphrase-file", place.old) == 0
    assert place.opens_with(place.old)
    assert sorted(path.name for path in place.folder.iterdir() if path.suffix != ".txt") == [
        "lost",
        "monday.fvbak",
        "vault",
    ]


def test_a_backup_of_another_passphrases_day_takes_the_place_with_both_given(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.make("--without-recovery")
    out = place.folder / "monday.fvbak"
    place.run("store", "backup", "--passphrase-file", place.old, "--out", out)
    place.run("store", "passphrase", "--passphrase-file", place.old, "--new-passphrase-file", place.new)
    restore = ("store", "restore", out, "--replace", "--passphrase-file", place.new)
    assert place.run(*restore) == 3
    assert place.opens_with(place.new), "nothing was changed"
    capsys.readouterr()
    assert place.run(*restore, "--backup-passphrase-file", place.old) == 0
    assert "is kept, whole" in capsys.readouterr().out
    assert place.opens_with(place.old)


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


def test_new_keys_leave_the_old_passphrase_sheet_and_backups_useless(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.make("--recovery-sheet", place.folder / "old.pdf")
    rotate = ("store", "rotate", "--passphrase-file", place.old, "--new-passphrase-file", place.new)
    assert place.run(*rotate, "--recovery-sheet", place.folder / "new.pdf") == 0
    assert "open nothing any more" in capsys.readouterr().out
    assert place.opens_with(place.new)
    assert not place.opens_with(place.old)
    assert (place.folder / "new.pdf").exists()


def test_what_can_be_read_of_a_damaged_store_is_shown_and_put_in_its_place(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.make("--without-recovery")
    vault = place.store / "vault.db"
    raw = bytearray(vault.read_bytes())
    raw[-700] ^= 1
    vault.write_bytes(raw)
    assert not place.opens_with(place.old)
    salvage = ("store", "salvage", "--passphrase-file", place.old)
    capsys.readouterr()
    assert place.run(*salvage) == 0
    said = capsys.readouterr().out
    for part in ("There is no sound backup", "What cannot be got this way", "make a new recovery sheet"):
        assert part in said
    assert not place.opens_with(place.old), "nothing takes its place unasked"
    assert (place.folder / "vault.salvaged" / "vault.db").exists()
    assert place.run(*salvage, "--replace") == 4, "what was salvaged before is not written over"
    (place.folder / "vault.salvaged").rename(place.folder / "elsewhere")
    assert place.run(*salvage, "--replace") == 0
    assert "is kept" in capsys.readouterr().out
    assert place.opens_with(place.old)


def test_a_store_whose_last_changes_are_missing_is_gone_on_with_when_asked(place: Place) -> None:
    place.make("--without-recovery")
    older = (place.store / "vault.db").read_bytes()
    assert place.run("store", "passphrase", "--passphrase-file", place.old, "--new-passphrase-file", place.new) == 0
    (place.store / "vault.db").write_bytes(older)
    assert place.run("store", "check", "--passphrase-file", place.new) == 1
    assert place.run("store", "go-on", "--passphrase-file", place.new) == 0
    assert place.opens_with(place.new)
    assert list((place.store / "quarantine").iterdir())
