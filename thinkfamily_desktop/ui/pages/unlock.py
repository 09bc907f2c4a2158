"""The unlock screen: one field. It never says whose data lies behind it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.store.errors import WRONG_PASSPHRASE
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.pages.cannot_open import TOLD_HERE
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import SMALL_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField

SECOND_MS = 1000


class UnlockPage(CardPage):
    """Takes a passphrase to the door. Wrong tries slow down and never lock anybody out."""

    unlocked = Signal(object)  # the open Store
    forgotten = Signal()
    cannot_open = Signal(object, str)  # the ThinkFamilyError, and the passphrase that was tried

    def __init__(self, unlocking: Unlocking, words: Words) -> None:
        super().__init__(SMALL_LETTERS, above=2, below=3)
        self._unlocking = unlocking
        self._words = words
        self._awaiting = Awaiting(self)
        self._countdown = QTimer(self, interval=SECOND_MS)
        self._countdown.timeout.connect(self._on_second)
        self._field = PassphraseField(words, words.say("unlock.passphrase"), words.say("unlock.passphrase_help"))
        self._field.submitted.connect(self._on_submitted)
        self._field.edited.connect(self._on_edited)
        self._open = PrimaryButton(words.say("unlock.unlock"))
        self._open.clicked.connect(self._on_submitted)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The field is ready to be typed into, or counts down what is left of an earlier wait."""
        super().showEvent(event)
        self._show_waiting()
        self._field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        body = self.card.body
        body.setSpacing(14)
        body.addWidget(Label(self._words.say("unlock.title"), "title"))
        body.addWidget(self._field)
        body.addWidget(self.said)
        body.addWidget(self._open)
        if self._unlocking.practice:
            body.addWidget(self._practice())
        else:
            forgotten = LinkButton(self._words.say("unlock.forgotten"))
            forgotten.clicked.connect(self.forgotten)
            body.addWidget(forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(Label(self._words.say("unlock.stays_here"), "tiny", "quiet"))

    def _practice(self) -> QWidget:
        panel = Panel("notice")
        body = QHBoxLayout(panel)
        body.setContentsMargins(14, 8, 10, 8)
        body.addWidget(Label(self._words.say("unlock.practice", passphrase=PRACTICE_PASSPHRASE), "small"), 1)
        fill = LinkButton(self._words.say("unlock.practice_fill"))
        fill.clicked.connect(self._on_fill)
        body.addWidget(fill)
        return panel

    def _on_fill(self) -> None:
        self._field.fill(PRACTICE_PASSPHRASE)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        if not self._countdown.isActive():
            self.say("")

    def _on_submitted(self) -> None:
        if self._countdown.isActive() or self._awaiting.busy:
            return
        if not self._field.text:
            self.say(self._words.say("unlock.empty"))
            return
        self._busy(busy=True)
        self._awaiting.take(self._unlocking.unlock(self._field.text), self._on_opened, self._on_refused)

    def _on_opened(self, store: object) -> None:
        self._field.forget()
        self._busy(busy=False)
        self.unlocked.emit(store)

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self._busy(busy=False)
        if error.code in TOLD_HERE:
            self.cannot_open.emit(error, self._field.text)
            return
        said = "unlock.wrong" if error.code == WRONG_PASSPHRASE else error.code
        self.say(self._words.say(said, **error.parameters))
        self._field.line.selectAll()
        self._field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_waiting()

    def _busy(self, *, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._field.setEnabled(not busy)
        self._open.setText(self._words.say("unlock.opening" if busy else "unlock.unlock"))

    def _show_waiting(self) -> None:
        """Start or end the countdown. The field may be typed into meanwhile: only the try has to wait."""
        if left := self._unlocking.seconds_to_wait():
            self._open.setEnabled(False)
            self.say(self._words.say("unlock.wait", count=left), aloud=not self._countdown.isActive())
            self._countdown.start()
        elif self._countdown.isActive():
            self._countdown.stop()
            self._open.setEnabled(True)
            self.say("")

    def _on_second(self) -> None:
        self._show_waiting()
