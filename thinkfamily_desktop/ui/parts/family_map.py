"""The family map with its zoom, its key, and the same in words for whoever cannot see it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.family_map import FamilyMap
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.map_drawing import MapDrawing
from thinkfamily_desktop.ui.parts.swiping import follow_the_finger

ZOOMS = (50, 75, 100, 125, 150, 200)


class FamilyMapView(QWidget):
    """The drawing with its zoom buttons, the key, and the same as words."""

    chosen = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._zoom = ZOOMS.index(100)
        self.drawing = MapDrawing()
        self.drawing.setAccessibleName(words.say("family.map"))
        self.drawing.chosen.connect(self.chosen)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.drawing)
        follow_the_finger(self._scroll)
        self.drawing.setAutoFillBackground(False)
        self._empty = Label(words.say("family.map_empty"), "small", "quiet")
        self._text = Label("", "small")
        self._text.hide()
        self._smaller = Button("−", bar=True)
        self._larger = Button("+", bar=True)
        self._as_words = Button(words.say("family.map_as_text"), bar=True)
        for button, code in ((self._smaller, "family.map_zoom_out"), (self._larger, "family.map_zoom_in")):
            button.setAccessibleName(words.say(code))
            button.setToolTip(words.say(code))
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._as_words.clicked.connect(self._on_as_words)
        top = QHBoxLayout()
        top.addWidget(Label(words.say("family.map"), "heading"), 1)
        top.addWidget(self._as_words)
        top.addWidget(self._smaller)
        top.addWidget(self._larger)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(top)
        body.addWidget(self._empty)
        body.addWidget(self._scroll, 1)
        body.addWidget(self._text)
        self._key = Label(words.say("family.map_key"), "tiny", "quiet")
        body.addWidget(self._key)

    @property
    def as_words(self) -> str:
        """What the map says to whoever cannot see it."""
        return self._text.text()

    def show_map(self, drawn: FamilyMap | None, said: Sequence[str]) -> None:
        """Draw the family; nothing is drawn while there is nobody."""
        self.drawing.show_map(drawn)
        self._text.show_text("\n".join(said))
        self.drawing.setAccessibleDescription("\n".join(said))
        self._empty.setVisible(drawn is None)
        self._scroll.setVisible(drawn is not None)
        self._key.setVisible(drawn is not None)
        self._scroll.setMinimumHeight(min(self.drawing.height() + 4, 420))

    def _on_smaller(self) -> None:
        self._zoom_to(self._zoom - 1)

    def _on_larger(self) -> None:
        self._zoom_to(self._zoom + 1)

    def _zoom_to(self, zoom: int) -> None:
        self._zoom = max(0, min(zoom, len(ZOOMS) - 1))
        self.drawing.show_zoom(ZOOMS[self._zoom] / 100)

    def _on_as_words(self) -> None:
        shown = not self._text.isVisibleTo(self)
        self._text.setVisible(shown)
