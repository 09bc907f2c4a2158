"""What may stand on the screen in a visit depends on who can see it, and on nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from thinkfamily_desktop.domain.answers import Answer, Room, Source, SourceKind
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.session.painting import Listeners, may_paint

GRACE, DAVID, TUNDE, IFE = (PersonId(name) for name in ("grace", "david", "tunde", "ife"))
HOUSEHOLD = (GRACE, DAVID, TUNDE, IFE)


def room(*people: PersonId, someone_else: bool = False) -> Listeners:
    return Listeners.of(Room(frozenset(people), someone_else), HOUSEHOLD)


def said_by(person: PersonId, **more: object) -> Answer:
    return Answer(value="words", source=Source(SourceKind.PERSON, person), **more)  # type: ignore[arg-type]


def painted(answer: Answer, listeners: Listeners, *, fact: bool = False, protected: bool = False) -> bool:
    return may_paint(answer, listeners, family_fact=fact, protected=protected)


def test_what_a_child_asked_to_be_kept_from_somebody_is_never_painted_while_they_are_here() -> None:
    confidence = said_by(TUNDE, kept_from=frozenset({GRACE}))
    assert not painted(confidence, room(GRACE, TUNDE))
    assert painted(confidence, room(TUNDE))


def test_nobody_ticked_counts_as_everybody_and_a_stranger() -> None:
    listeners = Listeners.of(None, HOUSEHOLD)
    assert listeners == Listeners(frozenset(HOUSEHOLD), stranger=True)
    assert not painted(said_by(TUNDE, kept_from=frozenset({GRACE})), listeners)


def test_who_said_it_may_see_it_again() -> None:
    assert painted(said_by(GRACE), room(GRACE))
    assert not painted(said_by(GRACE), room(DAVID))


def test_what_was_said_before_everybody_who_is_here_now_may_be_seen_again() -> None:
    heard = Answer(value="words", room=Room(frozenset({GRACE, DAVID})))
    assert painted(heard, room(GRACE))
    assert painted(heard, room(GRACE, DAVID))
    assert not painted(heard, room(GRACE, TUNDE))


def test_somebody_else_in_the_room_is_a_stranger_to_what_was_said_without_one() -> None:
    heard = Answer(value="words", room=Room(frozenset({GRACE})))
    assert not painted(heard, room(GRACE, someone_else=True))
    assert painted(
        Answer(value="words", room=Room(frozenset({GRACE}), someone_else=True)), room(GRACE, someone_else=True)
    )


def test_a_plain_family_fact_is_painted_and_a_protected_address_is_not() -> None:
    fact = Answer(value="4 Elm Row")
    assert painted(fact, room(DAVID), fact=True)
    assert not painted(fact, room(DAVID), fact=True, protected=True)


people = st.frozensets(st.sampled_from(HOUSEHOLD))


@given(kept_from=people, here=people, someone_else=st.booleans(), fact=st.booleans(), heard=people)
def test_no_way_of_giving_an_answer_paints_it_for_somebody_it_is_kept_from(
    kept_from: frozenset[PersonId],
    here: frozenset[PersonId],
    someone_else: bool,
    fact: bool,
    heard: frozenset[PersonId],
) -> None:
    listeners = Listeners.of(Room(here, someone_else), HOUSEHOLD)
    for source in (*HOUSEHOLD, None):
        answer = Answer(
            value="words",
            kept_from=kept_from,
            room=Room(heard, someone_else=True),
            source=Source(SourceKind.PERSON, source) if source else None,
        )
        if kept_from & listeners.people:
            assert not painted(answer, listeners, fact=fact)


@given(here=people, more=people, someone_else=st.booleans(), heard=people, kept_from=people)
def test_another_pair_of_eyes_never_makes_more_visible_unless_it_is_who_said_it(
    here: frozenset[PersonId],
    more: frozenset[PersonId],
    someone_else: bool,
    heard: frozenset[PersonId],
    kept_from: frozenset[PersonId],
) -> None:
    answer = Answer(value="words", kept_from=kept_from, room=Room(heard))
    few, many = Listeners(here, someone_else), Listeners(here | more, someone_else)
    assert painted(answer, few) or not painted(answer, many)
