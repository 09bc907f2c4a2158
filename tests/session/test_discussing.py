"""One recorded discussion covers what is open for discussion; what changes afterwards is discussed again."""

from datetime import date

import pytest

from tests.session.conftest import add, assess
from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.forms.state import AlertState
from thinkfamily_desktop.session.session import Session

INSIGHT, OUTLOOK, NOW = ItemId("pmh.insight_child"), ItemId("pmh.outlook_time"), ItemId("pmh.now")
SAID: dict[ItemId, Value] = {
    ItemId("talk.how"): "done",
    ItemId("talk.with"): "J. Osei, safeguarding lead",
    ItemId("talk.when"): date(2026, 11, 20),
    ItemId("talk.decided"): "more-first",
    ItemId("talk.why"): "Ask Grace again on Tuesday.",
}


@pytest.fixture
def two_open(session: Session) -> Session:
    assess(session, add(session, "Grace", "parent"))
    session.answer(AnswerKey(INSIGHT), "not-yet")
    session.answer(AnswerKey(OUTLOOK), "too-long")
    session.answer(AnswerKey(NOW), "crisis")
    return session


def alert(session: Session, rule: str) -> AlertState:
    return next(each for each in session.state.alerts if each.key.rule == rule)


def open_to_discuss(session: Session) -> set[str]:
    return {each.key.rule for each in session.state.alerts if each.is_open and each.level is Level.DISCUSS}


def test_one_discussion_answers_every_alert_open_for_discussion_and_no_other(
    two_open: Session, memory: MemoryStore
) -> None:
    assert {"A04", "A07"} <= open_to_discuss(two_open)
    covered = two_open.discuss_open(SAID)
    assert {"A04", "A07"} <= {key.rule for key in covered}
    assert open_to_discuss(two_open) == set()
    assert alert(two_open, "R18").is_open
    two_open.save()
    assert sum(key.item == "talk.with" for key in memory.saves[-1].answers) == len(covered)


def test_what_has_not_changed_since_is_known_with_the_day_of_the_discussion(two_open: Session) -> None:
    two_open.discuss_open(SAID)
    two_open.answer(AnswerKey(ItemId("pmh.own_words")), "Like wading through mud.")
    assert alert(two_open, "A07").discussed == date(2026, 11, 20)
    assert not alert(two_open, "A07").is_open


def test_a_changed_answer_is_discussed_afresh_and_only_where_it_counts(two_open: Session) -> None:
    two_open.discuss_open(SAID)
    two_open.answer(AnswerKey(INSIGHT), "partly")
    two_open.answer(AnswerKey(INSIGHT), "not-yet")
    assert open_to_discuss(two_open) == {"A07"}
    assert alert(two_open, "A07").discussed is None
    assert alert(two_open, "A07").missing == (ItemId("talk.when"),)
    assert alert(two_open, "A04").discussed == date(2026, 11, 20)


def test_the_same_words_again_are_a_fresh_discussion(two_open: Session) -> None:
    two_open.discuss_open(SAID)
    two_open.answer(AnswerKey(INSIGHT), "partly")
    two_open.answer(AnswerKey(INSIGHT), "not-yet")
    assert [key.rule for key in two_open.discuss_open(SAID)] == ["A07"]
    assert open_to_discuss(two_open) == set()


def test_half_a_record_closes_nothing(two_open: Session) -> None:
    two_open.discuss_open({ItemId("talk.how"): "planned"})
    assert {"A04", "A07"} <= open_to_discuss(two_open)
    assert alert(two_open, "A07").discussed is None


def test_an_alert_to_act_on_today_is_never_known_by_a_discussion(two_open: Session) -> None:
    two_open.discuss_open(SAID)
    assert alert(two_open, "R18").discussed is None
