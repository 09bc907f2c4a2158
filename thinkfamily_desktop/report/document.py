"""A whole document: page 1 and the record laid out, then drawn with what stands on every page."""

from collections.abc import Sequence
from pathlib import Path

from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block, Heading, PageOf, fill
from thinkfamily_desktop.report.fonts import FontSet
from thinkfamily_desktop.report.front import SENDER, Front, MapPlace
from thinkfamily_desktop.report.metadata import Attachment, Description
from thinkfamily_desktop.report.record import Record
from thinkfamily_desktop.report.review import form_of, review_blocks, slip_blocks
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import ARTIFACT, FOOTER, HEADER, TaggedCanvas
from thinkfamily_desktop.report.text import Setter


class Referral:
    """One reader's copy of one release."""

    def __init__(self, release: Release, maker: Maker, canvas: TaggedCanvas, *, review: bool = False) -> None:
        self._review = review
        self._release = release
        self._make = maker
        self._canvas = canvas

    def draw(self) -> None:
        """Lays everything out and draws it."""
        document = self._canvas.tree.document
        rest = Elem("Sect")
        record = Record(self._release, self._make, rest).blocks()
        if self._review:
            record += review_blocks(self._release, self._make, rest)
        pages = fill(record, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM)
        sender = _page_of(SENDER, pages)
        front, first = self._settled_front(sender)
        document.kids += [front, *(kid for kid in rest.kids if isinstance(kid, Elem))]
        self._draw_pages([*first, *pages])

    def _settled_front(self, sender: int) -> tuple[Elem, list[PageOf]]:
        """Page 1 as one page if any way of setting it can be; else with what must be said first, first."""
        compact = self._make.compact()
        ways: list[tuple[Maker, MapPlace]] = [
            (self._make, "between"), (self._make, "beside"), (compact, "between"), (compact, "beside"),
        ]  # fmt: skip
        for make, place in ways:
            front, first = self._front(make, sender, 1, place)
            if len(first) == 1:
                return front, first
        front, first = self._front(compact, sender, 1, "last")
        return self._front(compact, sender, len(first), "last")  # it names a page that lies behind it

    def _front(self, make: Maker, sender: int, fronts: int, place: MapPlace) -> tuple[Elem, list[PageOf]]:
        """Page 1, or as many as it takes; `fronts` is how many that is thought to be."""
        sect = Elem("Sect")
        blocks = Front(self._release, make, sect, sender + fronts + 1, place).blocks()
        return sect, fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP)

    def draw_sheet(self, blocks: Sequence[Block]) -> None:
        """Draws blocks that stand on their own, with what stands on every page."""
        self._draw_pages(fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP))

    def _draw_pages(self, pages: list[PageOf]) -> None:
        canvas = self._canvas
        for index, page in enumerate(pages):
            canvas.begin_page()
            if index:
                self._header()
            for block, top in page.placed:
                block.draw(canvas, style.MARGIN, top, style.BODY_WIDTH)
            self._footer(index + 1, len(pages))

    def _header(self) -> None:
        release, canvas, make = self._release, self._canvas, self._make
        right = style.PAGE_WIDTH - style.MARGIN
        reader = make.text(release.reader_title)
        whose = make.words.say("report.header", reader=reader, reference=release.reference)
        with canvas.inside(HEADER):
            canvas.words(make.words.say("report.marking"), style.MARGIN, style.TOP, style.FURNITURE)
            canvas.words(whose, right, style.TOP, style.FURNITURE, right=True)

    def _footer(self, page: int, pages: int) -> None:
        release, canvas, words = self._release, self._canvas, self._make.words
        left, right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
        when = moment_in_words(release.made, words, long=False)
        made = words.say("report.footer", when=when, version=release.version, code=release.check_code)
        with canvas.inside(ARTIFACT):
            canvas.line((left, style.FOOT), (right, style.FOOT), style.RULE)
        with canvas.inside(FOOTER):
            canvas.words(words.say("report.page_of", page=page, pages=pages), left, style.FOOT + 4, style.FURNITURE)
            canvas.words(made, right, style.FOOT + 4, style.FURNITURE, right=True)
            if release.practice:
                canvas.words(words.say("report.practice"), left, style.FOOT + 14, style.FURNITURE.bold())
            if not release.finished:
                when = moment_in_words(release.made, words)
                said = words.say("report.unfinished", when=when)
                canvas.words(said, right, style.FOOT + 14, style.FURNITURE, right=True)


def _page_of(key: str, pages: list[PageOf]) -> int:
    """On which of these pages the heading with this key stands, from 0."""
    for index, page in enumerate(pages):
        if any(isinstance(block, Heading) and block.key == key for block, _ in page.placed):
            return index
    return 0


def draw_review(release: Release, maker: Maker, fonts: FontSet, folder: Path) -> bytes:
    """The review copy as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, _language(release))
    Referral(release, maker, canvas, review=True).draw()
    return canvas.file(_description(release, maker, archival=False), form=form_of(folder))


def draw_slip(release: Release, maker: Maker, fonts: FontSet, folder: Path) -> bytes:
    """The reply slip as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, _language(release))
    slip = Referral(release, maker, canvas)
    slip.draw_sheet(slip_blocks(release, maker, canvas.tree.document))
    return canvas.file(_description(release, maker, "report.slip", archival=False), form=form_of(folder))


def draw_referral(
    release: Release,
    maker: Maker,
    fonts: FontSet,
    setter: Setter,
    *,
    attachment: Attachment | None = None,
    tagged: bool = True,
) -> bytes:
    """The referral as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, setter, _language(release), tagged=tagged)
    Referral(release, maker, canvas).draw()
    return canvas.file(_description(release, maker), attachment)


def _language(release: Release) -> str:
    return "en-GB" if release.language == "en" else release.language


def _description(release: Release, maker: Maker, title: str = "", *, archival: bool = True) -> Description:
    """What the file says of itself; `title` is the code of a sentence where it is not the release's own."""
    worker = release.worker
    called = maker.words.say(title) if title else maker.text(release.title)
    return Description(
        title=maker.words.say("report.metadata_title", title=called, reference=release.reference),
        author=", ".join(part for part in (worker.name, worker.team) if part),
        subject=maker.text(release.form_title),
        language=_language(release),
        made=release.made,
        archival=archival,
    )
