"""Sheets beside a referral, such as a child’s page, filled from lines that this reader has anyway."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from thinkfamily_desktop.domain.ids import ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.forms.model import Recipients, Sheet, SheetPart
from thinkfamily_desktop.forms.release_lines import Liner, Placed
from thinkfamily_desktop.forms.releases import Line, ReleasedSheet, ReleasedSheetPart
from thinkfamily_desktop.forms.state import PersonState


def sheets(
    recipients: Recipients,
    reader: str,
    liner: Liner,
    placed: Sequence[Placed],
    position: Mapping[PersonId, int],
    whose: PersonState | None,
) -> Iterator[ReleasedSheet]:
    """The sheets that may be made from this reader's copy; `whose` is the person for whom the copy is, if anybody."""
    subject = person_subject(whose.id) if whose is not None else Subject("family")
    a_child = whose is not None and whose.is_child and not whose.is_unborn
    for kind, sheet in recipients.sheets.items():
        if reader not in sheet.readers or (sheet.child and not a_child):
            continue
        own_name = whose.full_name if whose is not None else ""
        parts = tuple(_part(part, placed, position, subject, own_name, liner) for part in sheet.parts)
        said = {line.item for part in parts for _, line in part.lines}
        if said & set(sheet.needs or said):
            yield _sheet(kind, sheet, parts, liner, subject)


def _sheet(
    kind: str, sheet: Sheet, parts: tuple[ReleasedSheetPart, ...], liner: Liner, subject: Subject
) -> ReleasedSheet:
    title, opening, closing = (liner.label(text, subject) for text in (sheet.title, sheet.opening, sheet.closing))
    return ReleasedSheet(kind, title, sheet.child, opening, closing, parts)


def _part(
    part: SheetPart,
    placed: Sequence[Placed],
    position: Mapping[PersonId, int],
    subject: Subject,
    own_name: str,
    liner: Liner,
) -> ReleasedSheetPart:
    found: list[tuple[int | None, Line]] = []
    for item in part.items:
        for each in placed:
            if each.item != item or each.in_row or each.line.gap is not None:
                continue
            about = position.get(PersonId(each.subject.id)) if each.subject.kind == "person" else None
            line = _of(each.line, own_name) if part.own else each.line
            line = _columns(line, part.columns) if line is not None and part.columns and line.rows else line
            if line is not None and not (part.own and about is not None and each.subject != subject):
                found.append((about, line))
    if not part.own:  # all of one child together
        found.sort(key=lambda pair: -1 if pair[0] is None else pair[0])
    return ReleasedSheetPart(liner.label(part.title, subject), tuple(found), part.lines)


def _columns(line: Line, wanted: Sequence[ItemId]) -> Line:
    kept = [place for place, cell in enumerate(line.rows[0]) if cell.item in wanted]
    if not kept:
        return line
    rows = tuple(tuple(row[place] for place in kept) for row in line.rows)
    return replace(line, columns=tuple(line.columns[place] for place in kept), rows=rows)


def _of(line: Line, name: str) -> Line | None:
    """An answer; of a table whose rows name people, the rows alone that name this one."""
    if not any(cell.kind == "person" for row in line.rows for cell in row):
        return line
    rows = tuple(row for row in line.rows if any(cell.kind == "person" and cell.values == (name,) for cell in row))
    return replace(line, rows=rows) if rows else None
