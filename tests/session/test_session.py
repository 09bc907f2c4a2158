"""What happens when the worker answers: at once in memory, in one piece on the disk, and never refused."""

import pytest

from tests.session.conftest import add, assess
from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.answers import Gap, Source, SourceKind
from thinkfamily_desktop.domain.assessment import Stage
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import THE_FAMILY, AlertKey, AnswerKey, ItemId, RuleId, Subject, person_subject
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.session import Session

WORDS = ItemId("pmh.own_words")
SUICIDE = ItemId("pmh.child_in_suicide")


@pytest.fixture
def grace(session: Session) -> Subject:
    person = add(session, "Grace", "parent")
    assess(session, person)
    session.save()
    return person_subject(person)


def key_of(session: Session, item: ItemId) -> AnswerKey:
    """The key under which the open assessment asks an item."""
    return next(key for key in session.state.questions if key.item == item)


def standing(session: Session) -> str:
    """What the status line may say of saving."""
    return session.saved.state


def test_a_value_is_in_the_state_at_once_and_on_the_disk_after_a_save(
    session: Session, grace: Subject, memory: MemoryStore
) -> None:
    key = key_of(session, WORDS)
    session.answer(key, "“Like wading through mud.”")
    question = session.state.questions[key]
    assert question.answer is not None
    assert question.answer.value == "“Like wading through mud.”"
    assert standing(session) == "unsaved"
    session.save()
    assert memory.saves[-1].answers[key] == question.answer
    assert standing(session) == "saved"


def test_letters_typed_one_after_another_are_one_step_to_undo(session: Session, grace: Subject) -> None:
    key = key_of(session, WORDS)
    for typed in ("L", "Lo", "Low"):
        session.answer(key, typed)
    assert session.undo() == key
    assert session.current(key) is None


def test_undo_passes_over_words_that_were_taken_out_again(session: Session, grace: Subject) -> None:
    key, other = key_of(session, ItemId("pmh.good_day")), key_of(session, WORDS)
    session.answer(key, "First")
    for typed in ("x", None):
        session.answer(other, typed)
    assert session.undo() == key
    assert session.current(key) is None


def test_undo_brings_back_what_stood_there_before_the_field_was_visited(session: Session, grace: Subject) -> None:
    key, other = key_of(session, WORDS), key_of(session, ItemId("pmh.good_day"))
    session.answer(key, "First")
    session.leave(key)
    session.answer(other, "2019")
    session.leave(other)
    session.answer(key, "Second")
    session.undo()
    assert session.current(key) is not None
    assert getattr(session.current(key), "value", None) == "First"


def test_emptied_text_is_unanswered_and_not_an_empty_answer(session: Session, grace: Subject) -> None:
    key = key_of(session, WORDS)
    session.answer(key, "x")
    session.answer(key, "")
    assert session.current(key) is None


def test_a_gap_replaces_the_value_and_a_value_the_gap(session: Session, grace: Subject) -> None:
    key = key_of(session, WORDS)
    session.answer(key, "x")
    session.give_gap(key, Gap.DECLINED, "Not today")
    gap = session.current(key)
    assert gap is not None
    assert (gap.value, gap.gap, gap.gap_note) == (None, Gap.DECLINED, "Not today")
    session.answer(key, "y")
    answer = session.current(key)
    assert answer is not None
    assert (answer.value, answer.gap) == ("y", None)


def test_who_said_it_stays_when_the_words_change(session: Session, grace: Subject) -> None:
    key = key_of(session, WORDS)
    session.answer(key, "x")
    session.annotate(key, source=Source(SourceKind.SEEN), exact_words=True)
    session.answer(key, "xy")
    answer = session.current(key)
    assert answer is not None
    assert (answer.source, answer.exact_words) == (Source(SourceKind.SEEN), True)


def test_a_failed_write_is_told_kept_and_tried_again_with_the_next(
    session: Session, grace: Subject, memory: MemoryStore
) -> None:
    key = key_of(session, WORDS)
    memory.full = True
    session.answer(key, "kept")
    session.save()
    assert (session.saved.state, session.saved.code) == ("failed", "store.disk_full")
    memory.full = False
    session.save()
    written = memory.saves[-1].answers[key]
    assert written is not None
    assert written.value == "kept"
    assert session.saved.state == "saved"


def test_what_is_typed_while_a_failing_write_is_under_way_wins_over_what_failed(
    session: Session, grace: Subject, memory: MemoryStore
) -> None:
    key = key_of(session, WORDS)
    memory.waiting = []
    session.answer(key, "old")
    session.save()
    session.answer(key, "new")
    future, _ = memory.waiting.pop()
    future.set_exception(ThinkFamilyError("store.full"))
    memory.waiting = None
    session.save()
    written = memory.saves[-1].answers[key]
    assert written is not None
    assert written.value == "new"


def test_saved_is_never_said_while_something_newer_waits(session: Session, grace: Subject, memory: MemoryStore) -> None:
    key = key_of(session, WORDS)
    memory.waiting = []
    session.answer(key, "a")
    session.save()
    session.answer(key, "ab")
    memory.let_go()
    assert session.saved.state == "unsaved"


def test_an_alert_is_raised_in_the_very_transaction_of_the_answer_behind_it(
    session: Session, grace: Subject, memory: MemoryStore
) -> None:
    raise_r02(session)
    save = memory.saves[-1]
    assert [raised.key.rule for raised in save.raised] == ["R02"]
    assert any(key.item == SUICIDE for key in save.answers)


def test_an_alert_stays_when_the_answer_behind_it_is_taken_back(session: Session, grace: Subject) -> None:
    key = raise_r02(session)
    session.answer(key, ("not-at-all",))
    alert = next(alert for alert in session.state.alerts if alert.key.rule == "R02")
    assert alert.is_open
    assert not alert.met


def test_an_alert_withdrawn_as_an_error_keeps_its_reason_and_comes_back_when_it_becomes_true_again(
    session: Session, grace: Subject
) -> None:
    key = raise_r02(session)
    session.answer(key, ("not-at-all",))
    alert = AlertKey(RuleId("R02"), THE_FAMILY)
    alert = next(raised.key for raised in session.assessment.raised if raised.key.rule == alert.rule)
    session.withdraw(alert, "Ticked the wrong box")
    kept = session.assessment.raised[0]
    assert kept.withdrawn is not None
    assert kept.withdrawn.reason == "Ticked the wrong box"
    session.answer(key, ("included",))
    assert session.assessment.raised[0].withdrawn is None


def test_an_alert_withdrawn_as_an_error_stays_withdrawn_when_the_family_is_opened_again(
    session: Session, grace: Subject, desk: Desk
) -> None:
    raise_r02(session)
    key = next(raised.key for raised in session.assessment.raised if raised.key.rule == "R02")
    session.withdraw(key, "About somebody else")
    session.save()
    again = desk.open(session.family.id).result()
    kept = next(raised for raised in again.assessment.raised if raised.key == key)
    assert kept.withdrawn is not None


def test_an_open_alert_keeps_every_stage_from_being_signed(session: Session, grace: Subject) -> None:
    raise_r02(session)
    for stage in Stage:
        with pytest.raises(ThinkFamilyError) as refused:
            session.sign(stage)
        assert refused.value.code == "check.not_yet"


def test_a_row_is_known_by_its_identity_and_its_removal_can_be_undone(session: Session, grace: Subject) -> None:
    key = AnswerKey(ItemId("rel.list"))
    first, second = session.add_row(key), session.add_row(key)
    session.answer(AnswerKey(ItemId("rel.contact"), row=second), "kept")
    session.remove_row(key, first)
    rows = session.current(key)
    assert rows is not None
    assert rows.value == (second,)
    session.undo()
    rows = session.current(key)
    assert rows is not None
    assert rows.value == (first, second)


def test_somebody_taken_out_of_the_register_comes_back_whole(session: Session, grace: Subject) -> None:
    tunde = add(session, "Tunde", "child")
    session.remove_person(tunde)
    assert session.state.person(tunde) is None
    session.bring_back_person(tunde)
    person = session.state.person(tunde)
    assert person is not None
    assert person.name == "Tunde"


def test_a_note_is_caught_and_later_filed_to_a_question(session: Session, grace: Subject) -> None:
    key = key_of(session, WORDS)
    session.answer(key, "Tired.")
    note = session.add_note("Said she sleeps in the day.")
    session.file_note(note, key)
    answer = session.current(key)
    assert answer is not None
    assert answer.value == "Tired.\nSaid she sleeps in the day."
    assert session.assessment.notes[0].filed_to == key


def test_a_note_goes_to_no_question_that_is_not_answered_in_words(session: Session, grace: Subject) -> None:
    key = AnswerKey(ItemId("person.roles"), grace)
    note = session.add_note("Said she sleeps in the day.")
    with pytest.raises(ValueError, match="no text"):
        session.file_note(note, key)
    answer = session.current(key)
    assert answer is not None
    assert answer.value == ("parent",)
    assert session.assessment.notes[0].filed_to is None


def test_a_note_of_two_lines_stands_in_one_where_the_answer_is_one_line(session: Session, grace: Subject) -> None:
    key = AnswerKey(ItemId("person.family_name"), grace)
    note = session.add_note("Okafor\nnot Okafore")
    session.file_note(note, key)
    answer = session.current(key)
    assert answer is not None
    assert answer.value == "Okafor not Okafore"


def test_the_caseload_line_follows_the_family(session: Session, grace: Subject, memory: MemoryStore) -> None:
    session.answer(AnswerKey(ItemId("person.family_name"), grace), "Okafor")
    raise_r02(session)
    card = memory.saves[-1].card
    assert card is not None
    assert (card.name, card.adults, card.open_act_now, card.next_step[0]) == ("Okafor", 1, 1, "next.record_action")


def raise_r02(session: Session) -> AnswerKey:
    """Answer so that the alert R02 is raised, and save."""
    session.answer(key_of(session, ItemId("pmh.suicide")), "passive")
    key = key_of(session, SUICIDE)
    session.answer(key, ("included",))
    session.save()
    return key


def test_what_is_needed_and_empty_keeps_nothing_from_being_saved(
    session: Session, grace: Subject, memory: MemoryStore
) -> None:
    assert session.blocking(Stage.FULL)
    key = AnswerKey(ItemId("pmh.own_words"))
    session.answer(key, "Like wading through mud.")
    session.finish_section("health", grace, finished=True)
    session.save()
    assert key in memory.saves[-1].answers
    assert session.saved.state == "saved"


def test_a_finished_section_counts_as_unsaved_until_the_disk_has_it(session: Session, grace: Subject) -> None:
    session.save()
    assert session.saved.state == "saved"
    session.finish_section("health", grace, finished=True)
    assert (session.saved.state, session.unsaved) == ("unsaved", True)
    session.save()
    assert (session.saved.state, session.unsaved) == ("saved", False)
