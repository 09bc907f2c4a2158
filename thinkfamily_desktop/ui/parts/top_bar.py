"""The bar at the top: where one is, and what can be done from here."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label

GAP = 14
NAME = 300  # what a name may take before it is cut short
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
CENTRE = Qt.AlignmentFlag.AlignVCenter


class TopBar(Panel):
    """A name, a quiet line, room in the middle, buttons at the right; where it is narrow, one under another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", parent)
        self.setMinimumHeight(48)
        self._name = Label("", "subheading", wrap=False)
        self._line = Label("", "", "quiet")
        self._practice = Label("", "strong", "warn", wrap=False)
        self._practice.hide()
        self._name.setMinimumWidth(1)  # it may be cut short before a button is
        names = QHBoxLayout()
        names.setSpacing(GAP)
        names.addWidget(self._practice)
        names.addWidget(self._name, 1)
        self._place = QBoxLayout(BESIDE)
        self._place.setSpacing(GAP)
        self._place.addLayout(names)
        self._place.addWidget(self._line, 1)
        self._middle = QWidget()
        self.middle = QHBoxLayout(self._middle)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self._middle.hide()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, GAP, 0)
        self._buttons.setSizePolicy(_as_wide_as_needed())
        self._row = QBoxLayout(BESIDE)
        self._row.setSpacing(GAP)
        self._row.addLayout(self._place, 1)
        self._row.addWidget(self._middle, 0, CENTRE)
        self._row.addWidget(self._buttons, 0, CENTRE)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 2, 16, 2)
        self._lines.setSpacing(0)
        self._lines.addLayout(self._row)

    def show_place(self, name: str, line: str = "") -> None:
        """Say where one is."""
        self._line.show_text(line)
        self._line.setVisible(bool(line))
        self.rename(name)

    def rename(self, name: str) -> None:
        """The same place has another name now."""
        self._name.show_text(name)
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), NAME))
        self._arrange()

    def show_practice(self, says: str) -> None:
        """Say in words, before the place, that everything here is made up."""
        self._practice.show_text(says)
        self._practice.setVisible(bool(says))

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
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A button may have come or gone."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        room = self.width() - 32 - 2 * GAP
        name = self._name.sizeHint().width()
        name += self._practice.sizeHint().width() + GAP if not self._practice.isHidden() else 0
        ends = name + self._buttons.sizeHint().width()
        middle = self._middle.sizeHint().width() + GAP if not self._middle.isHidden() else 0
        self._put_middle(in_row=ends + middle <= room)
        self._turn(self._row, BESIDE if ends <= room else BELOW)
        line = self._line.fontMetrics().horizontalAdvance(self._line.text()) + GAP
        self._turn(self._place, BESIDE if (ends if ends <= room else name) + line <= room else BELOW)

    def _turn(self, layout: QBoxLayout, way: QBoxLayout.Direction) -> None:
        """Side by side, or one under another."""
        if layout.direction() != way:
            layout.setDirection(way)
            layout.setSpacing(GAP if way == BESIDE else 0)

    def _put_middle(self, *, in_row: bool) -> None:
        """Between the ends where it fits, else on a line of its own."""
        if in_row == (self._row.indexOf(self._middle) >= 0):
            return
        if in_row:
            self._lines.removeWidget(self._middle)
            self._row.insertWidget(1, self._middle, 0, CENTRE)
        else:
            self._row.removeWidget(self._middle)
            self._lines.addWidget(self._middle)


def _as_wide_as_needed() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
