"""What stands on every page: whose it is above, which page of how many and which version beneath. Artifacts, all."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.pages import PageOf
from thinkfamily_desktop.report.tagging import ARTIFACT, FOOTER, HEADER, TaggedCanvas


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words about the pages of one document. The header is not on the first page, where it is real content."""

    marking: str
    whose: str
    made: str
    practice: str = ""
    unfinished: str = ""

    @classmethod
    def of(cls, release: Release, make: Maker) -> "Furniture":
        """That of a release."""
        say = make.words.say
        when = moment_in_words(release.made, make.words, long=False)
        code, version = release.check_code, release.version
        return cls(
            marking=say("report.marking"),
            whose=say("report.header", reader=make.text(release.reader_title), reference=release.reference),
            made=say("report.footer", when=when, version=version, code=code),
            practice=say("report.practice") if release.practice else "",
            unfinished=""
            if release.finished
            else say("report.unfinished", when=moment_in_words(release.made, make.words)),
        )

    def draw(self, pages: Sequence[PageOf], canvas: TaggedCanvas, words: Words) -> None:
        """Draws the pages with it."""
        for index, page in enumerate(pages):
            canvas.begin_page()
            if index:
                self._header(canvas)
            for block, top in page.placed:
                block.draw(canvas, style.MARGIN, top, style.BODY_WIDTH)
            self._footer(canvas, words.say("report.page_of", page=index + 1, pages=len(pages)))

    def _header(self, canvas: TaggedCanvas) -> None:
        with canvas.inside(HEADER):
            canvas.words(self.marking, style.MARGIN, style.TOP, style.FURNITURE)
            canvas.words(self.whose, style.PAGE_WIDTH - style.MARGIN, style.TOP, style.FURNITURE, right=True)

    def _footer(self, canvas: TaggedCanvas, number: str) -> None:
        left, right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
        with canvas.inside(ARTIFACT):
            canvas.line((left, style.FOOT), (right, style.FOOT), style.RULE)
        with canvas.inside(FOOTER):
            canvas.words(number, left, style.FOOT + 4, style.FURNITURE)
            canvas.words(self.made, right, style.FOOT + 4, style.FURNITURE, right=True)
            if self.practice:
                canvas.words(self.practice, left, style.FOOT + 14, style.FURNITURE.bold())
            if self.unfinished:
                canvas.words(self.unfinished, right, style.FOOT + 14, style.FURNITURE, right=True)
