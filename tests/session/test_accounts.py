"""Where several people are asked apart, each account is its own answer, said by that person from the start."""

from tests.session.conftest import add, assess
from thinkfamily_desktop.domain.answers import Room, Source, SourceKind
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.session.session import Session


def account(of: PersonId, about: PersonId) -> AnswerKey:
    return AnswerKey(ItemId("yc.choice"), person_subject(about), of)


def test_a_child_and_a_parent_are_asked_apart_and_neither_answer_is_shown_to_the_other(session: Session) -> None:
    ada, ben = add(session, "Ada", "parent"), add(session, "Ben", "child")
    assess(session, ada)
    session.answer(AnswerKey(ItemId("ch.caring"), person_subject(ben)), "cares")
    keys = [account(ada, ben), account(ben, ben)]
    assert [str(session.state.questions[key].ask)[:13] for key in keys] == ["As Ada sees i", "As Ben sees i"]
    session.answer(keys[0], "He likes to help")
    session.answer(keys[1], "I cannot say no")
    told = [session.current(key) for key in keys]
    assert [answer.source for answer in told if answer is not None] == [
        Source(SourceKind.PERSON, ada),
        Source(SourceKind.PERSON, ben),
    ]
    session.start_visit(Room(frozenset({ada})))
    assert [session.may_paint(key) for key in keys] == [True, False]
    session.set_room(Room(frozenset({ben})))
    assert [session.may_paint(key) for key in keys] == [False, True]
