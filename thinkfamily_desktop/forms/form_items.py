"""Every item of one form, wherever it stands."""

from collections.abc import Iterator

from thinkfamily_desktop.forms.model import Form, Item, RowsItem


def form_items(form: Form) -> Iterator[Item]:
    """Items of the register, the pages and the action records, cells after the rows item that holds them."""
    yield from _with_cells(form.people.person_items)
    yield from _with_cells(form.people.family_items)
    for page in form.pages:
        for section in page.sections:
            yield from _with_cells(section.items)
    for record in form.rules.records.values():
        yield from _with_cells(record)


def _with_cells(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, RowsItem):
            yield from item.items
