"""What a screen reader, the Tab key, a finger and a reader of large text have of a page, and what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QWidget,
)

from tests.film.screens import screens
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.pages.question_card import QuestionCard
from thinkfamily_desktop.ui.parts.buttons import Button, WrappingLink
from thinkfamily_desktop.ui.parts.options import OptionCards

LEAST, FINGER = 24, 44
SHOWN = Qt.FocusPolicy.TabFocus
NOBODY = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)
ROUNDS = 12  # more than any page takes to be made to its end
MANY = 600  # more stops than any page has


def settle() -> None:
    """Let everything that is due happen, the rest of a long page included."""
    for _ in range(ROUNDS):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pages that went would pile up


def shown_screens(words: Words, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Each screen in a window of its own, as large as a laptop's. A page is gone before the next one comes."""
    window = QMainWindow()
    window.resize(*size)
    window.show()
    for name, page in screens(words, folder):
        if window.centralWidget() is not page:
            drop(window)
            window.setCentralWidget(page)
        settle()
        window.activateWindow()
        yield name, page
    drop(window)
    window.close()
    window.deleteLater()


def drop(window: QMainWindow) -> None:
    """Let the page that was shown go now: every page that lingers is laid out again with each change of text size."""
    old = window.takeCentralWidget()
    if old is not None:
        old.hide()
        old.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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


def spoken(widget: QWidget) -> tuple[str, QAccessible.Role, str]:
    """Name, role and description as an assistive program gets them."""
    interface = QAccessible.queryAccessibleInterface(widget)
    text = QAccessible.Text
    return interface.text(text.Name).strip(), interface.role(), interface.text(text.Description).strip()


def faults(page: QWidget) -> list[str]:
    """What a screen reader could not say or a finger could not hit."""
    found = []
    for each in stops(page):
        name, role, description = spoken(each)
        kind = type(each).__name__
        if not name:
            found.append(f"{kind} has no name")
        if role in NOBODY:
            found.append(f"{kind} {name!r} has no role")
        if each.accessibleDescription() and not description:
            found.append(f"{kind} {name!r} has a description that is not spoken")
        if min(each.width(), each.height()) < LEAST:
            found.append(f"{kind} {name!r} is {each.width()} by {each.height()}")
    cards = [card for group in page.findChildren(OptionCards) if group.isVisible() for card in group.cards]
    found += [f"option {card.accessibleName()!r} is low" for card in cards if card.height() < FINGER]
    return found + silent_help(page)


def silent_help(page: QWidget) -> list[str]:
    """Questions whose help the eye has and the ear has not, and options with help of their own that is not spoken."""
    found = []
    for card in page.findChildren(QuestionCard):
        if not (card.isVisible() and card.field.isVisible() and card.help_text):
            continue
        groups = [group for group in card.field.findChildren(QGroupBox) if group.isVisible()]
        said = {spoken(each)[2] for each in (*stops(card.field), *groups)}
        if not any(card.help_text in description for description in said):
            found.append(f"the help of {card.field.name!r} is not spoken")
    for group in page.findChildren(OptionCards):
        found += [
            f"the help of option {card.offer.text!r} is not spoken"
            for card in group.cards
            if group.isVisible() and card.offer.help and card.offer.help not in spoken(card)[2]
        ]
    return found


def cut(page: QWidget) -> list[str]:
    """Words that are shown in part, and places that would have to be scrolled sideways."""
    labels = [each for each in page.findChildren(QLabel) if each.isVisible() and each.text()]
    found = [
        f"label {each.text()!r}"
        for each in labels
        if not each.wordWrap() and each.width() + 1 < each.sizeHint().width()
    ]
    found += [
        f"label {each.text()!r} is lower than its words"
        for each in labels
        if each.wordWrap() and each.height() + 1 < each.heightForWidth(each.width())
    ]
    buttons = [each for each in page.findChildren(Button) if each.isVisible() and not isinstance(each, WrappingLink)]
    found += [f"button {each.text()!r}" for each in buttons if each.width() + 1 < _wide(each)]
    return found + sideways(page)


def sideways(page: QWidget) -> list[str]:
    """What stands out over the right edge of what it scrolls in, or of the page."""
    found = []
    for area in page.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and content.width() > area.viewport().width() + 1:
            found.append(f"{area.accessibleName() or type(area).__name__} scrolls sideways")
    for each in stops(page):
        right = each.mapTo(page, QPoint(each.width(), 0)).x()
        if right > page.width() + 1 or each.mapTo(page, QPoint(0, 0)).x() < -1:
            found.append(f"{type(each).__name__} {each.accessibleName()!r} stands out over the edge")
    return found


def _wide(button: QPushButton) -> int:
    return QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&&", "&"))


# -- the Tab key


def tab_round(page: QWidget) -> list[QWidget]:
    """Everything that Tab stops at, by key presses, from wherever the focus is round to it again."""
    seen: list[QWidget] = []
    window = page.window()
    for _ in range(MANY):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        QApplication.processEvents()
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            return seen
        seen.append(focus)
    raise AssertionError("Tab never comes round")


def out_of_order(page: QWidget, seen: list[QWidget]) -> list[str]:
    """Steps of Tab that go against reading: up or to the left within what is read as one column.

    The last step of the round goes back to the beginning; there is always exactly one.
    """
    pairs = list(zip(seen, seen[1:] + seen[:1], strict=True))
    against = [(one, other) for one, other in pairs if _goes_back(page, one, other)]
    back_to_first = 1 if len(seen) > 1 else 0
    if len(against) <= back_to_first:
        return []
    return [f"{_named(one)} -> {_named(other)}" for one, other in against]


def missed(page: QWidget, seen: list[QWidget]) -> list[str]:
    """What takes the focus but is never come to by Tab."""
    return [_named(each) for each in stops(page) if each not in seen and not _proxied(each)]


def _proxied(widget: QWidget) -> bool:
    return widget.focusProxy() is not None


def _goes_back(page: QWidget, one: QWidget, other: QWidget) -> bool:
    first, second = _places(page, one, other)
    if _on_one_line(first, second):
        return second.left() < first.left()
    return second.top() < first.top() and second.left() < first.right()


def _on_one_line(first: QRect, second: QRect) -> bool:
    shared = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    return shared > min(first.height(), second.height()) / 2


def _places(page: QWidget, one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Where two stand towards each other: what is scrolled apart counts as where its window on it is."""
    ones, others = _areas(page, one), _areas(page, other)
    shared = len([1 for first, second in zip(ones, others, strict=False) if first is second])
    ground: QWidget = page
    if shared:
        ground = ones[shared - 1].widget() or page
    return _place(ground, ones[shared:], one), _place(ground, others[shared:], other)


def _areas(page: QWidget, widget: QWidget) -> list[QScrollArea]:
    found: list[QScrollArea] = []
    above: QWidget | None = widget.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea):
            found.insert(0, above)
        above = above.parentWidget()
    return found


def _place(ground: QWidget, within: list[QScrollArea], widget: QWidget) -> QRect:
    shown: QWidget = within[0] if within else widget
    return QRect(shown.mapTo(ground, QPoint(0, 0)), shown.size())


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"
