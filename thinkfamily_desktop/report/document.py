"""A whole document: page 1 and the record laid out, then drawn with what stands on every page."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blank import BLANK_MADE, blank_blocks
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.contents import LONG, contents
from thinkfamily_desktop.report.flow import Block, NewPage
from thinkfamily_desktop.report.fonts import FontSet
from thinkfamily_desktop.report.front import PARTS, Front, Way
from thinkfamily_desktop.report.furniture import Furniture
from thinkfamily_desktop.report.logo import Logo
from thinkfamily_desktop.report.metadata import PRODUCER, Attachment, Description
from thinkfamily_desktop.report.pages import PageOf, fill
from thinkfamily_desktop.report.record import Record
from thinkfamily_desktop.report.review import form_of, record_line, review_blocks, slip_blocks
from thinkfamily_desktop.report.sheet_pages import sheet_of, sheet_page
from thinkfamily_desktop.report.sheets import SHEETS, SheetKind
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas
from thinkfamily_desktop.report.text import Setter


class Referral:
    """One reader's copy of one release."""

    def __init__(
        self, release: Release, maker: Maker, canvas: TaggedCanvas, logo: Logo | None = None, *, review: bool = False
    ) -> None:
        self._review = review
        self._logo = logo
        self._release = release
        self._make = maker
        self._canvas = canvas

    def draw(self) -> None:
        """Lays everything out and draws it."""
        document = self._canvas.tree.document
        front, first = self._settled_front()
        rest, pages = self._record(events=False)
        between: list[PageOf] = []
        document.kids.append(front)
        if len(first) + len(pages) > LONG:
            between = self._between(pages, len(first))
        else:
            rest, pages = self._record(events=True)
        document.kids += [kid for kid in rest.kids if isinstance(kid, Elem)]
        Furniture.of(self._release, self._make).draw([*first, *between, *pages], self._canvas, self._make.words)

    def _record(self, *, events: bool) -> tuple[Elem, list[PageOf]]:
        rest = Elem("Sect")
        record = Record(self._release, self._make, rest).blocks(events=events)
        if self._review:
            record += review_blocks(self._release, self._make, rest)
        return rest, fill(record, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM)

    def _between(self, pages: list[PageOf], fronts: int) -> list[PageOf]:
        """What a long document has after page 1: its contents, and what happened when."""
        count = 1
        while True:  # the numbers are known once it is known how many pages these are
            sect = Elem("Sect")
            blocks = contents(pages, fronts + count, self._make, sect)
            blocks += Record(self._release, self._make, sect).events()
            found = fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM)
            if len(found) == count:
                self._canvas.tree.document.kids += sect.kids
                return found
            count = len(found)

    def _settled_front(self) -> tuple[Elem, list[PageOf]]:
        """Page 1 as one page if any way of setting it can be; else some goes over to the next, and it says what."""
        made = self._make
        compact = made.smaller(style.COMPACT_BODY, style.COMPACT_SMALL)
        tight = made.smaller(style.TIGHT_BODY, style.TIGHT_SMALL)
        whole = [(make, Way(beside)) for make in (made, compact, tight) for beside in (False, True)]
        largest, between, smallest = whole[:1], whole[1:4], whole[4:]
        if (set_so := self._first_that_fits(largest)) is not None:
            return set_so.sect, set_so.pages
        least = self._first_that_fits(smallest)
        if least is None:  # then nothing larger fits either
            return self._parted_front(tight)
        set_so = self._first_that_fits(between) or least
        return set_so.sect, set_so.pages

    def _first_that_fits(self, ways: Sequence[tuple[Maker, Way]]) -> "_SetFront | None":
        tried = (self._front(make, way) for make, way in ways)
        return next((set_so for set_so in tried if set_so.fits), None)

    def _parted_front(self, make: Maker) -> tuple[Elem, list[PageOf]]:
        """As little as must goes over: part after part until the page is whole, then back what has room after all."""
        ways = [Way(beside=True, over=frozenset(PARTS[:count])) for count in range(1, len(PARTS) + 1)]
        fewest = bisect_left(range(len(ways) - 1), x=True, key=lambda index: self._front(make, ways[index]).fits)
        way = ways[fewest]
        for part in reversed(PARTS):
            fewer = [Way(beside, way.over - {part}) for beside in (True, False) if part in way.over]
            way = next((less for less in fewer if self._front(make, less).fits), way)
        set_so = self._front(make, way)
        return set_so.sect, set_so.pages

    def _front(self, make: Maker, way: Way) -> "_SetFront":
        sect = Elem("Sect")
        front = Front(self._release, make, sect, way, self._logo)
        blocks = front.blocks()
        pages = fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP)
        own = next((index for index, block in enumerate(blocks) if isinstance(block, NewPage)), len(blocks))
        placed = [block for block, _ in pages[0].placed]
        return _SetFront(sect, pages, fits=placed == blocks[:own] and front.is_legible(placed))


@dataclass(frozen=True, slots=True)
class _SetFront:
    """Page 1, and the next where some goes over; whether all that it should hold is on it."""

    sect: Elem
    pages: list[PageOf]
    fits: bool


def draw_review(release: Release, maker: Maker, fonts: FontSet, folder: Path, logo: Logo | None = None) -> bytes:
    """The review copy as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, _language(release))
    Referral(release, maker, canvas, logo, review=True).draw()
    return canvas.file(_description(release, maker, archival=False), form=form_of(folder))


def draw_slip(release: Release, maker: Maker, fonts: FontSet, folder: Path) -> bytes:
    """The reply slip as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, _language(release))
    _draw_sheet(slip_blocks(release, maker, canvas.tree.document), release, maker, canvas)
    return canvas.file(_description(release, maker, "report.slip", archival=False), form=form_of(folder))


def draw_sheet(release: Release, maker: Maker, fonts: FontSet, kind: SheetKind) -> bytes:
    """A sheet made from a release, as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, _language(release))
    document = canvas.tree.document
    if kind in SHEETS:
        blocks, code = SHEETS[kind]
        _draw_sheet(blocks(release, maker, document), release, maker, canvas)
        return canvas.file(_description(release, maker, code))
    sheet = sheet_of(release, kind)
    if sheet is None:
        raise ThinkFamilyError("report.no_such_sheet", kind=kind)
    _draw_sheet(sheet_page(release, maker, document, sheet), release, maker, canvas)
    return canvas.file(_description(release, maker, called=maker.text(sheet.title) if not sheet.child else ""))


def _draw_sheet(blocks: Sequence[Block], release: Release, maker: Maker, canvas: TaggedCanvas) -> None:
    pages = fill(blocks, style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP)
    Furniture.of(release, maker).draw(pages, canvas, maker.words)


def draw_blank(form: Form, maker: Maker, fonts: FontSet) -> bytes:
    """A form on paper, as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, maker.setter, "en-GB")
    say = maker.words.say
    title = maker.text(form.info.title)
    version = say("report.form_version", form=title, version=form.info.version)
    pages = fill(
        blank_blocks(form, maker, canvas.tree.document), style.BODY_WIDTH, style.BODY_TOP, style.BOTTOM, style.TOP
    )
    Furniture(say("report.blank_marking"), version, version).draw(pages, canvas, maker.words)
    description = Description(
        title=say("report.blank_title", form=title),
        author=PRODUCER,
        subject=version,
        language="en-GB",
        made=BLANK_MADE,
    )
    return canvas.file(description)


def draw_referral(
    release: Release,
    maker: Maker,
    fonts: FontSet,
    setter: Setter,
    *,
    attachment: Attachment | None = None,
    logo: Logo | None = None,
    tagged: bool = True,
) -> bytes:
    """The referral as ReportLab writes it, before the last save."""
    canvas = TaggedCanvas(fonts, setter, _language(release), tagged=tagged)
    Referral(release, maker, canvas, logo).draw()
    return canvas.file(_description(release, maker), attachment)


def _language(release: Release) -> str:
    return "en-GB" if release.language == "en" else release.language


def _description(
    release: Release, maker: Maker, title: str = "", *, called: str = "", archival: bool = True
) -> Description:
    """What the file says of itself; `title` is the code of a sentence where it is not called as the release is."""
    worker = release.worker
    called = called or (maker.words.say(title) if title else maker.text(release.title))
    return Description(
        title=maker.words.say("report.metadata_title", title=called, reference=release.reference),
        author=", ".join(part for part in (worker.name, worker.team) if part),
        subject=maker.text(release.form_title),
        language=_language(release),
        made=release.made,
        archival=archival,
        identifier=record_line(release),
    )
