"""Option cards: one of several, or any of several. The whole card is the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGroupBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
)

from thinkfamily_desktop.ui.parts.flow import FlowLayout

SIDE = 16
LOWEST = 44
NARROWEST = 120
BOX = 18  # pixels, beside letters of 15
LONG = 60  # from here on an option gets a line of its own
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
WRAPS = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Offer:
    """One option on offer: its code, its words and a word of help."""

    code: str
    text: str
    help: str = ""


if TYPE_CHECKING:
    _CardBase = QAbstractButton
else:
    _CardBase = object  # what follows is mixed into two kinds of Qt button


class _Card(_CardBase):
    """How both kinds of card measure, paint and hear keys."""

    offer: Offer
    _boxed: bool
    left: "SignalInstance[tuple[()]]"  # the focus went elsewhere

    def prepare(self, offer: Offer, *, boxed: bool) -> None:
        """Take on an option's words; `boxed` paints a tick box before them."""
        self.offer = offer
        self._boxed = boxed
        self.setText(offer.text.replace("&", "&&"))
        self.setAccessibleName(offer.text)
        self.setAccessibleDescription(offer.help)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def _indent(self) -> int:
        return SIDE + (_across(self.font()) + 10 if self._boxed else 0)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words in bold, so that choosing moves nothing."""
        width = QFontMetrics(_bold(self.font())).horizontalAdvance(self.offer.text)
        if self.offer.help:
            width = max(width, QFontMetrics(_small(self.font())).horizontalAdvance(self.offer.help))
        width = max(width + self._indent + SIDE + 2, NARROWEST)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can be squeezed: the words wrap."""
        return QSize(NARROWEST, LOWEST)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """How high the words are at this width."""
        room = QRect(0, 0, max(width - self._indent - SIDE, 1), 10_000)
        height = QFontMetrics(_bold(self.font())).boundingRect(room, WRAPS, self.offer.text).height()
        if self.offer.help:
            height += 2 + QFontMetrics(_small(self.font())).boundingRect(room, WRAPS, self.offer.help).height()
        return max(height + 22, LOWEST)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """The whole card is the target."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows and taking back are the group's; Space and Enter choose."""
        key = Qt.Key(event.key())
        if key in STEPS or key in TAKE_BACK:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say that the card was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the card: a frame, a box where ticks are several, the words and the help."""
        checked, lit = self.isChecked(), self.underMouse() and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        on = QPalette.ColorRole.Highlight
        painter.setPen(QPen(palette.color(on if checked or lit else QPalette.ColorRole.Mid), 2))
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase if checked else QPalette.ColorRole.Base))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if self._boxed:
            _paint_box(painter, palette, self.height(), _across(self.font()), checked=checked)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        font = _bold(self.font()) if checked else self.font()
        painter.setFont(font)
        room = self.rect().adjusted(self._indent, 0, -SIDE + 2, 0)
        if not self.offer.help:
            painter.drawText(room, WRAPS | int(Qt.AlignmentFlag.AlignVCenter), self.offer.text)
            return
        top = room.adjusted(0, 10, 0, 0)
        used = QFontMetrics(font).boundingRect(top, WRAPS, self.offer.text).height()
        painter.drawText(top, WRAPS, self.offer.text)
        painter.setFont(_small(self.font()))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(top.adjusted(0, used + 2, 0, 0), WRAPS, self.offer.help)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(round(font.pixelSize() * 14 / 15))
    return small


def _across(font: QFont) -> int:
    return round(BOX * font.pixelSize() / 15)


def _paint_box(painter: QPainter, palette: QPalette, height: int, across: int, *, checked: bool) -> None:
    box = QRect(SIDE - 2, (height - across) // 2, across, across)
    painter.save()
    if checked:
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight if checked else QPalette.ColorRole.Mid), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    if checked:
        larger = across / BOX
        painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 2))
        painter.translate(box.topLeft())
        painter.drawPolyline([QPointF(x, y) * larger for x, y in ((4.5, 9.5), (7.8, 12.8), (13.5, 5.5))])
    painter.restore()


class ChoiceCard(_Card, QRadioButton):
    """One option of which one is chosen."""

    left = Signal()

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.prepare(offer, boxed=False)
        self.setAutoExclusive(False)

    def nextCheckState(self) -> None:  # noqa: N802
        """A second press leaves it chosen: taking an answer back is done on purpose, not by a double click."""
        self.setChecked(True)


class TickCard(_Card, QCheckBox):
    """One option of which any may be ticked."""

    left = Signal()

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.prepare(offer, boxed=True)


class OptionCards(QGroupBox):
    """A group of cards. Arrows move between them and choose nothing; Space or a click chooses; Delete takes back."""

    left = Signal()  # the focus went out of the group
    picked = Signal(object)  # tuple of the codes that are now ticked, in the order of the options

    def __init__(self, offers: Sequence[Offer], *, several: bool, name: str, exclusive: frozenset[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._several = several
        self._exclusive = exclusive
        self.cards: list[ChoiceCard | TickCard] = []
        stacked = any(offer.help or len(offer.text) > LONG for offer in offers)
        layout = QVBoxLayout(self) if stacked else FlowLayout(self, 10, 8)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for offer in offers:
            card = TickCard(offer) if several else ChoiceCard(offer)
            layout.addWidget(card)
            card.clicked.connect(self._on_clicked)
            card.left.connect(self._on_left)
            self.cards.append(card)
        self._rove(0)

    def codes(self) -> tuple[str, ...]:
        """The codes that are ticked."""
        return tuple(card.offer.code for card in self.cards if card.isChecked())

    def show_codes(self, codes: Sequence[str]) -> None:
        """Tick these and no others; says nothing to anybody."""
        for card in self.cards:
            wanted = card.offer.code in codes
            if card.isChecked() != wanted:
                card.setChecked(wanted)
        if not self._several and codes:
            self._rove(next((place for place, card in enumerate(self.cards) if card.isChecked()), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move, Delete and Backspace take every tick back."""
        here = next((place for place, card in enumerate(self.cards) if card.hasFocus()), None)
        step = STEPS.get(Qt.Key(event.key()))
        if here is not None and step is not None:
            self._go(here + step)
        elif event.key() in TAKE_BACK and self.codes():
            self.show_codes(())
            self.picked.emit(())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Pass the focus on to the card that has the Tab stop."""
        super().focusInEvent(event)
        self._go(0)

    def _go(self, place: int) -> None:
        place %= len(self.cards)
        self._rove(place)
        self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, place: int) -> None:
        """Of cards of which one is chosen, Tab stops at one; of tick boxes at each."""
        if self._several:
            return
        for other, card in enumerate(self.cards):
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == place else Qt.FocusPolicy.ClickFocus)

    def _on_left(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.left.emit()

    def _on_clicked(self) -> None:
        place = next(place for place, card in enumerate(self.cards) if card is self.sender())
        self._rove(place)
        alone = not self._several or self.cards[place].offer.code in self._exclusive
        for other, card in enumerate(self.cards):
            if other != place and (alone or card.offer.code in self._exclusive):
                card.setChecked(False)
        self.picked.emit(self.codes())
