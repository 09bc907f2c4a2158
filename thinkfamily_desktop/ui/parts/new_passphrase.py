"""A new passphrase: four words offered at random, or the worker's own, typed twice and judged."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import LinkButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.options import Offer, TickCard
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField


class NewPassphrase(QWidget):
    """The words offered are the default; another choice is one click away. Nothing is refused while it is typed.

    It is taken only once the worker says that it is kept; other words have to be kept again.
    """

    def __init__(self, words: Words, four_words: Callable[[], str], rule: PassphraseRule, warning: str = "") -> None:
        super().__init__()
        self._words = words
        self._four_words = four_words
        self._rule = rule
        say = words.say
        self._offered = Label(four_words(), "code")
        self._offered.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._own = PassphraseField(
            words, say("unlock.first_own_label"), say("unlock.first_own_help", count=rule.least)
        )
        self._again = PassphraseField(words, say("unlock.first_again"), say("unlock.first_again_help"))
        self._offer_box, self._own_box = QWidget(), QWidget()
        self._other = LinkButton(say("unlock.first_other_words"))
        self._other.clicked.connect(self._on_other_words)
        self._switch = LinkButton(say("unlock.first_own"))
        self._switch.clicked.connect(self._on_switch)
        self._kept = TickCard(Offer("understood", say("unlock.first_understood")))
        self._name_offer()
        self._build(warning)

    @property
    def passphrase(self) -> str:
        """What is chosen so far: the four words offered, or the worker's own."""
        return self._own.text if self._chooses_own else self._offered.text()

    def in_the_way(self, *names: str) -> tuple[str, QWidget] | None:
        """Why it cannot be taken yet, with a remedy, and where; None when it can. `names` are those others know."""
        if self._chooses_own:
            try:
                self._rule.refuse_weak(self._own.text, *names)
            except ThinkFamilyError as error:
                return self._words.say(error.code, **error.parameters), self._own
            if self._own.text != self._again.text:
                return self._words.say("unlock.first_differ"), self._again
        if not self._kept.isChecked():
            return self._words.say("unlock.first_understood_needed"), self._kept
        return None

    def forget(self) -> None:
        """Leave nothing of it on the screen or in the fields."""
        self._offered.clear()
        self._offered.setAccessibleName("")
        self._own.forget()
        self._again.forget()

    @property
    def _chooses_own(self) -> bool:
        return self._own_box.isVisibleTo(self)

    def _build(self, warning: str) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        offer = QVBoxLayout(self._offer_box)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.addWidget(Label(self._words.say("unlock.first_offer"), "small", "quiet"))
        offer.addWidget(self._offered)
        own = QVBoxLayout(self._own_box)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(12)
        own.addWidget(self._own)
        own.addWidget(self._again)
        self._own_box.hide()
        links = QHBoxLayout()
        links.setSpacing(18)
        links.addWidget(self._other)
        links.addWidget(self._switch)
        links.addStretch(1)
        body.addWidget(self._offer_box)
        body.addWidget(self._own_box)
        body.addLayout(links)
        if warning:
            panel = Panel("notice")
            inside = QVBoxLayout(panel)
            inside.setContentsMargins(14, 10, 14, 10)
            inside.addWidget(Label(warning, "small"))
            body.addWidget(panel)
        kept = QHBoxLayout()
        kept.addWidget(self._kept)
        kept.addStretch(1)
        body.addLayout(kept)

    def _name_offer(self) -> None:
        self._offered.setAccessibleName(self._words.say("unlock.first_offered_name", words=self._offered.text()))

    def _on_other_words(self) -> None:
        self._offered.show_text(self._four_words())
        self._name_offer()
        announce(self._offered, self._offered.accessibleName())
        self._kept.setChecked(False)

    def _on_switch(self) -> None:
        own = not self._chooses_own
        self._own_box.setVisible(own)
        self._offer_box.setVisible(not own)
        self._other.setVisible(not own)
        said = self._words.say("unlock.first_use_words" if own else "unlock.first_own")
        self._switch.setText(said)
        self._switch.setAccessibleName(said)
        if own:
            self._own.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._kept.setChecked(False)
