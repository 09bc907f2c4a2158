"""Everything held about somebody, written as one protected PDF for whoever answers a subject-access request."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import Document, register_document
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.subject_access import KIND
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents, Written
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.card_page import CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.passphrase import PassphraseField
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.row import add_row


class AccessPage(CardPage):
    """Which family, whose request, and the password of the file: all of it is in there."""

    left = Signal()

    def __init__(self, desk: Desk, documents: Documents, words: Words, folder: Path | None) -> None:
        super().__init__(above=0, below=1)
        self._desk = desk
        self._documents = documents
        self._words = words
        self._folder = folder if folder is not None else Path.home()
        self._session: Session | None = None
        self._path: Path | None = None
        self._awaiting = Awaiting(self)
        self._reference, self._name = LineInput(), LineInput()
        self._password = PassphraseField(words, words.say("access.password"), words.say("access.password_help"))
        self._write = PrimaryButton(words.say("access.do"))
        self._write.clicked.connect(self._on_write)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ready to be typed into."""
        super().showEvent(event)
        self._reference.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say, body = self._words.say, self.card.body
        body.addWidget(Label(say("access.page"), "title"))
        body.addWidget(Label(say("access.page_says"), "small", "quiet"))
        body.addWidget(self.said)
        add_row(body, say("access.which"), self._reference)
        add_row(body, say("access.whose"), self._name)
        body.addWidget(self._password)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        self.add_buttons(self._write, back)

    # -- one step after the other

    def _on_write(self) -> None:
        if self._awaiting.busy:
            return
        if not self._password.text:
            self._tell(self._words.say("access.needs_password"), good=False)
            return
        self._tell("", good=True)
        asked = self._desk.subject_access(self._reference.text(), self._name.text(), self._words)
        self._awaiting.take(asked, self._on_marked, self._on_trouble)

    def _on_marked(self, found: object) -> None:
        if not isinstance(found, tuple):
            return
        self._session, made = found
        suggested = self._folder / f"{made.reference}-{KIND}-{made.made:%Y-%m-%d}.pdf"
        self._path = Dialogs.choose_file_to_save(self, self._words.say("access.page"), suggested, "PDF (*.pdf)")
        if self._path is None:
            self._finish()
        else:
            self._awaiting.take(self._documents.make(made), self._on_made, self._on_trouble)

    def _on_made(self, document: object) -> None:
        if isinstance(document, Document) and self._path is not None:
            password, now = self._password.text, self._desk.clock.now()
            writing = self._documents.write(document, self._path, password, kind=KIND, at=now)
            self._awaiting.take(writing, self._on_written, self._on_trouble)

    def _on_written(self, written: object) -> None:
        if isinstance(written, Written) and self._session is not None:
            now, place = self._desk.clock.now(), written.path.resolve()
            kept = register_document(
                self._desk.store, self._session, written.document, place, now, kind=KIND, password=True
            )
            self._awaiting.take(kept, self._on_kept, self._on_trouble)

    def _on_kept(self, _: object) -> None:
        self._tell(self._words.say("access.written", file=str(self._path)), good=True)
        self._finish()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self._tell(self._words.say(error.code, **error.parameters), good=False)
        self._finish()

    def _finish(self) -> None:
        """Nothing of the family stays on this page."""
        self._password.forget()
        if self._session is not None:
            self._session.close()
            self._session = None

    def _tell(self, says: str, *, good: bool) -> None:
        self.said.show_tone("good" if good else "warn")
        self.say(says)
