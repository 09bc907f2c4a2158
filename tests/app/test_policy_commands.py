"""`policy show` and `policy check` as an administrator types them, for policy and for local content."""

import json
from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.settings import policy
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy_sources import Source

PRACTICE = resources_folder() / "practice"
NUMBER = {"kind": "crisis-team", "name": "Home Treatment Team", "number": "01632 960100"}


def checked(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["policy", "check", str(file)])
    return code, capsys.readouterr().out


def local(folder: Path, **number: object) -> Path:
    file = folder / "local_content.json"
    file.write_text(json.dumps({"numbers": [NUMBER | number]}), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["policy.example.json", "local_content.json"])
def test_the_examples_are_right(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = checked(PRACTICE / name, capsys)
    assert code == 0
    assert "This file is right." in said


def test_a_fault_in_local_content_is_named_and_the_file_not_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(local(tmp_path, number="ring me"), capsys)
    assert code == 1
    assert "numbers → 1 → number" in said
    assert "This file needs correcting." in said


def test_what_has_to_be_checked_again_is_said_and_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(local(tmp_path, last_checked="2001-02-03"), capsys)
    assert code == 0
    assert "Home Treatment Team: last checked 3 Feb 2001" in said
    code, said = checked(local(tmp_path), capsys)
    assert code == 0
    assert "Home Treatment Team: nobody has said" in said


def test_show_says_when_the_local_content_of_this_laptop_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        policy, "machine_sources", lambda: (Source("here", {"LocalContentFolder": str(tmp_path / "gone")}),)
    )
    assert main(["policy", "show"]) == 0
    assert "could not be read. None are shown until it can be." in capsys.readouterr().out
