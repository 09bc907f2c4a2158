"""A store that was not opened: what is wrong in one sentence, that nothing was changed, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.store.errors import DAMAGE
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import CardPage
from thinkfamily_desktop.ui.parts.labels import Label

TOLD_HERE = DAMAGE | {"store.newer", "store.synced_folder", "store.network_folder", "store.kdf_weak"}
"""What is told on a page of its own; everything else is said beside the passphrase, and may be tried again there."""


GOES_ON = frozenset({"store.changes_missing", "store.diverged"})
"""What a worker may go on without, once they were told."""


class CannotOpenPage(CardPage):
    """Never offers to delete anything or to begin anew."""

    restore_requested = Signal()
    go_on_requested = Signal()
    gone_back = Signal()

    def __init__(self, error: ThinkFamilyError, words: Words, *, can_go_back: bool = True) -> None:
        super().__init__()
        self._words = words
        self._sentence = words.say(error.code, **error.parameters)
        body = self.card.body
        body.addWidget(Label(words.say("unlock.cannot_title"), "title"))
        body.addWidget(Label(self._sentence))
        back: Button = LinkButton(words.say("unlock.forgotten_back"))
        self._first = back
        if error.code in DAMAGE:
            self._first = PrimaryButton(words.say("unlock.cannot_restore"))
            self._first.clicked.connect(self.restore_requested)
            body.addWidget(Label(words.say("unlock.cannot_restore_says"), "small", "quiet"))
            self.add_buttons(self._first, back)
            if error.code in GOES_ON:
                go_on = LinkButton(words.say("unlock.go_on"))
                go_on.clicked.connect(self._on_go_on)
                body.addWidget(Label(words.say("unlock.go_on_says"), "small", "quiet"))
                body.addWidget(go_on, 0, Qt.AlignmentFlag.AlignLeft)
        elif can_go_back:
            body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        back.clicked.connect(self.gone_back)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read aloud, with the first step focused."""
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._sentence, urgent=True)

    def _on_go_on(self) -> None:
        from thinkfamily_desktop.ui.dialogs import Dialogs  # noqa: PLC0415, RUF100  the unlock screen is painted without it

        say = self._words.say
        if Dialogs.ask(self, say("unlock.go_on_sure"), "", say("unlock.go_on"), say("unlock.forgotten_back")):
            self.setEnabled(False)
            self.go_on_requested.emit()
