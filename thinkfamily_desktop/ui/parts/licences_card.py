"""The parts by others that come along: choose one, read its licence."""

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.licences import licence_text, shipped_parts
from thinkfamily_desktop.ui.parts.cards import Card
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import QuietCombo
from thinkfamily_desktop.ui.parts.swiping import follow_the_finger

LINES_SHOWN = 12


class LicencesCard(Card):
    """Reads the texts that lie beside an installed program; from source it says where each is instead."""

    def __init__(self, words: Words, folder: Path | None) -> None:
        super().__init__()
        self.body.addWidget(Label(words.say("licences.title"), "heading"))
        if folder is None:
            self.body.addWidget(Label(words.say("licences.from_source"), "small", "quiet"))
            return
        self._folder = folder
        self._parts = shipped_parts(folder)
        self.body.addWidget(Label(words.say("licences.ours"), "small", "quiet"))
        self.body.addWidget(Label(words.say("licences.qt"), "small", "quiet"))
        self.choice = QuietCombo()
        self.choice.setAccessibleName(words.say("licences.choose"))
        for part in self._parts:
            line = words.say("licences.line", part=part.title, licence=part.licence)
            self.choice.addItem(line)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        follow_the_finger(self.text)
        self.text.setAccessibleName(words.say("licences.text"))
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * LINES_SHOWN)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.text)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen(self.choice.currentIndex())

    def _on_chosen(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self.text.setPlainText(licence_text(self._folder, self._parts[row]))
