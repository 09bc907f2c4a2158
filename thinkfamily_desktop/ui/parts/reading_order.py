"""The Tab key goes in reading order, whatever was made first: the order is read off the layouts.

A layout is never asked for its items: Qt takes them away without a word to Python, which goes on believing in them,
and ends the program when something else is made in the same place and goes too.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QScrollArea, QStackedWidget, QWidget

ONLY_ITS_OWN = Qt.FindChildOption.FindDirectChildrenOnly


class ReadingOrder(QWidget):
    """A page within which Tab and Shift+Tab go from one thing to the next as one would read them, and round."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802, RUF100  Qt's name
        """Move the focus on, or back."""
        return focus_moved(self, forward=next) or super().focusNextPrevChild(next)


def focus_moved(root: QWidget, *, forward: bool) -> bool:
    """Move the focus one stop on or back within `root`, and round; from nowhere to its beginning or its end.

    False when there is nothing under it at which Tab stops.
    """
    order = in_reading_order(root)
    if not order:
        return False
    place = _place(order, QApplication.focusWidget())
    step = 1 if forward else -1
    target = order[min(step, 0)] if place is None else order[(place + step) % len(order)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def in_reading_order(root: QWidget) -> list[QWidget]:
    """Every visible thing under `root` at which Tab stops, as one would read them."""
    return list(_stops(root))


def _place(order: list[QWidget], here: QWidget | None) -> int | None:
    """Where the focus is; something that Tab passes over (a card next to the group's stop) counts as its neighbour."""
    if here in order:
        return order.index(here)
    if here is None or (group := here.parentWidget()) is None:
        return None
    return next((place for place, widget in enumerate(order) if widget.parentWidget() is group), None)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield from _stops(content)
    elif isinstance(widget, QStackedWidget):
        if (current := widget.currentWidget()) is not None:
            yield from _stops(current)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in in_layout(layout):
        yield from _stops(part) if isinstance(part, QWidget) else _in_layout(part)


def in_layout(layout: QLayout) -> list[QWidget | QLayout]:
    """What lies in a layout, in its order; in a grid line by line."""
    widgets = layout.parentWidget().findChildren(QWidget, options=ONLY_ITS_OWN)
    layouts = [each for each in layout.children() if isinstance(each, QLayout)]
    places: list[tuple[int, QWidget | QLayout]] = [
        *((place, each) for each in widgets if (place := layout.indexOf(each)) >= 0),
        *((place, each) for each in layouts if (place := layout.indexOf(each)) >= 0),
    ]
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda part: _cell(layout, part[0]))
    else:
        places.sort(key=lambda part: part[0])
    return [part for _, part in places]


def is_empty(part: QWidget | QLayout) -> bool:
    """Whether it takes no room."""
    return part.isHidden() if isinstance(part, QWidget) else part.isEmpty()


def _cell(grid: QGridLayout, place: int) -> tuple[int, int]:
    row, column, *_ = grid.getItemPosition(place)
    return int(str(row)), int(str(column))
