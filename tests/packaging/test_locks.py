"""The locked requirements: every file by hash, no address, and what tests need holds what running needs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "installer" / "lock"


def locked(name: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9-]+)==([^ \\]+)", (LOCKS / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def wanted(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower().replace(".", "-") for requirement in requirements}


@pytest.mark.parametrize("name", ["run", "test", "build"])
def test_every_package_has_a_hash_and_no_line_an_address(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", text.split("\n", 2)[2].strip())
    assert len(blocks) == len(locked(name)) > 20
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--index|--find-links|@ |^-e", text, re.MULTILINE)


def test_everything_in_pyproject_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    running = wanted(project["project"]["dependencies"])
    assert running <= locked("run").keys()
    for group, requirements in project["dependency-groups"].items():
        assert running | wanted(requirements) <= locked(group).keys()


def test_what_tests_run_with_is_what_runs() -> None:
    assert locked("run").items() <= locked("test").items()
    assert locked("run").items() <= locked("build").items()
