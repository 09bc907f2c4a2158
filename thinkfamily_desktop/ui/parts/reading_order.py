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
    here = QApplication.focusWidget()
    stop = _stop_of(here) if here is not None and root.isAncestorOf(here) else None
    target = _beside(root, stop, forward=forward) if stop is not None else None
    target = target or _first(_stops(root)) if forward else target or _last(_stops(root))
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def in_reading_order(root: QWidget) -> list[QWidget]:
    """Every visible thing under `root` at which Tab stops, as one would read them."""
    return list(_stops(root))


def _stop_of(here: QWidget) -> QWidget | None:
    """Where the focus is; something that Tab passes over (a card next to the group's stop) counts as its neighbour."""
    group = here.parentWidget()
    if _is_stop(here) or group is None:
        return here
    return _first(stop for stop in _stops(group) if stop.parentWidget() is group)


def _beside(root: QWidget, here: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop on or back, looked for from here outwards: a page has hundreds, and Tab is pressed often."""
    if forward and (inner := _first(stop for part in _parts(here) for stop in _stops(part))) is not None:
        return inner
    node = here
    while node is not root and (above := node.parentWidget()) is not None:
        parts = list(_parts(above))
        place = parts.index(node) if node in parts else -1
        if place >= 0:
            for part in parts[place + 1 :] if forward else reversed(parts[:place]):
                found = _first(_stops(part)) if forward else _last(_stops(part))
                if found is not None:
                    return found
        if not forward and above is not root and _is_stop(above):
            return above
        node = above
    return None


def _first(stops: Iterator[QWidget]) -> QWidget | None:
    return next(stops, None)


def _last(stops: Iterator[QWidget]) -> QWidget | None:
    return next(iter(list(stops)[::-1]), None)


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.focusProxy() is None and not widget.isHidden() and widget.isEnabled()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden() or not widget.isEnabled():
        return
    if _is_stop(widget):
        yield widget
    for part in _parts(widget):
        yield from _stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """What is read inside a widget, in order."""
    if isinstance(widget, QScrollArea):
        if (content := widget.widget()) is not None:
            yield content
    elif isinstance(widget, QStackedWidget):
        if (current := widget.currentWidget()) is not None:
            yield current
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in in_layout(layout):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _in_layout(part)


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
