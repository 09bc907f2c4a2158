"""What helps the worker, at the right: why, how, words to say. It folds away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.buttons import QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Panel, Scroller
from thinkfamily_desktop.ui.parts.labels import Label

Shown = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True)
class Advice:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One quality of a good referral: its title, how far it is shown, and that in words ("1 of 3")."""

    title: str
    shown: Shown
    words: str
    short: str = ""


class _Ring(QWidget):
    """Empty, half or full with a tick; the words beside it say the same."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self.setFixedSize(QSize(18, 18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        good = self.palette().color(QPalette.ColorRole.Shadow)
        edge = good if self._shown == "all" else self.palette().color(QPalette.ColorRole.Mid)
        ring = QRectF(2, 2, 14, 14)
        painter.setPen(QPen(edge, 2))
        if self._shown == "all":
            painter.setBrush(good)
        painter.drawEllipse(ring)
        if self._shown == "some":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(good)
            painter.drawPie(ring.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)
        if self._shown == "all":
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1.8))
            painter.drawPolyline([QPointF(5.6, 9.2), QPointF(8, 11.5), QPointF(12.4, 6.6)])


class Guidance(Panel):
    """A column of advice. `foot` is a layout under it for what belongs to the page."""

    fold_requested = Signal()

    def __init__(self, fold_words: str) -> None:
        super().__init__("side")
        self._advice: tuple[Advice, ...] = ()
        self._signs: tuple[Sign, ...] = ()
        self._scroller = Scroller("raised")
        self._scroller.body.setContentsMargins(18, 17, 18, 12)
        self._scroller.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(8)
        self._scroller.body.addLayout(self._texts)
        self._sign_rows = QVBoxLayout()
        self._sign_rows.setSpacing(7)
        self._scroller.body.addLayout(self._sign_rows)
        self.foot = QVBoxLayout()
        self._scroller.body.addLayout(self.foot)
        self._scroller.body.addStretch(1)
        fold = QuietLinkButton(fold_words)
        fold.clicked.connect(self.fold_requested)
        self._scroller.body.addWidget(fold)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Show this advice instead; nothing happens when it is the same."""
        if tuple(advice) == self._advice:
            return
        self._advice = tuple(advice)
        _empty(self._texts)
        for part in self._advice:
            self._texts.addWidget(Label(part.heading, "subheading"))
            for line in part.lines:
                self._texts.addWidget(Label(line, "small"))
            self._texts.addSpacing(4)

    def show_signs(self, heading: str, signs: Sequence[Sign]) -> None:
        """Show how far the referral shows what was praised. In words and rings, never counted, never scored."""
        if tuple(signs) == self._signs:
            return
        self._signs = tuple(signs)
        _empty(self._sign_rows)
        if signs:
            self._sign_rows.addWidget(Label(heading, "subheading"))
        for sign in signs:
            line = QWidget()
            line.setAccessibleName(f"{sign.title}: {sign.words}")
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(7)
            row.addWidget(_Ring(sign.shown), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(sign.title, "small"), 1)
            if sign.short:
                row.addWidget(Label(sign.short, "small", "quiet", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            self._sign_rows.addWidget(line)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
