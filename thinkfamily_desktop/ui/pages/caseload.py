"""The caseload: every family on this laptop, where each stands, and what comes next."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.domain.records import FamilySummary
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.models.caseload import CaseloadModel, when_in_words
from thinkfamily_desktop.ui.parts.buttons import LinkButton, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.facts_card import FactsCard
from thinkfamily_desktop.ui.parts.family_table import FEW_ROWS, SOME_ROWS, FamilyTable, SearchLine
from thinkfamily_desktop.ui.parts.labels import Label, Tone

SEARCH_PAUSE_MS = 120
A_WEEK = timedelta(days=7)
NO_LIMIT = 16_777_215  # of Qt's own
SIDE_BESIDE = 122  # average letters: from this width on the side panels stand beside the table


class CaseloadPage(QWidget):
    """Search as you type, a table that the keyboard walks, and two short lists beside it."""

    open_requested = Signal(object)  # FamilyId
    start_requested = Signal()

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__()
        self._desk = desk
        self._words = words
        self._awaiting = Awaiting(self)
        self._searching = Awaiting(self)
        self._model = CaseloadModel(words, desk.clock, self)
        self.table = FamilyTable(self._model, words.say("caseload.table"))
        self.table.opened.connect(self._on_opened)
        self.table.typed.connect(self._on_typed)
        self.table.given_up.connect(self._clear)
        self.search = SearchLine()
        self.search.went_down.connect(self._on_down)
        self.search.returnPressed.connect(self._on_submitted)
        self.search.setPlaceholderText(words.say("caseload.search_hint"))
        self.search.setAccessibleName(words.say("caseload.search"))
        self.search.setAccessibleDescription(words.say("caseload.search_hint"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_changed)
        self._pause = QTimer(self, interval=SEARCH_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        self._week = FactsCard(words.say("caseload.week"))
        self._laptop = FactsCard(words.say("caseload.laptop"))
        self._found = Label("", "small", "quiet")
        self._middle = QStackedWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()

    @property
    def chosen_family(self) -> FamilyId | None:
        """The family that is selected in the table, or None."""
        chosen = self._chosen()
        return chosen.id if chosen is not None else None

    def refresh(self) -> None:
        """Read the families again; the selected one stays selected."""
        self._awaiting.take(self._desk.caseload(), self._on_families, self._on_trouble)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The list is read whenever the page comes into sight, and the search is ready to be typed into."""
        super().showEvent(event)
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The side panels go below where there is no room beside."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = self.width() > letter * SIDE_BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._body.direction() != way:
            self._body.setDirection(way)
            self._side.setDirection(QBoxLayout.Direction.TopToBottom if beside else QBoxLayout.Direction.LeftToRight)
            self.table.keep_rows(FEW_ROWS if beside else SOME_ROWS)
            self._close_up()

    # -- building

    def _build(self) -> None:
        start = PrimaryButton(self._words.say("caseload.start"))
        start.clicked.connect(self.start_requested)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.search, 1)
        top.addWidget(start)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        self._middle.addWidget(holder)
        self._middle.addWidget(self._notice("caseload.empty_title", "caseload.empty"))
        self._nothing_found = self._notice("caseload.none_found_title", "", clear=True)
        self._middle.addWidget(self._nothing_found)
        side = QWidget()
        side.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(14)
        self._side.addWidget(self._week, 0, Qt.AlignmentFlag.AlignTop)
        self._side.addWidget(self._laptop, 0, Qt.AlignmentFlag.AlignTop)
        self._side.addStretch(1)
        self._body.setSpacing(22)
        self._body.addWidget(self._middle, 1)
        self._body.addWidget(side)
        page = Scroller()
        page.body.setContentsMargins(40, 22, 40, 20)
        page.body.setSpacing(16)
        page.body.addWidget(Label(self._words.say("caseload.title"), "title"))
        page.body.addLayout(top)
        page.body.addWidget(self._found)
        page.body.addLayout(self._body, 1)
        self._found.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _notice(self, title: str, text: str, *, clear: bool = False) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.body.setContentsMargins(24, 22, 24, 24)
        card.body.addWidget(Label(self._words.say(title), "heading"))
        said = Label(self._words.say(text) if text else "", "", "quiet")
        said.setObjectName("said")
        card.body.addWidget(said)
        if clear:
            button = LinkButton(self._words.say("caseload.clear_search"))
            button.clicked.connect(self._clear)
            card.body.addWidget(button)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    # -- what happens

    def _on_families(self, families: object) -> None:
        if not isinstance(families, tuple):
            return
        chosen = self._chosen()
        self._model.show_families(families)
        self._select_again(chosen)
        self._show_facts(families)
        self._show_middle()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self._found.show_text(self._words.say(error.code, **error.parameters))
        self._found.show()

    def _on_search_changed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._searching.forget()
            self._show_found(None)

    def _on_pause(self) -> None:
        self._searching.take(self._desk.search(self.search.text().strip()), self._on_found, self._on_trouble)

    def _on_found(self, found: object) -> None:
        if isinstance(found, frozenset):
            self._show_found(found)

    def _show_found(self, found: frozenset[str] | None) -> None:
        self._model.show_found(found)  # type: ignore[arg-type]  # ids of families, as the store gave them
        self._found.setVisible(found is not None and self._model.rowCount() > 0)
        if found is not None:
            self._found.show_text(self._words.say("caseload.found", count=self._model.rowCount()))
        self._select_again(None)
        self._show_middle()

    def _on_typed(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + letters)

    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_down(self) -> None:
        if self._model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.table.select(max(self.table.currentIndex().row(), 0))

    def _on_submitted(self) -> None:
        if self._model.rowCount():
            self._on_opened(max(self.table.currentIndex().row(), 0))

    def _on_opened(self, row: int) -> None:
        self.open_requested.emit(self._model.summary(row).id)

    # -- showing

    def _chosen(self) -> FamilySummary | None:
        row = self.table.currentIndex().row()
        return self._model.summary(row) if 0 <= row < self._model.rowCount() else None

    def _select_again(self, chosen: FamilySummary | None) -> None:
        row = self._model.row_of(chosen.id) if chosen is not None else 0
        if 0 <= row < self._model.rowCount():
            self.table.select(row)

    def _show_middle(self) -> None:
        self.table.fit_height()
        if self._model.rowCount():
            self._middle.setCurrentIndex(0)
        elif not self._model.families:
            self._middle.setCurrentIndex(1)
        else:
            said = self._nothing_found.findChild(Label, "said")
            if isinstance(said, Label):
                said.show_text(self._words.say("caseload.none_found", words=self.search.text().strip()))
            self._middle.setCurrentIndex(2)
        self._close_up()

    def _close_up(self) -> None:
        """What stands below a short table follows at once."""
        below = self._body.direction() == QBoxLayout.Direction.TopToBottom
        listed = self._middle.currentIndex() == 0
        self._middle.setMaximumHeight(self.table.maximumHeight() if below and listed else NO_LIMIT)

    def _show_facts(self, families: Sequence[FamilySummary]) -> None:
        say = self._words.say
        act_now = sum(family.card.open_act_now for family in families)
        discuss = sum(family.card.open_discuss for family in families)
        soon = self._desk.clock.now().date() + A_WEEK
        reviews = sum(family.card.review_due is not None and family.card.review_due <= soon for family in families)
        waiting = sum(family.card.awaiting_since is not None for family in families)
        self._week.show_facts(
            [
                (say("caseload.week_act_now"), str(act_now), "danger" if act_now else ""),
                (say("caseload.week_discuss"), str(discuss), ""),
                (say("caseload.week_reviews"), str(reviews), ""),
                (say("caseload.week_no_reply"), str(waiting), ""),
            ]
        )
        self._laptop.show_facts(
            [
                (say("caseload.laptop_families"), str(len(families)), ""),
                *self._laptop_facts(),
            ]
        )

    def _laptop_facts(self) -> list[tuple[str, str, Tone]]:
        """How the store was found, who can open it, and when it was last copied: as it is, not as it should be."""
        say, safekeeping = self._words.say, self._desk.safekeeping
        if safekeeping is None:
            return []
        mended = bool(self._desk.notices)
        found = say("caseload.laptop_store_mended" if mended else "caseload.laptop_store_sound")
        match safekeeping.has_sheet, safekeeping.has_organisation, self._desk.practice:
            case _, _, True:
                way = "practice"
            case True, True, _:
                way = "both"
            case True, False, _:
                way = "sheet"
            case False, True, _:
                way = "organisation"
            case _:
                way = "none"
        facts: list[tuple[str, str, Tone]] = [
            (say("caseload.laptop_store"), found, "warn" if mended else ""),
            (say("caseload.laptop_recovery"), say(f"caseload.laptop_recovery_{way}"), "warn" if way == "none" else ""),
        ]
        if not self._desk.practice:
            facts.append(self._age("caseload.laptop_backup", safekeeping.last_backup))
            facts.append(self._age("caseload.laptop_copy", safekeeping.last_copy))
            if kept := len(safekeeping.kept_beside):
                facts.append((say("caseload.laptop_kept"), str(kept), "warn"))
        return facts

    def _age(self, what: str, last: datetime | None) -> tuple[str, str, Tone]:
        """When it was last done; a week without is worth a second look."""
        say, now = self._words.say, self._desk.clock.now()
        if last is None:
            return say(what), say("caseload.laptop_backup_none"), "warn"
        return say(what), when_in_words(last, now, self._words), "warn" if now - last > A_WEEK else ""
