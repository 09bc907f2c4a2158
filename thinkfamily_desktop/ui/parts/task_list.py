"""The task list: groups, one line for each page, how it stands at the right, the open one marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.labels import Label

SIDE = 16
BETWEEN = 14
WRAPS = int(Qt.TextFlag.TextWordWrap)

Standing = Literal["quiet", "good", "danger"]
_INK: dict[Standing, QPalette.ColorRole] = {
    "quiet": QPalette.ColorRole.PlaceholderText,
    "good": QPalette.ColorRole.Shadow,
    "danger": QPalette.ColorRole.BrightText,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line: the page, its title, how it stands in words, and what that means."""

    page: str
    title: str
    status: str = ""
    standing: Standing = "quiet"
    group: str = ""


class TaskRow(QPushButton):
    """One line of the list; the whole line is the target."""

    chosen = Signal(str)

    def __init__(self, task: Task, least: int) -> None:
        super().__init__()
        self.task = task
        self._here = False
        self._least = least
        self._measured: dict[int, tuple[QRect, QRect, int]] = {}  # by width: layouts ask many times over
        self.setProperty("look", "task")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)
        self._name()

    def show_task(self, task: Task, *, here: bool) -> None:
        """Show how the page stands, and whether it is the open one."""
        if task != self.task or here != self._here:
            self._measured.clear()
            self.task, self._here = task, here
            self._name()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the list."""
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can be squeezed: titles wrap."""
        return QSize(80, self._least)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high the title and the status are at this width."""
        title, status, lowered = self._rooms(width)
        return max(self._least, title.height() + 14, status.height() + lowered + 14)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another text size is another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured.clear()
            self.updateGeometry()

    def focus_rect(self) -> QRect:
        """Inside the edges, which would cut the ring."""
        return self.rect().adjusted(4, 3, -4, -3)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down are the list's."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the line."""
        painter = QPainter(self)
        palette = self.palette()
        if self._here or self.underMouse():
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
        if self._here:
            painter.fillRect(QRect(0, 0, 4, self.height()), palette.color(QPalette.ColorRole.Highlight))
        title, status, lowered = self._rooms(self.width())
        top = (self.height() - max(title.height(), status.height() + lowered)) // 2
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(self._title_font(bold=self._here))
        painter.drawText(title.translated(0, top), WRAPS, self.task.title)
        painter.setPen(palette.color(_INK[self.task.standing]))
        painter.setFont(self._status_font())
        painter.drawText(status.translated(0, top + lowered), WRAPS, self.task.status)

    def _rooms(self, width: int) -> tuple[QRect, QRect, int]:
        """Where the title and the status go, and what the status is lowered by."""
        if width not in self._measured:
            self._measured[width] = (*self._measure(width), self._lowered())
        return self._measured[width]

    def _measure(self, width: int) -> tuple[QRect, QRect]:
        """The status takes what it needs, up to two fifths."""
        room = max(width - 2 * SIDE, 1)
        small = QFontMetrics(self._status_font())
        wanted = small.horizontalAdvance(self.task.status)
        title_font = QFontMetrics(self._title_font(bold=self._here))
        if wanted + BETWEEN + title_font.horizontalAdvance(self.task.title) > room:
            wanted = min(wanted, max(room * 2 // 5, small.horizontalAdvance("Not started")))
        far = QRect(0, 0, wanted + 2, 10_000)
        status = small.boundingRect(far, WRAPS, self.task.status) if self.task.status else QRect()
        left = room - (status.width() + BETWEEN if self.task.status else 0)
        title = title_font.boundingRect(QRect(0, 0, max(left, 40), 10_000), WRAPS, self.task.title)
        title.setWidth(max(left, 40))
        title.moveLeft(SIDE)
        status.moveLeft(width - SIDE - status.width())
        return title, status

    def _lowered(self) -> int:
        """What the small status is lowered by to stand on the title's line."""
        return QFontMetrics(self._title_font()).ascent() - QFontMetrics(self._status_font()).ascent()

    def _title_font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def _status_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * 12.5 / 14.5))
        font.setWeight(QFont.Weight.Bold if self.task.standing == "danger" else QFont.Weight.Normal)
        return font

    def _name(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self.task.title, self.task.status) if part))

    def _on_clicked(self) -> None:
        self.chosen.emit(self.task.page)


class TaskList(QWidget):
    """All lines. Tab stops at one of them; Up and Down move, Enter or Space opens."""

    chosen = Signal(str)
    came_to = Signal(QWidget)  # a line that ought to be in sight

    def __init__(self, name: str, least: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._least = least
        self._here = ""
        self._rows: dict[str, TaskRow] = {}
        self._shape: tuple[tuple[str, str], ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_tasks(self, tasks: Sequence[Task], here: str) -> None:
        """Show these lines with this page open."""
        shape = tuple((task.page, task.group) for task in tasks)
        if shape != self._shape:
            self._rebuild(tasks)
            self._shape = shape
        for task in tasks:
            row = self._rows[task.page]
            row.show_task(task, here=task.page == here)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if task.page == here else Qt.FocusPolicy.ClickFocus)
        if here not in self._rows and tasks:
            self._rows[tasks[0].page].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if here != self._here:
            self._here = here
            QTimer.singleShot(0, self, self._see_here)  # once the lines have their places

    def _see_here(self) -> None:
        if self._here in self._rows:
            self.came_to.emit(self._rows[self._here])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Pass the focus on to the line at which Tab stops."""
        super().focusInEvent(event)
        for row in self._rows.values():
            if row.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                row.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move along the lines."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        rows = list(self._rows.values())
        here = next((place for place, row in enumerate(rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        row = rows[(here + step) % len(rows)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.came_to.emit(row)

    def _rebuild(self, tasks: Sequence[Task]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        group = ""
        for task in tasks:
            if task.group and task.group != group:
                group = task.group
                heading = Label(group, "micro", "quiet")
                heading.setContentsMargins(SIDE, 10, SIDE, 5)
                self._layout.addWidget(heading)
            row = TaskRow(task, self._least)
            row.chosen.connect(self.chosen)
            self._rows[task.page] = row
            self._layout.addWidget(row)
        self._layout.addStretch(1)
