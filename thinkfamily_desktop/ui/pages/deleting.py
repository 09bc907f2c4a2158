"""Taking a family out of the list, putting it back, and deleting it for good: three steps that never happen at once."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId, WorkerId
from thinkfamily_desktop.domain.records import FamilySummary
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, moment_in_words
from thinkfamily_desktop.session.deleting import Deleting
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.store.binning import Binned
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.fields.reading_dates import read_date
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.card_page import WIDE_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput

MOST_SHOWN = 6  # of the families found; more letters find fewer
SEARCH_PAUSE_MS = 120


class DeletingPage(CardPage):
    """Which family, found by typing; those that are out; and of one that is out, where it is kept instead."""

    left = Signal()

    def __init__(self, deleting: Deleting, desk: Desk, words: Words) -> None:
        super().__init__(WIDE_LETTERS, above=0, below=1)
        self._deleting = deleting
        self._desk = desk
        self._words = words
        self._families: tuple[FamilySummary, ...] = ()
        self._going: Binned | None = None
        self._reading, self._searching, self._listing, self._doing = (Awaiting(self) for _ in range(4))
        self._search = self._line("delete.which")
        self._search.textChanged.connect(self._on_typed)
        self._pause = QTimer(self, interval=SEARCH_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        self._found, self._out = _Rows(), _Rows()
        self._kept_in, self._since = self._line("delete.kept_in"), self._line("delete.since")
        self._for_good = QWidget()
        self._of_whom = Label("", "strong")
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is here is read whenever the page comes into sight."""
        super().showEvent(event)
        self._read()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building

    def _line(self, code: str) -> LineInput:
        line = LineInput()
        line.setAccessibleName(self._words.say(code))
        return line

    def _build(self) -> None:
        say, body = self._words.say, self.card.body
        body.addWidget(Label(say("delete.title"), "title"))
        body.addWidget(Label(say("delete.says"), "small", "quiet"))
        body.addWidget(self.said)
        body.addWidget(Label(say("delete.which"), "strong"))
        body.addWidget(self._search)
        body.addWidget(self._found)
        body.addWidget(Label(say("delete.out"), "strong"))
        body.addWidget(self._out)
        self._build_for_good()
        body.addWidget(self._for_good)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_for_good(self) -> None:
        say, column = self._words.say, QVBoxLayout(self._for_good)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self._of_whom)
        column.addWidget(Label(say("delete.for_good_says"), "small", "quiet"))
        for code, line in (("delete.kept_in", self._kept_in), ("delete.since", self._since)):
            column.addWidget(Label(say(code), "strong"))
            column.addWidget(line)
        delete = Button(say("delete.do"))
        delete.clicked.connect(self._on_delete)
        leave = Button(say("delete.leave"))
        leave.clicked.connect(self._on_leave)
        row = QHBoxLayout()
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(delete)
        column.addLayout(row)
        self._for_good.hide()

    # -- what is here

    def _read(self) -> None:
        self._reading.take(self._desk.caseload(), self._on_families, self._on_trouble)
        self._listing.take(self._deleting.taken_out(), self._on_out, self._on_trouble)

    def _on_families(self, families: object) -> None:
        self._families = families if isinstance(families, tuple) else ()
        self._on_pause()

    def _on_typed(self, _: str) -> None:
        self._pause.start()

    def _on_pause(self) -> None:
        if typed := self._search.text().strip():
            self._searching.take(self._desk.search(typed), self._on_found, self._on_trouble)
        else:
            self._searching.forget()
            self._show_found([])

    def _on_found(self, found: object) -> None:
        ids = found if isinstance(found, tuple) else ()
        self._show_found([family for family in self._families if family.id in ids])

    def _show_found(self, families: list[FamilySummary]) -> None:
        say, rows = self._words.say, []
        for family in families[:MOST_SHOWN]:
            name = family.card.name or family.reference
            take = self._button("delete.take_out", name)
            take.clicked.connect(partial(self._on_take_out, family.id))
            rows.append(self._row(say("delete.found", name=name, reference=family.reference), take))
        if (more := len(families) - MOST_SHOWN) > 0:
            rows.append(Label(say("delete.more", count=more), "small", "quiet"))
        if self._search.text().strip() and not rows:
            rows.append(Label(say("delete.none_found"), "small", "quiet"))
        self._found.show_rows(rows)

    def _on_out(self, out: object) -> None:
        say, rows = self._words.say, []
        for taken in out if isinstance(out, tuple) else ():
            name = taken.name or taken.reference
            whole = taken.assessment is None
            back = self._button("delete.put_back", name)
            back.clicked.connect(partial(self._on_put_back, taken))
            buttons = [back]
            if whole:
                buttons.append(self._button("delete.for_good", name))
                buttons[-1].clicked.connect(partial(self._on_for_good, taken))
            when = moment_in_words(taken.at.astimezone(), self._words, weekday=False, long=False)
            told = "delete.taken" if whole else "delete.taken_work"
            rows.append(self._row(say(told, name=name, reference=taken.reference, when=when), *buttons))
        self._out.show_rows(rows or [Label(say("delete.none_out"), "small", "quiet")])

    def _button(self, code: str, name: str) -> Button:
        """Short to the eye; a screen reader says whose it is."""
        button = Button(self._words.say(code))
        button.setAccessibleName(self._words.say("delete.of_whom", does=self._words.say(code), name=name))
        return button

    def _row(self, says: str, *buttons: Button) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(says), 1)
        for button in buttons:
            row.addWidget(button)
        return holder

    # -- what happens

    @property
    def _who(self) -> WorkerId:
        return self._desk.worker.id if self._desk.worker is not None else WorkerId("")

    def _on_take_out(self, family: FamilyId) -> None:
        if not self._doing.busy:
            self._doing.take(self._deleting.take_out(family, self._who), self._on_taken_out, self._on_trouble)

    def _on_taken_out(self, _: object) -> None:
        self._done(self._words.say("delete.taken_out"))

    def _on_put_back(self, taken: Binned) -> None:
        if not self._doing.busy:
            self._doing.take(self._deleting.put_back(taken, self._who), self._on_back, self._on_trouble)

    def _on_back(self, _: object) -> None:
        self._done(self._words.say("delete.is_back"))

    def _on_for_good(self, taken: Binned) -> None:
        self._going = taken
        name = self._words.say("delete.found", name=taken.name or taken.reference, reference=taken.reference)
        self._of_whom.show_text(self._words.say("delete.for_good_title", name=name))
        self.say("")
        self._for_good.show()
        self._kept_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self._going = None
        self._kept_in.clear()
        self._since.clear()
        self._for_good.hide()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_delete(self) -> None:
        if self._going is None or self._doing.busy:
            return
        since = read_date(self._since.text(), self._words, self._desk.clock.now().date())
        try:
            deleting = self._deleting.delete(self._going.family, self._who, self._kept_in.text(), since)
        except ThinkFamilyError as error:
            self._on_trouble(error)
            return
        self._doing.take(deleting, self._on_deleted, self._on_trouble)

    def _on_deleted(self, _: object) -> None:
        held, says = self._deleting.still_held, [self._words.say("delete.done")]
        if held.until is not None:
            until = day_in_words(held.until.astimezone().date(), self._words)
            says.append(self._words.say("delete.until", until=until))
        says += [self._words.say("delete.older_store", folder=str(folder)) for folder in held.stores]
        says.append(self._words.say("delete.elsewhere"))
        self._on_leave()
        self._done(" ".join(says))

    def _done(self, says: str) -> None:
        self._search.clear()
        self.say(says)
        self._read()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self.say(self._words.say(error.code, **error.parameters))


class _Rows(QWidget):
    """Rows under each other that are shown anew whenever they change."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_rows(self, rows: list[QWidget] | list[Label]) -> None:
        """These and no others."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._column.addWidget(row)
