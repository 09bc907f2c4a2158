"""The head of an alert's card: what it is, why it is there, and the way to take it back as an error."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.state import AlertState
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.models.check import Goal
from thinkfamily_desktop.ui.parts.buttons import Button, QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Card
from thinkfamily_desktop.ui.parts.labels import Label, Tone
from thinkfamily_desktop.ui.parts.links import GoLink
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.row import add_row

TONES: dict[Level, Tone] = {Level.ACT_NOW: "danger", Level.DISCUSS: "warn", Level.DUTY: "", Level.QUALITY: ""}


class AlertHead(QWidget):
    """One plain sentence, and what led to it."""

    next_requested = Signal()
    withdrawn = Signal(str)  # the reason
    followed = Signal(object)  # AnswerKey

    def __init__(self, words: Words, *, private: bool) -> None:
        super().__init__()
        self._words = words
        self._level = Label("", "tag", wrap=False)
        self._title = Label("", "title")
        self._says = Label("")
        self._standing = Label("", "small", "quiet")
        self._do_not_tell = Label(words.say("card.do_not_tell"), "strong")
        self._next = Button(words.say("card.next_one"), bar=True)
        self._next.clicked.connect(self.next_requested)
        self._links = QHBoxLayout()
        self._links.setSpacing(14)
        self._goals: tuple[Goal, ...] = ()
        self._error = QuietLinkButton(words.say("card.withdraw"))
        self._error.setProperty("dense", "true")
        self._error.clicked.connect(self._on_error)
        self._reason = LineInput()
        self._box = self._withdraw_box()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._level, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._title, 1)
        top.addWidget(self._next)
        body = QVBoxLayout(self)
        body.setContentsMargins(30, 12, 30, 4)
        body.setSpacing(4)
        if private:
            body.addWidget(Label(words.say("card.private_note"), "tiny", "quiet"))
        body.addLayout(top)
        body.addWidget(self._says)
        body.addWidget(self._do_not_tell)
        body.addWidget(self._standing)
        body.addLayout(self._links)
        body.addWidget(self._box)

    def show_alert(self, alert: AlertState, because: Sequence[Goal], *, more: int, together: int = 0) -> None:
        """Show how it stands. `more` other alerts are open; `together` are talked over with this one."""
        self._level.show_text(self._words.say(f"card.title_{alert.level.value}"))
        self._level.show_tone(TONES[alert.level])
        self._title.show_text(self._words.text(alert.rule.title))
        self._says.show_text(self._words.text(alert.says))
        self._do_not_tell.setVisible(alert.rule.do_not_tell)
        self._next.setVisible(more > 0)
        withdrawn = alert.raised.withdrawn if alert.raised is not None else None
        if withdrawn is not None:
            when = moment_in_words(withdrawn.at, self._words)
            self._stand(self._words.say("card.withdrawn", when=when, reason=withdrawn.reason))
        elif not alert.met:
            self._stand(self._words.say("card.no_longer_met"))
        else:
            self._stand(self._words.say("card.together", count=together) if together else "")
        self._show_links(tuple(because))
        self._error.setVisible(alert.raised is not None and withdrawn is None)

    def forget(self) -> None:
        """Leave nothing of another alert behind."""
        self._reason.clear()
        self._box.hide()

    def _stand(self, text: str) -> None:
        self._standing.show_text(text)
        self._standing.setVisible(bool(text))

    def _show_links(self, goals: tuple[Goal, ...]) -> None:
        if goals == self._goals and self._links.count():
            return
        self._goals = goals
        while (item := self._links.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self._error:
                old.hide()
                old.deleteLater()
        if goals:
            link = GoLink(self._words.say("card.because"), goals)
            link.followed.connect(self.followed)
            self._links.addWidget(link)
        self._links.addWidget(self._error)
        self._links.addStretch(1)

    def _withdraw_box(self) -> Card:
        card, say = Card(), self._words.say
        add_row(card.body, say("card.withdraw_reason"), self._reason, say("card.withdraw_help"))
        self._needs = Label(say("card.withdraw_needs_reason"), "small", "warn")
        self._needs.hide()
        card.body.addWidget(self._needs)
        take_back = Button(say("card.withdraw_do"))
        take_back.clicked.connect(self._on_take_back)
        keep = Button(say("card.withdraw_keep"))
        keep.clicked.connect(self.forget)
        row = QHBoxLayout()
        row.addWidget(take_back)
        row.addWidget(keep)
        row.addStretch(1)
        card.body.addLayout(row)
        card.hide()
        return card

    def _on_error(self) -> None:
        self._box.show()
        self._needs.hide()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take_back(self) -> None:
        reason = self._reason.text().strip()
        if not reason:
            self._needs.show()
            announce(self._needs, self._needs.text(), urgent=True)
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.forget()
        self.withdrawn.emit(reason)
