"""A forgotten passphrase: the code of the recovery sheet, and a new passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.pages.cannot_open import TOLD_HERE
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.new_passphrase import NewPassphrase
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField


class ForgottenPage(CardPage):
    """Takes the code to the door. The sheet opens nothing afterwards; a new one is offered behind the door."""

    recovered = Signal(object)  # the open Store
    cannot_open = Signal(object, str)  # the ThinkFamilyError, and no passphrase: none was tried
    gone_back = Signal()

    def __init__(self, unlocking: Unlocking, words: Words, four_words: Callable[[], str], rule: PassphraseRule) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._words = words
        self._awaiting = Awaiting(self)
        say = words.say
        self._code = PassphraseField(words, say("unlock.forgotten_code"), say("unlock.forgotten_code_help"))
        self._new = NewPassphrase(words, four_words, rule)
        self._open = PrimaryButton(say("unlock.forgotten_open"))
        self._open.clicked.connect(self._on_open)
        self._build()

    def _build(self) -> None:
        say = self._words.say
        body = self.card.body
        body.addWidget(Label(say("unlock.forgotten"), "title"))
        body.addWidget(Label(say("unlock.forgotten_opening"), "small", "quiet"))
        body.addWidget(self._code)
        body.addWidget(Label(say("unlock.forgotten_new"), "strong"))
        body.addWidget(self._new)
        body.addWidget(self.said)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.gone_back)
        self.add_buttons(self._open, back)

    def _on_open(self) -> None:
        if self._awaiting.busy:
            return
        if not self._code.text:
            self._refuse(self._words.say("unlock.forgotten_code_needed"), self._code)
            return
        if (stands := self._new.in_the_way()) is not None:
            self._refuse(*stands)
            return
        self._busy(busy=True)
        opening = self._unlocking.recover(self._code.text, self._new.passphrase)
        self._awaiting.take(opening, self._on_opened, self._on_refused)

    def _on_opened(self, store: object) -> None:
        self._busy(busy=False)
        self._code.forget()
        self._new.forget()
        self.recovered.emit(store)

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self._busy(busy=False)
        if error.code in TOLD_HERE:
            self.cannot_open.emit(error, "")
        else:
            self._code.line.selectAll()
            self._refuse(self._words.say(error.code, **error.parameters), self._code)

    def _busy(self, *, busy: bool) -> None:
        for part in (self._code, self._new, self._open):
            part.setEnabled(not busy)

    def _refuse(self, says: str, at: QWidget) -> None:
        self.say(says)
        at.setFocus(Qt.FocusReason.OtherFocusReason)
