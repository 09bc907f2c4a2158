"""What rules read of an assessment that the open form does not ask: its kept answer counts all the same."""

from collections.abc import Iterator, Mapping

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.conditions import AllOf, Condition
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import Elsewhere, Form, Item, Page, RowsItem, Section
from thinkfamily_desktop.forms.parse_condition import reads


def with_elsewhere(forms: Mapping[str, Form]) -> dict[str, Form]:
    """The forms of one set, each with those questions of the others that its rules read.

    Otherwise a short form would lower or reopen an alert only because it does not ask what the alert rests on.
    Where several forms ask the same, the one that asks most says when.
    """
    homes: dict[str, Elsewhere] = {}
    for form in sorted(forms.values(), key=lambda form: -sum(1 for _ in form_items(form))):
        for home in _homes(form):
            homes.setdefault(home.item.id, home)
    return {name: form.model_copy(update={"elsewhere": _read_by(form, homes)}) for name, form in forms.items()}


def _homes(form: Form) -> Iterator[Elsewhere]:
    for page in form.pages:
        for section in page.sections:
            for item in section.items:
                asked_of = "each_person" if section.asked_of == "chosen" else section.asked_of
                asked = item.model_copy(update={"show_when": _shown_when(page, section, item)})
                yield Elsewhere(item=asked, asked_of=asked_of, content=item.content or page.content)


def _shown_when(page: Page, section: Section, item: Item) -> Condition | None:
    """Everything that has to hold for the question to be asked, so that what its own form hides counts nowhere."""
    parts = (page.show_when, section.show_when, section.chosen_by, item.show_when)
    conditions = tuple(part for part in parts if part is not None)
    return AllOf(conditions) if len(conditions) > 1 else next(iter(conditions), None)


def _read_by(form: Form, homes: Mapping[str, Elsewhere]) -> tuple[Elsewhere, ...]:
    """What the rules read, and what is read to see whether that is asked, in the order of the homes."""
    tables = {cell.id: home for home in homes.values() if isinstance(home.item, RowsItem) for cell in home.item.items}
    here = {item.id for item in form_items(form)}
    found: set[str] = set()
    waiting: list[ItemId] = [item for rule in form.rules.rules for item in reads(rule.when)]
    waiting += [item for rule in form.rules.rules for level in rule.levels for item in reads(level.when)]
    while waiting:
        wanted = waiting.pop()
        home = homes.get(wanted) or tables.get(wanted)
        if wanted in here or home is None or home.item.id in found:
            continue
        found.add(home.item.id)
        cells = home.item.items if isinstance(home.item, RowsItem) else ()
        for condition in (each.show_when for each in (home.item, *cells)):
            waiting += [] if condition is None else reads(condition)
    return tuple(home for name, home in homes.items() if name in found)
