"""The whole journey under strace: no connection to anything but screen and buses, no file but where the manual says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app import test_journey_by_keys as journey
from tests.app.outside import ROOT, Outside, missing_tools
from tests.app.traced import Trace, before

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not shutil.which("strace"), reason="needs strace: dev.py test --full installs it"),
]
MANUAL = ROOT / "installer" / "README.md"
PLACES = {"$XDG_DATA_HOME": "data", "$XDG_STATE_HOME": "state", "$XDG_CONFIG_HOME": "config"}


def places_in_manual(home: Path) -> list[Path]:
    """The folders on Linux that the manual names under `Where things are`, for this home."""
    chapter = MANUAL.read_text(encoding="utf-8").split("## Where things are", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|") for line in chapter.splitlines() if line.startswith("| ")]
    named = [path for row in rows for path in re.findall(r"`(\$XDG_\w+/[^`]*)`", row[2])]
    return [home / PLACES[path.split("/")[0]] / path.split("/", 1)[1] for path in named]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "trace.txt"


@pytest.fixture
def outside(tmp_path: Path, log: Path) -> Iterator[Outside]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    home = tmp_path / "home"
    for place in PLACES.values():
        (home / place).mkdir(parents=True)
    started = Outside(home, ROOT / "shots" / "traced", before=before(log))
    started.environment |= {"XDG_CACHE_HOME": str(home / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    yield started
    started.close()


def test_the_journey_connects_to_nothing_and_writes_where_the_manual_says(outside: Outside, log: Path) -> None:
    outside.start()
    journey.first_run(outside)
    journey.add_family(outside)
    journey.answer_pages(outside)
    journey.pause_and_come_back(outside)
    journey.lock_and_unlock(outside)
    journey.save_referral(outside)
    outside.end_programs()
    trace = Trace.read(log)
    chosen = [outside.home / name for name in ("sheet.pdf", "referral.pdf")]
    allowed = [*places_in_manual(outside.home), *chosen]
    assert len(trace.lines) > 1000
    assert any("sun_path" in line for line in trace.lines)
    assert any(str(outside.home / "data") in line for line in trace.lines)
    assert trace.connections() == []
    assert trace.written(allowed) == []


PLANTED = {
    "internet": "import socket; s = socket.socket(socket.AF_INET); s.connect_ex(('127.0.0.1', 9))",
    "internet 6": "import socket; s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "routes": "import socket; s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
    "another program": "import socket; s = socket.socket(socket.AF_UNIX); s.connect_ex('/run/other.sock')",
    "packets": "import socket; s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
}


def traced(code: str, folder: Path, log: Path) -> Trace:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([*before(log), sys.executable, "-I", "-c", code], cwd=folder, env=clean, check=False)
    return Trace.read(log)


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_connection_is_found(what: str, tmp_path: Path, log: Path) -> None:
    assert traced(PLANTED[what], tmp_path, log).connections() != []
    assert traced("print()", tmp_path, log).connections() == []


WRITES = {
    "a new file": "open('stray.txt', 'w').close()",
    "a folder": "import os; os.mkdir('stray.txt')",
    "a file moved out": "import os; open('kept/x', 'w').close(); os.rename('kept/x', 'stray.txt')",
    "a link": "import os; os.symlink('kept', 'stray.txt')",
}


@pytest.mark.parametrize("what", WRITES)
def test_a_planted_file_is_found(what: str, tmp_path: Path, log: Path) -> None:
    (tmp_path / "kept").mkdir()
    found = traced(WRITES[what], tmp_path, log).written([tmp_path / "kept", tmp_path / "trace.txt"])
    assert [line for line in found if "stray.txt" in line] == found != []
    assert traced("open('kept/y', 'w').close()", tmp_path, log).written([tmp_path / "kept"]) == []
