"""The caseload as a Qt table: one row for each family, thousands of them, put into words only when painted."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.domain.records import FamilySummary
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, time_in_words

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in reading order."""

    FAMILY = 0
    PEOPLE = 1
    STANDING = 2
    CHANGED = 3
    NEXT = 4


HEADINGS = ("caseload.family", "caseload.people", "caseload.standing", "caseload.changed", "caseload.next")
SUMMARY_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
URGENT_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3


def when_in_words(at: datetime, now: datetime, words: Words) -> str:
    """Today 14:03 · Yesterday · 12 Nov · 12 Nov 2025."""
    at = at.astimezone(now.tzinfo)
    if at.date() == now.date():
        return words.say("caseload.today", time=time_in_words(at))
    if at.date() == now.date() - timedelta(days=1):
        return words.say("caseload.yesterday")
    said = day_in_words(at.date(), words)
    return said.removesuffix(f" {at.year}") if at.year == now.year else said


def people_in_words(summary: FamilySummary, words: Words) -> str:
    """2 adults, 2 children, 1 unborn: only those there are."""
    card = summary.card
    counted = (("adults", card.adults), ("children", card.children), ("unborn", card.unborn))
    said = [words.say(f"caseload.{kind}", count=count) for kind, count in counted if count]
    return ", ".join(said) or words.say("caseload.nobody_yet")


class CaseloadModel(QAbstractTableModel):
    """All families, or those a search found, latest change first."""

    def __init__(self, words: Words, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._clock = clock
        self._all: tuple[FamilySummary, ...] = ()
        self._shown: tuple[FamilySummary, ...] = ()
        self._found: frozenset[FamilyId] | None = None

    def show_families(self, families: Sequence[FamilySummary]) -> None:
        """Show these families, cut to the search in force."""
        self._all = tuple(families)
        self._cut()

    def show_found(self, found: Collection[FamilyId] | None) -> None:
        """Show only the families found; all of them for None."""
        self._found = None if found is None else frozenset(found)
        self._cut()

    @property
    def families(self) -> tuple[FamilySummary, ...]:
        """Every family, found or not."""
        return self._all

    def summary(self, row: int) -> FamilySummary:
        """The family in this row."""
        return self._shown[row]

    def row_of(self, family: FamilyId) -> int:
        """The row of a family, or -1 when it is not shown."""
        return next((row for row, summary in enumerate(self._shown) if summary.id == family), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """How many families are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What stands above a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.say(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What one cell says, to the eye, to the painter and to a screen reader."""
        if not index.isValid():
            return None
        summary, column = self._shown[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._said(summary, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(summary, column)
            case _ if role == SUMMARY_ROLE:
                return summary
            case _ if role == DETAIL_ROLE:
                return summary.card.detail if column is Column.FAMILY else ""
            case _ if role == URGENT_ROLE:
                return self._urgent(summary) if column is Column.STANDING else ""
            case _ if role == TONE_ROLE:
                return summary.card.standing[0] if column is Column.STANDING else ""
        return None

    def _cut(self) -> None:
        self.beginResetModel()
        found = self._found
        self._shown = self._all if found is None else tuple(each for each in self._all if each.id in found)
        self.endResetModel()

    def _said(self, summary: FamilySummary, column: Column) -> str:
        match column:
            case Column.FAMILY:
                return summary.card.name or summary.reference
            case Column.PEOPLE:
                return people_in_words(summary, self._words)
            case Column.STANDING:
                code, parameters = summary.card.standing
                return self._words.say(code, **dict(parameters))
            case Column.CHANGED:
                return when_in_words(summary.changed_at, self._clock.now(), self._words)
            case Column.NEXT:
                if days := self._days_without_reply(summary):
                    return self._words.say("next.no_reply", count=days)
                code, parameters = summary.card.next_step
                return self._words.say(code, **dict(parameters))

    def _days_without_reply(self, summary: FamilySummary) -> int:
        """For how many days nobody has said that they have what was sent. What is urgent here comes first."""
        card, now = summary.card, self._clock.now()
        if card.awaiting_since is None or card.open_act_now or card.open_discuss:
            return 0
        return (now.date() - card.awaiting_since.astimezone(now.tzinfo).date()).days

    def _urgent(self, summary: FamilySummary) -> str:
        return self._words.say("caseload.act_today") if summary.card.open_act_now else ""

    def _spoken(self, summary: FamilySummary, column: Column) -> str:
        parts = [self._said(summary, column)]
        if column is Column.FAMILY:
            parts.append(summary.card.detail)
        elif column is Column.STANDING:
            parts.insert(0, self._urgent(summary))
        heading = self._words.say(HEADINGS[column])
        return f"{heading}: {', '.join(filter(None, parts))}"
