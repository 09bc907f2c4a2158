"""A way back for a forgotten passphrase: save and print the recovery sheet, type its code back, or say no out loud."""

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.safekeeping import Safekeeping
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import WIDE_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.row import add_row


class WayBackPage(CardPage):
    """The code opens nothing until it has been typed back from the printed page."""

    done = Signal()

    def __init__(self, safekeeping: Safekeeping, documents: Documents, words: Words, by: WorkerId) -> None:
        super().__init__(WIDE_LETTERS, above=0, below=1)
        self._safekeeping = safekeeping
        self._documents = documents
        self._words = words
        self._by = by
        self._sheet = safekeeping.new_sheet()
        self._awaiting = Awaiting(self)
        self._save = Button(words.say("unlock.sheet_save"))
        self._save.clicked.connect(self._on_save)
        self._typed = LineInput()
        self._typed.setEnabled(False)
        self._typed.returnPressed.connect(self._on_accept)
        self._accept = PrimaryButton(words.say("unlock.sheet_accept"))
        self._accept.setEnabled(False)
        self._accept.clicked.connect(self._on_accept)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first step has the focus."""
        super().showEvent(event)
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say = self._words.say
        body = self.card.body
        body.addWidget(Label(say("unlock.sheet_title"), "title"))
        body.addWidget(Label(say("unlock.sheet_why")))
        if self._safekeeping.has_organisation:
            body.addWidget(Label(say("unlock.sheet_organisation"), "small", "quiet"))
        body.addWidget(Label(say("unlock.sheet_first"), "strong"))
        body.addWidget(self._save)
        add_row(body, say("unlock.sheet_second"), self._typed)
        body.addWidget(self.said)
        none = LinkButton(say("unlock.sheet_none"))
        none.clicked.connect(self._on_none)
        self.add_buttons(self._accept, none)

    def _on_save(self) -> None:
        title = self._words.say("unlock.sheet_save")
        suggested = Path.home() / f"{self._words.say('unlock.sheet_file')}.pdf"
        path = Dialogs.choose_file_to_save(self, title, suggested, "PDF (*.pdf)")
        if path is not None:
            written: Future[None] = self._documents.write_sheet(self._sheet, path)
            self._awaiting.take(written, self._on_written, self._on_trouble)

    def _on_written(self, _: object) -> None:
        self._typed.setEnabled(True)
        self._accept.setEnabled(True)
        self.say(self._words.say("unlock.sheet_written"))
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accept(self) -> None:
        if self._awaiting.busy:
            return
        try:
            accepted = self._safekeeping.accept(self._sheet, self._typed.text(), self._by)
        except ThinkFamilyError as error:
            self._on_trouble(error)
            return
        self._awaiting.take(accepted, self._on_accepted, self._on_trouble)

    def _on_accepted(self, _: object) -> None:
        self._typed.clear()
        self.done.emit()

    def _on_none(self) -> None:
        say = self._words.say
        without = "unlock.sheet_none_organisation" if self._safekeeping.has_organisation else "unlock.sheet_none_sure"
        if Dialogs.ask(self, say(without), "", say("unlock.sheet_none"), say("unlock.sheet_back")):
            self.done.emit()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self.say(self._words.say(error.code, **error.parameters))
        self._typed.selectAll()
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)
