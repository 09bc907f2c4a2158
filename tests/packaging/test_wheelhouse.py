"""A build from a wheelhouse: filled once, then no package needs a network, and a changed one is refused. Needs root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        not shutil.which("unshare") or not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root and unshare"
    ),
]
CUT_OFF = ("unshare", "--net")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("offline") / "a checkout"
    subprocess.run(["git", "clone", "--quiet", ROOT, place], check=True)
    return place


@pytest.fixture(scope="module")
def wheelhouse(checkout: Path) -> Path:
    folder = checkout.parent / "a wheelhouse"
    done = build(checkout, "wheelhouse", "--wheelhouse", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def build(checkout: Path, *arguments: str, before: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    command = [*before, sys.executable, "installer/build.py", *arguments]
    surroundings = {**os.environ, "PIP_RETRIES": "0"}  # a registry that cannot be reached is not asked again
    return subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True, check=False)


def test_without_a_network_and_a_wheelhouse_nothing_is_built(checkout: Path) -> None:
    done = build(checkout, "folder", before=CUT_OFF)
    assert done.returncode == 1
    assert "pip install" in done.stderr


def test_a_package_that_is_not_the_locked_one_is_refused(checkout: Path, wheelhouse: Path, tmp_path: Path) -> None:
    for wheel in wheelhouse.iterdir():
        (tmp_path / wheel.name).symlink_to(wheel)
    other = next(tmp_path.glob("pyyaml-*manylinux*.whl"))
    changed = bytearray(other.read_bytes())
    changed[-1] ^= 1
    other.unlink()
    other.write_bytes(changed)
    done = build(checkout, "folder", "--wheelhouse", str(tmp_path), before=CUT_OFF)
    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_with_a_wheelhouse_the_program_is_built_and_runs_without_a_network(checkout: Path, wheelhouse: Path) -> None:
    out = checkout.parent / "out"
    done = build(checkout, "folder", "--wheelhouse", str(wheelhouse), "--out", str(out), before=CUT_OFF)
    assert done.returncode == 0, done.stderr
    program = checkout / "build" / "frozen" / "thinkfamily-desktop" / "thinkfamily"
    said = subprocess.run([*CUT_OFF, program, "selftest", "--no-gui"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    assert "FAIL" not in said.stdout
