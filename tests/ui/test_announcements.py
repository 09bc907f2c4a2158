"""What the eye sees happen is said to a screen reader too: saves, errors, warnings, each once and in the right tone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from tests.ui.conftest import OpenScreen, Screen

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive
Heard = list[tuple[str, QAccessible.AnnouncementPoliteness]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What Qt is given to say, with how urgent it is; it comes from something an assistive program can ask about."""
    found: Heard = []
    told = QAccessible.updateAccessibility

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            assert QAccessible.queryAccessibleInterface(event.object()).isValid()
            found.append((event.message(), event.politeness()))
        told(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    return found


def type_and_leave(screen: Screen, name: str, words: str) -> None:
    screen.robot.click(name).type(words).press(Qt.Key.Key_Tab)


def save(screen: Screen) -> None:
    type_and_leave(screen, "A line", "seven")
    screen.presenter.flush()


def refuse(screen: Screen) -> None:
    """Letter after letter is tried, and refused."""
    screen.family.store.full = True
    type_and_leave(screen, "A line", "seven")
    screen.presenter.flush()


def misread(screen: Screen) -> None:
    type_and_leave(screen, "NHS number of this one", "999 111")


def alarm(screen: Screen) -> None:
    screen.presenter.answer(screen.family.key("worry.now"), value=True)


def undo(screen: Screen) -> None:
    type_and_leave(screen, "A line", "seven")
    screen.robot.click(screen.say("workspace.undo"))


Case = tuple[Callable[[Screen], None], QAccessible.AnnouncementPoliteness, str, str]
SAID: dict[str, Case] = {
    "a save": (save, POLITE, "saved on this laptop", "saves_said"),
    "a refused save": (refuse, ASSERTIVE, "not saved", "pages.workspace_bars"),
    "an answer that does not fit": (misread, ASSERTIVE, "not an nhs number", "pages.question_card"),
    "something to do today": (alarm, ASSERTIVE, "somebody today", "pages.workspace"),
    "a step taken back": (undo, POLITE, "a line", "pages.workspace"),
}


def tones(screen: Screen, heard: Heard, do: Callable[[Screen], None], words: str) -> list[object]:
    """How what is looked for was said, each time that it was."""
    heard.clear()
    do(screen)
    screen.robot.settle()
    screen.family.store.full = False
    return [politeness for message, politeness in heard if words in message.lower()]


@pytest.mark.parametrize("what", SAID)
def test_what_the_eye_sees_is_said_once(open_screen: OpenScreen, heard: Heard, what: str) -> None:
    do, tone, words, _ = SAID[what]
    assert tones(open_screen(), heard, do, words) == [tone]


@pytest.mark.parametrize("what", SAID)
def test_what_is_not_said_is_noticed(
    open_screen: OpenScreen, heard: Heard, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    do, _, words, module = SAID[what]
    monkeypatch.setattr(f"thinkfamily_desktop.ui.{module}.announce", lambda *_, **__: None)
    assert tones(open_screen(), heard, do, words) == []


def test_a_save_is_not_said_while_somebody_types(open_screen: OpenScreen, heard: Heard) -> None:
    screen = open_screen()
    screen.robot.click("A line").type("seven")
    screen.presenter.flush()
    screen.robot.settle()
    assert heard == []


def test_a_save_that_is_refused_again_after_one_that_was_not_is_said_again(
    open_screen: OpenScreen, heard: Heard
) -> None:
    screen = open_screen()
    assert tones(screen, heard, refuse, "not saved") == [ASSERTIVE]
    screen.presenter.flush()
    screen.robot.settle()
    assert tones(screen, heard, refuse, "not saved") == [ASSERTIVE]
