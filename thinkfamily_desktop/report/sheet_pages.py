"""Sheets that the form describes: a child’s page, a young carer’s, the crisis plan, the insert for a care plan."""

from collections.abc import Sequence

from thinkfamily_desktop.forms.releases import Line, Release, ReleasedSheet, ReleasedSheetPart
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.caring_week import caring_week, is_caring_week
from thinkfamily_desktop.report.flow import Block, Group, Rule
from thinkfamily_desktop.report.one_page import on_one_page
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean

SIZES = (
    (style.TextStyle(11.5, 15.8), style.TextStyle(10, 13.4)),
    (style.TextStyle(10.2, 14), style.TextStyle(9, 12)),
    (style.BODY, style.SMALL),
    (style.COMPACT_BODY, style.COMPACT_SMALL),
)
"""Type of words and of tables, from the largest; a sheet is set in the first in which it is one page."""

LARGE = ((style.TextStyle(13, 18.5), style.TextStyle(11.5, 15.5)), *SIZES[:3])
"""For a child."""


def sheet_of(release: Release, kind: str) -> ReleasedSheet | None:
    """The sheet of this kind that this reader may have, if there is one."""
    return next((sheet for sheet in release.sheets if sheet.kind == kind), None)


def sheet_page(release: Release, make: Maker, document: Elem, sheet: ReleasedSheet) -> list[Block]:
    """A sheet in the largest type in which it is one page; else in the smallest."""
    sizes = LARGE if sheet.child else SIZES
    return on_one_page(lambda maker, sect: _blocks(release, maker, sect, sheet), make, document, sizes)


def _blocks(release: Release, make: Maker, sect: Elem, sheet: ReleasedSheet) -> list[Block]:
    say = make.words.say
    marking = say("report.marking_own") if sheet.child else f"{say('report.marking')} · {_reference(release, make)}"
    blocks: list[Block] = [make.paragraph(sect.add("P"), marking, style.FURNITURE)]
    if release.practice:
        blocks.append(make.paragraph(sect.add("P"), say("report.practice"), style.FURNITURE.bold()))
    title = make.heading(sect, 1, make.text(sheet.title))
    title.before = 6.0
    blocks += [title, *make.paragraphs(sect, [make.text(sheet.opening)], make.body, before=3.0)]
    for part in sheet.parts:
        blocks += _part(release, make, sect.add("Sect"), part, plain=sheet.child)
    closing = make.text(sheet.closing)
    return [*blocks, *([make.paragraph(sect.add("P"), closing, make.body.bold(), before=12.0)] if closing else [])]


def _reference(release: Release, make: Maker) -> str:
    return make.words.say("report.reference", reference=release.reference)


def _part(release: Release, make: Maker, part: Elem, held: ReleasedSheetPart, *, plain: bool) -> list[Block]:
    """A heading with its answers. What nobody has said is no heading with nothing under it."""
    if not held.lines and not held.to_write:
        return []
    how = style.TextStyle(make.body.size + 1.4, make.body.leading + 1.4, style.BOLD, style.HEADING)
    heading = make.heading(part, 2, make.text(held.title), how)
    heading.before = 9.0
    blocks: list[Block] = []
    for line in (line for _, line in held.lines if is_caring_week(line)):
        blocks += caring_week(line, make, part)
    short = [(about, line) for about, line in held.lines if not line.rows]
    said = _said(release, make, part, short, plain=plain or len(held.lines) == 1)
    if blocks and said:
        said[0].before = 8.0  # from the table of the week
    blocks += said
    for line in (line for _, line in held.lines if line.rows and not is_caring_week(line)):
        blocks.append(make.rows_table(part, line, weekday=True, before=4.0))
    if held.to_write and plain:
        worker = release.worker
        phone = worker.cover_phone or worker.phone
        if phone:
            blocks.append(make.paragraph(part.add("P"), _ring(release, make, phone), make.body, before=3.0))
    blocks += [Rule(style.DASH, before=22.0) for _ in range(held.to_write)]
    return [Group([heading, *blocks], before=9.0)] if plain else [heading, *blocks]


def _ring(release: Release, make: Maker, phone: str) -> str:
    return make.words.say("report.ring_team", team=release.worker.team or release.worker.name, phone=phone)


def _said(
    release: Release, make: Maker, part: Elem, lines: Sequence[tuple[int | None, Line]], *, plain: bool
) -> list[Block]:
    """Answers: on a child's page without our questions; else with them, all of one child in a paragraph."""
    if plain:
        return [
            block
            for _, line in lines
            for block in make.paragraphs(part, make.answer(line, weekday=True), make.body, before=2.0)
        ]
    by: dict[int | None, list[Line]] = {}
    for about, line in lines:
        by.setdefault(about, []).append(line)
    blocks: list[Block] = []
    for about, some in by.items():
        runs: list[Run] = []
        if about is not None:
            runs.append(Run(clean(f"{ended(release.people[about].label)}  "), make.body.bold().coloured(style.HEADING)))
        for line in some:
            runs += make.run_in(line, [" ".join(make.answer(line, weekday=True))])
            if line.condition:
                said = make.words.say("report.confidence", condition=line.condition)
                runs.append(Run(f"{ended(clean(said))}  ", make.body.bold()))
        blocks.append(make.paragraph(part.add("P"), runs, make.body, before=3.0))
    return blocks
