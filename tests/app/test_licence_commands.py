"""`thinkfamily licences`: every part, and the whole text of one."""

import sys
from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in a frozen program: a folder of licences beside it."""
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "README.txt").write_text("Qt 6.11.3: LGPL-3.0-only: Qt.txt\n", encoding="utf-8")
    (folder / "Qt.txt").write_text("how to replace it", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "thinkfamily"))
    return folder


def test_every_part_is_listed_and_one_is_read_in_any_case(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licences"]) == 0
    assert "Qt 6.11.3: LGPL-3.0-only" in capsys.readouterr().out
    assert main(["licences", "qt"]) == 0
    assert capsys.readouterr().out.startswith("how to replace it")


def test_a_part_that_is_none_is_refused_in_one_sentence(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licences", "Gtk"]) == 4
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Gtk is not a part of this program. Run: thinkfamily licences\n")


def test_from_source_it_says_where_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["licences"]) == 0
    assert "runs from source" in capsys.readouterr().out
