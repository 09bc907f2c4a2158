"""Every item of a form by its id, wherever the form keeps it: pages, register, rows, action records."""

from collections.abc import Iterator, Mapping

from thinkfamily_desktop.forms.model import Form, Item, RowsItem


def all_items(form: Form) -> Iterator[Item]:
    """All items of a form, the cells of rows included."""
    for item in _top_items(form):
        yield item
        if isinstance(item, RowsItem):
            yield from item.items


def items_by_id(form: Form) -> Mapping[str, Item]:
    """All items of a form, the cells of rows included, by id. A cell is held where its rows are held."""
    found: dict[str, Item] = {}
    for item in _top_items(form):
        found[item.id] = item
        if isinstance(item, RowsItem):
            found |= {cell.id: cell.model_copy(update={"held_by": item.held_by}) for cell in item.items}
    return found


def _top_items(form: Form) -> Iterator[Item]:
    yield from form.people.person_items
    yield from form.people.family_items
    for page in form.pages:
        for section in page.sections:
            yield from section.items
    for record in form.rules.records.values():
        yield from record
