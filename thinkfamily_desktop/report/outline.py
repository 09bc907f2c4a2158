"""The outline that readers show beside the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.report.objects import Objects, Slot, number, text_string
from thinkfamily_desktop.report.style import PAGE_HEIGHT


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading as the outline lists it: its place on the page."""

    level: int
    title: str
    page: int
    top: float


def outline(objects: Objects, marks: Sequence[Mark], pages: Sequence[Slot]) -> str:
    """The outline: each heading under the nearest one above it of a higher level. Returns the reference to it."""
    root = objects.slot()
    slots = [objects.slot() for _ in marks]
    parents: list[int | None] = []
    for index, mark in enumerate(marks):
        parents.append(next((i for i in range(index - 1, -1, -1) if marks[i].level < mark.level), None))
    children: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    for family in children.values():
        for place, index in enumerate(family):
            parent, mark, kids = parents[index], marks[index], children.get(index, [])
            slots[index].body = "".join((
                f"<</Title{text_string(mark.title)}/Parent {root.ref if parent is None else slots[parent].ref}",
                f"/Dest[{pages[mark.page].ref} /XYZ null {number(PAGE_HEIGHT - mark.top)} null]",
                f"/Prev {slots[family[place - 1]].ref}" if place else "",
                f"/Next {slots[family[place + 1]].ref}" if place + 1 < len(family) else "",
                f"/First {slots[kids[0]].ref}/Last {slots[kids[-1]].ref}/Count -{len(kids)}" if kids else "",
                ">>",
            ))  # fmt: skip
    top = children.get(None, [])
    ends = f"/First {slots[top[0]].ref}/Last {slots[top[-1]].ref}/Count {len(top)}" if top else ""
    root.body = f"<</Type/Outlines{ends}>>"
    return root.ref
