"""Check and refer: the cards on the left, and on the right the PDF exactly as it will be read and saved."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words, time_in_words
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.session.copies import Copies
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import Document, file_name, register_document
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.documents import Documents, Written
from thinkfamily_desktop.ui.parts.check_column import CheckColumn
from thinkfamily_desktop.ui.parts.labels import Tone
from thinkfamily_desktop.ui.parts.leaving_cards import MINIMUM_PASSWORD
from thinkfamily_desktop.ui.parts.pdf_preview import PdfPreview
from thinkfamily_desktop.ui.parts.sent_card import Told
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.presenter import AssessmentPresenter

MAKE_PAUSE_MS = 300
BESIDE = 120  # average letters: from this width on the PDF stands beside the cards
ROOMY = 30  # lines of text: from this height on the last card stays in sight
LACKING = frozenset({"release.about_needed", "release.for_whom"})
PDF_KINDS = "PDF (*.pdf)"


class CheckReferPage(QWidget):
    """What is shown on the right is what is saved: the same bytes, made once."""

    answer_requested = Signal(object)  # AnswerKey
    card_requested = Signal(object)  # AlertKey
    saved = Signal(object)  # Path

    def __init__(
        self,
        presenter: AssessmentPresenter,
        desk: Desk,
        documents: Documents,
        pages: PdfPages,
        words: Words,
        folder: Path | None,
        local: LocalContent | None = None,
        policy: Policy | None = None,
        copies: Copies | None = None,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._session: Session = presenter.session
        self._desk = desk
        self._documents = documents
        self._words = words
        self._folder = folder
        self._policy = policy or Policy()
        self._document: Document | None = None
        self._reads_pdf = False  # on a narrow screen, instead of the cards
        self._making = Awaiting(self)
        self._writing = Awaiting(self)
        self._registering = Awaiting(self)
        self._signing = Awaiting(self)
        self._copies = copies or Copies(self._session)
        self._asking = Awaiting(self)
        self.column = CheckColumn(self._session, self._copies, desk.clock, words, local)
        self.preview = PdfPreview(pages, words)
        self._left = QWidget()
        self._foot = QVBoxLayout()
        self._pause = QTimer(self, interval=MAKE_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._make)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 62)
        row.addWidget(self.preview, 38)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.column, 1)
        self._foot.setContentsMargins(30, 0, 42, 10)
        self._foot.addWidget(self.column.travel)
        column.addLayout(self._foot)
        self.column.answer_requested.connect(self.answer_requested)
        self.column.card_requested.connect(self.card_requested)
        self.column.reader_changed.connect(self._on_reader_changed)
        self.column.choices_changed.connect(self._on_reader_changed)
        self.column.pdf_button.clicked.connect(self._on_take_turns)
        self.preview.back.clicked.connect(self._on_take_turns)
        self.column.travel.save_requested.connect(self._on_save)
        self.column.sign.sign_requested.connect(self._on_sign)
        presenter.state_changed.connect(self.show_state)
        self._sending = Awaiting(self)
        self._step: ExportRecord | None = None  # the copy about which something is being written down
        self.column.sent.told.connect(self._on_told)
        self._read_exports()

    @property
    def document(self) -> Document | None:
        """The document in the preview, or None while it is being made."""
        return self._document

    def show_state(self, state: object) -> None:
        """Show how things stand now; the PDF follows after a pause. Out of sight nothing is worked out."""
        if not isinstance(state, FormState) or not self.isVisible():
            return
        self.column.show_state(state)
        self._document = None
        self._show_saving()
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Coming back, everything is worked out afresh."""
        super().showEvent(event)
        self._presenter.flush()
        self.show_state(self._session.state)
        self.column.who.readers.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Out of sight nothing is made, and no password stays in its field."""
        if not event.spontaneous():
            self._pause.stop()
            self._making.forget()
            self.column.travel.forget()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """On a narrow screen cards and PDF take turns."""
        super().resizeEvent(event)
        beside = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE
        self.column.pdf_button.setVisible(not beside)
        self.preview.back.setVisible(not beside)
        self._arrange()
        roomy = self.height() > self.fontMetrics().height() * ROOMY
        if roomy != (self._foot.count() > 0):
            if roomy:
                self._foot.addWidget(self.column.travel)
            else:
                self.column.take_travel()

    # -- making

    def _make(self) -> None:
        self.preview.show_said(self._words.say("check.preview_making"))
        try:
            which = self.column.which
            choices = self._copies.choices(which)
            release = self._session.release(which.reader, which.about, which.for_person, choices)
        except ThinkFamilyError as error:
            self._making.forget()
            self._on_not_made(error)
            return
        self.column.show_release(release)
        self._making.take(self._documents.make(release, self.column.kind), self._on_made, self._on_not_made)

    def _on_made(self, document: Document) -> None:
        self._document = document
        self.preview.show_pdf(document.pdf)
        self._show_saving()

    def _on_not_made(self, error: ThinkFamilyError) -> None:
        self.preview.show_pdf(b"")
        if error.code in LACKING:
            self.column.show_lacking()
            return
        said = self._words.say("check.preview_failed", why=self._words.say(error.code, **error.parameters))
        self.preview.show_said(said)

    # -- saving

    def _on_save(self) -> None:
        document, travel = self._document, self.column.travel
        if document is None or self._writing.busy:
            return
        if travel.lacks_password:
            self._say(self._words.say("check.travel_password_needed", count=MINIMUM_PASSWORD), "warn")
            return
        if self._folder is None:
            self._say(self._not_allowed(), "danger")
            return
        suggested = self._folder / file_name(document.release, self.column.kind)
        title = self._words.say("check.travel_folder")
        path = Dialogs.choose_file_to_save(self, title, suggested, PDF_KINDS)
        if path is None:
            return
        if not self._policy.allows_export_to(path):
            self._say(self._not_allowed(), "danger")
            return
        kind, now = self.column.kind, self._desk.clock.now()
        writing = self._documents.write(document, path, travel.password, kind=kind, at=now)
        self._writing.take(writing, self._on_written, self._on_not_written)
        self._show_saving()

    def _not_allowed(self) -> str:
        folders = ", ".join(map(str, self._policy.allowed_export_folders or ()))
        code = "check.not_allowed" if folders else "check.not_allowed_anywhere"
        return self._words.say(code, folders=folders)

    def _on_written(self, written: Written) -> None:
        path = written.path
        self._show_saving()
        self.column.travel.forget()
        self._folder = path.parent
        now = self._desk.clock.now()
        said = self._words.say("check.travel_saved", when=time_in_words(now), folder=str(path.parent), file=path.name)
        if written.unsigned is not None:
            why = self._words.say(written.unsigned.code, **written.unsigned.parameters)
            said = self._words.say("check.travel_not_signed", saved=said, why=why)
        self._say(said, "good" if written.unsigned is None else "warn")
        kept = register_document(
            self._desk.store,
            self._session,
            written.document,
            path,
            now,
            password=written.protected,
            kind=self.column.kind,
        )
        self._registering.take(kept, self._on_registered, self._on_not_written)
        self.saved.emit(path)

    def _on_registered(self, receipt: object) -> None:  # noqa: ARG002  what it says stands there already
        self._read_exports()

    def _on_not_written(self, error: ThinkFamilyError) -> None:
        self._show_saving()
        why = self._words.say(error.code, **error.parameters)
        self._say(self._words.say("check.travel_not_saved", why=why), "danger")

    def _show_saving(self) -> None:
        writing = self._writing.busy
        self.column.travel.save.setEnabled(self._document is not None and not writing)
        self.column.travel.save.setText(self._words.say("check.travel_saving" if writing else "check.travel_save"))

    def _say(self, text: str, tone: Tone) -> None:
        self.column.travel.show_result(text, tone)
        announce(self.column.travel, text, urgent=tone != "good")

    # -- what became of it

    def _read_exports(self) -> None:
        exports = self._desk.store.exports(self._session.assessment.id)
        self._asking.take(exports, self._on_exports, self._on_not_kept)

    def _on_exports(self, exports: tuple[ExportRecord, ...]) -> None:
        """What was left out of the last copy stays out of the next one."""
        self.column.show_exports(exports)
        before = self._copies.choices(self.column.which)
        self._copies.recall(exports)
        if self._copies.choices(self.column.which) != before:
            self.show_state(self._session.state)

    def _on_told(self, export: object, told: object) -> None:
        """It was sent, or they have it. What cannot have been so is said at once, and what was typed stays."""
        if not isinstance(export, ExportRecord) or not isinstance(told, Told):
            return
        self._step = export
        when = _to_the_second(told.when, export.at if export.sent is None else export.sent.at, self._desk.clock.now())
        try:
            if export.sent is None:
                kept = self._session.mark_sent(export, when, told.how, to=told.name)
            else:
                kept = self._session.acknowledge(export, when, told.name)
        except ThinkFamilyError as error:
            self._on_not_kept(error)
            return
        self._sending.take(kept, self._on_kept, self._on_not_kept)

    def _on_kept(self, export: ExportRecord) -> None:
        code = "check.sent_done" if export.acknowledged is not None else "check.sent_kept"
        announce(self.column.sent, self._words.say(code))
        self._read_exports()

    def _on_not_kept(self, error: ThinkFamilyError) -> None:
        said = self._words.say(error.code, **error.parameters)
        if self._step is not None:
            self.column.sent.refuse(self._step, said)
        else:
            self._say(said, "danger")

    # -- signing

    def _on_sign(self) -> None:
        try:
            signed = self._session.sign(self.column.stage)
        except ThinkFamilyError as error:
            self._on_not_signed(error)
            return
        self._signing.take(signed, self._on_signed, self._on_not_signed)

    def _on_signed(self, receipt: object) -> None:  # noqa: ARG002  the session holds the version
        version = self._session.assessment.versions[-1]
        when = moment_in_words(version.at, self._words)
        said = self._words.say("check.sign_signed", when=when, name=version.worker.name, version=version.number)
        self.column.sign.show_signed(said)
        announce(self.column.sign, said)
        self.show_state(self._session.state)

    def _on_not_signed(self, error: ThinkFamilyError) -> None:
        said = self._words.say(error.code, **error.parameters)
        self.column.sign.show_signed(said)
        announce(self.column.sign, said, urgent=True)

    # -- taking turns

    def _on_reader_changed(self) -> None:
        self.show_state(self._session.state)

    def _on_take_turns(self) -> None:
        self._reads_pdf = not self._reads_pdf
        self._arrange()

    def _arrange(self) -> None:
        """Both where there is room; otherwise the one that is wanted. What goes, goes first: both never need room."""
        beside = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE
        wanted = {self._left: beside or not self._reads_pdf, self.preview: beside or self._reads_pdf}
        for part, shown in sorted(wanted.items(), key=_hidden_first):
            part.setVisible(shown)


def _to_the_second(when: datetime, earliest: datetime, now: datetime) -> datetime:
    """What is typed is exact to the minute: in the minute of the step before, or in this one, it fits in between."""
    if when.replace(second=0, microsecond=0) == earliest.astimezone(when.tzinfo).replace(second=0, microsecond=0):
        when = max(when, earliest)
    if when.replace(second=0, microsecond=0) == now.replace(second=0, microsecond=0):
        when = min(when, now)
    return when


def _hidden_first(part: tuple[QWidget, bool]) -> bool:
    return part[1]
