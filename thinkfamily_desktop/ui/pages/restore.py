"""Putting a backup back: choose one, see what would change, and only then let it take the store's place."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, time_in_words
from thinkfamily_desktop.session.comparing import difference_in_words
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.restoring import Offered, Restoring
from thinkfamily_desktop.store.backup import Backup
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import WIDE_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.check_cards import OptionButtons
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField

SALVAGE = "salvage"
MOST_SHOWN = 9  # of the backups; another one can be chosen as a file
MOST_LINES = 60


class RestorePage(CardPage):
    """Nothing changes until the last button; out of sight, what was looked at is put away again."""

    accepted = Signal(object)  # Offered
    left = Signal()

    def __init__(
        self, restoring: Restoring, words: Words, now: Store | None, *, opening: str = "", passphrase: str = ""
    ) -> None:
        super().__init__(WIDE_LETTERS, above=0, below=1)
        self._restoring = restoring
        self._words = words
        self._now = now
        self._file: Path | None = None
        self._offered: Offered | None = None
        self._awaiting = Awaiting(self)
        say = words.say
        self._files = self._newest_of_each_minute(restoring.backups)
        named = [(path, self._when(made)) for path, made in self._files.items()]
        if now is None:
            named.insert(0, (SALVAGE, say("unlock.restore_salvage")))
        self._choice = OptionButtons(named, say("unlock.restore_choose"))
        self._choice.chosen.connect(self._on_chosen)
        self._passphrase = PassphraseField(words, say("unlock.restore_passphrase"))
        self._passphrase.fill(passphrase)
        self._passphrase.submitted.connect(self._on_look)
        self._look = PrimaryButton(say("unlock.restore_look"))
        self._look.clicked.connect(self._on_look)
        self._first = QWidget()
        self._second: QWidget | None = None
        self._build(opening)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is missing for the next step has the focus."""
        super().showEvent(event)
        (self._look if self._passphrase.text else self._passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Paused or locked, nothing stays laid out."""
        if not event.spontaneous():
            self._put_away()
        super().hideEvent(event)

    # -- building

    def _build(self, opening: str) -> None:
        say, body = self._words.say, self.card.body
        title = "unlock.restore_title_damaged" if self._now is None else "unlock.restore_title"
        body.addWidget(Label(say(title), "title"))
        if opening:
            body.addWidget(Label(opening, "", "warn"))
        body.addWidget(Label(say("unlock.restore_says"), "small", "quiet"))
        self._build_first()
        body.addWidget(self._first)
        body.addWidget(self.said)

    def _build_first(self) -> None:
        say = self._words.say
        column = QVBoxLayout(self._first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(say("unlock.restore_choose"), "strong"))
        if self._now is None or self._files:
            self._choice.show_code(SALVAGE if self._now is None else next(iter(self._files)))
            column.addWidget(self._choice)
        if self._now is None:
            column.addWidget(Label(say("unlock.restore_salvage_says"), "small", "quiet"))
        if not self._files:
            column.addWidget(Label(say("unlock.restore_none"), "small", "quiet"))
        self._other = LinkButton(say("unlock.restore_other"))
        self._other.clicked.connect(self._on_other)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._passphrase)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self._look)
        row.addStretch(1)
        row.addWidget(back)
        column.addLayout(row)

    def _show_difference(self, offered: Offered) -> None:
        say = self._words.say
        self._second = QWidget()
        column = QVBoxLayout(self._second)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        lines = difference_in_words(offered.comparison, self._words)
        panel = Panel("notice")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(14, 10, 14, 10)
        for line in lines[:MOST_LINES]:
            inside.addWidget(Label(line, "small" if line.startswith(" ") else ""))
        if (more := len(lines) - MOST_LINES) > 0:
            inside.addWidget(Label(say("unlock.restore_more", count=more), "small", "quiet"))
        take = Button(say("unlock.restore_take"))
        take.clicked.connect(self._on_take)
        leave = PrimaryButton(say("unlock.restore_leave"))
        leave.clicked.connect(self._on_leave)
        row = QHBoxLayout()
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(take)
        if offered.partly:
            inside.addWidget(Label(say("cli.salvage_unread"), "", "warn"))
        if offered.made is None:
            inside.addWidget(Label(say("cli.salvage_limits"), "small", "warn"))
        would = "unlock.restore_salvaged" if offered.made is None else "unlock.restore_would"
        heading = Label(say(would, when="" if offered.made is None else self._when(offered.made)), "strong")
        for part in (heading, panel, Label(say("unlock.restore_kept"), "small", "quiet")):
            column.addWidget(part)
        column.addLayout(row)
        self._first.hide()
        self.say("")
        self.card.body.addWidget(self._second)
        leave.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what happens

    def _on_chosen(self, path: str) -> None:
        self._file = Path(path) if path != SALVAGE else None

    def _on_other(self) -> None:
        say = self._words.say
        kinds = f"{say('unlock.restore_kind')} (*.fvbak)"
        path = Dialogs.choose_file_to_open(self, say("unlock.restore_other"), Path.home(), kinds)
        if path is not None:
            self._file = path
            self._other.setText(say("unlock.restore_chosen", file=path.name))

    def _on_look(self) -> None:
        if self._awaiting.busy:
            return
        if not self._passphrase.text:
            self.say(self._words.say("unlock.empty"))
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy(busy=True)
        tried = self._passphrase.text
        salvages = self._file is None and self._choice.code == SALVAGE
        looking = self._restoring.salvage(tried) if salvages else self._restoring.look(self._file, tried, self._now)
        self._awaiting.take(looking, self._on_looked, self._on_refused)

    def _on_looked(self, offered: Offered) -> None:
        self._busy(busy=False)
        self._offered = offered
        self._passphrase.forget()
        self._show_difference(offered)

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self._busy(busy=False)
        wrong = error.code == "store.wrong_passphrase"
        self.say(self._words.say("unlock.restore_wrong" if wrong else error.code, **error.parameters))
        if wrong:
            self._passphrase.line.selectAll()
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_take(self) -> None:
        if self._offered is not None:
            offered, self._offered = self._offered, None
            self._restoring.hand_over()
            self.setEnabled(False)
            self.accepted.emit(offered)

    def _on_leave(self) -> None:
        self._put_away()
        self.left.emit()

    def _put_away(self) -> None:
        self._awaiting.forget()
        self._busy(busy=False)
        self._restoring.put_away()
        self._offered = None
        if self._second is not None:
            self._second.hide()
            self._second.deleteLater()
            self._second = None
            self._first.show()

    def _busy(self, *, busy: bool) -> None:
        self._first.setEnabled(not busy)
        self._look.setText(self._words.say("unlock.restore_looking" if busy else "unlock.restore_look"))

    def _newest_of_each_minute(self, backups: tuple[Backup, ...]) -> dict[str, datetime]:
        """What is offered, latest first; two buttons that say the same could not be told apart."""
        offered: dict[str, Backup] = {}
        for backup in backups:
            offered.setdefault(self._when(backup.made), backup)
        return {str(backup.path): backup.made for backup in [*offered.values()][:MOST_SHOWN]}

    def _when(self, made: datetime) -> str:
        here = made.astimezone()
        return f"{day_in_words(here.date(), self._words)} {time_in_words(here)}"
