"""No page keeps hold of a layout's items: Qt takes them away unsaid, and a belief in them has ended the program."""

import re
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayoutItem, QWidgetItem

import thinkfamily_desktop.ui
from tests.ui.conftest import OpenScreen, Screen
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.reading_order import in_reading_order

UI = Path(thinkfamily_desktop.ui.__file__).parent
OWN_LAYOUT = "flow.py"  # a layout of ours has to hold its items itself


def believed_in(screen: Screen) -> int:
    """How many items Python holds, beside those that a layout of ours holds as it has to."""
    held = [each for each in shiboken6.getAllValidWrappers() if isinstance(each, QWidgetItem)]  # type: ignore[no-untyped-call]
    flows = screen.robot.window.findChildren(FlowLayout)
    return len(held) - sum(flow.count() for flow in flows)


def use(screen: Screen) -> None:
    """What asked for items once: Tab, pages that change under the hand, a status line that has to fit."""
    in_reading_order(screen.page)
    for page in ("children", "worry", "kinds"):
        screen.page.open_page(page)
        screen.robot.settle()
        screen.robot.window.resize(1100, 700)
        screen.robot.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_turning_pages_leaves_no_item_held(open_screen: OpenScreen) -> None:
    screen = open_screen()
    before = believed_in(screen)
    use(screen)
    assert believed_in(screen) <= before


def test_an_item_that_was_asked_for_is_noticed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    before = believed_in(screen)
    layout = screen.page.layout()
    assert layout is not None
    item: QLayoutItem | None = layout.itemAt(0)
    assert item is not None
    del item
    outer = screen.robot.window.layout()
    assert outer is not None
    for place in range(outer.count()):
        outer.itemAt(place)
    assert believed_in(screen) > before


def test_nothing_asks_a_layout_for_its_items() -> None:
    asking = [path.name for path in UI.rglob("*.py") if re.search(r"\.itemAt\(", path.read_text(encoding="utf-8"))]
    assert [name for name in asking if name != OWN_LAYOUT] == []
