"""The hazard log is held to the code: its tests exist, its edits are noticed; and no page claims an approval."""

import ast
import os
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import assurance
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOG = assurance.hazards()
CLAIMS = re.compile(r"\b(?:is|are|was|has been) (?:fully )?(?:approved|certified|compliant|accredited|conformant)\b")


@cache
def functions_in(file: str) -> frozenset[str]:
    parsed = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(part.name for part in ast.walk(parsed) if isinstance(part, ast.FunctionDef))


def exists(test: str) -> bool:
    file, _, name = test.partition("::")
    return (ROOT / file).is_file() and name in functions_in(file)


def test_it_has_every_hazard_once() -> None:
    assert [one.id for one in LOG] == [f"H{number:02}" for number in range(1, 25)]


@pytest.mark.parametrize("one", LOG, ids=lambda one: one.id)
def test_every_control_is_held_by_tests_that_exist(one: assurance.Hazard) -> None:
    assert one.controls
    assert [test for test in (*one.tests, one.bites) if not exists(test)] == []


def test_a_test_that_does_not_exist_is_noticed() -> None:
    assert not exists("tests/store/test_head.py::test_that_nobody_wrote")
    assert not exists("tests/store/test_that_nobody_wrote.py::test_one")


@pytest.mark.parametrize("one", LOG, ids=lambda one: one.id)
def test_the_edit_of_each_hazard_can_still_be_made(one: assurance.Hazard) -> None:
    assert (ROOT / one.edit.file).read_text(encoding="utf-8").count(one.edit.old) == 1
    assert one.edit.old != one.edit.new


def test_the_page_is_the_one_that_the_data_gives() -> None:
    assert assurance.PAGE.read_text(encoding="utf-8") == assurance.page(), "run installer/assurance.py"


def test_no_page_claims_an_approval() -> None:
    pages = sorted(assurance.ASSURANCE.glob("*.md"))
    assert len(pages) >= 8
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not CLAIMS.search(text), page.name
        assert "draft" in text.split("\n", 1)[0].lower() or page.name == "release-checklist.md", page.name
    assert CLAIMS.search("It is approved by somebody.")


def test_every_line_of_the_release_checklist_says_whether_and_by_whom_it_was_done() -> None:
    lines = (assurance.ASSURANCE / "release-checklist.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.startswith("| ") and not line.startswith(("| what", "|---"))]
    assert len(rows) > 20
    for row in rows:
        assert row[3].strip() in {"not done", "done"}, row
        assert (row[3].strip() == "done") == bool(row[4].strip(" -")), row


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last commit, to be spoilt."""
    place = tmp_path_factory.mktemp("copy") / "checkout"
    subprocess.run(["git", "clone", "--quiet", ROOT, place], check=True)
    return place


def outcome(copy: Path, *tests: str) -> int:
    """How pytest ends there: 0 passed, 1 failed, others neither."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    surroundings = {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env={**clean, **surroundings}, capture_output=True, check=False)
    return done.returncode


@pytest.mark.long
@pytest.mark.parametrize("one", LOG, ids=lambda one: one.id)
def test_every_edit_is_noticed_and_without_it_the_test_passes(one: assurance.Hazard, copy: Path) -> None:
    started = time.monotonic()
    file = copy / one.edit.file
    whole = file.read_text(encoding="utf-8")
    sound = outcome(copy, one.bites)
    file.write_text(whole.replace(one.edit.old, one.edit.new), encoding="utf-8")
    try:
        spoilt = outcome(copy, one.bites)
    finally:
        file.write_text(whole, encoding="utf-8")
    print(f"{one.id}: sound {sound}, with the edit {spoilt}, {time.monotonic() - started:.0f} s")
    assert (sound, spoilt) == (0, 1)
