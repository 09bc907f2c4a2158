"""A tab for each child or adult of a page. The wheel changes none."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QTabBar

SIDE = 15
HIGH = 44
LOWERED = 8  # what the painted tab is lower than the target


class Tabs(QTabBar):
    """Names on tabs; the one that is open lies on the page's edge. Arrow keys move."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_tabs(self, names: tuple[str, ...]) -> None:
        """One tab for each name; those that stay, stay."""
        self.names = names
        while self.count() > len(names):
            self.removeTab(self.count() - 1)
        for place, name in enumerate(names):
            plain = name.replace("&", "&&")  # an ampersand in a name is no shortcut
            if place >= self.count():
                self.addTab(plain)
            elif self.tabText(place) != plain:
                self.setTabText(place, plain)

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Room for the name in bold, so that opening moves nothing."""
        metrics = QFontMetrics(self._bold())
        width = metrics.horizontalAdvance(self.names[index])
        return QSize(width + 2 * SIDE, max(HIGH, metrics.height() + 24))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Names are never cut; too many scroll."""
        return self.tabSizeHint(index)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def focus_rect(self) -> QRect:
        """The open tab, which the focus ring goes round."""
        return self.tabRect(self.currentIndex()).adjusted(0, LOWERED, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint names, the edge, and the open tab on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        foot = self.height() - 0.5
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Midlight), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        for place in range(self.count()):
            rect = self.tabRect(place)
            here = place == self.currentIndex()
            if here:
                shape = QPainterPath()
                left, right, top = rect.left() + 0.5, rect.right() + 0.5, rect.top() + LOWERED + 0.5
                shape.moveTo(left, self.height())
                shape.lineTo(left, top + 5)
                shape.quadTo(left, top, left + 5, top)
                shape.lineTo(right - 5, top)
                shape.quadTo(right, top, right, top + 5)
                shape.lineTo(right, self.height())
                painter.setBrush(palette.color(QPalette.ColorRole.Base))
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Midlight), 1))
                painter.drawPath(shape)
            painter.setFont(self._bold() if here else self.font())
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawText(rect.adjusted(0, LOWERED, 0, 0), int(Qt.AlignmentFlag.AlignCenter), self.names[place])

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        return bold
