"""A forgotten passphrase: the code of the recovery sheet, and a new passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField


class ForgottenPage(CardPage):
    """Takes the code to the door. The sheet opens nothing afterwards; a new one is offered behind the door."""

    recovered = Signal(object)  # the open Store
    gone_back = Signal()

    def __init__(self, unlocking: Unlocking, words: Words, rule: Callable[[], PassphraseRule]) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._words = words
        self._rule = rule
        self._awaiting = Awaiting(self)
        say = words.say
        self._code = PassphraseField(words, say("unlock.forgotten_code"), say("unlock.forgotten_code_help"))
        self._new = PassphraseField(words, say("unlock.forgotten_new"))
        self._again = PassphraseField(words, say("unlock.first_again"))
        self._again.submitted.connect(self._on_open)
        self._open = PrimaryButton(say("unlock.forgotten_open"))
        self._open.clicked.connect(self._on_open)
        self._build()

    def _build(self) -> None:
        say = self._words.say
        body = self.card.body
        body.addWidget(Label(say("unlock.forgotten"), "title"))
        body.addWidget(Label(say("unlock.forgotten_opening"), "small", "quiet"))
        for field in (self._code, self._new, self._again):
            body.addWidget(field)
        body.addWidget(self.said)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.gone_back)
        self.add_buttons(self._open, back)

    def _on_open(self) -> None:
        if self._awaiting.busy:
            return
        try:
            self._rule().refuse_weak(self._new.text)
        except ThinkFamilyError as error:
            self._refuse(error, self._new)
            return
        if self._new.text != self._again.text:
            self._refuse(ThinkFamilyError("unlock.first_differ"), self._again)
            return
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
        self._refuse(error, self._code)

    def _busy(self, *, busy: bool) -> None:
        for part in (self._code, self._new, self._again, self._open):
            part.setEnabled(not busy)

    def _refuse(self, error: ThinkFamilyError, at: PassphraseField) -> None:
        self.say(self._words.say(error.code, **error.parameters))
        at.line.selectAll()
        at.line.setFocus(Qt.FocusReason.OtherFocusReason)
