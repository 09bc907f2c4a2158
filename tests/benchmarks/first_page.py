"""From an open assessment of a 500-item form to its first page painted and ready to be typed into."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.generated import Generated, generated
from tests.benchmarks.keypress import RESOURCES, made_up_session, settle, workspace
from tests.benchmarks.result import Result, fixed_loop, interleaved, result
from thinkfamily_desktop.ui.theme import Look

ITEMS = 500
RUNS = 15
BUDGET_MS = 150


def run() -> list[Result]:
    """One result: session, workspace and page made anew each time, as a family is opened."""
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    Look(application, RESOURCES, "light")
    made = generated(ITEMS)
    _open(made)
    times, loop = interleaved(lambda: _open(made), fixed_loop, RUNS)
    name = f"first page of a {ITEMS}-item form"
    return [result(name, times, loop, budget=BUDGET_MS, judged_by="median", reference_name="fixed loop")]


def _open(made: Generated) -> None:
    window = QMainWindow()
    window.resize(1366, 768)
    session = made_up_session(made)
    window.setCentralWidget(workspace(session, window))
    window.show()
    settle()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
