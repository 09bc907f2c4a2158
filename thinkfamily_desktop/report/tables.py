"""Tables: tagged with their headers, parted between pages at rows or within a tall one, headers shown again."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.report.flow import Block, Columns, Paragraph
from thinkfamily_desktop.report.style import INK, RULE
from thinkfamily_desktop.report.tagging import ARTIFACT, HEADER, TaggedCanvas

PADDING = 2.1  # points above and below the words of a row
GAP = 8.0  # points between columns
TO_WRITE = 24.0  # the height of a row that is written in by hand
TALL = 90.0  # a row taller than this may be parted between pages


@dataclass(eq=False, slots=True)
class Row:
    """The cells of one row."""

    cells: Columns
    said_again: bool = False  # what stands in the first cell is shown again where the rest goes on

    def parted(self, width: float, room: float) -> "tuple[Row, Row] | None":
        """A first part no taller than `room`, and the rest."""
        parts = self.cells.split(width, room - 2 * PADDING)
        if parts is None:
            return None
        first, rest = parts
        if self.said_again and not rest.columns[0]:
            rest.columns[0] = _as_artifacts(self.cells.columns[0])
        return Row(first), Row(rest, self.said_again)

    def height(self, width: float) -> float:
        """How tall it is with its padding."""
        return self.cells.height(width) + 2 * PADDING


@dataclass(eq=False, slots=True)
class Table:
    """Rows under a header. The header's elements are drawn once; where it is shown again it is an artifact."""

    header: Row | None
    rows: list[Row]
    before: float = 2.0
    keep_with_next: bool = False
    continued: bool = False
    row_height: float = 0.0  # the least height of a row

    def _tall(self, row: Row, width: float) -> float:
        return max(row.height(width), self.row_height)

    def _header_height(self, width: float) -> float:
        return self.header.height(width) if self.header else 0.0

    def height(self, width: float) -> float:
        """How tall it is, in points."""
        return self._header_height(width) + sum(self._tall(row, width) for row in self.rows)

    def least(self, width: float) -> float:
        """The height of the smallest first part."""
        first = self._tall(self.rows[0], width) if self.rows else 0.0
        return self._header_height(width) + min(first, TALL)

    def split(self, width: float, room: float) -> "tuple[Table, Table] | None":
        """A first part that fits into `room` points, and the rest."""
        left = room - self._header_height(width)
        for index, row in enumerate(self.rows):
            tall = self._tall(row, width)
            if tall <= left:
                left -= tall
                continue
            first, rest = self.rows[:index], self.rows[index:]
            if tall > TALL and (parts := row.parted(width, left)):
                first, rest = [*first, parts[0]], [parts[1], *rest[1:]]
            if not first:
                return None
            return (
                Table(self.header, first, self.before, continued=self.continued, row_height=self.row_height),
                Table(self.header, rest, 0.0, continued=True, row_height=self.row_height),
            )
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner here."""
        if self.header is not None:
            if self.continued:
                _draw_as_artifact(self.header.cells, canvas, x, top + PADDING, width)
            else:
                self.header.cells.draw(canvas, x, top + PADDING, width)
            top += self.header.height(width)
            with canvas.inside(ARTIFACT):
                canvas.line((x, top), (x + width, top), INK, 0.7)
        for row in self.rows:
            row.cells.draw(canvas, x, top + PADDING, width)
            top += self._tall(row, width)
            with canvas.inside(ARTIFACT):
                canvas.line((x, top), (x + width, top), RULE, 0.6)


def _draw_as_artifact(cells: Columns, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
    """The same words once more, for the eye alone."""
    copies = [_as_artifacts(column) for column in cells.columns]
    Columns(copies, cells.shares, cells.gap, mins=cells.mins).draw(canvas, x, top, width)


def _as_artifacts(blocks: Sequence[Block]) -> list[Block]:
    return [
        Paragraph(block.setter, HEADER, block.runs, block.style) for block in blocks if isinstance(block, Paragraph)
    ]


def row(cells: Sequence[list[Block]], shares: Sequence[float], mins: Sequence[float] = ()) -> Row:
    """A row of these cells; each column has at least its `mins` and what is left is parted by `shares`."""
    return Row(Columns(list(cells), tuple(shares), GAP, mins=tuple(mins)))
