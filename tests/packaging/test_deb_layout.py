"""What goes where in the Debian package, tried on a folder that only looks frozen."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installer" / "deb.py"
pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    folder = tmp_path / "frozen"
    (folder / "_internal").mkdir(parents=True)
    for name in ("thinkfamily", "thinkfamily-window"):
        (folder / name).write_bytes(b"\x7fELF")
        (folder / name).chmod(0o700)
    (folder / "_internal" / "words.txt").write_text("words", encoding="utf-8")
    return folder


def package(frozen: Path, out: Path, epoch: str = "1700000000") -> bytes:
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    subprocess.run([sys.executable, SCRIPT, frozen, out, "1.2.3"], check=True, env=surroundings)
    return out.read_bytes()


def listed(deb: Path) -> dict[str, str]:
    """Mode and owner of everything in it, by path."""
    said = subprocess.run(["dpkg-deb", "--contents", deb], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=5) for line in said.splitlines()]
    return {row[5].split(" -> ")[0]: f"{row[0]} {row[1]}" for row in rows}


def test_the_same_folder_gives_the_same_bytes_whenever_and_by_whomever(frozen: Path, tmp_path: Path) -> None:
    first = package(frozen, tmp_path / "a.deb")
    os.utime(frozen / "_internal" / "words.txt", (1, 1))
    (frozen / "_internal" / "words.txt").chmod(0o600)
    assert package(frozen, tmp_path / "b.deb") == first
    (frozen / "_internal" / "words.txt").write_text("other", encoding="utf-8")
    assert package(frozen, tmp_path / "c.deb") != first


def test_programs_run_for_everybody_and_nothing_is_anybody_s_to_change(frozen: Path, tmp_path: Path) -> None:
    package(frozen, tmp_path / "a.deb")
    found = listed(tmp_path / "a.deb")
    assert found["./opt/thinkfamily-desktop/thinkfamily"] == "-rwxr-xr-x root/root"
    assert found["./opt/thinkfamily-desktop/_internal/words.txt"] == "-rw-r--r-- root/root"
    assert found["./usr/bin/thinkfamily-window"].startswith("l")
    assert {owner.split()[1] for owner in found.values()} == {"root/root"}


def test_it_holds_nothing_that_runs_while_it_is_installed(frozen: Path, tmp_path: Path) -> None:
    package(frozen, tmp_path / "a.deb")
    subprocess.run(["dpkg-deb", "--control", tmp_path / "a.deb", tmp_path / "control"], check=True)
    assert {file.name for file in (tmp_path / "control").iterdir()} == {"control", "md5sums"}


def test_it_leaves_the_policy_itself_to_the_administrator(frozen: Path, tmp_path: Path) -> None:
    package(frozen, tmp_path / "a.deb")
    below = [name for name in listed(tmp_path / "a.deb") if name.startswith("./etc/")]
    assert sorted(below) == ["./etc/", "./etc/thinkfamily/", "./etc/thinkfamily/README"]


def test_the_manual_page_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    commands = listed_by(capsys, "COMMAND")
    assert len(commands) > 8
    commands += [*listed_by(capsys, "WHAT", "store"), *listed_by(capsys, "WHAT", "escrow")]
    assert {"go-on", "new-key"} <= set(commands)
    page = (ROOT / "installer" / "linux" / "thinkfamily.1").read_text(encoding="utf-8")
    described = page.split(".SH COMMANDS", 1)[1].split(".SH FILES", 1)[0].replace("\\-", "-")
    assert [command for command in commands if not re.search(rf"\b{command}\b", described)] == []


def listed_by(capsys: pytest.CaptureFixture[str], what: str, *command: str) -> list[str]:
    """The commands that --help lists under this name."""
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return re.findall(r"^    ([a-z-]+)(?: |$)", capsys.readouterr().out.split(f"{what}\n", 1)[1], re.MULTILINE)


def test_the_menu_entry_names_a_program_and_an_icon_that_the_package_brings(frozen: Path, tmp_path: Path) -> None:
    package(frozen, tmp_path / "a.deb")
    entry = (ROOT / "installer" / "linux" / "thinkfamily-desktop.desktop").read_text(encoding="utf-8")
    said = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert entry.startswith("[Desktop Entry]\n")
    assert {"Type", "Name", "Exec", "Icon"} <= said.keys()
    brought = listed(tmp_path / "a.deb")
    assert f"./usr/bin/{said['Exec'].split()[0]}" in brought
    assert f"./usr/share/icons/hicolor/scalable/apps/{said['Icon']}.svg" in brought
