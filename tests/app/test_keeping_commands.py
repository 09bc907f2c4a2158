"""`keeping`: what leaves a laptop and what must not, as IT or an information-governance lead does it by command."""

import json
from pathlib import Path

import pytest

from tests.session.left_on_laptop import Left, left_on_laptop
from tests.session.real_family import PASSPHRASE
from thinkfamily_desktop.app import cli
from thinkfamily_desktop.app.house import House

HOUSE = House()  # the forms are read once for all commands
RECORD = ("--kept-in", "the Trust's record", "--since", "2026-11-20")


class Commands:
    """A store with one family, two files saved from it and an older store beside it; nothing has it open."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.left: Left = left_on_laptop(folder)
        self.case = self.left.family.reference
        self.older = self.left.older_store()
        self.saved = [self.left.save(name) for name in ("one.pdf", "two.pdf")]
        self.left.family.desk.close().result()
        self._passphrase = folder / "passphrase.txt"
        self._passphrase.write_text(PASSPHRASE, encoding="utf-8")
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and all that was said."""
        store = ("--store", str(self.left.store), "--passphrase-file", str(self._passphrase))
        code = cli.main(["keeping", *arguments, *store])
        said = self._capsys.readouterr()
        return code, said.out + said.err


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.setattr(cli, "House", lambda: HOUSE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Commands(tmp_path, capsys)


def test_a_held_family_is_not_deleted_until_the_hold_is_lifted(commands: Commands) -> None:
    case = commands.case
    assert commands.run("hold", case, "--why", "Inquest; our lead")[0] == 0
    code, said = commands.run("holds", "--json")
    (held,) = json.loads(said)["holds"]
    assert (code, held["reference"], held["by"]) == (0, case, "A. Mensah")
    assert commands.run("take-out", case)[0] == 0
    code, said = commands.run("delete", case, *RECORD)
    assert code == 4
    assert "legal hold since" in said
    assert "A. Mensah" in said
    assert commands.run("lift", case, "--why", "Our lead")[0] == 0
    code, said = commands.run("delete", case, *RECORD)
    assert (code, "Deleted" in said) == (0, True), "the control"
    assert all(str(path) in said for path in commands.saved), "nobody can tell afterwards whose they were"


def test_a_family_in_the_list_is_not_deleted_and_one_taken_out_comes_back(commands: Commands) -> None:
    assert commands.run("delete", commands.case, *RECORD)[0] == 4
    assert commands.run("take-out", commands.case)[0] == 0
    assert commands.run("put-back", commands.case)[0] == 0
    code, said = commands.run("take-out", "TF-2026-9999")
    assert (code, "TF-2026-9999" in said) == (4, True)


def test_saved_files_are_listed_and_removed(commands: Commands) -> None:
    code, said = commands.run("files", "--json")
    assert code == 1, "there is something to do"
    assert [file["file"] for file in json.loads(said)["files"]] == [str(path) for path in commands.saved]
    commands.saved[0].write_bytes(b"notes written into it")
    assert commands.run("files", "--remove")[0] == 0
    assert [path.exists() for path in commands.saved] == [True, False]


def test_an_older_store_is_removed_once_somebody_says_who_looked(commands: Commands) -> None:
    name = commands.older.name
    assert commands.run("stores", "--remove", name)[0] == 4
    assert commands.older.exists()
    assert commands.run("stores", "--remove", name, "--looked", "A. Mensah, today")[0] == 0
    assert not commands.older.exists()


def test_a_subject_access_output_is_written_and_known_by_the_register(commands: Commands, tmp_path: Path) -> None:
    out = tmp_path / "saved" / "access.pdf"
    code, said = commands.run("access", commands.case, "--about", "Grace", "--out", str(out))
    assert (code, "not for release" in said) == (0, True)
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in commands.run("files")[1], "it lies about unprotected like any other"
    assert commands.run("access", commands.case, "--about", "Nobody", "--out", str(out))[0] == 4
