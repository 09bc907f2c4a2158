"""Answers left out of a copy one by one, with a reason: kept while the family is open and beyond."""

from datetime import UTC, datetime

import pytest

from tests.ui.made_up import StillClock
from tests.ui.practice import Practice
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.records import Decision, ExportRecord
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.copies import Copies, WhichCopy
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words

SOCIAL_CARE = WhichCopy("social-care")
EARLIER, LATER = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def practice() -> Practice:
    words: Words = load_words(resources_folder() / "words")
    practice = Practice(StillClock(), words)
    practice.close()
    return practice


@pytest.fixture
def copies(practice: Practice) -> Copies:
    return Copies(practice.session)


def printed(release: Release) -> set[str]:
    return {
        value for section in release.sections for line in section.lines for value in line.values if type(value) is str
    }


def released(practice: Practice, copies: Copies, which: WhichCopy) -> Release:
    return practice.session.release(which.reader, which.about, which.for_person, copies.choices(which))


def test_what_is_offered_is_what_goes_and_leaving_it_out_takes_it_out(practice: Practice, copies: Copies) -> None:
    offered = {each.question.key: each.question for each in copies.offered(SOCIAL_CARE)}
    key = practice.key("send.why_now")
    said = offered[key].answer
    assert said is not None
    assert said.value in printed(released(practice, copies, SOCIAL_CARE))
    copies.leave_out(SOCIAL_CARE, key, "They have it from the ward")
    assert said.value not in printed(released(practice, copies, SOCIAL_CARE))
    assert key in {each.question.key for each in copies.offered(SOCIAL_CARE)}
    copies.put_back(SOCIAL_CARE, key)
    assert said.value in printed(released(practice, copies, SOCIAL_CARE))


def test_every_answer_that_is_offered_can_be_left_out_of_every_copy(practice: Practice, copies: Copies) -> None:
    """Each leaves no line behind; a table goes with all its rows."""
    tunde = practice.people["tunde"]
    for which in (SOCIAL_CARE, WhichCopy("gp-child", tunde), WhichCopy("person", None, practice.people["grace"])):
        offered = copies.offered(which)
        assert len(offered) > 10, which
        for each in offered:
            copies.leave_out(which, each.question.key, "Tried")
        release = released(practice, copies, which)
        assert [line.label for section in release.sections for line in section.lines if line.gap is None] == []
        for each in offered:
            copies.put_back(which, each.question.key)
        assert released(practice, copies, which).sections


def test_without_a_reason_nothing_is_left_out(practice: Practice, copies: Copies) -> None:
    with pytest.raises(ThinkFamilyError, match=r"check\.leave_out_why"):
        copies.leave_out(SOCIAL_CARE, practice.key("send.why_now"), "  ")
    assert copies.left_out(SOCIAL_CARE) == {}


def test_what_was_left_out_for_one_reader_goes_to_another(practice: Practice, copies: Copies) -> None:
    copies.leave_out(SOCIAL_CARE, practice.key("send.why_now"), "Known")
    assert copies.left_out(WhichCopy("early-help")) == {}


def export(reader: str, at: datetime, *left_out: AnswerKey) -> ExportRecord:
    decisions = tuple(
        Decision("left-out", key.item, f"{key.subject.kind}/{key.subject.id}", "As last time") for key in left_out
    )
    return ExportRecord("a", "f", reader, "referral", 0, "", "", "", at, "w", decisions=decisions)  # type: ignore[arg-type]  # made up


def test_the_next_such_copy_leaves_out_what_the_last_one_did(practice: Practice, copies: Copies) -> None:
    key, other = practice.key("send.why_now"), practice.key("priorities.words")
    copies.recall([export("social-care", LATER, key), export("social-care", EARLIER, key, other)])
    assert copies.left_out(SOCIAL_CARE) == {key: "As last time"}
    copies.put_back(SOCIAL_CARE, key)
    assert copies.left_out(SOCIAL_CARE) == {}
    assert copies.left_out(WhichCopy("early-help")) == {}


def test_while_nobody_has_said_whose_copy_it_is_nothing_is_offered(copies: Copies) -> None:
    assert copies.offered(WhichCopy("school")) == ()
