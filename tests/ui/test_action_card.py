"""The action card over the made-up family: script, numbers, record, withdrawal, private view."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import AlertKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.settings.local_content import LocalContent, LocalNumber
from thinkfamily_desktop.ui.pages.action_card import ActionCardPage
from thinkfamily_desktop.ui.phone_script import phone_script

NUMBERS = LocalContent(
    numbers=(
        LocalNumber(kind="emergency", name="Police and ambulance", number="999"),
        LocalNumber(kind="crisis-team", name="Crisis team", number="01632 960111", last_checked=date(2026, 11, 3)),
        LocalNumber(kind="social-care-day", name="Social care", number="01632 960147", last_checked=date(2026, 6, 3)),
        LocalNumber(kind="school-nurse", name="School nurse", number="01632 960199", last_checked=date(2026, 11, 3)),
    )
)


@pytest.fixture
def practice(words: Words) -> Iterator[Practice]:
    practice = Practice(StillClock(), words)
    yield practice
    practice.close()


def card(practice: Practice, key: AlertKey, *, private: bool = False) -> ActionCardPage:
    page = ActionCardPage(practice.presenter, practice.means, NUMBERS, private=private)
    page.show_alert(key)
    return page


def red(practice: Practice) -> AlertKey:
    return next(alert.key for alert in practice.session.state.alerts if alert.level is Level.ACT_NOW)


def test_it_leads_with_what_to_say_made_from_the_answers(show: Show, practice: Practice, words: Words) -> None:
    key = red(practice)
    robot = show(card(practice, key))
    says = robot.reads()
    assert words.say("card.script") in says
    worker = practice.session.worker
    assert worker.name in says
    assert practice.session.family.reference in says
    alert = practice.alert(key.rule)
    named = [
        question
        for question in practice.session.state.questions.values()
        if question.key.item in alert.rule.script and question.answer is not None and question.answer.gap is None
    ]
    assert named
    told = [question.answer.value for question in named if question.answer is not None]
    assert any(isinstance(value, str) and value in says for value in told)


def test_what_is_not_known_is_said_to_be_missing(practice: Practice, words: Words) -> None:
    key = red(practice)
    alert = practice.alert(key.rule)
    item = next(
        question.key
        for question in practice.session.state.questions.values()
        if question.key.item in alert.rule.script and question.answer is not None and question.key not in alert.because
    )
    practice.session.answer(item, None)
    parts = phone_script(
        practice.alert(key.rule), practice.session.form, practice.session.state, practice.session.worker, "TF-1", words
    )
    assert words.say("card.script_unknown") in [part.heading for part in parts]
    practice.session.give_gap(item, Gap.DECLINED)
    parts = phone_script(
        practice.alert(key.rule), practice.session.form, practice.session.state, practice.session.worker, "TF-1", words
    )
    assert any(words.say("card.gap_declined") in line for part in parts for line in part.lines)


def test_numbers_come_from_the_organisation_with_the_day_they_were_checked(
    show: Show, practice: Practice, words: Words
) -> None:
    robot = show(card(practice, red(practice)))
    says = robot.reads()
    assert "01632 960111" in says
    assert words.say("card.numbers_checked", date="3 Nov 2026") in says
    assert words.say("card.numbers_stale", date="3 Jun 2026") in says
    assert "01632 960199" not in says
    assert words.say("card.numbers_never") not in says  # 999 needs no checking


def test_without_numbers_it_says_so_and_names_999(show: Show, practice: Practice, words: Words) -> None:
    page = ActionCardPage(practice.presenter, practice.means)
    page.show_alert(red(practice))
    assert words.say("card.numbers_none") in show(page).reads()


def test_what_is_typed_in_the_record_is_kept_as_it_is_typed(show: Show, practice: Practice, words: Words) -> None:
    key = red(practice)
    robot = show(card(practice, key))
    question = next(each for each in practice.alert(key.rule).record if each.item.kind == "long_text")
    name = words.text(question.desk)
    robot.find(name).setFocus()
    robot.press(Qt.Key.Key_End, control=True).type(" and rang back")
    answer = practice.session.current(question.key)
    assert answer is not None
    assert str(answer.value).endswith(" and rang back")


def test_the_call_starts_the_clock_for_confirming_in_writing(show: Show, practice: Practice, words: Words) -> None:
    key = next(
        alert.key
        for alert in practice.session.state.alerts
        if alert.level is Level.ACT_NOW and any(each.item.id == "record.told" and each.rows for each in alert.record)
    )
    says = show(card(practice, key)).reads()
    assert words.say("card.written_due", when="").strip() in says or words.say("card.written_late", when="") in says


def test_an_alert_is_taken_back_only_with_a_reason_and_stays_on_the_record(
    show: Show, practice: Practice, words: Words
) -> None:
    key = red(practice)
    robot = show(card(practice, key))
    robot.click(words.say("card.withdraw")).click(words.say("card.withdraw_do"))
    assert words.say("card.withdraw_needs_reason") in robot.reads()
    raised = practice.alert(key.rule).raised
    assert raised is not None
    assert raised.withdrawn is None
    robot.type("Typed into the wrong family").click(words.say("card.withdraw_do"))
    raised = practice.alert(key.rule).raised
    assert raised is not None
    assert raised.withdrawn is not None
    assert raised.withdrawn.reason == "Typed into the wrong family"
    assert "Typed into the wrong family" in robot.reads()
    assert not robot.has(words.say("card.withdraw"))


def test_thinking_better_of_it_takes_nothing_back(show: Show, practice: Practice, words: Words) -> None:
    key = red(practice)
    robot = show(card(practice, key))
    robot.click(words.say("card.withdraw")).type("No").click(words.say("card.withdraw_keep"))
    raised = practice.alert(key.rule).raised
    assert raised is not None
    assert raised.withdrawn is None
    assert not robot.has(words.say("card.withdraw_reason"))


def test_a_discussion_has_no_phone_script_and_no_red_word(show: Show, practice: Practice, words: Words) -> None:
    key = next(alert.key for alert in practice.session.state.alerts if alert.level is Level.DISCUSS)
    says = show(card(practice, key)).reads()
    assert words.say("card.title_discuss") in says
    assert words.say("card.script") not in says
    assert words.say("card.title_act_now") not in says


def test_the_private_view_closes_by_itself_when_nobody_touches_it(
    show: Show, practice: Practice, words: Words, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thinkfamily_desktop.ui.pages.action_card.IDLE_MS", 60)
    page = card(practice, red(practice), private=True)
    with qtbot.waitSignal(page.close_requested):
        show(page)
    desk = card(practice, red(practice))
    with qtbot.assertNotEmitted(desk.close_requested, wait=150):
        show(desk)


def test_everything_that_can_be_used_has_a_name(show: Show, practice: Practice) -> None:
    robot = show(card(practice, red(practice)))
    for widget in robot.visible():
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            assert widget.accessibleName(), widget
