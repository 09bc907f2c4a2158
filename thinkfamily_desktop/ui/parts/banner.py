"""The red banner at the desk: act today. Nothing else is red, and in a visit there is none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.labels import Label


class Banner(QFrame):
    """One line of what must be done today, and the button that opens its card."""

    open_requested = Signal()

    def __init__(self, lead: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self.setMinimumHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(Label(lead, "strong", "on_danger_soft", wrap=False))
        self._says = Label("", "", "on_danger_soft")
        row.addWidget(self._says, 1)
        self._open = Button(button, bar=True)
        self._open.clicked.connect(self._on_open)
        row.addWidget(self._open)
        self.setVisible(False)

    def show_says(self, says: str) -> None:
        """Say what must be done; nothing hides the banner."""
        self._says.show_text(says)
        self._open.setAccessibleDescription(says)
        self.setVisible(bool(says))

    def _on_open(self) -> None:
        self.open_requested.emit()
