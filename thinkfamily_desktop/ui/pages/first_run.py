"""The first run, two minutes: a passphrase, who the worker is, and a made-up family to practise with."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.new_passphrase import NewPassphrase
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.row import add_row

PAGE_LETTERS = 110


@dataclass(frozen=True, slots=True)
class NewWorker:
    """What the worker says of themselves; printed on what they send."""

    name: str
    role: str
    team: str
    phone: str
    cover_phone: str


class FirstRunPage(QWidget):
    """Everything on one page, in the order it is needed; nothing is refused until the worker goes on."""

    created = Signal(object, object)  # the open Store, NewWorker
    practise_requested = Signal()

    def __init__(
        self,
        unlocking: Unlocking,
        words: Words,
        four_words: Callable[[], str],
        *,
        rule: PassphraseRule = PassphraseRule(),  # noqa: B008  a frozen value
    ) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._words = words
        self._awaiting = Awaiting(self)
        self._new = NewPassphrase(words, four_words, rule, words.say("unlock.first_no_way_back"))
        self._worker = {part: LineInput() for part in ("name", "role", "team", "phone", "cover")}
        self._said = Label("", "", "warn")
        self._said.hide()
        self._start = PrimaryButton(words.say("unlock.first_start"))
        self._start.clicked.connect(self._on_start)
        self._content = QWidget()
        self._grid = QGridLayout()
        self._cells: list[QWidget] = []
        self._columns = 0
        self._build()

    @property
    def passphrase(self) -> str:
        """The passphrase chosen so far: the four words offered, or the worker's own."""
        return self._new.passphrase

    @property
    def message(self) -> str:
        """What still stands in the way, or nothing."""
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines stay short enough to read, and on a narrow screen take what there is."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        width = min(letter * PAGE_LETTERS, self.width() - 70)
        self._content.setFixedWidth(width)
        self._place_fields(3 if width > letter * PAGE_LETTERS * 0.8 else 1)

    # -- building

    def _build(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Label(self._words.say("unlock.first_title"), "title"))
        column.addWidget(Label(self._words.say("unlock.first_opening"), "", "quiet"))
        column.addWidget(self._passphrase_card())
        column.addWidget(self._worker_card())
        column.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._start)
        note = Label(self._words.say("unlock.first_practise_help"), "tiny", "quiet")
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(note, 1)
        practise = Button(self._words.say("unlock.first_practise"))
        practise.setAccessibleDescription(self._words.say("unlock.first_practise_help"))
        practise.clicked.connect(self.practise_requested)
        row.addWidget(practise)
        column.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._content)
        middle.addStretch(1)
        page = Scroller()
        page.body.addLayout(middle)
        page.body.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _passphrase_card(self) -> Card:
        card = Card()
        card.body.setSpacing(10)
        card.body.addWidget(Label(self._words.say("unlock.first_passphrase_title"), "heading"))
        card.body.addWidget(self._new)
        return card

    def _worker_card(self) -> Card:
        card = Card()
        card.body.addWidget(Label(self._words.say("unlock.first_worker_title"), "heading"))
        card.body.addWidget(Label(self._words.say("unlock.first_worker_opening"), "small", "quiet"))
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        for part, field in self._worker.items():
            cell = QWidget()
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            add_row(inside, self._words.say(f"unlock.first_{part}"), field)
            self._cells.append(cell)
        self._place_fields(1)
        self._worker["role"].setPlaceholderText(self._words.say("unlock.first_role_example"))
        card.body.addLayout(self._grid)
        return card

    def _place_fields(self, columns: int) -> None:
        """Side by side where there is room; the order of Tab stays the same."""
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # -- what happens

    def _on_start(self) -> None:
        if self._awaiting.busy:
            return
        stands = self._in_the_way()
        self._said.show_text(stands[0] if stands else "")
        self._said.setVisible(bool(stands))
        if stands:
            announce(self._said, stands[0], urgent=True)
            stands[1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy(busy=True)
        self._awaiting.take(self._unlocking.create(self.passphrase), self._on_created, self._on_refused)

    def _in_the_way(self) -> tuple[str, QWidget] | None:
        """The first thing to put right, and where."""
        if (weak := self._new.in_the_way(*(field.text() for field in self._worker.values()))) is not None:
            return weak
        if not self._worker["name"].text().strip():
            return self._words.say("unlock.first_name_needed"), self._worker["name"]
        return None

    def _on_created(self, store: object) -> None:
        self._busy(busy=False)
        said = {part: field.text().strip() for part, field in self._worker.items()}
        worker = NewWorker(said["name"], said["role"], said["team"], said["phone"], said["cover"])
        self._new.forget()
        self.created.emit(store, worker)

    def _on_refused(self, error: ThinkFamilyError) -> None:
        self._busy(busy=False)
        self._said.show_text(self._words.say(error.code, **error.parameters))
        self._said.show()
        announce(self._said, self._said.text(), urgent=True)

    def _busy(self, *, busy: bool) -> None:
        self._content.setEnabled(not busy)
        self._start.setText(self._words.say("unlock.first_making" if busy else "unlock.first_start"))
