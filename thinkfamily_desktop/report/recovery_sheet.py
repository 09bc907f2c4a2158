"""The recovery sheet: one page to print, with the code for a forgotten passphrase. Nothing of any family."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.finish import finish
from thinkfamily_desktop.report.flow import Block
from thinkfamily_desktop.report.fonts import ONE_DOCUMENT_AT_A_TIME, FontSet
from thinkfamily_desktop.report.furniture import Furniture
from thinkfamily_desktop.report.metadata import PRODUCER, Description
from thinkfamily_desktop.report.pages import fill
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas
from thinkfamily_desktop.report.text import Setter

_IN_A_LINE = 3  # groups of the code, so that nobody loses their place while copying
_STEPS = ("sheet_keep", "sheet_use", "sheet_once")
_CODE = style.TITLE


def build_recovery_sheet(code: str, vault: str, made: date, words: Words, fonts: Path) -> bytes:
    """The page to print and keep in the office safe: PDF/UA-1 and PDF/A-3a.

    `code` is in groups with dashes between them; `vault` is the store's own id, by whose first letters people tell
    which store the sheet opens.
    """
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        make = Maker(Setter(font_set), words)
        canvas = TaggedCanvas(font_set, make.setter, "en-GB")
        which = words.say("report.sheet_which", store=vault[:8].upper(), day=day_in_words(made, words))
        blocks = _blocks(code, which, make, canvas.tree.document)
        pages = fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP)
        Furniture(words.say("report.sheet_marking"), which, which).draw(pages, canvas, words)
        description = Description(
            title=words.say("report.sheet_title"),
            author=PRODUCER,
            subject=which,
            language="en-GB",
            made=datetime.combine(made, time(), UTC),
        )
        return finish(canvas.file(description))


def _blocks(code: str, which: str, make: Maker, document: Elem) -> list[Block]:
    say, sect = make.words.say, document.add("Sect")
    blocks: list[Block] = [
        make.paragraph(sect.add("P"), say("report.sheet_marking"), style.FURNITURE),
        make.heading(sect, 1, say("report.sheet_title")),
        make.paragraph(sect.add("P"), say("report.sheet_opens"), style.BODY, before=4.0),
        make.paragraph(sect.add("P"), which, style.BODY.bold(), before=4.0),
    ]
    groups = code.split("-")
    lines: list[Block] = [
        make.paragraph(sect.add("P"), "   ".join(groups[start : start + _IN_A_LINE]), _CODE, before=6.0)
        for start in range(0, len(groups), _IN_A_LINE)
    ]
    blocks += lines
    for step in _STEPS:
        blocks.append(make.paragraph(sect.add("P"), say(f"report.{step}"), style.BODY, before=8.0))
    return blocks
