"""Draws the family map: genogram symbols, lines, and dashed outlines about who lives together."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from thinkfamily_desktop.forms.family_map import FamilyMap, MapChildren, MapCouple, MapSymbol

RADIUS, ROW, COLUMN, BESIDE, EDGE = 16.0, 84.0, 104.0, 8.0, 26.0
THICK, THIN = 3.2, 1.5
SMALL, TINY = 14 / 15, 13 / 15


class MapDrawing(QLabel):  # a plain widget has no role that a screen reader could say
    """Draws; arrows move between people, Enter or a click chooses one."""

    chosen = Signal(int)  # position in the list of people

    def __init__(self) -> None:
        super().__init__()
        self._map: FamilyMap | None = None
        self._zoom = 1.0
        self._widths: dict[int, float] = {}
        self._here = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_map(self, drawn: FamilyMap | None) -> None:
        """Draw this map."""
        self._map = drawn
        self._here = -1
        self._measure()
        self.show_zoom(self._zoom)

    def show_zoom(self, zoom: float) -> None:
        """Draw it this much larger."""
        self._zoom = zoom
        self.setFixedSize(self.sizeHint())
        self.update()

    @property
    def natural(self) -> QSize:
        """How large it is at 1:1."""
        if self._map is None:
            return QSize(1, 1)
        left, right = self._overhang()
        width = left + (self._map.columns - 1) * self._column() + right + 2 * EDGE
        height = (self._map.rows - 1) * self._row() + 2 * RADIUS + 2 * EDGE + self._tail()
        return QSize(round(width), round(height))

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as the family is."""
        return self.natural * self._zoom

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right walk through the people as they are read; Enter chooses."""
        count = len(self._map.symbols) if self._map is not None else 0
        order = self._order()
        if count and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
            step = 1 if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            at = order.index(self._here) if self._here in order else (-1 if step > 0 else 0)
            self._here = order[(at + step) % count]
            self._speak()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._here >= 0:
            self.chosen.emit(self._here)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A symbol is a target as large as a finger."""
        if self._map is None:
            return
        point = event.position() / self._zoom
        near = [(_apart(point, self._at(symbol)), symbol.person) for symbol in self._map.symbols]
        if near and min(near)[0] <= max(RADIUS + 8, 22 / self._zoom):
            self._here = min(near)[1]
            self.update()
            self.chosen.emit(self._here)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another text size needs other distances."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._map is not None:
            self._measure()
            self.show_zoom(self._zoom)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Outlines first, then lines, then symbols with their names."""
        if self._map is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._zoom, self._zoom)
        for people in self._map.household:
            self._paint_household(painter, people)
        self._pen(painter, THIN)
        for couple in self._map.couples:
            self._paint_couple(painter, couple)
        self._pen(painter, THIN)
        for family in self._map.children:
            self._paint_children(painter, family)
        for symbol in self._map.symbols:
            self._paint_symbol(painter, symbol)

    # -- where things are

    def _scale(self) -> float:
        return self.font().pixelSize() / 15

    def _column(self) -> float:
        """Wide enough for the widest name beside its symbol."""
        if self._map is None:
            return COLUMN
        widest = max((self._label_width(symbol) for symbol in self._map.symbols), default=0.0)
        return max(COLUMN, min(widest + 2 * RADIUS + 2 * BESIDE + 6, 2.2 * COLUMN))

    def _row(self) -> float:
        return ROW * max(self._scale(), 1.0)

    def _overhang(self) -> tuple[float, float]:
        """How far names reach beyond the outermost symbols."""
        left = right = RADIUS
        for symbol in self._map.symbols if self._map is not None else ():
            wide = self._label_width(symbol)
            match symbol.side:
                case "left":
                    left = max(left, RADIUS + BESIDE + wide - symbol.column * self._column())
                case "right":
                    beyond = (self._map.columns - 1 - symbol.column) * self._column() if self._map is not None else 0.0
                    right = max(right, RADIUS + BESIDE + wide - beyond)
                case "below":
                    left, right = max(left, wide / 2), max(right, wide / 2)
        return left, right

    def _tail(self) -> float:
        below = self._map is not None and any(symbol.side == "below" for symbol in self._map.symbols)
        return 2 * QFontMetricsF(self._font(SMALL)).height() if below else 0.0

    def _at(self, symbol: MapSymbol) -> QPointF:
        left, _ = self._overhang()
        return QPointF(EDGE + left + symbol.column * self._column(), EDGE + RADIUS + symbol.row * self._row())

    def _person(self, person: int) -> QPointF:
        return self._at(self._map.symbol(person)) if self._map is not None else QPointF()

    def _order(self) -> list[int]:
        """People row by row and from left to right, as they would be read."""
        symbols = self._map.symbols if self._map is not None else ()
        return [symbol.person for symbol in sorted(symbols, key=lambda symbol: (symbol.row, symbol.column))]

    # -- painting

    def _paint_household(self, painter: QPainter, people: Sequence[int]) -> None:
        if self._map is None or not people:
            return
        box = QRectF()
        for person in people:
            box = box.united(self._reach(self._map.symbol(person)))
        pen = QPen(self.palette().color(QPalette.ColorRole.Dark), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-11, -11, 11, 11), 10, 10)

    def _paint_couple(self, painter: QPainter, couple: MapCouple) -> None:
        left, right = self._person(couple.left), self._person(couple.right)
        self._pen(painter, THIN, dashed=couple.former)
        if couple.level:
            low = left.y() + RADIUS + 8 * couple.level
            corners = [left, QPointF(left.x(), low), QPointF(right.x(), low), right]
            painter.drawPolyline(corners)
        else:
            painter.drawLine(left, right)

    def _paint_children(self, painter: QPainter, family: MapChildren) -> None:
        if self._map is None:
            return
        children = [self._person(child) for child in family.children]
        bar = min(point.y() for point in children) - RADIUS - 14
        ends = [point.x() for point in children]
        if family.parents:
            parents = [self._person(parent) for parent in family.parents]
            middle = sum(point.x() for point in parents) / len(parents)
            level = self._map.couples[family.couple].level if family.couple is not None else 0
            drop = RADIUS + 8 * level if level else 0 if family.couple is not None else RADIUS
            painter.drawLine(QPointF(middle, max(point.y() for point in parents) + drop), QPointF(middle, bar))
            ends.append(middle)
        painter.drawLine(QPointF(min(ends), bar), QPointF(max(ends), bar))
        for point in children:
            painter.drawLine(QPointF(point.x(), bar), point)

    def _paint_symbol(self, painter: QPainter, symbol: MapSymbol) -> None:
        at, here = self._at(symbol), symbol.person == self._here and self.hasFocus()
        if here:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(self._reach(symbol).adjusted(-6, -6, 6, 6), 6, 6)
        self._pen(painter, THICK if symbol.assessed else THIN)
        painter.setBrush(QGuiApplication.palette().color(QPalette.ColorRole.Base))  # a style sheet makes ours clear
        box = QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
        match symbol.shape:
            case "square":
                painter.drawRect(box)
            case "circle":
                painter.drawEllipse(box)
            case "triangle":
                painter.drawPolygon(QPolygonF([QPointF(at.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
            case "diamond":
                middle = [QPointF(at.x(), box.top()), QPointF(box.right(), at.y())]
                painter.drawPolygon(QPolygonF([*middle, QPointF(at.x(), box.bottom()), QPointF(box.left(), at.y())]))
        if symbol.died:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())
        self._paint_label(painter, symbol, at)

    def _paint_label(self, painter: QPainter, symbol: MapSymbol, at: QPointF) -> None:
        ink, quiet = QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText
        lines = [(symbol.label, SMALL, ink)] + ([(symbol.note, TINY, quiet)] if symbol.note else [])
        tall = sum(QFontMetricsF(self._font(size)).height() for _, size, _ in lines)
        top = at.y() + RADIUS + 4 if symbol.side == "below" else at.y() - tall / 2
        for text, size, role in lines:
            metrics = QFontMetricsF(self._font(size))
            wide = metrics.horizontalAdvance(text)
            left = {
                "left": at.x() - RADIUS - BESIDE - wide,
                "right": at.x() + RADIUS + BESIDE,
                "below": at.x() - wide / 2,
            }[symbol.side]
            painter.setFont(self._font(size))
            painter.setPen(self.palette().color(role))
            painter.drawText(QPointF(left, top + metrics.ascent()), text)
            top += metrics.height()

    def _reach(self, symbol: MapSymbol) -> QRectF:
        """A symbol with its name."""
        at, wide = self._at(symbol), self._label_width(symbol)
        box = QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
        match symbol.side:
            case "left":
                return box.adjusted(-BESIDE - wide, 0, 0, 0)
            case "right":
                return box.adjusted(0, 0, BESIDE + wide, 0)
            case "below":
                extra = max(wide / 2 - RADIUS, 0)
                return box.adjusted(-extra, 0, extra, self._tail())

    def _label_width(self, symbol: MapSymbol) -> float:
        return self._widths.get(symbol.person, 0.0)

    def _measure(self) -> None:
        """How wide each name is: worked out once, because everything else is placed by it."""
        name, note = QFontMetricsF(self._font(SMALL)), QFontMetricsF(self._font(TINY))
        symbols = self._map.symbols if self._map is not None else ()
        self._widths = {
            symbol.person: max(name.horizontalAdvance(symbol.label), note.horizontalAdvance(symbol.note))
            for symbol in symbols
        }

    def _font(self, size: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(font.pixelSize() * size), 1))
        return font

    def _pen(self, painter: QPainter, width: float, *, dashed: bool = False) -> None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), width, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _speak(self) -> None:
        if self._map is not None and self._here >= 0:
            symbol = self._map.symbol(self._here)
            self.setAccessibleDescription(", ".join(filter(None, (symbol.label, symbol.note))))


def _apart(one: QPointF, other: QPointF) -> float:
    away = one - other
    return float((away.x() ** 2 + away.y() ** 2) ** 0.5)
