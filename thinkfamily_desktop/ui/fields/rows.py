"""A small table of answers: each row a quiet block with its own fields, a button to add and one to take away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.forms.model import RowsItem
from thinkfamily_desktop.forms.state import FormState, Question, Row
from thinkfamily_desktop.ui.fields.base import Field, Means, stacked
from thinkfamily_desktop.ui.parts.buttons import Button, QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label

Maker = Callable[[Question, Means, str], Field]
ABOVE_LABEL = 6


class RowsField(Field):
    """Rows keep their identity: the right one is taken away, and nothing is added by itself."""

    def __init__(self, question: Question, item: RowsItem, means: Means, name: str, make: Maker) -> None:
        super().__init__(question, means, name)
        self._make = make
        self._blocks: dict[str, _RowBlock] = {}
        self._waiting_for_new = False
        self._layout = stacked(self)
        self._add = Button(means.text(item.add_words) or means.words.say("workspace.add_row"))
        self._add.setAccessibleDescription(name)
        self._add.clicked.connect(self._on_add)
        self._layout.addWidget(self._add)

    def inputs(self) -> tuple[QWidget, ...]:
        """Every row's fields, then the button that adds one."""
        return (*(part for block in self._blocks.values() for part in block.inputs()), self._add)

    def describe(self, help_text: str) -> None:
        """The help stands with the button that adds a row; a row's own fields are named by what they ask."""
        self._add.setAccessibleDescription(f"{self.name}. {help_text}")

    def show_value(self, value: Value | None) -> None:
        """Rows are shown as questions: see `show_question`."""

    def show_question(self, question: Question, state: FormState) -> None:
        """Make, remove and fill the blocks so that they are the rows."""
        wanted = {row.id for row in question.rows}
        for gone in [row for row in self._blocks if row not in wanted]:
            block = self._blocks.pop(gone)
            self._layout.removeWidget(block)
            block.hide()
            block.deleteLater()
        for place, row in enumerate(question.rows):
            block = self._blocks.get(row.id) or self._new_block(row, place)
            block.show_row(row, place, state)
            if self._waiting_for_new and place == len(question.rows) - 1:
                self._waiting_for_new = False
                block.focus_first()

    def _new_block(self, row: Row, place: int) -> "_RowBlock":
        block = _RowBlock(row, self.means, self.name, self._make)
        block.edited.connect(self.edited)
        block.left.connect(self.left)
        block.unwanted.connect(self._on_unwanted)
        self._blocks[row.id] = block
        self._layout.insertWidget(place, block)
        return block

    def _on_add(self) -> None:
        self._waiting_for_new = True
        self.row_wanted.emit(self.key)

    def _on_unwanted(self, row: str) -> None:
        self._add.setFocus()
        self.row_unwanted.emit(self.key, row)


class _RowBlock(Panel):
    """One row: short fields side by side, long ones across."""

    edited = Signal(object, object)
    left = Signal(object)
    unwanted = Signal(str)

    def __init__(self, row: Row, means: Means, name: str, make: Maker) -> None:
        super().__init__("row")
        self._row = row
        self._means = means
        self._name = name
        self._make = make
        self._fields: list[Field] = []
        self._labels: list[Label] = []
        self._title = Label("", "strong")
        self._remove = QuietLinkButton(means.words.say("workspace.remove_row"))
        self._remove.clicked.connect(self._on_remove)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        body = stacked(self)
        body.setContentsMargins(14, 4, 14, 14)
        body.addLayout(head)
        body.addLayout(self._grid)

    def inputs(self) -> tuple[QWidget, ...]:
        """Every cell's inputs."""
        return tuple(part for field in self._fields for part in field.inputs())

    def focus_first(self) -> None:
        """Start at the first cell."""
        if self._fields:
            self._fields[0].focus_first()

    def show_row(self, row: Row, place: int, state: FormState) -> None:
        """Show the cells as they stand; cells that are not asked any more go, new ones come."""
        if tuple(cell.key for cell in row.cells) != tuple(field.key for field in self._fields):
            self._arrange(row)
        for field, cell in zip(self._fields, row.cells, strict=True):
            field.show_question(cell, state)
        words = self._means.words
        self._title.show_text(words.say("workspace.row_number", number=place + 1))
        self._remove.setAccessibleName(words.say("workspace.remove_row_named", number=place + 1, name=self._name))

    def _arrange(self, row: Row) -> None:
        kept = {field.key: field for field in self._fields}
        for label in self._labels:
            label.deleteLater()
        self._labels, self._fields, at = [], [], 0
        for cell in row.cells:
            name = self._means.text(cell.ask if self._means.visit else cell.desk or cell.ask)
            field = kept.pop(cell.key, None) or self._new_field(cell, name)
            at += at % 2 if field.across else 0
            line, column = divmod(at, 2)
            label = Label(name, "small")
            label.setContentsMargins(0, ABOVE_LABEL, 0, 0)
            columns = 2 if field.across else 1
            self._grid.addWidget(label, line * 2, column, 1, columns, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(field, line * 2 + 1, column, 1, columns)
            self._labels.append(label)
            self._fields.append(field)
            at += columns
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()

    def _new_field(self, cell: Question, name: str) -> Field:
        field = self._make(cell, self._means, name)
        field.edited.connect(self.edited)
        field.left.connect(self.left)
        return field

    def _on_remove(self) -> None:
        self.unwanted.emit(self._row.id)
