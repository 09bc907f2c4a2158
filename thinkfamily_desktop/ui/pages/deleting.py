"""Taking a family out of the list, putting it back, deleting it for good, and the legal hold that stops that."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId, WorkerId
from thinkfamily_desktop.domain.records import FamilySummary, Receipt
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, moment_in_words
from thinkfamily_desktop.session.deleting import Deleting
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.on_laptop import Found
from thinkfamily_desktop.store.binning import Binned
from thinkfamily_desktop.store.holding import Hold
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.fields.reading_dates import read_date
from thinkfamily_desktop.ui.parts.ask_panel import AskPanel
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.card_page import WIDE_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.rows import Rows, row_of

MOST_SHOWN = 6  # of the families found; more letters find fewer
SEARCH_PAUSE_MS = 120


class DeletingPage(CardPage):
    """Which family, found by typing; those that are out; and of one of them, what has to be said first."""

    left = Signal()

    def __init__(self, deleting: Deleting, desk: Desk, words: Words) -> None:
        super().__init__(WIDE_LETTERS, above=0, below=1)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # a long list grows it
        self._deleting = deleting
        self._desk = desk
        self._words = words
        self._families: tuple[FamilySummary, ...] = ()
        self._holds: dict[FamilyId, Hold] = {}
        self._out: tuple[Binned, ...] = ()
        self._asked_of: FamilyId | None = None
        self._then = ""  # what to say once it has happened
        self._reading, self._searching, self._listing, self._doing = (Awaiting(self) for _ in range(4))
        self._holding, self._looking = Awaiting(self), Awaiting(self)
        self._search = LineInput()
        self._search.setAccessibleName(words.say("delete.which"))
        self._search.textChanged.connect(self._on_typed)
        self._pause = QTimer(self, interval=SEARCH_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        self._found_rows, self._out_rows = Rows(), Rows()
        self._steps = Label(words.say("delete.says"), "small", "quiet")
        self._lists = QWidget()  # out of the way while something is asked
        self._panels = {
            "for_good": self._panel(
                "delete.for_good_says", ("delete.kept_in", "delete.since"), "delete.do", "delete.leave"
            ),
            "hold": self._panel("delete.hold_says", ("delete.hold_why",), "delete.hold_do"),
            "lift": self._panel("delete.lift_says", ("delete.lift_why",), "delete.lift_do"),
        }
        self._panels["for_good"].done.connect(self._on_delete)
        self._panels["hold"].done.connect(self._on_hold)
        self._panels["lift"].done.connect(self._on_lift)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is here is read whenever the page comes into sight."""
        super().showEvent(event)
        self._read()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building

    def _panel(self, says: str, lines: tuple[str, ...], does: str, leave: str = "delete.not_now") -> AskPanel:
        panel = AskPanel(self._words, says, lines, does, leave)
        panel.left.connect(self._on_leave)
        return panel

    def _build(self) -> None:
        say, body = self._words.say, self.card.body
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(12)
        lists.addWidget(Label(say("delete.which"), "strong"))
        lists.addWidget(self._search)
        lists.addWidget(self._found_rows)
        lists.addWidget(Label(say("delete.out"), "strong"))
        lists.addWidget(self._out_rows)
        body.addWidget(Label(say("delete.title"), "title"))
        body.addWidget(self._steps)
        body.addWidget(self.said)
        body.addWidget(self._lists)
        for panel in self._panels.values():
            body.addWidget(panel)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what is here

    def _read(self) -> None:
        self._holding.take(self._deleting.holds(), self._on_holds, self._on_trouble)

    def _on_holds(self, holds: object) -> None:
        """First, because what can be done with a family depends on it."""
        self._holds = {hold.family: hold for hold in holds} if isinstance(holds, tuple) else {}
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
            held = [family for family in self._families if family.id in self._holds]
            self._found_rows.show_rows([self._found_row(family) for family in held])

    def _on_found(self, found: object) -> None:
        ids = found if isinstance(found, frozenset) else frozenset()
        families = [family for family in self._families if family.id in ids]
        rows = [self._found_row(family) for family in families[:MOST_SHOWN]]
        if (more := len(families) - MOST_SHOWN) > 0:
            rows.append(Label(self._words.say("delete.more", count=more), "small", "quiet"))
        self._found_rows.show_rows(rows or [Label(self._words.say("delete.none_found"), "small", "quiet")])

    def _found_row(self, family: FamilySummary) -> QWidget:
        name = family.card.name or family.reference
        take = self._button("delete.take_out", name, partial(self._on_take_out, family.id))
        named = self._words.say("delete.found", name=name, reference=family.reference)
        return row_of(named, take, self._hold_button(family.id, name, family.reference), under=self._held(family.id))

    def _on_out(self, out: object) -> None:
        self._out = out if isinstance(out, tuple) else ()
        rows = [self._out_row(taken) for taken in self._out]
        self._out_rows.show_rows(rows or [Label(self._words.say("delete.none_out"), "small", "quiet")])

    def _out_row(self, taken: Binned) -> QWidget:
        name, whole = taken.name or taken.reference, taken.assessment is None
        buttons = [self._button("delete.put_back", name, partial(self._on_put_back, taken))]
        if whole and taken.family not in self._holds:
            buttons.append(self._button("delete.for_good", name, partial(self._on_for_good, taken)))
        if whole:
            buttons.append(self._hold_button(taken.family, name, taken.reference))
        when = moment_in_words(taken.at.astimezone(), self._words, weekday=False, long=False)
        told = "delete.taken" if whole else "delete.taken_work"
        named = self._words.say(told, name=name, reference=taken.reference, when=when)
        return row_of(named, *buttons, under=self._held(taken.family))

    def _hold_button(self, family: FamilyId, name: str, reference: str) -> Button:
        kind = "lift" if family in self._holds else "hold"
        return self._button(f"delete.{kind}", name, partial(self._on_ask, kind, family, name, reference))

    def _held(self, family: FamilyId) -> str:
        hold = self._holds.get(family)
        if hold is None:
            return ""
        day = day_in_words(hold.at.astimezone().date(), self._words)
        return self._words.say("delete.held", name=hold.name, day=day, why=hold.why)

    def _button(self, code: str, name: str, happens: partial[None]) -> Button:
        """Short to the eye; a screen reader says whose it is."""
        button = Button(self._words.say(code))
        button.setAccessibleName(self._words.say("delete.of_whom", does=self._words.say(code), name=name))
        button.clicked.connect(happens)
        return button

    # -- what happens

    @property
    def _who(self) -> WorkerId:
        return self._desk.worker.id if self._desk.worker is not None else WorkerId("")

    def _on_take_out(self, family: FamilyId) -> None:
        if not self._doing.busy:
            self._then = "delete.taken_out"
            self._doing.take(self._deleting.take_out(family, self._who), self._on_happened, self._on_trouble)

    def _on_put_back(self, taken: Binned) -> None:
        if not self._doing.busy:
            self._then = "delete.is_back"
            self._doing.take(self._deleting.put_back(taken, self._who), self._on_happened, self._on_trouble)

    def _on_for_good(self, taken: Binned) -> None:
        self._on_ask("for_good", taken.family, taken.name or taken.reference, taken.reference)
        if (on_laptop := self._desk.on_laptop) is not None:
            self._looking.take(on_laptop.look(), self._on_looked, self._on_trouble)

    def _on_looked(self, found: object) -> None:
        """The register goes with the family, and with it how its saved files are known."""
        files = found.files if isinstance(found, Found) else ()
        if count := sum(file.export.family == self._asked_of for file in files):
            self.said.show_tone("warn")
            self.say(self._words.say("delete.files_first", count=count))

    def _on_ask(self, kind: str, family: FamilyId, name: str, reference: str) -> None:
        self._on_leave()
        self._asked_of = family
        self.say("")
        self._show_lists(shown=False)
        whose = self._words.say("delete.found", name=name, reference=reference)
        self._panels[kind].ask(self._words.say(f"delete.{kind}_title", name=whose))

    def _show_lists(self, *, shown: bool) -> None:
        for part in (self._steps, self._lists):
            part.setVisible(shown)

    def _on_leave(self) -> None:
        self._asked_of = None
        for panel in self._panels.values():
            panel.clear()
        self._show_lists(shown=True)
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_delete(self) -> None:
        kept_in, typed = self._panels["for_good"].typed
        since = read_date(typed, self._words, self._desk.clock.now().date())
        if (family := self._asked_of) is not None and not self._doing.busy:
            self._try(partial(self._deleting.delete, family, self._who, kept_in, since), self._on_deleted)

    def _on_hold(self) -> None:
        (why,) = self._panels["hold"].typed
        if (family := self._asked_of) is not None and not self._doing.busy:
            self._then = "delete.hold_set"
            self._try(partial(self._deleting.hold, family, self._desk.worker, why), self._on_happened)

    def _on_lift(self) -> None:
        (why,) = self._panels["lift"].typed
        if (family := self._asked_of) is not None and not self._doing.busy:
            self._then = "delete.hold_lifted"
            self._try(partial(self._deleting.lift_hold, family, self._who, why), self._on_happened)

    def _try(self, ask: partial[Future[Receipt]], then: Callable[[object], None]) -> None:
        """Ask for it; what was not said yet is said at once."""
        try:
            asked = ask()
        except ThinkFamilyError as error:
            self._on_trouble(error)
            return
        self._doing.take(asked, then, self._on_trouble)

    def _on_deleted(self, _: object) -> None:
        left, say = self._deleting.still_held, self._words.say
        says = [say("delete.done")]
        if left.until is not None:
            says.append(say("delete.until", until=day_in_words(left.until.astimezone().date(), self._words)))
        if left.until is not None and self._holds:
            says.append(say("delete.until_held"))
        says += [say("delete.older_store", folder=str(folder)) for folder in left.stores]
        says.append(say("delete.elsewhere"))
        self._done(" ".join(says))

    def _on_happened(self, _: object) -> None:
        self._done(self._words.say(self._then))

    def _done(self, says: str) -> None:
        self._on_leave()
        self._search.clear()
        self.said.show_tone("good")
        self.say(says)
        self._read()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self.said.show_tone("warn")
        self.say(self._words.say(error.code, **error.parameters))
