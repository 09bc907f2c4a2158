"""From the start of the process to its window on the screen: the frozen program beside the same from source, in turn.

python -m tests.packaging.frozen_start FOLDER     FOLDER holds `thinkfamily-window`; needs Xvfb and xev
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.result import Result, interleaved, result
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15


class Screen:
    """A screen that is watched for windows that appear."""

    def __init__(self, home: Path) -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
        self._screen = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        compiled = {"PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONPATH": str(ROOT)}
        homes = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_DATA_HOME": str(home / "data")}
        left_out = {"QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE"}
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        self._environment = kept | compiled | homes | {"DISPLAY": display}

    def start(self, *command: str | Path) -> None:
        """Start a program and return when its window is on the screen."""
        watch = ["xev", "-root", "-event", "substructure"]
        with subprocess.Popen(watch, stdout=subprocess.PIPE, text=True, env=self._environment) as watcher:
            assert watcher.stdout is not None
            program = subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)
            said = watcher.stdout.readline()
            while said and "MapNotify" not in said and program.poll() is None:
                said = watcher.stdout.readline()
            program.kill()
            program.wait()
            watcher.kill()
        if "MapNotify" not in said:
            raise RuntimeError(f"no window came from {command[0]}")

    def close(self) -> None:
        """No more screen."""
        self._screen.terminate()
        self._screen.wait(timeout=10)


def measure(folder: Path) -> Result:
    """The frozen program's times, with those from source as the reference."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        store = home / "vault"
        create_store(store, "a store to start with", kdf=FLOOR).close().result()
        screen = Screen(home)
        frozen = (folder / "thinkfamily-window", "--store", store)
        source = (sys.executable, "-m", "thinkfamily_desktop", "--store", store)
        try:
            for program in (frozen, source):  # once each before the clock runs: files are in memory, and compiled
                screen.start(*program)
            times, reference = interleaved(lambda: screen.start(*frozen), lambda: screen.start(*source), RUNS)
        finally:
            screen.close()
    return result("frozen, to its window", times, reference, reference_name="from source")


if __name__ == "__main__":
    print(measure(Path(sys.argv[1]).resolve()))
