"""`tests/check.py` fails when it should: faults planted in a copy of the tree, each with the step that finds it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("pyproject.toml", "README.md", "LICENSE", "forms", "resources", "installer", "tests", "thinkfamily_desktop")
FORM = Path("forms") / "think_family"
NAMED = {"tests": ("tests/ui/test_every_input_has_a_name.py::test_every_input_of_every_question_has_a_name[nowak]",)}
UNTOUCHED = shutil.ignore_patterns("__pycache__", ".*_cache", "fonts")


def copy_of_the_tree(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=UNTOUCHED)
        else:
            shutil.copy(source, folder / name)
    (folder / "resources" / "fonts").symlink_to(ROOT / "resources" / "fonts")
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    yield copy_of_the_tree(tmp_path / "tree")
    shutil.rmtree(tmp_path / "tree")


def check(tree: Path, step: str, *more: str) -> "subprocess.CompletedProcess[str]":
    """One step of check.py in that tree. Its own folder comes before any other place where the program could be."""
    return subprocess.run(
        [sys.executable, tree / "tests" / "check.py", "--only", step, *more],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{file.name} no longer holds what this test changes"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def a_qt_import_in_forms(tree: Path) -> None:
    file = tree / "thinkfamily_desktop" / "forms" / "state.py"
    file.write_text(
        f"{file.read_text(encoding='utf-8')}\nfrom PySide6.QtCore import QObject  # noqa\n", encoding="utf-8"
    )


def sql_outside_the_store(tree: Path) -> None:
    file = tree / "thinkfamily_desktop" / "session" / "ports.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nimport sqlcipher3  # noqa\n", encoding="utf-8")


def a_network_import(tree: Path) -> None:
    file = tree / "thinkfamily_desktop" / "report" / "text.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nimport urllib.request  # noqa\n", encoding="utf-8")


def a_form_id_given_twice(tree: Path) -> None:
    pages = tree / FORM / "full" / "pages"
    first, second = pages / "01_visit.yaml", pages / "03_helpers.yaml"  # the second is in no other form
    ids = [
        re.findall(r"^      - (id: .+)$", page.read_text(encoding="utf-8"), re.MULTILINE) for page in (first, second)
    ]
    change(second, ids[1][0], ids[0][0])


def yes_where_text_is_meant(tree: Path) -> None:
    change(tree / FORM / "set.yaml", "set: think_family", "set: true")


def a_network_import_of_qt(tree: Path) -> None:
    file = tree / "thinkfamily_desktop" / "app" / "idle.py"
    file.write_text(f"from PySide6.QtNetwork import QTcpSocket\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


def a_label_that_loses_its_name(tree: Path) -> None:
    change(tree / "thinkfamily_desktop" / "ui" / "fields" / "base.py", "self.line.setAccessibleName(name)", "pass")


FAULTS: dict[Callable[[Path], None], tuple[str, str]] = {
    a_qt_import_in_forms: ("floors", "Qt stays in ui and app BROKEN"),
    sql_outside_the_store: ("floors", "only store speaks SQL BROKEN"),
    a_network_import: ("floors", "nothing knows the network BROKEN"),
    a_network_import_of_qt: ("lint", "does not use the network"),
    a_form_id_given_twice: ("forms", "is used twice, first in full/pages/01_visit.yaml"),
    yes_where_text_is_meant: ("forms", "set.yaml:"),
    a_label_that_loses_its_name: ("tests", "LineInput"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found(tree: Path, fault: Callable[[Path], None]) -> None:
    step, said = FAULTS[fault]
    fault(tree)
    done = check(tree, step, *NAMED.get(step, ()))
    assert done.returncode == 1, done.stdout + done.stderr
    assert said in done.stdout + done.stderr
    assert f"--- {step}: FAILED" in done.stdout


@pytest.mark.parametrize("step", sorted({step for step, _ in FAULTS.values()}))
def test_the_control_without_a_fault_passes(tree: Path, step: str) -> None:
    done = check(tree, step, *NAMED.get(step, ()))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"--- {step}: passed" in done.stdout
