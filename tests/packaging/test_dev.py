"""The set-up script: what it says and does on machines that lack something."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import windows_python

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installer" / "dev.py"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, with an environment and locks of its own and no tool run in earnest."""
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    locks = tmp_path / "lock"
    locks.mkdir()
    for name in ("run", "test"):
        (locks / f"{name}.txt").write_text(f"{name}==1 --hash=sha256:0\n", encoding="utf-8")
    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(module, "LOCKS", locks)
    monkeypatch.setattr(module, "STAMP", tmp_path / "venv" / "thinkfamily.json")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


@pytest.fixture
def ran(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The tools that it would have run."""
    commands: list[list[str]] = []
    monkeypatch.setattr(dev, "quietly", lambda command, **_: commands.append([str(part) for part in command]))

    def asked(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        commands.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0, stdout=f"{tmp_path}\n", stderr="")

    monkeypatch.setattr(dev.subprocess, "run", asked)
    return commands


def test_without_a_command_it_says_what_it_does() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("run", "test", "setup"):
        assert f"installer/dev.py {command}" in done.stdout


def test_a_command_that_it_does_not_know_is_a_mistake_in_use() -> None:
    assert subprocess.run([sys.executable, SCRIPT, "frobnicate"], capture_output=True, check=False).returncode == 2


def test_an_old_python_is_told_so(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2, "final", 0))
    assert dev.main(["run"]) == 1
    assert "Python 3.11 or later is needed" in capsys.readouterr().err


def test_it_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", SCRIPT, "help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@linux
def test_without_the_right_to_install_it_says_the_line_that_does(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(dev.SetUpError, match=r"  sudo apt-get install -y --no-install-recommends libgl1 qpdf$"):
        dev.provide(["libgl1", "qpdf"])


@linux
def test_as_root_it_installs(dev: ModuleType, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    dev.provide(["libgl1"])
    assert ran == [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "libgl1"]]


@linux
def test_what_is_in_place_is_left_alone(dev: ModuleType, ran: list[list[str]]) -> None:
    dev.provide([])
    assert ran == []


@linux
def test_it_finds_what_a_bare_machine_lacks(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "loads", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _: None)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    running = dev.missing_packages(for_tests=False, tools={})
    assert running[0] == f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert "libgl1" in running
    assert "libxcb-cursor0" not in running
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in dev.missing_packages(for_tests=False, tools={})
    testing = dev.missing_packages(for_tests=True, tools=dev.FULL_TOOLS)
    assert {"xvfb", "xdotool", "poppler-utils", "qpdf", "default-jdk-headless"} <= set(testing)


def test_the_first_run_installs_by_hash_and_the_second_nothing(dev: ModuleType, ran: list[list[str]]) -> None:
    dev.install("run")
    assert ran[0][1:-1] == ["-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "-r"]
    ran.clear()
    dev.install("run")
    assert ran == []


def test_a_lock_that_changed_is_installed_again(dev: ModuleType, ran: list[list[str]]) -> None:
    dev.install("run")
    (dev.LOCKS / "run.txt").write_text("run==2 --hash=sha256:1\n", encoding="utf-8")
    ran.clear()
    dev.install("run")
    assert len(ran) == 2


def test_what_tests_need_is_enough_to_run(dev: ModuleType, ran: list[list[str]]) -> None:
    dev.install("test")
    ran.clear()
    dev.install("run")
    assert ran == []
    kept = json.loads(dev.STAMP.read_text(encoding="utf-8"))
    assert kept["test"] == hashlib.sha256((dev.LOCKS / "test.txt").read_bytes()).hexdigest()


def test_an_environment_that_was_moved_is_set_right(dev: ModuleType, ran: list[list[str]]) -> None:
    dev.install("run")
    kept = json.loads(dev.STAMP.read_text(encoding="utf-8"))
    dev.STAMP.write_text(json.dumps({**kept, "checkout": "/somewhere/else"}), encoding="utf-8")
    ran.clear()
    dev.install("run")
    assert len(ran) == 2


def test_a_tool_that_fails_is_shown_with_all_that_it_said(dev: ModuleType) -> None:
    with pytest.raises(dev.SetUpError, match=r"(?s)the reason.*This failed: .*print"):
        dev.quietly([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"])


def test_nothing_around_leads_its_python_astray(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("PIP_USER", "1")
    around = dev.surroundings()
    assert "PYTHONPATH" not in around
    assert around["PIP_USER"] == "0"
    assert around["PATH"] == os.environ["PATH"]


def test_trying_the_windows_package_installs_all_that_building_it_asks_for(dev: ModuleType) -> None:
    asked = {package for packages in windows_python.TOOLS.values() for package in packages.split()}
    assert asked <= set(dev.WINDOWS_TOOLS.values())
