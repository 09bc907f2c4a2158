"""From the start of the process to the unlock screen painted, beside a bare PySide6 window, in turn."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.result import Result, interleaved, result
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store

RUNS = 15
BUDGET = 1.5

SAYS_WHEN_PAINTED = """
import os, sys
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    def __init__(self):
        super().__init__()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(0)

    def look(self):  # a window is exposed by the very event that paints it
        if any(window.isExposed() for window in QApplication.instance().topLevelWindows()):
            print("painted", flush=True)
            os._exit(0)

run = QApplication.exec

def run_watched(*_):
    global watch
    watch = FirstPaint()
    return run()

QApplication.exec = run_watched
"""

BARE = """
from PySide6.QtWidgets import QLabel
app = QApplication([])
window = QLabel("bare")
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
from thinkfamily_desktop.app.cli import main
main(["--store", sys.argv[1]])
"""


def run() -> list[Result]:
    """One result: the ratio between the two, each a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "vault"
        create_store(store, "a store to start with", kdf=FLOOR).close().result()
        for program in (OURS, BARE):  # once each before the clock runs: files are in memory, and compiled as installed
            _start(program, store)
        times, bare = interleaved(lambda: _start(OURS, store), lambda: _start(BARE, store), RUNS)
    return [result("start to unlock screen", times, bare, budget=BUDGET, reference_name="a bare window")]


def _start(program: str, store: Path) -> None:
    command = [sys.executable, "-c", SAYS_WHEN_PAINTED + program, str(store)]
    compiled = {"PYTHONPYCACHEPREFIX": str(store.parent / "compiled"), "XDG_STATE_HOME": str(store.parent / "state")}
    environment = {**os.environ, **compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        said, complaint = process.communicate(timeout=120)
    if said.strip() != "painted":
        raise RuntimeError(f"the window was never painted ({process.returncode}): {said}{complaint}")
