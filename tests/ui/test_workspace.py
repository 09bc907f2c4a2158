"""The workspace says what is true, at the desk and in a visit, and every part of it can be reached and named."""

import itertools
import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenScreen
from tests.ui.made_up import MadeUp
from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.assessment import FormRef
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.session.rolling import Moved, Rolled
from thinkfamily_desktop.ui import presenter
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.parts.banner import Banner
from thinkfamily_desktop.ui.parts.cards import Scroller
from thinkfamily_desktop.ui.parts.task_list import TaskRow

FRIGHTENING = re.compile(r"\b(safety|risk|referral|refer|threshold|concern|alert|red)\b", re.IGNORECASE)
PAGES = ("kinds", "children", "worry")


@pytest.mark.parametrize("visit", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_everything_that_takes_the_focus_has_a_name(open_screen: OpenScreen, page: str, visit: bool) -> None:
    for widget in open_screen(page, visit=visit).robot.visible():
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QScrollArea):
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            assert named, f"{type(widget).__name__} at {widget.geometry()} has no name"


@pytest.mark.parametrize("visit", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_in_reading_order(open_screen: OpenScreen, page: str, visit: bool) -> None:
    screen = open_screen(page, visit=visit)
    stops = [stop for stop in screen.robot.tab_round() if screen.page.page and screen.page.page.isAncestorOf(stop)]
    places = [at(stop, screen.page.page or screen.page) for stop in stops]
    turn = places.index(min(places))
    in_order = places[turn:] + places[:turn]
    assert len(in_order) > 3
    for earlier, later in itertools.pairwise(in_order):
        assert later[0] > earlier[0] - 12, f"{later} is above {earlier}"


def at(stop: QWidget, page: QWidget) -> tuple[int, int]:
    """Where it is on the whole page, also on the part that is scrolled away: down, then across."""
    ground = next((area.widget() for area in page.findChildren(QScrollArea) if area.isAncestorOf(stop)), None)
    corner = stop.mapTo(ground or page, QPoint(0, stop.height() // 2))
    return corner.y(), corner.x()


def test_a_visit_shows_no_word_that_frightens(open_screen: OpenScreen, family: MadeUp) -> None:
    family.say("worry.now", True)
    screen = open_screen("children", visit=True)
    found = FRIGHTENING.findall(screen.robot.reads())
    assert found == []
    assert "Grace needs somebody today" not in screen.robot.reads()


def test_our_own_words_for_a_visit_do_not_frighten(words: Words) -> None:
    for code in words.codes():
        if code.startswith("visit."):
            assert not FRIGHTENING.search(words.say(code)), code


def test_act_today_is_a_banner_at_the_desk(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("worry")
    banner = screen.page.findChild(Banner)
    assert banner is not None
    assert not banner.isVisible()
    screen.robot.click("Yes")
    assert banner.isVisible()
    assert "Grace needs somebody today." in screen.robot.reads()
    assert "Immediate safety, Act today" in screen.robot.reads()


def test_act_today_is_a_dot_in_a_visit_and_opens_only_when_no_one_can_see(
    open_screen: OpenScreen, family: MadeUp
) -> None:
    family.say("worry.now", True)
    screen = open_screen("children", visit=True)
    banner = screen.page.findChild(Banner)
    assert banner is not None
    assert not banner.isVisible()
    opened: list[object] = []
    screen.page.card_requested.connect(opened.append)
    screen.robot.click("note").tab_to(screen.say("visit.can_see_no_one"))
    assert opened == []
    screen.robot.press(Qt.Key.Key_Space)
    assert len(opened) == 1


def test_without_an_alert_there_is_no_dot(open_screen: OpenScreen) -> None:
    assert not open_screen("children", visit=True).robot.has("note")


def test_a_visit_has_nothing_of_the_desk(open_screen: OpenScreen) -> None:
    screen = open_screen("children", visit=True)
    for code in ("check_and_refer", "family_map", "shows_so_far", "your_families"):
        assert screen.say(f"workspace.{code}") not in screen.robot.reads()
    assert "My thinking" not in screen.robot.reads()
    assert "Mine" not in screen.robot.reads()


def test_who_is_in_the_room_is_ticked_by_the_worker(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("children", visit=True)
    screen.robot.click("In the room: Tunde").click("In the room: Someone else")
    assert family.session.room == Room(frozenset([family.tunde]), someone_else=True)
    screen.robot.click("In the room: Tunde").click("In the room: Someone else")
    assert family.session.room is None


def test_ending_a_visit_is_asked(open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = open_screen("children", visit=True)
    ended: list[bool] = []
    screen.page.visit_ended.connect(lambda: ended.append(True))
    for answer in (False, True):
        monkeypatch.setattr(Dialogs, "ask", lambda *_, said=answer: said)
        screen.robot.click(screen.say("visit.end_visit"))
    assert ended == [True]


def test_what_is_saved_is_always_true(open_screen: OpenScreen, family: MadeUp, qtbot: QtBot) -> None:
    screen = open_screen("kinds")
    assert "Saved on this laptop" in screen.robot.reads()
    family.store.waiting = []
    screen.robot.click("A line").type("x")
    assert "Saved on this laptop" not in screen.robot.reads()
    screen.presenter.flush()
    assert "Saved on this laptop" not in screen.robot.settle().reads(), "the disk does not have it yet"
    family.store.let_go()
    qtbot.waitUntil(lambda: "Saved on this laptop" in screen.robot.settle().reads())


def test_a_full_disk_is_said_and_what_was_typed_is_tried_again(
    open_screen: OpenScreen, family: MadeUp, qtbot: QtBot
) -> None:
    screen = open_screen("kinds")
    family.store.full = True
    screen.robot.click("A line").type("kept")
    screen.presenter.flush()
    qtbot.waitUntil(lambda: "Not saved" in screen.robot.settle().reads())
    family.store.full = False
    screen.presenter.flush()
    qtbot.waitUntil(lambda: "Saved on this laptop" in screen.robot.settle().reads())
    assert family.key("k.text") in family.store.saves[-1].answers


def test_leaving_a_field_writes_it(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    before = len(family.store.saves)
    screen.robot.click("A line").type("x").press(Qt.Key.Key_Tab)
    assert len(family.store.saves) == before + 1
    assert family.store.saves[-1].seal


def test_a_pause_in_typing_writes_it(open_screen: OpenScreen, family: MadeUp, qtbot: QtBot) -> None:
    screen = open_screen("kinds")
    before = len(family.store.saves)
    screen.robot.click("A line").type("xyz")
    assert len(family.store.saves) == before
    qtbot.waitUntil(lambda: len(family.store.saves) == before + 1)


def test_a_flow_of_typing_without_a_pause_is_written_while_it_goes_on(
    open_screen: OpenScreen, family: MadeUp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenter, "PAUSE_MS", 60_000)  # no gap between two keys is ever a pause, however slow we are
    screen = open_screen("kinds")
    before = len(family.store.saves)
    screen.robot.click("A line")

    def written() -> bool:
        screen.robot.type("x")
        return len(family.store.saves) > before

    qtbot.waitUntil(written)


def test_hiding_the_page_writes_what_was_typed(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    screen.robot.click("A line").type("x")
    screen.page.hide()
    assert any(family.key("k.text") in save.answers for save in family.store.saves)


def test_the_task_list_goes_by_arrows_and_opens_with_space(open_screen: OpenScreen) -> None:
    screen = open_screen("kinds")
    screen.robot.tab_to("All kinds, Not started").press(Qt.Key.Key_Down)
    assert screen.robot.focus.startswith("Impact on the child")
    screen.robot.press(Qt.Key.Key_Space)
    assert screen.page.page is not None
    assert screen.page.page.page.id == "children"
    assert screen.robot.focus == "What does Tunde see?"


def test_a_long_page_is_whole_in_the_end(open_screen: OpenScreen) -> None:
    assert open_screen("kinds").robot.has("Add a call"), "the last question of many"


def test_control_enter_goes_on_to_the_next_page(open_screen: OpenScreen) -> None:
    screen = open_screen("kinds")
    screen.robot.click("A line").press(Qt.Key.Key_Return, control=True)
    assert screen.page.page is not None
    assert screen.page.page.page.id == "children"


@pytest.mark.parametrize(("wide", "high"), [(1366, 768), (1024, 600), (800, 600), (360, 640)])
def test_nothing_is_cut_off_sideways(open_screen: OpenScreen, wide: int, high: int) -> None:
    screen = open_screen("kinds")
    screen.robot.window.resize(wide, high)
    screen.robot.settle()
    assert screen.robot.window.width() == wide
    page = screen.page.page
    assert page is not None
    for area in page.findChildren(QScrollArea):
        content = area.widget()
        assert content is None or not area.isVisible() or content.width() <= area.viewport().width()


def test_columns_that_fold_come_back_by_a_button(open_screen: OpenScreen) -> None:
    screen = open_screen("kinds")
    screen.robot.window.resize(640, 600)
    screen.robot.settle()
    assert not screen.robot.has("All kinds, Not started")
    screen.robot.click(screen.say("workspace.pages"))
    assert screen.robot.has("All kinds, Not started")


def test_a_note_is_caught_from_any_page_and_filed_to_a_question(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    screen.robot.click("A line").click(screen.say("workspace.notes"))
    assert screen.robot.focus == screen.say("workspace.note_now")
    screen.robot.type("sister rang").click(screen.say("workspace.note_keep"))
    screen.robot.click(screen.say("workspace.note_file"))
    assert family.said("k.text") == "sister rang"


def test_a_note_never_takes_the_place_of_an_answer_that_is_no_text(open_screen: OpenScreen, family: MadeUp) -> None:
    screen = open_screen("kinds")
    screen.robot.click("Yes", QAbstractButton).click(screen.say("workspace.notes"))
    screen.robot.type("sister rang").click(screen.say("workspace.note_keep"))
    assert not screen.robot.has(screen.say("workspace.note_file"))
    assert screen.say("workspace.note_where") in screen.robot.reads()
    screen.robot.click("A story")
    assert screen.say("workspace.note_where") not in screen.robot.reads()
    screen.robot.click(screen.say("workspace.note_file"))
    assert (family.said("k.long"), family.said("k.yes")) == ("sister rang", True)


def test_the_latest_change_is_taken_back_and_the_field_shows_it(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.robot.click("A line").type("seven").press(Qt.Key.Key_Tab)
    screen.robot.click(screen.say("workspace.undo"))
    assert screen.robot.value("A line") == ""
    assert screen.family.said("k.text") is None
    assert screen.robot.focus == "A line"


def test_a_draft_that_came_into_a_newer_form_says_so_once_at_the_desk_and_never_in_a_visit(
    open_screen: OpenScreen, family: MadeUp
) -> None:
    older, newer = FormRef("full", "1.0.0", "0" * 64), FormRef("full", "1.1.0", "1" * 64)
    family.session.rolled = Rolled(older, newer, (Moved("kept", Text.of("What did they say?")),))
    assert "1.1.0" not in open_screen(visit=True).robot.reads()
    family.session.end_visit()
    screen = open_screen()
    assert "from version 1.0.0 to version 1.1.0" in screen.robot.reads()
    assert "“What did they say?” is no longer asked." in screen.robot.reads()
    screen.robot.click(screen.say("workspace.understood"))
    assert "1.1.0" not in screen.robot.reads()
    assert "1.1.0" not in open_screen().robot.reads()


def test_the_open_page_is_in_sight_in_the_task_list_however_far_down_it_is(open_screen: OpenScreen) -> None:
    screen = open_screen()
    screen.page.window().resize(1366, 200)
    screen.robot.settle()

    def row_of(page: str) -> TaskRow:
        (row,) = [row for row in screen.page.findChildren(TaskRow) if row.task.page == page]
        return row

    for page in ("mine", "kinds", "mine"):
        screen.page.open_page(page)
        screen.robot.settle()
        assert row_of(page).visibleRegion().boundingRect().height() == row_of(page).height()
    row = row_of("mine")
    (area,) = [area for area in screen.page.findChildren(Scroller) if area.isAncestorOf(row)]
    area.verticalScrollBar().setValue(0)
    assert row.visibleRegion().boundingRect().height() < row.height()
