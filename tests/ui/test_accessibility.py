"""The accessibility report: every screen as a screen reader, the Tab key, a finger and large text have it."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from tests.ui.accessible import cut, faults, missed, out_of_order, settle, shown_screens, stops, tab_round
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.cards import Scroller
from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder
from thinkfamily_desktop.ui.theme import Look

LAPTOP, SMALL = (1366, 768), (1024, 600)
SIZES = [(100, LAPTOP, True), (100, SMALL, False), (200, LAPTOP, False), (200, SMALL, True)]


@pytest.mark.full
@pytest.mark.parametrize(("percent", "size", "tab"), SIZES)
def test_every_stop_of_every_page_has_name_role_description_size_order_and_nothing_is_cut(
    look: Look, words: Words, tmp_path: Path, percent: int, size: tuple[int, int], *, tab: bool
) -> None:
    """With `tab` it is pressed all the way round each page first: what a visited question unfolds is there too."""
    report: dict[str, list[str]] = {}
    counted: Counter[str] = Counter()
    began = time.perf_counter()
    look.choose("light", percent)
    try:
        for name, page in shown_screens(words, tmp_path, size):
            seen = tab_round(page) if tab else []
            settle()
            counted["screens"] += 1
            counted["presses of Tab"] += len(seen) if tab else 0
            counted["stops"] += len(stops(page))
            report[name] = faults(page) + cut(page) + (missed(page, seen) + out_of_order(page, seen) if tab else [])
    finally:
        look.choose("light", 100)
    took = time.perf_counter() - began
    found = {name: faults for name, faults in report.items() if faults}
    print(  # noqa: T201  a report
        f"\naccessibility at {percent} % in {size[0]}x{size[1]}: {dict(counted)}, faults: "
        f"{sum(map(len, report.values()))}, {took:.0f} s"
    )
    assert found == {}
    assert counted["screens"] > 40


# -- what is planted is found


def test_a_thing_without_name_that_no_finger_hits_and_words_that_are_cut_are_found(planted: "Planted") -> None:
    page = planted(ReadingOrder())
    QLineEdit(page).setFixedSize(20, 12)
    label = QLabel("These words are wider than their place", page)
    label.setGeometry(0, 30, 40, 20)
    low = QLabel("These words wrap and their place is too low for them", page)
    low.setWordWrap(True)
    low.setGeometry(0, 60, 60, 12)
    show(page)
    assert any("has no name" in fault for fault in faults(page))
    assert any(" by " in fault for fault in faults(page))
    assert any(fault.endswith("their place'") for fault in cut(page))
    assert any("lower than its words" in fault for fault in cut(page))


def test_an_order_that_is_not_the_reading_order_is_found(planted: "Planted") -> None:
    found = []
    for kind in (QWidget, ReadingOrder):
        page = planted(kind())
        line = QHBoxLayout(page)
        made = [QPushButton(name) for name in ("first", "second", "third")]
        for button in made:
            line.addWidget(button)
        page.setTabOrder(made[0], made[2])
        page.setTabOrder(made[2], made[1])
        show(page)
        seen = tab_round(page)
        assert len(seen) == 3
        found.append(len(out_of_order(page, seen)))
        page.window().close()
    assert found == [2, 0]


def test_a_stop_that_tab_never_comes_to_is_found(planted: "Planted") -> None:
    class Stuck(QWidget):
        def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802, RUF100
            found = self.findChildren(QPushButton)
            found[0 if found[1].hasFocus() else 1].setFocus()
            return True

    page = planted(Stuck())
    column = QVBoxLayout(page)
    for name in ("one", "two", "never"):
        column.addWidget(QPushButton(name))
    show(page)
    assert missed(page, tab_round(page)) == ["QPushButton ''"]


def test_a_page_that_has_to_be_scrolled_sideways_is_found(planted: "Planted") -> None:
    page = planted(QWidget())
    scroller = Scroller()
    QVBoxLayout(page).addWidget(scroller)
    show(page)
    assert cut(page) == []
    wide = QPushButton("wide")
    wide.setMinimumWidth(900)
    scroller.body.addWidget(wide)
    settle()
    assert cut(page) != []


class Planted:
    """Puts pages with faults into windows of their own."""

    def __init__(self) -> None:
        self.windows: list[QMainWindow] = []

    def __call__(self, page: QWidget) -> QWidget:
        window = QMainWindow()
        window.setCentralWidget(page)
        window.resize(300, 200)
        self.windows.append(window)
        return page


def show(page: QWidget) -> None:
    page.window().show()
    page.window().activateWindow()
    settle()


@pytest.fixture
def planted(look: Look) -> Iterator[Planted]:
    made = Planted()
    yield made
    for window in made.windows:
        window.close()
        window.deleteLater()
