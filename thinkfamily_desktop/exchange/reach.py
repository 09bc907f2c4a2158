"""Which questions a condition may read through enableWhen from where it stands, because FHIR finds the same answer."""

from collections.abc import Iterator
from typing import NamedTuple

from thinkfamily_desktop.exchange.enable_when import ROLES
from thinkfamily_desktop.exchange.fhir import Json

Kinds = dict[str, str]
_ONCE = ("once", "assessed")


class Reach(NamedTuple):
    """The kinds of the questions that are asked once, and so have one answer wherever they are read from."""

    once: Kinds
    roles: str

    def among(self, items: list[Json], asked_of: str = "once") -> Kinds:
        """What may be read beside these items. In a repeated group FHIR reads the same repetition first, as we do."""
        if asked_of in _ONCE:
            return self.once
        inside = kinds_of(items)
        return {**self.once, **inside} | ({ROLES: self.roles} if self.roles in inside else {})

    def among_cells(self, around: Kinds, cells: list[Json]) -> Kinds:
        """What may be read inside a row."""
        return {**around, **kinds_of(cells)}


def reach_of(plain_form: Json) -> Reach:
    """What conditions of this form, given as its canonical plain data, may read from anywhere."""
    once: Kinds = {}
    for items, asked_of in _groups(plain_form):
        if asked_of in _ONCE:
            once.update(kinds_of(items))
    return Reach(once, str(plain_form["people"]["register_items"]["roles"]))


def _groups(plain_form: Json) -> Iterator[tuple[list[Json], str]]:
    yield plain_form["people"]["family_items"], "once"
    for page in plain_form["pages"]:
        for section in page["sections"]:
            yield section["items"], section.get("asked_of", "once")


def kinds_of(items: list[Json]) -> Kinds:
    """The kinds of the questions among these that hold one answer of their own."""
    return {item["id"]: item["kind"] for item in items if item["kind"] != "rows" and "calculate" not in item}
