"""Changing the passphrase: the one of now, and a new one. The old one opens nothing afterwards but older backups."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.store.errors import WRONG_PASSPHRASE
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.new_passphrase import NewPassphrase
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField


class ChangePassphrasePage(CardPage):
    """Judged with the names in the caseload too: they are what somebody near the family would try."""

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        safekeeping: Safekeeping,
        desk: Desk,
        words: Words,
        four_words: Callable[[], str],
        rule: PassphraseRule,
    ) -> None:
        super().__init__()
        self._safekeeping = safekeeping
        self._desk = desk
        self._words = words
        self._names: tuple[str, ...] = ()
        self._awaiting = Awaiting(self)
        self._reading = Awaiting(self)
        self._old = PassphraseField(words, words.say("unlock.change_old"))
        self._new = NewPassphrase(words, four_words, rule)
        self._change = PrimaryButton(words.say("unlock.change_do"))
        self._change.clicked.connect(self._on_change)
        self._build()
        self._reading.take(desk.caseload(), self._on_families, self._on_no_families)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The passphrase of now comes first."""
        super().showEvent(event)
        self._old.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say, body = self._words.say, self.card.body
        body.addWidget(Label(say("unlock.change_title"), "title"))
        body.addWidget(Label(say("unlock.change_says"), "small", "quiet"))
        body.addWidget(self._old)
        body.addWidget(Label(say("unlock.forgotten_new"), "strong"))
        body.addWidget(self._new)
        body.addWidget(self.said)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        self.add_buttons(self._change, back)

    def _on_families(self, families: object) -> None:
        if isinstance(families, tuple):
            self._names = tuple({family.card.name for family in families})

    def _on_no_families(self, _: ThinkFamilyError) -> None:
        """Judged without their names then."""

    def _on_change(self) -> None:
        if self._awaiting.busy:
            return
        if (stands := self._in_the_way()) is not None:
            self.say(stands[0])
            stands[1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.card.setEnabled(False)
        who = self._desk.worker
        changing = self._safekeeping.change_passphrase(self._old.text, self._new.passphrase, who)
        self._awaiting.take(changing, self._on_changed, self._on_refused)

    def _in_the_way(self) -> tuple[str, QWidget] | None:
        if not self._old.text:
            return self._words.say("unlock.change_old_needed"), self._old
        who = self._desk.worker
        mine = (who.name, who.team) if who is not None else ()
        return self._new.in_the_way(*self._names, *mine)

    def _on_changed(self, _: object) -> None:
        self._old.forget()
        self._new.forget()
        self.changed.emit()

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self.card.setEnabled(True)
        wrong = error.code == WRONG_PASSPHRASE
        self.say(self._words.say("unlock.change_wrong" if wrong else error.code, **error.parameters))
        self._old.line.selectAll()
        self._old.setFocus(Qt.FocusReason.OtherFocusReason)
