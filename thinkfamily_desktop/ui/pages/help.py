"""Help: the topics on the left, the one that is read on the right; the tour goes step by step. Nothing is fetched."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.models.help import IN_VISIT, TOPICS, TOUR, Part, Topic, read_topic
from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Panel, Scroller
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.task_list import Task, TaskList

LIST_LETTERS, TEXT_LETTERS = 32, 84
ROW = 36


class HelpPage(QWidget):
    """In a visit it has only what may be seen in a home."""

    def __init__(self, words: Words, topic: str, *, visit: bool = False) -> None:
        super().__init__()
        self._words = words
        self._topics = tuple(read_topic(name) for name in (IN_VISIT if visit else TOPICS))
        self._topic: Topic = self._topics[0]
        self._step = 0
        letter = self.fontMetrics().averageCharWidth()
        self._list = TaskList(words.say("help.topics"), round(ROW * self.font().pixelSize() / 15))
        self._list.chosen.connect(self.show_topic)
        rail = Panel("rail")
        rail.setFixedWidth(letter * LIST_LETTERS)
        if len(self._topics) == 1:
            rail.hide()
        scroller = Scroller("raised")
        scroller.body.setContentsMargins(0, 14, 0, 8)
        scroller.body.addWidget(self._list)
        self._list.came_to.connect(scroller.bring_into_sight)
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller)
        self._title = Label("", "title")
        self._where = Label("", "small", "quiet")
        self._card = Card()
        self._card.body.setSpacing(8)
        self._card.setMaximumWidth(letter * TEXT_LETTERS)
        self._back = Button(words.say("help.step_back"))
        self._back.clicked.connect(self._on_back)
        self._next = PrimaryButton(words.say("help.step_next"))
        self._next.clicked.connect(self._on_next)
        steps = QHBoxLayout()
        steps.addWidget(self._next)
        steps.addWidget(self._back)
        steps.addStretch(1)
        self._page = Scroller()
        for widget in (self._title, self._where, self._card):
            self._page.body.addWidget(widget)
        self._page.body.addLayout(steps)
        self._page.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(self._page, 1)
        self.show_topic(topic if any(each.name == topic for each in self._topics) else self._topic.name)

    @property
    def topic(self) -> str:
        """The topic that is read."""
        return self._topic.name

    def show_topic(self, name: str) -> None:
        """Read this one, from its beginning."""
        self._topic = next(each for each in self._topics if each.name == name)
        self._step = 0
        self._list.show_tasks([Task(each.name, each.title) for each in self._topics], name)
        self._show()

    def focus_list(self) -> None:
        """Put the focus where reading begins."""
        (self._next if self._next.isVisibleTo(self) else self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        tour = self._topic.name == TOUR
        steps = self._topic.steps
        self._title.show_text(self._topic.title)
        said = self._words.say("help.step", number=self._step + 1, all=len(steps)) if tour else ""
        self._where.show_text(said)
        self._where.setVisible(tour)
        self._fill(steps[self._step] if tour else self._topic.parts)
        self._next.setVisible(tour and self._step + 1 < len(steps))
        self._back.setVisible(tour and self._step > 0)
        self._page.verticalScrollBar().setValue(0)

    def _fill(self, parts: Sequence[Part]) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for part in parts:
            said = self._words.say("help.point", text=part.text) if part.kind == "point" else part.text
            self._card.body.addWidget(Label(said, "heading" if part.kind == "heading" else ""))
        self._card.setAccessibleName(self._topic.title)
        self._card.setAccessibleDescription(" ".join(part.text for part in parts))

    def _on_next(self) -> None:
        self._turn(1)

    def _on_back(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._step += by
        self._show()
        announce(self, self._topic.steps[self._step][0].text)
        (self._next if self._next.isVisibleTo(self) else self._back).setFocus(Qt.FocusReason.OtherFocusReason)
