"""The structure tree: what a screen reader walks. Built with the story, in reading order; drawing only adds places."""

from collections.abc import Iterator
from typing import Literal

from thinkfamily_desktop.report.objects import Objects, Slot, numbers, text_string

Tag = Literal[
    "Document", "Sect", "Div", "H1", "H2", "H3", "H4", "P", "Span", "Link", "Figure", "Table", "TR", "TH", "TD",
    "L", "LI", "Lbl", "LBody", "Form", "TOC", "TOCI",
]  # fmt: skip

CELLS = ("TH", "TD")


class Elem:
    """One structure element. `kids` are elements, and places: (page, marked-content id) or (page, annotation)."""

    __slots__ = ("alt", "attributes", "kids", "lang", "slot", "tag")

    def __init__(
        self, tag: Tag, parent: "Elem | None" = None, *, alt: str = "", lang: str = "", attributes: str = ""
    ) -> None:
        self.tag = tag
        self.alt = alt
        self.lang = lang
        self.attributes = attributes  # the body of an attribute dictionary
        self.kids: list[Elem | tuple[int, int] | tuple[int, Slot]] = []
        self.slot: Slot | None = None
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: Tag, *, alt: str = "", lang: str = "", attributes: str = "") -> "Elem":
        """A new last child."""
        return Elem(tag, self, alt=alt, lang=lang, attributes=attributes)

    def add_header(self, scope: Literal["Column", "Row"]) -> "Elem":
        """A new header cell that speaks for its column or its row."""
        return self.add("TH", attributes=f"/O/Table/Scope/{scope}")

    def add_list(self) -> "Elem":
        """A new list whose labels are written out."""
        return self.add("L", attributes="/O/List/ListNumbering/None")

    @property
    def ref(self) -> str:
        """How other objects point to it, once the tree is being written."""
        if self.slot is None:
            raise ValueError("this element is not part of the tree that was written")
        return self.slot.ref

    def walk(self) -> Iterator["Elem"]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Elem):
                yield from kid.walk()


def _prune(elem: Elem) -> bool:
    """Takes out what never reached a page. An empty cell stays: it holds its column's place."""
    elem.kids = [kid for kid in elem.kids if not isinstance(kid, Elem) or _prune(kid)]
    return bool(elem.kids) or elem.tag in CELLS


def bounding_box(left: float, bottom: float, right: float, top: float) -> str:
    """The attribute that says where a figure stands on its page."""
    return f"/O/Layout/Placement/Block/BBox[{numbers(left, bottom, right, top)}]"


class Tree:
    """Writes the elements of a document with what leads back from the page to them."""

    def __init__(self, objects: Objects, language: str) -> None:
        self.document = Elem("Document", lang=language)
        self._objects = objects
        self._parents: list[list[Elem] | Elem] = []

    def open_page(self) -> tuple[int, list[Elem]]:
        """The key of a page and the list that its marked content is entered in, in order."""
        elems: list[Elem] = []
        self._parents.append(elems)
        return len(self._parents) - 1, elems

    def enter(self, elem: Elem) -> int:
        """The key of an annotation that belongs to this element."""
        self._parents.append(elem)
        return len(self._parents) - 1

    def write(self, pages: list[Slot]) -> str:
        """All elements that were drawn; returns the reference to the root."""
        root = self._objects.slot()
        _prune(self.document)
        self._write_elem(self.document, root.ref, pages)
        parent_tree = self._objects.add(f"<</Nums[{self._parent_numbers()}]>>")
        root.body = (
            f"<</Type/StructTreeRoot/K {self.document.ref}/ParentTree {parent_tree}"
            f"/ParentTreeNextKey {len(self._parents)}>>"
        )
        return root.ref

    def _write_elem(self, elem: Elem, parent: str, pages: list[Slot]) -> None:
        elem.slot = slot = self._objects.slot()
        own = next((kid[0] for kid in elem.kids if not isinstance(kid, Elem)), None)
        kids = []
        for kid in elem.kids:
            if isinstance(kid, Elem):
                self._write_elem(kid, slot.ref, pages)
                kids.append(kid.ref)
                continue
            page, place = kid
            if isinstance(place, Slot):
                kids.append(f"<</Type/OBJR/Obj {place.ref}/Pg {pages[page].ref}>>")
            elif page == own:
                kids.append(str(place))
            else:
                kids.append(f"<</Type/MCR/MCID {place}/Pg {pages[page].ref}>>")
        slot.body = "".join((
            f"<</Type/StructElem/S/{elem.tag}/P {parent}",
            f"/K[{' '.join(kids)}]" if kids else "",
            f"/Pg {pages[own].ref}" if own is not None else "",
            f"/Alt{text_string(elem.alt)}" if elem.alt else "",
            f"/Lang{text_string(elem.lang)}" if elem.lang else "",
            f"/A<<{elem.attributes}>>" if elem.attributes else "",
            ">>",
        ))  # fmt: skip

    def _parent_numbers(self) -> str:
        entries = []
        for key, value in enumerate(self._parents):
            if isinstance(value, list):
                page = self._objects.add("[" + " ".join(elem.ref for elem in value) + "]")
                entries.append(f"{key} {page}")
            else:
                entries.append(f"{key} {value.ref}")
        return " ".join(entries)
