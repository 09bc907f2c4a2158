"""One person in the list of a family: the name, and what is known in one quiet line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from thinkfamily_desktop.domain.ids import PersonId

SIDE, TOP, MARK = 14, 8, 4
WRAPS = int(Qt.TextFlag.TextWordWrap)


class PersonRow(QAbstractButton):
    """Stays chosen; the whole row is the target."""

    def __init__(self, person: PersonId) -> None:
        super().__init__()
        self.person = person
        self._name = ""
        self._detail = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_person(self, name: str, detail: str) -> None:
        """Show these two lines."""
        if (name, detail) != (self._name, self._detail):
            self._name, self._detail = name, detail
            self.setText(name)
            self.setAccessibleName(name)
            self.setAccessibleDescription(detail)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines, and never less than a finger needs."""
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """A long line goes on below."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high both lines are at this width."""
        room = QRect(0, 0, max(width - 2 * SIDE, 1), 10_000)
        tall = QFontMetrics(self._bold()).height()
        if self._detail:
            tall += QFontMetrics(self._small()).boundingRect(room, WRAPS, self._detail).height()
        return max(tall + 2 * TOP, 44)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint both lines, and a mark when chosen."""
        painter = QPainter(self)
        palette = self.palette()
        if self.isChecked():
            painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
            painter.fillRect(QRect(0, 0, MARK, self.height()), palette.color(QPalette.ColorRole.Highlight))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(self._bold())
        room = self.rect().adjusted(SIDE, TOP, -SIDE, -TOP)
        painter.drawText(room, 0, self._name)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(self._small())
        painter.drawText(room.adjusted(0, QFontMetrics(self._bold()).height(), 0, 0), WRAPS, self._detail)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(font.pixelSize() * 13 / 15))
        return font
