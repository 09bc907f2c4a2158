"""Every screen of the program as a screen reader, a finger and a reader of large text have it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QWidget,
)

from tests.film.screens import screens
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.options import OptionCards
from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder
from thinkfamily_desktop.ui.theme import Look

LEAST, FINGER = 24, 44
SHOWN = Qt.FocusPolicy.TabFocus
NOBODY = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)


def settle() -> None:
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def shown_screens(words: Words, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Each screen in a window of its own, as large as a laptop's."""
    window = QMainWindow()
    window.resize(*size)
    window.show()
    for name, page in screens(words, folder):
        if window.centralWidget() is not page:
            window.takeCentralWidget()
            window.setCentralWidget(page)
        settle()
        yield name, page
    window.takeCentralWidget()
    window.close()
    window.deleteLater()


def stops(page: QWidget) -> list[QWidget]:
    """What takes the focus and can be seen; the inside of a box is spoken with the box."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & SHOWN
        and not isinstance(each.parent(), QComboBox)
    ]


def faults(page: QWidget) -> list[str]:
    """What a screen reader could not say or a finger could not hit."""
    found = []
    for each in stops(page):
        interface = QAccessible.queryAccessibleInterface(each)
        name = interface.text(QAccessible.Text.Name).strip()
        kind = type(each).__name__
        if not name:
            found.append(f"{kind} has no name")
        if interface.role() in NOBODY:
            found.append(f"{kind} {name!r} has no role")
        if each.accessibleDescription() and not interface.text(QAccessible.Text.Description).strip():
            found.append(f"{kind} {name!r} has a description that is not spoken")
        if min(each.width(), each.height()) < LEAST:
            found.append(f"{kind} {name!r} is {each.width()} by {each.height()}")
    cards = [card for group in page.findChildren(OptionCards) if group.isVisible() for card in group.cards]
    return found + [f"option {card.accessibleName()!r} is low" for card in cards if card.height() < FINGER]


def cut(page: QWidget) -> list[str]:
    """Words that are shown in part: of a label that does not wrap, and of a button that paints its text in one line."""
    labels = [each for each in page.findChildren(QLabel) if each.isVisible() and each.text() and not each.wordWrap()]
    buttons = [each for each in page.findChildren(Button) if each.isVisible()]
    found = [f"label {each.text()!r}" for each in labels if each.width() + 1 < each.sizeHint().width()]
    return found + [f"button {each.text()!r}" for each in buttons if each.width() + 1 < _wide(each)]


def _wide(button: QPushButton) -> int:
    return QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&&", "&"))


@pytest.mark.full
def test_everything_that_takes_the_focus_has_name_role_description_and_size(
    look: Look, words: Words, tmp_path: Path
) -> None:
    report: dict[str, list[str]] = {}
    counted: Counter[str] = Counter()
    for name, page in shown_screens(words, tmp_path, (1366, 768)):
        counted["screens"] += 1
        counted["stops"] += len(stops(page))
        report[name] = faults(page) + cut(page)
    print(f"\naccessibility: {dict(counted)}, faults: {sum(map(len, report.values()))}")  # noqa: T201
    assert {name: found for name, found in report.items() if found} == {}
    assert counted["screens"] > 40


@pytest.mark.full
@pytest.mark.parametrize(("percent", "size"), [(200, (1366, 768)), (200, (1024, 600)), (100, (1024, 600))])
def test_nothing_is_cut_or_small_with_large_text_and_on_a_small_screen(
    look: Look, words: Words, tmp_path: Path, percent: int, size: tuple[int, int]
) -> None:
    look.choose("light", percent)
    try:
        report = {name: faults(page) + cut(page) for name, page in shown_screens(words, tmp_path, size)}
    finally:
        look.choose("light", 100)
    assert {name: found for name, found in report.items() if found} == {}


def test_what_is_planted_is_found(look: Look, show_small: QWidget) -> None:
    assert any("has no name" in fault for fault in faults(show_small))
    assert any("by" in fault for fault in faults(show_small))
    assert cut(show_small) != []


@pytest.fixture
def show_small(look: Look) -> Iterator[QWidget]:
    """A button without a name that no finger hits, and a label that is cut."""
    page = ReadingOrder()
    QLineEdit(page).setFixedSize(20, 12)
    label = QLabel("These words are wider than their place", page)
    label.setGeometry(0, 30, 40, 20)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.resize(300, 200)
    window.show()
    settle()
    yield page
    window.close()
    window.deleteLater()
