"""Every item of a form by its id, wherever the form keeps it: pages, register, rows, action records."""

from collections.abc import Mapping

from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import Form, Item, RowsItem


def items_by_id(form: Form) -> Mapping[str, Item]:
    """All items of a form by id. A cell is held where the rows that it stands in are held."""
    found: dict[str, Item] = {kept.item.id: kept.item for kept in form.elsewhere}
    found |= {item.id: item for item in form_items(form)}
    for item in list(found.values()):
        if isinstance(item, RowsItem):
            found |= {cell.id: cell.model_copy(update={"held_by": item.held_by}) for cell in item.items}
    return found
