"""Words on the screen. Always plain text: what a family said is never markup."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Look = Literal["", "title", "heading", "strong", "subheading", "small", "tiny", "micro", "tag", "code"]
Tone = Literal["", "quiet", "good", "warn", "danger", "on_danger_soft"]


class Label(QLabel):
    """Words that wrap. `look` is the size from the type scale, `tone` what they mean; colour is never alone in it."""

    def __init__(
        self, text: str = "", look: Look = "", tone: Tone = "", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Words that wrap can be as narrow as need be; how high they then are, their width decides."""
        return QSize(1, self.fontMetrics().height()) if self.wordWrap() else super().minimumSizeHint()

    def show_text(self, text: str) -> None:
        """Say something else; nothing happens when it is the same."""
        if text != self.text():
            self.setText(text)

    def show_tone(self, tone: Tone) -> None:
        """Mean something else by it."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
