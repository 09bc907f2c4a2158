"""Memory of the whole program with the practice family open, beside a bare PySide6 window. In megabytes, not ms."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.result import Result, result
from thinkfamily_desktop.app.demo import prepare
from thinkfamily_desktop.app.house import House

RUNS = 3
BUDGET_MB = 120

SAYS_HOW_MUCH = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

def breathe(seconds):
    # not by QTest.qWait, which lets no other thread of Python run
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)

def until(there):
    for _ in range(600):
        breathe(0.05)
        if there():
            return
    raise SystemExit("it never came")

def say_how_much():
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Rss:"):
            print(line.split()[1], flush=True)
    os._exit(0)
"""

BARE = """
app = QApplication([])
window = QLabel("bare")
window.resize(1366, 768)
window.show()
breathe(0.05)
say_how_much()
"""

OURS = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.main import Program, StoreLock
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE
from thinkfamily_desktop.ui.pages.unlock import UnlockPage

app = QApplication(["", "-style", "Fusion"])
folder, house = Path(sys.argv[1]), House()
program = Program(app, house, folder, StoreLock(folder))
program.show(wait_for_store=False)
window = program.window
until(lambda: window.findChild(UnlockPage) is not None)
line = window.findChild(UnlockPage).findChild(QLineEdit)
QTest.keyClicks(line, PRACTICE_PASSPHRASE)
QTest.keyClick(line, Qt.Key.Key_Return)
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage
until(lambda: (page := window.findChild(CaseloadPage)) and page.findChild(QAbstractItemView).model().rowCount() > 0)
view = window.findChild(CaseloadPage).findChild(QAbstractItemView)
view.setFocus()
view.setCurrentIndex(view.model().index(0, 0))
QTest.keyClick(view, Qt.Key.Key_Return)
until(lambda: window.open_family is not None)
breathe(2)  # what is read behind it has been read
say_how_much()
"""


def run() -> list[Result]:
    """One result: how much more than the bare window."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "practice"
        prepare(store, House())
        ours = [_megabytes(OURS, store) for _ in range(RUNS)]
        bare = [_megabytes(BARE, store) for _ in range(RUNS)]
    name = "memory with a family open, in MB"
    return [result(name, ours, bare, budget=BUDGET_MB, judged_by="added", reference_name="a bare window")]


def _megabytes(program: str, store: Path) -> float:
    command = [sys.executable, "-c", SAYS_HOW_MUCH + program, str(store)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(store.parent / "state")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=180, check=False)
    if not done.stdout.strip().isdigit():
        raise RuntimeError(f"it did not say how much: {done.stdout}{done.stderr}")
    return int(done.stdout) / 1024
