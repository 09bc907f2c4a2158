"""Page 1 of a referral, filled from lines that this reader has anyway."""

from collections.abc import Iterable, Iterator, Sequence

from thinkfamily_desktop.domain.ids import ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.forms.model import Column, FrontPage
from thinkfamily_desktop.forms.release_lines import Liner, Placed
from thinkfamily_desktop.forms.releases import Front, Line, ReleasedGap, Table

PlacedGap = tuple[ItemId, ReleasedGap]


def front_page(
    page: FrontPage, liner: Liner, placed: Sequence[Placed], gaps: Iterable[PlacedGap], children: Sequence[PersonId],
    position: dict[PersonId, int],
) -> Front:  # fmt: skip
    """The slots of page 1. What has no answer is named under what is missing, and nowhere else on the page."""
    slots = {name: _slot(placed, getattr(page, name)) for name in _SLOTS}
    critical = frozenset((*page.critical, *(item for name in _SLOTS for item in getattr(page, name))))
    return Front(
        asks=slots["asks"],
        sharing=slots["sharing"],
        matters=slots["matters"],
        keep_doing=slots["keep_doing"],
        safe_contact=slots["safe_contact"],
        children=_table(page.child_columns, liner, placed, children, position, empty_rows=True),
        links=_table(page.link_columns, liner, placed, children, position, empty_rows=False),
        missing=tuple(gap for item, gap in gaps if item in critical),
    )


_SLOTS = ("asks", "sharing", "matters", "keep_doing", "safe_contact")


def _slot(placed: Sequence[Placed], items: tuple[ItemId, ...]) -> tuple[Line, ...]:
    return tuple(each.line for item in items for each in placed if each.item == item and each.line.gap is None)


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
