"""The canvas: everything drawn belongs to an element or is an artifact, so nothing can be left untagged."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from thinkfamily_desktop.report.bidi import settled, visual_order
from thinkfamily_desktop.report.fonts import FontSet
from thinkfamily_desktop.report.metadata import (
    Attachment,
    Description,
    attached,
    catalog,
    information,
    metadata,
    output_intent,
)
from thinkfamily_desktop.report.objects import (
    Objects,
    Picture,
    Slot,
    number,
    numbers,
    text_string,
    write_picture,
)
from thinkfamily_desktop.report.outline import Mark, outline
from thinkfamily_desktop.report.structure import Elem, Tree, bounding_box
from thinkfamily_desktop.report.style import PAGE_HEIGHT, PAGE_WIDTH, Colour, TextStyle
from thinkfamily_desktop.report.text import Run, Setter, TextLine
from thinkfamily_desktop.report.text_operators import (
    by_resource,
    by_run,
    goes_on,
    line_width,
    runs_both_ways,
    show,
    show_reversed,
)

ARTIFACT = "/Artifact BMC"
HEADER = "/Artifact <</Type/Pagination/Subtype/Header>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
_CIRCLE = 0.5522847498  # where a Bézier's handles lie for a quarter of a circle of radius 1

Point = tuple[float, float]
FormEntry = Callable[[Objects, Sequence[Slot], Slot], str]
"""Gives the form's font its body and returns the entry of the catalogue that makes the fields a form."""


@dataclass(slots=True)
class Page:
    """One page being drawn."""

    slot: Slot
    key: int
    elems: list[Elem]
    operators: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)


class TaggedCanvas:
    """Draws pages. Places are points from the left and from the top of the page.

    There is always exactly one marked-content sequence: that of the element being drawn, else an artifact's. With
    `tagged` off it draws the same without marks or tree, to measure what they cost.
    """

    def __init__(self, fonts: FontSet, setter: Setter, language: str, *, tagged: bool = True) -> None:
        self.objects = Objects()
        self.tree = Tree(self.objects, language)
        self.language = language
        self.marks: list[Mark] = []
        self._fonts = fonts
        self._setter = setter
        self._tagged = tagged
        self._resources = self.objects.slot()
        self._page_tree = self.objects.slot()
        self._pages: list[Page] = []
        self._targets: dict[str, tuple[int, float]] = {}
        self._fields: list[Slot] = []
        self._form_font: Slot | None = None
        self._pictures: list[str] = []
        self._links: list[tuple[Slot, Elem, tuple[float, float, float, float], str, str]] = []
        self._wanted: Elem | str = ARTIFACT
        self._open: Elem | str | None = None
        self._fill: Colour | None = None

    # -- pages

    def begin_page(self) -> None:
        """A new page; the one before is closed."""
        self._close()
        key, elems = self.tree.open_page()
        self._pages.append(Page(self.objects.slot(), key, elems))
        self._fill = None

    @property
    def page_index(self) -> int:
        """Which page is being drawn, from 0."""
        return len(self._pages) - 1

    # -- marks

    @contextmanager
    def inside(self, elem: Elem | str) -> Iterator[None]:
        """What is drawn meanwhile is the content of this element, or an artifact of this kind."""
        before, self._wanted = self._wanted, elem
        yield
        self._wanted = before

    def _close(self) -> None:
        if self._open is not None:
            self._pages[-1].operators.append("EMC")
            self._open = None

    def _write(self, operators: str) -> None:
        page = self._pages[-1]
        if self._tagged and self._open is not self._wanted:
            self._close()
            wanted = self._open = self._wanted
            if isinstance(wanted, Elem):
                marked = len(page.elems)
                page.elems.append(wanted)
                wanted.kids.append((self.page_index, marked))
                page.operators.append(f"/{wanted.tag} <</MCID {marked}>> BDC")
            else:
                page.operators.append(wanted)
        page.operators.append(operators)

    # -- words

    def text_lines(
        self,
        lines: Sequence[TextLine],
        x: float,
        top: float,
        style: TextStyle,
        *,
        width: float | None = None,
        right: bool = False,
    ) -> None:
        """Lines of a paragraph, set from the left at `x`, the first line's top at `top`, all in the present mark.

        Within a `width` lines are set against the right edge if `right`, and where they run from right to left. Runs
        with an element of their own are marked with it.
        """
        outside = self._wanted
        operators: list[str] = []
        baseline = PAGE_HEIGHT - top - (style.leading + style.size * 0.72) / 2
        current: tuple[str, float, Colour] | None = None
        for line in lines:
            rtl = bool(line) and line[0][0].base == 1
            at = x + width - line_width(line) if width is not None and (right or rtl) else x
            if runs_both_ways(line):
                self._text_object(operators)
                self._two_way_line(line, at, baseline)
                operators, current = [], None
                baseline -= style.leading
                continue
            operators.append(f"1 0 0 1 {numbers(at, baseline)} Tm")
            groups = [(line[0][1], line)] if line and line[0][1] is line[-1][1] else list(by_run(line))
            for index, (run, placed) in enumerate(groups):
                wanted = run.elem or outside
                if wanted is not self._wanted:
                    self._text_object(operators)
                    self._wanted = wanted
                    operators, current = [f"1 0 0 1 {numbers(at, baseline)} Tm"], None
                for resource, tokens in by_resource(placed):
                    wish = (resource, run.style.size, run.style.colour)
                    if wish != current:
                        if current is None or wish[:2] != current[:2]:
                            operators.append(f"/{resource} {number(run.style.size)} Tf")
                        if current is None or wish[2] != current[2]:
                            operators.append(f"{numbers(*run.style.colour)} rg")
                        current = wish
                    operators.extend(show(tokens, run.style.size))
                shown = line_width(placed) if run.elem is not None or index + 1 < len(groups) else 0.0
                if run.elem is not None and run.target:
                    self._link(run, at, baseline, shown)
                at += shown
            baseline -= style.leading
        self._text_object(operators)
        self._wanted = outside

    def _two_way_line(self, line: TextLine, x: float, baseline: float) -> None:
        """A line that runs both ways: each stretch of one direction at its place, in the order in which it is read."""
        tokens = [token for token, _ in line]
        base = tokens[0].base
        running = settled([token.level for token in tokens], [token.text for token in tokens], base)
        if base and tokens[-1].space:
            x -= tokens[-1].width  # the space at a line's end hangs over its left edge
        places = [0.0] * len(line)
        for index in visual_order(running):
            places[index] = x
            x += tokens[index].width
        operators = []
        start = 0
        for end in range(1, len(line) + 1):
            if end < len(line) and goes_on(line, running, end):
                continue
            stretch = line[start:end]
            place = min(places[start:end])
            token, run = stretch[0]
            operators.append(f"1 0 0 1 {numbers(place, baseline)} Tm /{token.resource} {number(run.style.size)} Tf")
            operators.append(f"{numbers(*run.style.colour)} rg")
            operators.extend(show_reversed(stretch) if running[start] % 2 else show(stretch, run.style.size))
            start = end
        self._text_object(operators)

    def _text_object(self, operators: list[str]) -> None:
        if len(operators) > 1:
            self._write("\n".join(("BT", *operators, "ET")))
            self._fill = None

    def words(self, text: str, x: float, top: float, style: TextStyle, *, right: bool = False) -> float:
        """One line of words; with `right`, ending at `x`. Returns its width."""
        line = self._setter.one_line(text, style)
        width = line_width(line)
        self.text_lines((line,), x - width if right else x, top, style)
        return width

    # -- lines and shapes

    def line(self, start: Point, end: Point, colour: Colour, width: float = 0.6, dash: Sequence[float] = ()) -> None:
        """A straight line."""
        self.path((start, end), stroke=colour, width=width, dash=dash)

    def path(
        self,
        points: Iterable[Point],
        *,
        closed: bool = False,
        stroke: Colour | None = None,
        fill: Colour | None = None,
        width: float = 0.6,
        dash: Sequence[float] = (),
    ) -> None:
        """A line through these points, or the area within them."""
        flipped = [(x, PAGE_HEIGHT - y) for x, y in points]
        outline = " ".join(f"{numbers(*point)} {'l' if index else 'm'}" for index, point in enumerate(flipped))
        self._paint(outline + (" h" if closed else ""), stroke, fill, width, dash)

    def circle(self, centre: Point, radius: float, *, stroke: Colour, fill: Colour | None, width: float) -> None:
        """A circle."""
        x, top, side = centre[0] - radius, centre[1] - radius, 2 * radius
        self.rounded(x, top, side, side, radius, stroke=stroke, fill=fill, width=width)

    def rounded(
        self,
        x: float,
        top: float,
        width_of: float,
        height: float,
        radius: float,
        *,
        stroke: Colour | None = None,
        fill: Colour | None = None,
        width: float = 0.6,
        dash: Sequence[float] = (),
    ) -> None:
        """A rectangle with rounded corners; a circle, when the radius is half its sides."""
        left, right, low, high = x, x + width_of, PAGE_HEIGHT - top - height, PAGE_HEIGHT - top
        r, k = radius, radius * (1 - _CIRCLE)
        curves = (
            f"{numbers(left + r, low)} m {numbers(right - r, low)} l "
            f"{numbers(right - k, low, right, low + k, right, low + r)} c {numbers(right, high - r)} l "
            f"{numbers(right, high - k, right - k, high, right - r, high)} c {numbers(left + r, high)} l "
            f"{numbers(left + k, high, left, high - k, left, high - r)} c {numbers(left, low + r)} l "
            f"{numbers(left, low + k, left + k, low, left + r, low)} c h"
        )
        self._paint(curves, stroke, fill, width, dash)

    def rectangle(
        self, x: float, top: float, width: float, height: float, *, stroke: Colour | None = None,
        fill: Colour | None = None, line: float = 0.6,
    ) -> None:  # fmt: skip
        """A rectangle."""
        self._paint(f"{numbers(x, PAGE_HEIGHT - top - height, width, height)} re", stroke, fill, line, ())

    def _paint(
        self, outline: str, stroke: Colour | None, fill: Colour | None, width: float, dash: Sequence[float]
    ) -> None:
        before = ["q"]
        if stroke is not None:
            before.append(f"{numbers(*stroke)} RG {number(width)} w")
        if fill is not None:
            before.append(f"{numbers(*fill)} rg")
        if dash:
            before.append(f"[{numbers(*dash)}] 0 d")
        paint = "B" if stroke is not None and fill is not None else "S" if stroke is not None else "f"
        self._write(f"{' '.join(before)} {outline} {paint} Q")

    def picture(self, picture: Picture, x: float, top: float, width: float, height: float) -> None:
        """A picture with its top left corner here."""
        self._pictures.append(write_picture(self.objects, picture))
        place = numbers(width, 0, 0, height, x, PAGE_HEIGHT - top - height)
        self._write(f"q {place} cm /Im{len(self._pictures)} Do Q")

    def box_of(self, elem: Elem, x: float, top: float, width: float, height: float) -> None:
        """Says where a figure stands."""
        elem.attributes = bounding_box(x, PAGE_HEIGHT - top - height, x + width, PAGE_HEIGHT - top)

    # -- places to go to

    def target(self, key: str, top: float) -> None:
        """A place that links may lead to."""
        self._targets[key] = (self.page_index, top)

    def heading(self, level: int, title: str, key: str, top: float) -> None:
        """A place that the outline lists and links may lead to."""
        self.target(key, top)
        self.marks.append(Mark(level, title, self.page_index, top))

    def _link(self, run: Run, x: float, baseline: float, width: float) -> None:
        if not self._tagged or run.elem is None:
            return
        slot = self.objects.slot()
        box = (x, baseline - run.style.size * 0.25, x + width, baseline + run.style.size * 0.85)
        run.elem.kids.append((self.page_index, slot))
        self._pages[-1].annotations.append(slot.ref)
        self._links.append((slot, run.elem, box, run.target, run.text))

    # -- fields

    def form_font(self) -> Slot:
        """The font that fields are filled in; its body is given by whoever asks for the form."""
        self._form_font = self._form_font or self.objects.slot()
        return self._form_font

    def widget(self, elem: Elem, box: tuple[float, float, float, float], entries: str) -> None:
        """A field at this place of the page, which is the content of this element."""
        slot = self.objects.slot()
        page = self._pages[-1]
        elem.kids.append((self.page_index, slot))
        slot.body = (
            f"<</Type/Annot/Subtype/Widget/F 4/Rect[{numbers(*box)}]/P {page.slot.ref}"
            f"/StructParent {self.tree.enter(elem)}{entries}>>"
        )
        page.annotations.append(slot.ref)
        self._fields.append(slot)

    # -- the file

    def file(
        self, description: Description, attachment: Attachment | None = None, form: FormEntry | None = None
    ) -> bytes:
        """All of it, as ReportLab writes it: to be saved once more by `finish`."""
        self._close()
        slots = [page.slot for page in self._pages]
        for slot, elem, box, target, says in self._links:
            index, top = self._targets[target]
            slot.body = (
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{numbers(*box)}]/Contents{text_string(says)}"
                f"/StructParent {self.tree.enter(elem)}/Dest[{slots[index].ref} /XYZ null "
                f"{number(PAGE_HEIGHT - top)} null]>>"
            )
        for page in self._pages:
            self._write_page(page)
        pictures = "".join(f"/Im{index} {ref}" for index, ref in enumerate(self._pictures, start=1))
        shown = f"/XObject<<{pictures}>>" if pictures else ""
        self._resources.body = f"<</Font {self._fonts.write(self.objects)}{shown}>>"
        kids = " ".join(slot.ref for slot in slots)
        self._page_tree.body = f"<</Type/Pages/Kids[{kids}]/Count {len(slots)}>>"
        entries = [f"/Pages {self._page_tree.ref}"]
        if self._tagged:
            entries.append(f"/StructTreeRoot {self.tree.write(slots)}/MarkInfo<</Marked true>>")
            entries.append(f"/Metadata {metadata(self.objects, description)}")
            entries.append(f"/Outlines {outline(self.objects, self.marks, slots)}")
            if description.archival:
                entries.append(output_intent(self.objects))
            if form is not None:
                entries.append(form(self.objects, self._fields, self.form_font()))
            if attachment is not None:
                entries.append(attached(self.objects, attachment, description.made))
        return self.objects.file(catalog(entries, self.language), information(description))

    def _write_page(self, page: Page) -> None:
        content = self.objects.add_stream("\n".join(page.operators).encode("ascii"))
        annotations = f"/Annots[{' '.join(page.annotations)}]" if page.annotations else ""
        tags = f"/StructParents {page.key}/Tabs/S" if self._tagged else ""
        page.slot.body = (
            f"<</Type/Page/Parent {self._page_tree.ref}/MediaBox[0 0 {numbers(PAGE_WIDTH, PAGE_HEIGHT)}]"
            f"/Resources {self._resources.ref}/Contents {content}{tags}{annotations}>>"
        )
