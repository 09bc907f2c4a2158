"""The line at the foot: what is saved, always true and in words; and what else is so."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label, Tone
from thinkfamily_desktop.ui.parts.reading_order import in_layout, is_empty


class Dot(QWidget):
    """A round dot that grows with the text; the words beside it say the same."""

    def __init__(self, role: QPalette.ColorRole, across: int = 10) -> None:
        super().__init__()
        self._role = role
        self._across = across
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The text may have another size now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_role(self, role: QPalette.ColorRole) -> None:
        """Another colour of the theme."""
        if role != self._role:
            self._role = role
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(self._role))
        painter.setBrush(self.palette().color(self._role))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))

    def _fit(self) -> None:
        across = round(self._across * max(self.font().pixelSize(), 15) / 15)
        self.setFixedSize(QSize(across, across))


Standing = Literal["good", "quiet", "danger"]
_ROLES: dict[Standing, QPalette.ColorRole] = {
    "good": QPalette.ColorRole.Shadow,
    "quiet": QPalette.ColorRole.PlaceholderText,
    "danger": QPalette.ColorRole.BrightText,
}


class StatusBar(Panel):
    """`left` facts after the saved words, `right` at the other end; more parts may be added at the right."""

    def __init__(self, facts: tuple[str, ...] = (), right: str = "", parent: QWidget | None = None) -> None:
        super().__init__("status", parent)
        self.setMinimumHeight(30)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(17, 0, 16, 0)
        self.row.setSpacing(18)
        self._says: tuple[str, Standing] = ("", "good")
        saved = QHBoxLayout()
        saved.setSpacing(4)
        self._dot = Dot(QPalette.ColorRole.Shadow)
        self._saved = Label("", "tiny", "good", wrap=False)
        saved.addWidget(self._dot)
        saved.addWidget(self._saved)
        self.row.addLayout(saved)
        self._facts = [Label(fact, "tiny", "quiet", wrap=False) for fact in facts]
        for said in self._facts:
            said.setMinimumWidth(1)  # where it is narrow, what is saved comes first
            self.row.addWidget(said)
        self.row.addStretch(1)
        self._at_rest = right
        self._right = Label(right, "tiny", "quiet", wrap=False)
        self._right.setMinimumWidth(1)
        self.row.addWidget(self._right)
        self._right.setVisible(bool(right))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What is for comfort only goes where there is no room for it."""
        super().resizeEvent(event)
        self.fit()

    def show_saved(self, says: str, standing: Standing = "good") -> None:
        """What is saved, in words. What is shown already costs nothing."""
        if (says, standing) == self._says:
            return
        self._says = says, standing
        self._saved.show_text(says)
        tone: Tone = standing
        self._saved.show_tone(tone)
        self._dot.show_role(_ROLES[standing])
        self.fit()

    def show_right(self, says: str) -> None:
        """What stands at the right end; with nothing to say, what stood there at first."""
        says = says or self._at_rest
        self._right.show_text(says)
        self.fit()

    def fit(self) -> None:
        """Show each fact whole or not at all; what is saved and what can be pressed always stays."""
        optional = [self._right, *self._facts]
        kept = [part for part in in_layout(self.row) if part not in optional and not is_empty(part)]
        gap = self.row.spacing()
        edges = self.row.contentsMargins()
        room = self.width() - edges.left() - edges.right() - sum(item.sizeHint().width() + gap for item in kept)
        for label in optional:
            wide = label.sizeHint().width() + gap
            fits = bool(label.text()) and wide <= room
            label.setVisible(fits)
            room -= wide if fits else 0
