"""A forgotten passphrase: the code of the recovery sheet, and a new passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import too_short
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField

CARD_LETTERS = 60


class ForgottenPage(QWidget):
    """Takes the code to the door. The sheet opens nothing afterwards; a new one is offered behind the door."""

    recovered = Signal(object)  # the open Store
    gone_back = Signal()

    def __init__(self, unlocking: Unlocking, words: Words, minimum_length: Callable[[], int]) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._words = words
        self._minimum = minimum_length
        self._awaiting = Awaiting(self)
        say = words.say
        self._code = PassphraseField(words, say("unlock.forgotten_code"), say("unlock.forgotten_code_help"))
        self._new = PassphraseField(words, say("unlock.forgotten_new"))
        self._again = PassphraseField(words, say("unlock.first_again"))
        self._again.submitted.connect(self._on_open)
        self._open = PrimaryButton(say("unlock.forgotten_open"))
        self._open.clicked.connect(self._on_open)
        self._said = Label("", "small", "warn")
        self._said.hide()
        self._build()

    @property
    def message(self) -> str:
        """What stands in the way, or nothing."""
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def _build(self) -> None:
        say = self._words.say
        card = Card()
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * CARD_LETTERS)
        card.body.setSpacing(12)
        card.body.addWidget(Label(say("unlock.forgotten"), "title"))
        card.body.addWidget(Label(say("unlock.forgotten_opening"), "small", "quiet"))
        for field in (self._code, self._new, self._again):
            card.body.addWidget(field)
        card.body.addWidget(self._said)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.gone_back)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(back)
        card.body.addLayout(row)
        page = Scroller()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        page.body.addStretch(1)
        page.body.addLayout(middle)
        page.body.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _on_open(self) -> None:
        if self._awaiting.busy:
            return
        least = self._minimum()
        if too_short(self._new.text, least):
            self._say(self._words.say("unlock.first_too_short", count=least), self._new)
        elif self._new.text != self._again.text:
            self._say(self._words.say("unlock.first_differ"), self._again)
        else:
            self._busy(busy=True)
            opening = self._unlocking.recover(self._code.text, self._new.text)
            self._awaiting.take(opening, self._on_opened, self._on_refused)

    def _on_opened(self, store: object) -> None:
        self._busy(busy=False)
        for field in (self._code, self._new, self._again):
            field.forget()
        self.recovered.emit(store)

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self._busy(busy=False)
        self._say(self._words.say(error.code, **error.parameters), self._code)

    def _busy(self, *, busy: bool) -> None:
        for part in (self._code, self._new, self._again, self._open):
            part.setEnabled(not busy)

    def _say(self, text: str, at: PassphraseField) -> None:
        self._said.show_text(text)
        self._said.show()
        announce(self._said, text, urgent=True)
        at.line.selectAll()
        at.line.setFocus(Qt.FocusReason.OtherFocusReason)
