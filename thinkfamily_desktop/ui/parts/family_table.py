"""The table of families, and the search line above it: both for the keyboard first."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView

from thinkfamily_desktop.ui.models.caseload import CaseloadModel, Column
from thinkfamily_desktop.ui.parts.caseload_rows import CaseloadRows
from thinkfamily_desktop.ui.parts.swiping import follow_the_finger

FEW_ROWS, SOME_ROWS = 2, 5  # that stay in sight beside the side panels, and above them
NARROW = 85  # average letters: narrower than this, columns are put together
SHARES = {Column.FAMILY: 17, Column.PEOPLE: 23, Column.STANDING: 21, Column.CHANGED: 12, Column.NEXT: 24}
NARROW_SHARES = {Column.FAMILY: 1, Column.STANDING: 1}


class FamilyTable(QTableView):
    """Rows, not cells: arrows move between families, Enter or a click opens one, letters go to the search."""

    opened = Signal(int)  # row
    typed = Signal(str)
    given_up = Signal()  # Escape

    def __init__(self, model: CaseloadModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self._rows = CaseloadRows(self)
        self._kept = FEW_ROWS
        self.setItemDelegate(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._on_clicked)
        follow_the_finger(self)

    def fit(self) -> None:
        """Share the width out, and put columns together where it is narrow."""
        letter = self.fontMetrics().averageCharWidth()
        self._rows.narrow = self.viewport().width() < letter * NARROW
        shares = NARROW_SHARES if self._rows.narrow else SHARES
        whole = sum(shares.values())
        for column in Column:
            self.setColumnHidden(column, column not in shares)
            if column in shares:
                self.setColumnWidth(column, self.viewport().width() * shares[column] // whole)
        last = list(shares)[-1]
        taken = sum(self.columnWidth(column) for column in shares if column != last)
        self.setColumnWidth(last, self.viewport().width() - taken)
        self.verticalHeader().setDefaultSectionSize(self._rows.row_height)
        self.verticalHeader().setMinimumSectionSize(self._rows.row_height)
        self.fit_height()

    def keep_rows(self, rows: int) -> None:
        """Never show fewer rows than these, as long as there are so many."""
        self._kept = rows
        self.fit_height()

    def fit_height(self) -> None:
        """No higher than the rows there are, and no lower than those that are to be kept in sight."""
        rows, around = self.model().rowCount(), self.horizontalHeader().height() + 2 * self.frameWidth() + 2
        self.setMaximumHeight(around + rows * self._rows.row_height)
        self.setMinimumHeight(around + min(rows, self._kept) * self._rows.row_height)

    def select(self, row: int) -> None:
        """Put the cursor on a row."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens; letters are for the search field."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif typed.isprintable() and typed.strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(typed)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the new width out."""
        super().resizeEvent(event)
        self.fit()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


class SearchLine(QLineEdit):
    """Down goes into the table, Escape starts over."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep these two from the page, which would scroll."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
