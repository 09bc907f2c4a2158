"""The column at the left of the workspace: the pages of the assessment, and at the desk the ways out of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.models.discussing import to_discuss
from thinkfamily_desktop.ui.pages.task_statuses import alarming_pages, tasks
from thinkfamily_desktop.ui.parts.buttons import QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Panel, Scroller
from thinkfamily_desktop.ui.parts.task_list import Task, TaskList
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


class Rail(Panel):
    """The task list keeps the open page in sight. `least` is the height of a line in pixels."""

    chosen = Signal(str)
    families_requested = Signal()
    talk_requested = Signal()

    def __init__(self, presenter: AssessmentPresenter, means: Means, least: int) -> None:
        super().__init__("rail")
        self._presenter = presenter
        self._means = means
        self._stands: tuple[object, ...] = ()
        self._tasks: tuple[Task, ...] = ()
        self._list = TaskList(means.words.say("workspace.task_list"), least)
        self._list.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller("raised")
        scroller.body.setContentsMargins(0, 14, 0, 8)
        scroller.body.addWidget(self._list)
        self._list.came_to.connect(scroller.bring_into_sight)
        column.addWidget(scroller, 1)
        if not means.visit:
            column.addLayout(self._foot())

    def tasks(self) -> tuple[Task, ...]:
        """The lines as the assessment now stands. Most letters that are typed change none of them."""
        gates, state, visit = self._presenter.open_gates, self._presenter.state, self._means.visit
        alarming = frozenset() if visit else alarming_pages(state)
        stands = (gates, state.progress, state.people, len(state.sections), alarming)
        if stands != self._stands:
            self._stands = stands
            self._tasks = tuple(tasks(self._means.form, state, self._means.words, visit=visit, open_gates=gates))
        return self._tasks

    def show_state(self, state: FormState, here: str) -> None:
        """Show the lines with this page open, and at the desk how much waits to be talked over."""
        self._list.show_tasks(self.tasks(), here)
        if not self._means.visit:
            waiting = len(to_discuss(state))
            says = self._means.words.say("workspace.to_talk_over", count=waiting)
            if says != self._talk.text():
                self._talk.setText(says)
                self._talk.setAccessibleName(says)
            self._talk.setVisible(waiting > 0)

    def take_focus(self) -> None:
        """To the line of the open page."""
        self._list.setFocus()

    def _foot(self) -> QHBoxLayout:
        self._talk = QuietLinkButton("")
        self._talk.clicked.connect(self.talk_requested)
        back = QuietLinkButton(self._means.words.say("workspace.your_families"))
        back.clicked.connect(self.families_requested)
        foot = QHBoxLayout()
        foot.setContentsMargins(13, 0, 13, 0)
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self._talk)
        return foot
