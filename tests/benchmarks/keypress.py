"""From a key press to every view of the workspace updated, on the largest page of a generated form and family."""

from collections import Counter
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from tests.benchmarks.generated import Generated, generated
from tests.benchmarks.result import Result, fixed_loop, milliseconds, result
from tests.ui.made_up import StillClock
from thinkfamily_desktop.app.made_up_session import NowhereStore
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, Worker
from thinkfamily_desktop.domain.ids import AssessmentId, WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage
from thinkfamily_desktop.ui.parts.focus_ring import FocusRing
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.spelling import Speller
from thinkfamily_desktop.ui.theme import Look

PRESSES = 2_000
LOOK_EVERY = 10  # the loop and evaluate alone are measured between presses
BUDGET_MS = 8
RESOURCES = Path(__file__).parents[2] / "resources"
LETTERS = (*(Qt.Key.Key_A + letter for letter in range(26)), Qt.Key.Key_Space)


def run() -> list[Result]:
    """Key presses, and evaluate alone, each beside the fixed loop."""
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    Look(application, RESOURCES, "light")
    made = generated()
    window = QMainWindow()
    session = made_up_session(made)
    page = workspace(session, window)
    window.setCentralWidget(page)
    FocusRing(window)
    window.resize(1366, 768)
    window.show()
    page.open_page(largest_page(session))
    settle()
    field = _long_text(page)
    field.setFocus()
    settle()
    presses: list[float] = []
    alone: list[float] = []
    loop: list[float] = []
    for number in range(PRESSES):
        key = Qt.Key(LETTERS[number % len(LETTERS)])
        presses.append(milliseconds(lambda key=key: _press(field, key)))  # type: ignore[misc]
        if number % LOOK_EVERY == 0:
            work = session.assessment
            alone.append(
                milliseconds(lambda work=work: evaluate(made.form, made.family, work.answers, (), made.now))  # type: ignore[misc]
            )
            loop.append(milliseconds(fixed_loop))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    size = f"{len(made.form.pages)} pages, {len(session.state.questions)} questions shown"
    return [
        result(
            f"key press to all views ({size})",
            presses,
            loop,
            budget=BUDGET_MS,
            judged_by="p95",
            compare="p95",
            reference_name="fixed loop",
        ),
        result("evaluate alone", alone, loop, compare="p95", reference_name="fixed loop"),
    ]


def made_up_session(made: Generated) -> Session:
    """The assessment of a generated family, open over a store that keeps nothing."""
    worker = Worker(WorkerId("worker"), "A. Mensah", "nurse", "North", "", "")
    clock = StillClock()
    work = Assessment(
        id=AssessmentId("work"),
        family=made.family.id,
        form=made.ref,
        state=AssessmentState.DRAFT,
        started_at=clock.now(),
        started_by=worker.id,
        changed_at=clock.now(),
        answers=made.answers,
    )
    return Session(
        form=made.form,
        family=made.family,
        assessment=work,
        worker=worker,
        store=NowhereStore(),  # type: ignore[arg-type]  # only `save` is ever asked of it
        clock=clock,
    )


def workspace(session: Session, window: QMainWindow) -> WorkspacePage:
    """The workspace on that assessment."""
    means = Means(_words(), session.form, StillClock(), speller=Speller(RESOURCES / "spelling"))
    return WorkspacePage(AssessmentPresenter(session, window), means)


@cache
def _words() -> Words:
    return load_words(RESOURCES / "words")


def largest_page(session: Session) -> str:
    """The page with the most questions that has a long text among them."""
    shown = [question for question in session.state.questions.values() if not question.key.row]
    typed = {question.page for question in shown if question.item.kind == "long_text"}
    pages = Counter(question.page for question in shown if question.page in typed and question.page != "family")
    return pages.most_common(1)[0][0]


def _long_text(page: WorkspacePage) -> QPlainTextEdit:
    return next(field for field in page.findChildren(QPlainTextEdit) if field.isVisible() and field.isEnabled())


def _press(field: QPlainTextEdit, key: Qt.Key) -> None:
    """One press, and everything that follows from it, painting included."""
    QTest.keyClick(field, key)
    settle()


def settle() -> None:
    """Let everything happen that is waiting to."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()
