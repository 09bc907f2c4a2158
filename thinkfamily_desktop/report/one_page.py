"""A sheet in the largest type in which it is one page."""

from collections.abc import Callable, Sequence

from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.pages import fill
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.style import TextStyle

Sizes = Sequence[tuple[TextStyle, TextStyle]]
"""Type of words and of tables, from the largest to the smallest."""


def on_one_page(
    blocks_in: Callable[[Maker, Elem], list[Block]], make: Maker, document: Elem, sizes: Sizes
) -> list[Block]:
    """The blocks in the first of these sizes in which they are one page; else in the smallest, on several."""
    for size in sizes:
        sect = Elem("Sect")
        blocks = blocks_in(make.smaller(*size), sect)
        if size == sizes[-1] or len(fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP)) == 1:
            document.kids.append(sect)
            return blocks
    raise ValueError("a sheet needs a size of type")
