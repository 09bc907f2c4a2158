"""What a Linux desktop is told of the program keeps to its standards: judged by the desktops' own validators."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.test_deb_layout import frozen, package

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("desktop-file-validate", "appstreamcli", "man", "xprop", "xdotool", "Xvfb", "dpkg-deb")
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}: dev.py test --full installs them"
    ),
]
__all__ = ["frozen"]  # a fixture that is used by its name
ENTRY = "usr/share/applications/thinkfamily-desktop.desktop"
ABOUT = "usr/share/metainfo/org.thinkfamily.desktop.metainfo.xml"
MANUAL = "usr/share/man/man1/thinkfamily.1.gz"


@pytest.fixture
def unpacked(frozen: Path, tmp_path: Path) -> Path:
    package(frozen, tmp_path / "a.deb")
    subprocess.run(["dpkg-deb", "-x", tmp_path / "a.deb", tmp_path / "root"], check=True)
    return tmp_path / "root"


def complaints(*command: str | Path) -> str:
    """What a validator says; nothing when it is content. A command that fails has always said something."""
    surroundings = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
    return done.stderr if "man" in command else (done.stdout + done.stderr if done.returncode else "")


def of_entry(file: Path) -> str:
    return complaints("desktop-file-validate", file)


def of_about(file: Path) -> str:
    return complaints("appstreamcli", "validate", "--no-net", "--pedantic", file)


def of_manual(file: Path) -> str:
    return complaints("man", "--warnings", "--local-file", file)


@pytest.mark.parametrize(
    ("name", "of", "right", "wrong"),
    [
        (ENTRY, of_entry, "Type=Application", "Type=Programme"),
        (ABOUT, of_about, "<project_license>MIT<", "<project_license>as you like<"),
    ],
    ids=["menu entry", "AppStream"],
)
def test_the_validator_is_content_and_notices_a_fault(
    unpacked: Path, name: str, of: Callable[[Path], str], right: str, wrong: str
) -> None:
    file = unpacked / name
    assert of(file) == ""
    text = file.read_text(encoding="utf-8")
    assert "@" not in text
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    assert of(file) != ""


def test_the_manual_page_is_set_without_a_warning_and_a_fault_gives_one(unpacked: Path, tmp_path: Path) -> None:
    assert of_manual(unpacked / MANUAL) == ""
    page = tmp_path / "thinkfamily.1"
    source = (ROOT / "installer" / "linux" / "thinkfamily.1").read_text(encoding="utf-8")
    page.write_text(source.replace(".SH FILES", ".SHH FILES"), encoding="utf-8")
    assert "SHH" in of_manual(page)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """The program with its window on a screen of its own; asks the X server about that window."""
    read, write = os.pipe()
    screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    started = [subprocess.Popen(screen, pass_fds=(write,), stderr=subprocess.DEVNULL)]
    os.close(write)
    with os.fdopen(read) as said:
        display = f":{said.readline().strip()}"
    kept = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_STATE_HOME": str(tmp_path / "state")}
    surroundings = kept | home | {"DISPLAY": display, "PYTHONPATH": str(ROOT)}
    program = subprocess.Popen([sys.executable, "-m", "thinkfamily_desktop"], env=surroundings)
    started.insert(0, program)

    def ask(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings, timeout=60).stdout

    yield ask
    for process in started:
        process.terminate()
        process.wait(timeout=20)


def test_a_desktop_knows_the_window_by_the_menu_entry_and_shows_its_icon(window: Callable[..., str]) -> None:
    entry = (ROOT / "installer" / "linux" / "thinkfamily-desktop.desktop").read_text(encoding="utf-8")
    known_by = entry.split("StartupWMClass=")[1].split()[0]
    found = window("xdotool", "search", "--sync", "--onlyvisible", "--class", f"^{known_by}$").split()
    said = [window("xprop", "-id", number, "WM_CLASS", "_NET_WM_ICON") for number in found]
    assert any(f'"{known_by}"' in each and "Icon (48 x 48)" in each for each in said)
