"""The caseload, from end to end by keyboard and by clicks."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from tests.session.memory_store import done
from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.domain.records import FamilyCard, FamilySummary
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.ui.models.caseload import CaseloadModel, Column, when_in_words
from thinkfamily_desktop.ui.pages.caseload import CaseloadPage

NOW = StillClock().now()


def family(number: int, name: str, *, act_now: int = 0, days: int = 0, **card_says: Any) -> FamilySummary:
    card = FamilyCard(name, "Grace, 999 291 4173", 2, 1, 1, open_act_now=act_now, **card_says)
    return FamilySummary(FamilyId(str(number)), f"TF-2026-{number:04d}", card, NOW - timedelta(days=days))


class Cases(Desk):
    """A desk with some families, which counts what it is asked."""

    safekeeping = None

    def __init__(self, *families: FamilySummary) -> None:
        self.clock = StillClock()
        self.families = families
        self.searches: list[str] = []
        self.broken = False

    def caseload(self) -> Future[tuple[FamilySummary, ...]]:
        return done(self.families)

    def search(self, words: str) -> Future[frozenset[FamilyId]]:
        self.searches.append(words)
        if self.broken:
            failed: Future[frozenset[FamilyId]] = Future()
            failed.set_exception(ThinkFamilyError("store.closed"))
            return failed
        return done(frozenset(each.id for each in self.families if words.casefold() in each.card.name.casefold()))


@pytest.fixture
def cases() -> Cases:
    return Cases(family(1, "Okafor", act_now=1), family(2, "Lewis", days=1), family(3, "Nowak", days=8))


def test_search_find_and_open_need_no_mouse(show: Show, cases: Cases, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    assert robot.focus == words.say("caseload.search")
    robot.type("nowak")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    assert words.say("caseload.found", count=1) in robot.reads()
    with qtbot.waitSignal(page.open_requested) as opened:
        robot.press(Qt.Key.Key_Return)
    assert opened.args == ["3"]


def test_arrows_walk_the_families_and_enter_opens_one(show: Show, cases: Cases, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    robot.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.chosen_family == "2"
    with qtbot.waitSignal(page.open_requested) as opened:
        robot.press(Qt.Key.Key_Return)
    assert opened.args == ["2"]


def test_letters_typed_in_the_table_go_to_the_search(show: Show, cases: Cases, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    robot.press(Qt.Key.Key_Down).type("lew")
    assert robot.value(words.say("caseload.search")) == "lew"
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    robot.press(Qt.Key.Key_Escape)
    assert page.table.model().rowCount() == 3


def test_a_click_opens_a_family(show: Show, cases: Cases, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(cases, words)
    show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    row = page.table.visualRect(page.table.model().index(1, 0)).center()
    with qtbot.waitSignal(page.open_requested) as opened:
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert opened.args == ["2"]


def test_only_the_last_of_several_searches_counts(show: Show, cases: Cases, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    robot.type("okafor")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    assert cases.searches == ["okafor"]


def test_nothing_found_says_what_was_looked_for_and_offers_the_way_back(
    show: Show, cases: Cases, words: Words, qtbot: QtBot
) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    robot.type("zzz")
    qtbot.waitUntil(lambda: words.say("caseload.none_found", words="zzz") in robot.reads())
    robot.click(words.say("caseload.clear_search"))
    assert page.table.model().rowCount() == 3


def test_a_search_that_fails_is_said_and_the_families_stay(
    show: Show, cases: Cases, words: Words, qtbot: QtBot
) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    cases.broken = True
    robot.type("x")
    qtbot.waitUntil(lambda: words.say("store.closed") in robot.reads())
    assert page.table.model().rowCount() == 3


def test_an_empty_caseload_says_how_to_begin(show: Show, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(Cases(), words)
    robot = show(page)
    qtbot.waitUntil(lambda: words.say("caseload.empty_title") in robot.reads())
    with qtbot.waitSignal(page.start_requested):
        robot.tab_to(words.say("caseload.start")).press(Qt.Key.Key_Return)


def test_what_is_open_is_said_in_words_and_not_by_colour_alone(
    show: Show, cases: Cases, words: Words, qtbot: QtBot
) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    spoken = page.table.model().index(0, Column.STANDING).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.say("caseload.act_today") in spoken
    assert f"{words.say('caseload.week_act_now')}: 1" in robot.reads()
    calm = page.table.model().index(1, Column.STANDING).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.say("caseload.act_today") not in calm


def test_five_thousand_families_are_listed_found_and_walked(show: Show, words: Words, qtbot: QtBot) -> None:
    page = CaseloadPage(Cases(*(family(number, f"Name{number}") for number in range(5_000))), words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 5_000)
    robot.press(Qt.Key.Key_Down, Qt.Key.Key_End, control=True)
    robot.find(words.say("caseload.search")).setFocus()
    robot.type("name4999")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    assert page.chosen_family == "4999"


def test_the_chosen_family_stays_chosen_when_the_list_is_read_again(
    show: Show, cases: Cases, words: Words, qtbot: QtBot
) -> None:
    page = CaseloadPage(cases, words)
    robot = show(page)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    robot.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.chosen_family == "3"
    cases.families = (family(9, "New"), *cases.families)
    page.refresh()
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 4)
    assert page.chosen_family == "3"


@pytest.mark.parametrize("width", [1366, 1024, 640])
def test_at_every_width_a_row_tells_the_same(show: Show, cases: Cases, words: Words, qtbot: QtBot, width: int) -> None:
    page = CaseloadPage(cases, words)
    show(page, width, 700)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    model = page.table.model()
    assert model.index(0, Column.FAMILY).data() == "Okafor"
    shown = [column for column in Column if not page.table.isColumnHidden(column)]
    assert {Column.FAMILY, Column.STANDING} <= set(shown)
    assert sum(page.table.columnWidth(column) for column in shown) <= page.table.viewport().width()


def test_days_are_said_as_people_say_them(words: Words) -> None:
    now = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)
    assert when_in_words(now.replace(hour=8, minute=5), now, words) == "Today 08:05"
    assert when_in_words(now - timedelta(days=1), now, words) == "Yesterday"
    assert when_in_words(now - timedelta(days=8), now, words) == "12 Nov"
    assert when_in_words(now - timedelta(days=400), now, words) == "16 Oct 2025"


def test_a_family_without_a_name_goes_by_its_reference(words: Words) -> None:
    model = CaseloadModel(words, StillClock())
    model.show_families([FamilySummary(FamilyId("1"), "TF-2026-0001", FamilyCard(""), NOW)])
    assert model.index(0, Column.FAMILY).data() == "TF-2026-0001"
    assert model.index(0, Column.PEOPLE).data() == words.say("caseload.nobody_yet")


def test_a_referral_without_a_reply_says_for_how_many_days_unless_something_else_is_urgent(
    show: Show, words: Words
) -> None:
    sent: dict[str, Any] = {"awaiting_since": NOW - timedelta(days=6), "next_step": ("next.after_sent", ())}
    today = sent | {"awaiting_since": NOW}
    families = (family(1, "Rahman", **sent), family(2, "Okafor", act_now=1, **sent), family(3, "Lewis", **today))
    robot = show(CaseloadPage(Cases(*families), words))
    table = robot.window.findChild(QTableView)
    assert table is not None
    said = [table.model().index(row, Column.NEXT).data() for row in range(3)]
    assert said == ["No reply for 6 days: ask for one", "Wait for the reply", "Wait for the reply"]


def test_this_week_counts_reviews_that_are_due_and_copies_that_wait(show: Show, words: Words) -> None:
    today = NOW.date()
    families = (
        family(1, "Rahman", review_due=today + timedelta(days=7), awaiting_since=NOW),
        family(2, "Lewis", review_due=today + timedelta(days=8)),
        family(3, "Nowak", review_due=today - timedelta(days=30)),
    )
    robot = show(CaseloadPage(Cases(*families), words))
    says = robot.reads()
    assert "Reviews due 2" in " ".join(says.split())
    assert "Waiting for a reply 1" in " ".join(says.split())
