"""One discussion on the screen answers for everything that waits to be talked over, done or planned."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from tests.ui.robots import Robot
from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.ids import AlertKey, RuleId, Subject, WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import AlertState
from thinkfamily_desktop.ui.models.discussing import latest_day, to_discuss
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.pages.workspace import WorkspacePage


class TurningClock(StillClock):
    """Stands still until it is turned on."""

    def __init__(self) -> None:
        self._on = timedelta()

    def turn(self, minutes: int) -> None:
        self._on += timedelta(minutes=minutes)

    def now(self) -> datetime:
        return super().now() + self._on


@pytest.fixture
def clock() -> TurningClock:
    return TurningClock()


@pytest.fixture
def practice(words: Words, clock: TurningClock) -> Iterator[Practice]:
    """With two matters that wait, which nobody has talked over yet."""
    practice = Practice(clock, words)
    for item, value in (("pmh.insight_child", "not-yet"), ("pmh.outlook_time", "too-long")):
        practice.session.answer(practice.key(item), value)
    for alert in practice.session.state.alerts:
        for question in alert.record if alert.level is Level.DISCUSS else ():
            practice.session.answer(question.key, None)
    assert len(to_discuss(practice.session.state)) > 1
    yield practice
    practice.close()


def open_card(show: Show, practice: Practice) -> tuple[Robot, ActionCardPage, list[AlertKey]]:
    waiting = [alert.key for alert in to_discuss(practice.session.state)]
    page = ActionCardPage(practice.presenter, practice.means)
    page.show_alert(waiting[0])
    return show(page), page, waiting


def ask(alert: AlertState, item: str, words: Words) -> str:
    return next(words.text(question.desk) for question in alert.record if question.item.id == item)


def plan_it(robot: Robot, practice: Practice, words: Words, key: AlertKey) -> None:
    alert = next(each for each in practice.session.state.alerts if each.key == key)
    robot.click("Planned, with a person and a day")
    robot.find(ask(alert, "talk.with", words)).setFocus()
    robot.type("J. Osei, named nurse")
    robot.find(ask(alert, "talk.when", words)).setFocus()
    robot.type("23 Nov 2026").press(Qt.Key.Key_Tab)


def test_one_planned_discussion_answers_for_everything_that_waits(show: Show, practice: Practice, words: Words) -> None:
    robot, _, waiting = open_card(show, practice)
    assert words.say("card.covers", count=len(waiting)) in robot.reads()
    assert words.say("card.discuss_by", date="27 Nov 2026") in robot.reads()
    plan_it(robot, practice, words, waiting[0])
    assert to_discuss(practice.session.state) == ()
    for alert in practice.session.state.alerts:
        if alert.key in waiting:
            said = {str(question.item.id): question.answer for question in alert.record}
            with_whom, day = said["talk.with"], said["talk.when"]
            assert with_whom is not None
            assert with_whom.value == "J. Osei, named nurse"
            assert day is not None
            assert day.value == date(2026, 11, 23)


def test_half_a_record_answers_for_nothing(show: Show, practice: Practice, words: Words) -> None:
    robot, _, waiting = open_card(show, practice)
    robot.click("Planned, with a person and a day")
    assert {alert.key for alert in to_discuss(practice.session.state)} == set(waiting)


def test_a_matter_that_comes_later_is_open_again_and_the_known_ones_say_since_when(
    show: Show, practice: Practice, clock: TurningClock, words: Words
) -> None:
    robot, page, waiting = open_card(show, practice)
    plan_it(robot, practice, words, waiting[0])
    clock.turn(5)
    practice.session.answer(practice.key("pmh.insight_child"), "partly")
    practice.session.answer(practice.key("pmh.insight_child"), "not-yet")
    (open_again,) = to_discuss(practice.session.state)
    page.show_alert(open_again.key)
    robot.settle()
    assert words.say("card.known_planned", date="23 Nov 2026") in robot.reads()
    robot.click(words.say("card.stands_too"))
    assert to_discuss(practice.session.state) == ()


def raised(day: date) -> AlertState:
    key = AlertKey(RuleId("A01"), Subject("family"))
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    made = RaisedAlert(key, Level.DISCUSS, at, WorkerId("w"))
    return AlertState(key, None, Level.DISCUSS, True, False, made, (), None, (), ())  # type: ignore[arg-type]  # only its day is read


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 11, 21), date(2026, 11, 27)),
        (date(2026, 11, 23), date(2026, 11, 30)),
    ],
)
def test_five_working_days_leave_out_the_weekend(day: date, latest: date) -> None:
    assert latest_day([raised(day)], 5) == latest


def test_the_desk_says_how_much_waits_and_leads_there(
    show: Show, practice: Practice, words: Words, qtbot: QtBot
) -> None:
    page = WorkspacePage(practice.presenter, practice.means)
    robot = show(page)
    waiting = to_discuss(practice.session.state)
    with qtbot.waitSignal(page.card_requested) as asked:
        robot.click(words.say("workspace.to_talk_over", count=len(waiting)))
    assert asked.args == [waiting[0].key]
