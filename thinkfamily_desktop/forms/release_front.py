"""Page 1 of a referral, filled from lines that this reader has anyway."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.forms.model import Column, FrontPage
from thinkfamily_desktop.forms.release_lines import Liner, Placed
from thinkfamily_desktop.forms.releases import (
    Front,
    Line,
    Release,
    ReleasedAlert,
    ReleasedChange,
    ReleasedGap,
    ReleasedSetAside,
    Table,
)

PlacedGap = tuple[ItemId, ReleasedGap]


def front_page(
    page: FrontPage, liner: Liner, placed: Sequence[Placed], gaps: Iterable[PlacedGap], children: Sequence[PersonId],
    position: dict[PersonId, int], alerts: Sequence[ReleasedAlert] = (),
) -> Front:  # fmt: skip
    """The slots of page 1. What has no answer is named under what is missing, and nowhere else on the page."""
    slots = {name: _slot(placed, getattr(page, name)) for name in _SLOTS}
    critical = frozenset((*page.critical, *(item for name in _SLOTS for item in getattr(page, name))))
    urgent = [alert for alert in alerts if alert.level is Level.ACT_NOW]
    tonight = _recorded(urgent, page.tonight)
    safety = tuple(line for item in page.safety for line in _recorded(urgent, item))
    placed_tonight = {person for each in placed if each.item in _cells(tonight) for person in each.people}
    others = [child for child in children if child not in placed_tonight]
    return Front(
        asks=slots["asks"],
        sharing=slots["sharing"],
        matters=slots["matters"],
        keep_doing=slots["keep_doing"],
        safe_contact=slots["safe_contact"],
        children=_table(page.child_columns, liner, placed, children, position, empty_rows=True),
        links=_table(page.link_columns, liner, placed, children, position, empty_rows=False),
        missing=tuple(gap for item, gap in gaps if item in critical),
        tonight=tonight,
        contacted=_recorded(urgent, page.contacted),
        safety=safety,
        until_next=_until_next(page, placed, others, position),
        parent_until_next=() if urgent else _slot(placed, page.parent_until_next),
        set_aside=tuple(_set_aside(page, alerts)),
        address=slots["address"],
    )


_SLOTS = ("asks", "sharing", "matters", "keep_doing", "safe_contact", "address")


def with_changes(now: Release, before: Release) -> Release:
    """The same with what has changed since an earlier version, as this reader had both."""
    known = {(_named(before, about), line) for line, about in _everything(before)}
    changed: dict[ReleasedChange, None] = {}
    for line, about in _everything(now):
        if (_named(now, about), line) not in known:
            changed[ReleasedChange(line.label, about)] = None
    return replace(now, front=replace(now.front, since=before.version, changed=tuple(changed)))


def _named(release: Release, about: int | None) -> str:
    """Positions of people differ between two releases; their names do not."""
    return release.people[about].full_name if about is not None else ""


def _everything(release: Release) -> Iterator[tuple[Line, int | None]]:
    """Every line with whom it is about; when it was typed is no change."""
    for index, person in enumerate(release.people):
        for line in (*person.facts, *person.lines):
            yield _undated(line), index
    for section in release.sections:
        for line in section.lines:
            yield _undated(line), section.about
    for alert in release.alerts:
        for line in alert.record:
            yield _undated(line), alert.about


def _undated(line: Line) -> Line:
    rows = tuple(tuple(_undated(cell) for cell in row) for row in line.rows)
    return replace(line, said_on=None, rows=rows)


def _slot(placed: Sequence[Placed], items: tuple[ItemId, ...]) -> tuple[Line, ...]:
    return tuple(each.line for item in items for each in placed if each.item == item and each.line.gap is None)


def _recorded(alerts: Sequence[ReleasedAlert], item: ItemId) -> tuple[Line, ...]:
    """What the records of these alerts say to one question, each answer once."""
    lines = (line for alert in alerts for line in alert.record if line.item == item and line.gap is None)
    once: dict[tuple[object, ...], Line] = {}
    for line in lines:
        once.setdefault((line.values, tuple(_undated(cell) for row in line.rows for cell in row)), line)
    return tuple(once.values())


def _cells(lines: Iterable[Line]) -> frozenset[ItemId]:
    return frozenset(cell.item for line in lines for row in line.rows for cell in row)


def _until_next(
    page: FrontPage, placed: Sequence[Placed], children: Sequence[PersonId], position: dict[PersonId, int]
) -> Table:
    """Where each of these children is, as the worker asked at the door."""
    said = [(child, line) for child in children for item in page.until_next for line in _about(placed, item, child)]
    said = [(child, line) for child, line in said if line.gap is None]
    titles = tuple(line.label for _, line in said[:1])
    return Table(titles, tuple((line,) for _, line in said), tuple(position[child] for child, _ in said))


def _set_aside(page: FrontPage, alerts: Sequence[ReleasedAlert]) -> Iterator[ReleasedSetAside]:
    for alert in alerts:
        for rule in page.set_aside:
            if any(line.item == rule.item and set(line.codes) & set(rule.options) for line in alert.record):
                why = (line for item in rule.why for line in alert.record if line.item == item and line.gap is None)
                yield ReleasedSetAside(alert.title, alert.about, tuple(why))


def _table(
    columns: Sequence[Column], liner: Liner, placed: Sequence[Placed], children: Sequence[PersonId],
    position: dict[PersonId, int], *, empty_rows: bool,
) -> Table:  # fmt: skip
    """One row for each child, eldest first; of the links only the children about whom something is said."""
    rows = [(child, tuple(_cell(placed, column.items, child) for column in columns)) for child in children]
    kept = [(child, cells) for child, cells in rows if empty_rows or any(cells)]
    family = Subject("family")
    return Table(
        columns=tuple(liner.label(column.title, family) for column in columns),
        rows=tuple(cells for _, cells in kept),
        about=tuple(position[child] for child, _ in kept),
    )


def _cell(placed: Sequence[Placed], items: tuple[ItemId, ...], child: PersonId) -> Line | None:
    """The first item that is answered for the child; where none is, the first honest gap."""
    found = [line for item in items for line in _about(placed, item, child)]
    return next((line for line in found if line.gap is None), found[0] if found else None)


def _about(placed: Sequence[Placed], item: ItemId, child: PersonId) -> Iterator[Line]:
    """Lines about the child: asked of them, in a row that points to them, or asked once outside any row."""
    subject = person_subject(child)
    for each in placed:
        if each.item == item and (
            each.subject == subject or child in each.people or (each.subject.kind == "family" and not each.in_row)
        ):
            yield each.line
