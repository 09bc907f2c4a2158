"""The organisation's own folder of changes: in use when it is right, left out whole and said when it is not."""

from pathlib import Path

import pytest

from tests.forms.written import SMALL
from thinkfamily_desktop.forms.adapted import adapted
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.loader import load_set

HEAD = "overlay: oak\nform: first\nversion: 1.0.0\n"


@pytest.fixture
def shipped() -> FormSet:
    return load_set(SMALL)


def test_right_changes_are_in_the_forms(shipped: FormSet, tmp_path: Path) -> None:
    (tmp_path / "oak.yaml").write_text(HEAD + "texts: {child.seen.ask: Otherwise}\n", encoding="utf-8")
    found = adapted(shipped, SMALL, overlays=tmp_path)
    assert not found.refused
    assert found.problems == ()
    assert found.form_set != shipped


def test_one_wrong_line_leaves_all_changes_out_and_is_named(shipped: FormSet, tmp_path: Path) -> None:
    (tmp_path / "oak.yaml").write_text(
        HEAD + "texts:\n  child.seen.ask: Otherwise\n  child.sen.ask: Otherwise\n", encoding="utf-8"
    )
    found = adapted(shipped, SMALL, overlays=tmp_path)
    assert found.refused
    assert found.form_set is shipped
    assert [(problem.file, problem.line) for problem in found.problems] == [("oak.yaml", 6)]


def test_a_folder_that_is_not_there_is_named(shipped: FormSet, tmp_path: Path) -> None:
    found = adapted(shipped, SMALL, overlays=tmp_path / "gone")
    assert found.refused
    assert found.form_set is shipped


def test_changes_for_an_older_version_are_in_use_and_said(shipped: FormSet, tmp_path: Path) -> None:
    text = HEAD.replace("1.0.0", "0.9.0") + "texts: {child.seen.ask: Otherwise}\n"
    (tmp_path / "oak.yaml").write_text(text, encoding="utf-8")
    found = adapted(shipped, SMALL, overlays=tmp_path)
    assert not found.refused
    assert len(found.problems) == 1
    assert found.form_set != shipped
