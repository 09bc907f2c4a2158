"""From its start the program leaves no core, keeps its files to itself, and lets no other program read its memory."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what Linux offers")

HARDENED = "from thinkfamily_desktop.app.hardening import harden; harden()"
GET_DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"


def run(code: str, *arguments: str) -> str:
    umask_and_core = "import os, resource; os.umask(0o022); resource.setrlimit(resource.RLIMIT_CORE, (4096, 4096))\n"
    done = subprocess.run(
        [sys.executable, "-c", umask_and_core + code, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def state(before: str, file: Path) -> tuple[str, str, str]:
    code = (
        f"import resource, sys\nfrom pathlib import Path\n{before}\nPath(sys.argv[1]).write_text('x')\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n" + GET_DUMPABLE
    )
    core, dumpable = run(code, str(file)).splitlines()
    return core, dumpable, stat.filemode(file.stat().st_mode)


def test_no_core_no_readers_and_files_for_their_owner_alone(tmp_path: Path) -> None:
    assert state(HARDENED, tmp_path / "hardened") == ("0", "0", "-rw-------")
    assert state("", tmp_path / "control") == ("4096", "1", "-rw-r--r--"), "the control: without it, the usual"
