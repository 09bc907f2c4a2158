"""The contents of a long document: each part with its page, in one list that leads there."""

from collections.abc import Sequence

from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block, Columns, Heading
from thinkfamily_desktop.report.pages import PageOf
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean

LONG = 8  # pages of a document that needs none
DEEPEST = 2  # the level of headings that are listed
SHARES = (478.0, 22.0)


def contents(pages: Sequence[PageOf], before: int, make: Maker, document: Elem) -> list[Block]:
    """A row for each part of these pages, of which `before` pages stand before the first."""
    sect = document.add("Sect")
    title = make.words.say("report.contents")
    blocks: list[Block] = [make.heading(sect, 2, title)]
    listed = sect.add("TOC")
    for number, page in enumerate(pages, before + 1):
        for heading in (block for block, _ in page.placed if isinstance(block, Heading)):
            if heading.level <= DEEPEST:
                item = listed.add("TOCI").add("P")
                words = Run(clean(heading.title), style.BODY, item.add("Link"), heading.key)
                name = make.paragraph(item, [words], style.BODY)
                page_number = make.paragraph(item, str(number), style.BODY)
                page_number.right = True
                blocks.append(Columns([[name], [page_number]], SHARES, before=3.0))
    return blocks
