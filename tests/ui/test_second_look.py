"""What the workspace brings back to mind: last time's answers, the same words twice, and how an answer came about."""

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import OpenScreen, Screen
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, Subject
from thinkfamily_desktop.domain.records import PastAnswer
from thinkfamily_desktop.ui.pages.question_hints import same_as

HEARD = "Listens at the door before school"


def text_item_of_each_child(screen: Screen) -> tuple[str, ItemId, list[PersonId]]:
    """A page, and a long text on it that is asked of several people."""
    asked: dict[ItemId, list[PersonId]] = {}
    pages: dict[ItemId, str] = {}
    for key, question in screen.presenter.state.questions.items():
        if key.subject.kind == "person" and question.item.kind == "long_text" and not key.row and not key.account:
            asked.setdefault(key.item, []).append(PersonId(key.subject.id))
            pages[key.item] = question.page
    item = next(item for item, people in asked.items() if len(people) > 1)
    return pages[item], item, asked[item]


def test_the_same_words_under_two_children_are_noticed_and_stop_nobody(open_screen: OpenScreen) -> None:
    screen = open_screen()
    page, item, (one, other, *_) = text_item_of_each_child(screen)
    screen.page.open_page(page)
    first, second = (AnswerKey(item, Subject("person", who)) for who in (one, other))
    screen.presenter.answer(first, HEARD)
    screen.page.open_question(second)
    screen.robot.settle()
    notice = screen.say("hints.same_words", other=name_of(screen, one), name=name_of(screen, other))
    assert notice not in screen.robot.reads()
    screen.presenter.answer(second, f"  {HEARD.upper()} ")
    assert notice in screen.robot.settle().reads()
    screen.presenter.answer(second, f"{HEARD}, and tells nobody")
    assert notice not in screen.robot.settle().reads()


def test_short_words_may_be_the_same_for_two(open_screen: OpenScreen) -> None:
    screen = open_screen()
    _, item, (one, other, *_) = text_item_of_each_child(screen)
    for who in (one, other):
        screen.presenter.answer(AnswerKey(item, Subject("person", who)), "Sleeps well")
    state = screen.presenter.state
    assert same_as(state.questions[AnswerKey(item, Subject("person", other))], state) == ("", "")


def test_in_a_visit_nobody_is_told_that_two_answers_are_the_same(open_screen: OpenScreen) -> None:
    screen = open_screen(visit=True)
    _, item, (one, other, *_) = text_item_of_each_child(screen)
    for who in (one, other):
        screen.presenter.answer(AnswerKey(item, Subject("person", who)), HEARD)
    screen.page.open_question(AnswerKey(item, Subject("person", other)))
    assert screen.say("hints.same_words", other="", name="").split(".")[0].strip() not in screen.robot.settle().reads()


def test_an_answer_from_last_time_says_so_until_it_is_checked_or_changed(open_screen: OpenScreen) -> None:
    screen = open_screen()
    _, item, (one, *_) = text_item_of_each_child(screen)
    key = AnswerKey(item, Subject("person", one))
    screen.presenter.answer(key, HEARD)
    carry(screen, key)
    screen.page.open_question(key)
    mark = screen.say("hints.from_last_time")
    assert mark in screen.robot.settle().reads()
    screen.robot.click(screen.say("hints.still_so"))
    assert mark not in screen.robot.reads()
    kept = screen.presenter.session.current(key)
    assert kept is not None
    assert (kept.value, kept.carried) == (HEARD, False)
    carry(screen, key)
    assert mark in screen.robot.settle().reads()
    screen.presenter.answer(key, f"{HEARD}, still")
    assert mark not in screen.robot.settle().reads()


def test_how_an_answer_came_about_is_read_from_the_keyboard(open_screen: OpenScreen) -> None:
    screen = open_screen()
    _, item, (one, *_) = text_item_of_each_child(screen)
    key = AnswerKey(item, Subject("person", one))
    screen.page.open_question(key)
    for words in ("First words", "Other words"):
        screen.presenter.answer(key, words)
        screen.presenter.leave(key)
        screen.robot.settle()
    screen.robot.press(Qt.Key.Key_H, control=True)
    said = screen.robot.settle().focus
    assert screen.say("history.before", words="First words") in said
    assert screen.say("history.after", words="Other words") in said
    assert screen.presenter.session.worker.name in said
    screen.robot.press(Qt.Key.Key_Tab)
    assert screen.say("history.before", words=screen.say("history.no_answer")) in screen.robot.focus
    screen.robot.click(screen.say("history.close"))
    assert screen.say("history.title") not in screen.robot.reads()


@pytest.mark.parametrize("leave", ["the page", "the question"])
def test_a_past_that_comes_late_takes_the_keyboard_from_nobody(
    open_screen: OpenScreen, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    screen = open_screen()
    _, item, (one, other, *_) = text_item_of_each_child(screen)
    screen.page.open_question(AnswerKey(item, Subject("person", one)))
    past: Future[tuple[PastAnswer, ...]] = Future()
    monkeypatch.setattr(screen.presenter.session, "past", lambda _: past)
    screen.robot.press(Qt.Key.Key_H, control=True)
    if leave == "the page":
        screen.page.hide()
        screen.page.show()
    else:
        screen.page.open_question(AnswerKey(item, Subject("person", other)))
    at = screen.robot.settle().focus
    past.set_result(())
    assert screen.robot.settle().focus == at
    assert screen.say("history.title") not in screen.robot.reads()


def test_in_a_visit_there_is_no_history(open_screen: OpenScreen) -> None:
    screen = open_screen(visit=True)
    screen.robot.press(Qt.Key.Key_H, control=True)
    assert not screen.robot.has(screen.say("history.button"))
    assert screen.say("history.title") not in screen.robot.reads()


@pytest.mark.parametrize("visit", [False, True])
def test_a_form_in_one_language_offers_no_other(open_screen: OpenScreen, *, visit: bool) -> None:
    screen = open_screen(visit=visit)
    assert not screen.robot.has(screen.say("language.cy"))


def name_of(screen: Screen, who: PersonId) -> str:
    person = screen.presenter.state.person(who)
    assert person is not None
    return person.name


def carry(screen: Screen, key: AnswerKey) -> None:
    """As an assessment that starts from the last one has it."""
    session = screen.presenter.session
    kept = session.current(key)
    assert isinstance(kept, Answer)
    session._keep(key, replace(kept, carried=True))
    screen.presenter.state_changed.emit(session.state)
