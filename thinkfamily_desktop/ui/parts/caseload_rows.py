"""Paints the rows of the caseload: names strong, details quiet, where it stands as a tag with words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from thinkfamily_desktop.ui.models.caseload import DETAIL_ROLE, TONE_ROLE, URGENT_ROLE, Column
from thinkfamily_desktop.ui.parts.labels import Label, Tone

SIDE, TOP, BETWEEN = 14, 10, 3
WRAPS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
TONES: dict[str, Tone] = {
    "standing.ready": "warn",
    "standing.signed": "good",
    "standing.sent": "good",
    "standing.reviewed": "good",
}


class CaseloadRows(QStyledItemDelegate):
    """One painter for all columns. Where the table is narrow, people and next step move into the two columns left."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._tags = {tone: self._tag(tone) for tone in ("", "good", "warn", "danger")}
        self.narrow = False

    @property
    def row_height(self) -> int:
        """Room for two lines, or for what has moved together where it is narrow; never less than a finger needs."""
        line = QFontMetrics(self._view.font()).height()
        lines = 4 if self.narrow else 2
        return max(44, 2 * TOP + lines * (line + BETWEEN))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        painter.save()
        option_rect, palette = QRect(option.rect), option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option_rect, palette.color(QPalette.ColorRole.AlternateBase))
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(option_rect.bottomLeft(), option_rect.bottomRight())
        room = option_rect.adjusted(SIDE, TOP, -4, -TOP)
        painter.setClipRect(option_rect)
        match Column(index.column()):
            case Column.FAMILY:
                self._paint_family(painter, palette, room, index)
            case Column.STANDING:
                self._paint_standing(painter, palette, room, index)
            case _:
                self._words(painter, palette, room, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """All rows are as high as each other: thousands of them need not be measured."""
        return QSize(120, self.row_height)

    def _paint_family(
        self, painter: QPainter, palette: QPalette, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        bold = QFont(self._view.font())
        bold.setWeight(QFont.Weight.DemiBold)
        room = self._words(painter, palette, room, str(index.data()), font=bold, one_line=True)
        room = self._words(painter, palette, room, str(index.data(DETAIL_ROLE)), font=self._tiny(), quiet=True)
        if self.narrow:
            people = index.sibling(index.row(), Column.PEOPLE).data()
            changed = index.sibling(index.row(), Column.CHANGED).data()
            self._words(painter, palette, room, f"{people}\n{changed}", font=self._tiny())

    def _paint_standing(
        self, painter: QPainter, palette: QPalette, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if urgent := str(index.data(URGENT_ROLE)):
            room = self._paint_tag(painter, room, urgent, "danger")
        room = self._paint_tag(painter, room, str(index.data()), TONES.get(str(index.data(TONE_ROLE)), ""))
        if self.narrow:
            next_step = str(index.sibling(index.row(), Column.NEXT).data())
            self._words(painter, palette, room.adjusted(0, BETWEEN, 0, 0), next_step)

    def _words(  # noqa: PLR0913, RUF100  what to write, where, and how it looks
        self,
        painter: QPainter,
        palette: QPalette,
        room: QRect,
        text: str,
        *,
        font: QFont | None = None,
        quiet: bool = False,
        one_line: bool = False,
    ) -> QRect:
        """Write words and say what room is left below them."""
        if not text:
            return room
        font = font or self._view.font()
        measure = QFontMetrics(font)
        if one_line:
            text = measure.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text))
        painter.drawText(room, WRAPS, text)
        used = measure.boundingRect(QRect(0, 0, room.width(), 10_000), WRAPS, text).height()
        return room.adjusted(0, used + BETWEEN, 0, 0)

    def _paint_tag(self, painter: QPainter, room: QRect, text: str, tone: Tone) -> QRect:
        tag = self._tags[tone]
        tag.setText(QFontMetrics(tag.font()).elidedText(text, Qt.TextElideMode.ElideRight, max(room.width() - 16, 1)))
        tag.adjustSize()
        painter.save()
        painter.translate(room.topLeft())
        tag.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        painter.restore()
        return room.adjusted(0, tag.height() + BETWEEN, 0, 0)

    def _tag(self, tone: Tone) -> Label:
        """A tag that is only ever painted: the style sheet knows its colours, and nobody reads it but the eye."""
        tag = Label("", "tag", tone, wrap=False, parent=self._view)
        tag.hide()
        tag.ensurePolished()
        return tag

    def _tiny(self) -> QFont:
        tiny = QFont(self._view.font())
        tiny.setPixelSize(round(tiny.pixelSize() * 13 / 15))
        return tiny
