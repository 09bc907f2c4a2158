"""What is in the wheel, and that the program works from it, away from the checkout."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from thinkfamily_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "installer" / "lock" / "run.txt"
DATA = "thinkfamily_desktop/_data/"


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def make_environment(folder: Path, *options: str) -> Path:
    """A virtual environment; returns the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", *options, str(folder)], check=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def run(program: Path, *arguments: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return subprocess.run([program, *arguments], cwd=cwd, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with this wheel in it. What the wheel needs is lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("installed")
    programs = make_environment(folder, "--without-pip")
    command = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    own = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    (Path(own.stdout.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def test_the_wheel_holds_the_program_its_forms_and_its_resources(wheel: Path) -> None:
    for folder in ("forms", "resources"):
        shipped = {
            f"{DATA}{file.relative_to(ROOT).as_posix()}" for file in (ROOT / folder).rglob("*") if file.is_file()
        }
        assert shipped
        assert shipped <= names(wheel)
    assert f"thinkfamily_desktop-{__version__}.dist-info/licenses/LICENSE" in names(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"thinkfamily_desktop", f"thinkfamily_desktop-{__version__}.dist-info"}
    assert not [name for name in names(wheel) if "__pycache__" in name or "/tests/" in name or name.endswith(".pyc")]


def test_no_file_in_the_wheel_knows_where_it_was_built(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        assert not [name for name in opened.namelist() if str(ROOT).encode() in opened.read(name)]


def test_the_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "python", "-c", "import thinkfamily_desktop as t; print(t.__file__)", cwd=tmp_path)
    assert Path(said.stdout.strip()).is_relative_to(installed.parent)


def test_the_installed_program_finds_its_forms(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "thinkfamily", "forms", "list", cwd=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert "full" in {line.split()[0] for line in said.stdout.splitlines()}
    assert run(installed / "thinkfamily", "--version", cwd=tmp_path).stdout.split()[-1] == __version__


def test_the_installed_program_writes_the_referral(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "thinkfamily", "demo", "--pdf", "referral.pdf", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "referral.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.full
def test_the_wheel_works_with_exactly_what_the_lock_names(wheel: Path, tmp_path: Path) -> None:
    programs = make_environment(tmp_path / "fresh")
    pip: list[str | Path] = [programs / "python", "-m", "pip", "install", "-q", "--no-warn-conflicts"]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCK], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True)
    assert run(programs / "python", "-m", "pip", "check", cwd=tmp_path).returncode == 0
    assert run(programs / "thinkfamily", "forms", "list", cwd=tmp_path).returncode == 0
    assert run(programs / "thinkfamily", "demo", "--pdf", "referral.pdf", cwd=tmp_path).returncode == 0
