"""A condition of a form as FHIR says it, and whether our own extension has to say it whole."""

from thinkfamily_desktop.exchange.enable_when import read_condition, written_condition
from thinkfamily_desktop.exchange.fhir import Json
from thinkfamily_desktop.exchange.reach import Kinds
from thinkfamily_desktop.forms.parse_condition import parse_condition
from thinkfamily_desktop.forms.plain_condition import condition_as_plain


def written_when(plain: Json | None, readable: Kinds) -> tuple[Json, bool]:
    """The keys that say this condition on an item, and whether it must be said whole besides."""
    if plain is None:
        return {}, False
    said = written_condition(parse_condition(plain), readable)
    if said is None:
        return {}, True
    back = read_condition(said.limbs, said.behaviour, readable)
    return said.written(), condition_as_plain(back) != plain
