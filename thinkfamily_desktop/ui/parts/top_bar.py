"""The bar at the top: where one is, and what can be done from here."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label

GAP = 14


class TopBar(Panel):
    """A name, a quiet line, room in the middle, buttons at the right; where it is narrow, one under another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self.setMinimumHeight(48)
        self._name = Label("", "subheading", wrap=False)
        self._line = Label("", "", "quiet", wrap=False)
        place = QHBoxLayout()
        place.setSpacing(GAP)
        for label in (self._name, self._line):
            label.setMinimumWidth(1)  # it may be cut short before a button is
            place.addWidget(label)
        place.addStretch(1)
        self._middle = QWidget()
        self.middle = QHBoxLayout(self._middle)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self._middle.hide()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, GAP, 0)
        self._buttons.setSizePolicy(_as_wide_as_needed())
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(GAP)
        self._row.addLayout(place, 1)
        self._row.addWidget(self._middle)
        self._row.addWidget(self._buttons, 0)

    def show_place(self, name: str, line: str = "") -> None:
        """Say where one is."""
        self._name.show_text(name)
        self._line.show_text(line)
        self._line.setVisible(bool(line))

    def put_in_the_middle(self, widget: QWidget) -> None:
        """Something between the place and the buttons."""
        self.middle.addWidget(widget)
        self._middle.setSizePolicy(_as_wide_as_needed())
        self._middle.show()

    def add_button(self, text: str, *, primary: bool = False) -> Button:
        """A button at the right end, after those that are there."""
        button = PrimaryButton(text, bar=True) if primary else Button(text, bar=True)
        self._flow.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Side by side where there is room, else one under another."""
        super().resizeEvent(event)
        middle = self._middle.sizeHint().width() + GAP if not self._middle.isHidden() else 0
        needed = self._name.sizeHint().width() + middle + self._buttons.sizeHint().width() + 3 * GAP + 32
        beside = self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)
            self._row.setSpacing(GAP if beside else 0)
            edge = 0 if beside else 6
            self._row.setContentsMargins(16, edge, 16, edge)


def _as_wide_as_needed() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
