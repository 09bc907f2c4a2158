"""Rows with too many columns for a page, or too much in one cell: each row in words, one under another."""

from collections.abc import Callable, Sequence

from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.flow import Block, Paragraph
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import TextStyle
from thinkfamily_desktop.report.tables import GAP
from thinkfamily_desktop.report.text import Run, clean

MOST_COLUMNS = 9  # with more, a column holds a word or two and a line of thought runs down the page
MOST_IN_ROW = 900  # letters of one row that may stand side by side
SHORT = 90  # letters of a cell that others may follow in the same paragraph

MakeParagraph = Callable[..., Paragraph]


def sit_side_by_side(longest_words: Sequence[float], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows can be a table: every word fits into its column, and no row is a column of single words."""
    room = style.BODY_WIDTH - GAP * (len(longest_words) - 1)
    many = len(longest_words) > MOST_COLUMNS or sum(longest_words) > room
    return not many and all(max(map(len, row)) * len(row) <= MOST_IN_ROW * 4 for row in rows)


def stacked(
    paragraph: MakeParagraph,
    parent: Elem,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    label: Callable[[str], str],
    how: TextStyle,
) -> list[Block]:
    """Each row as paragraphs that begin with its first cell; every other cell has its column's title before it.

    `paragraph` makes one of runs in an element, and `label` sets a title before what follows it.
    """
    blocks: list[Block] = []
    for cells in rows:
        part = parent.add("Div")
        runs: list[Run] = []
        for index, (title, cell) in enumerate(zip(titles, cells, strict=True)):
            if not cell:
                continue
            if runs and len(cell) > SHORT:
                blocks.append(_set(paragraph, part, runs, how, blocks))
                runs = []
            runs.append(Run(clean(f"{label(title)} "), how.bold()))
            runs.append(Run(f"{clean(cell)}  ", how.bold() if index == 0 and len(cell) <= SHORT else how))
            if len(cell) > SHORT:
                blocks.append(_set(paragraph, part, runs, how, blocks))
                runs = []
        if runs:
            blocks.append(_set(paragraph, part, runs, how, blocks))
    return blocks


def _set(
    paragraph: MakeParagraph, part: Elem, runs: Sequence[Run], how: TextStyle, above: Sequence[Block]
) -> Paragraph:
    first_of_row = not part.kids
    return paragraph(part.add("P"), list(runs), how, before=6.0 if first_of_row and above else 2.5)
