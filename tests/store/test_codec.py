from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Room, Source, SourceKind
from thinkfamily_desktop.domain.ids import PersonId, WorkerId
from thinkfamily_desktop.domain.records import FamilyCard, Place
from thinkfamily_desktop.store import codec
from thinkfamily_desktop.store.vault import VaultStore

ANY_TEXT = st.text(st.characters())  # every code point there is, lone surrogates and NUL included
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001  the zone is added below
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
PARTIAL = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999), st.none(), st.none(), st.booleans()),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.none(), st.booleans()),
    st.dates().flatmap(
        lambda day: st.builds(PartialDate, *map(st.just, (day.year, day.month, day.day)), st.booleans())
    ),
)
VALUES = st.one_of(
    ANY_TEXT,
    st.booleans(),
    st.decimals(allow_nan=False),
    st.dates(),
    st.times(),
    PARTIAL,
    st.builds(PersonRef, ANY_TEXT.map(PersonId)),
    st.lists(ANY_TEXT).map(tuple),
)
PEOPLE = st.frozensets(ANY_TEXT.map(PersonId), max_size=3)
REST = {
    "source": st.none() | st.builds(Source, st.sampled_from(SourceKind), st.none() | ANY_TEXT.map(PersonId), ANY_TEXT),
    "room": st.none() | st.builds(Room, PEOPLE, st.booleans()),
    "happened": st.none() | PARTIAL,
    "exact_words": st.booleans(),
    "kept_from": PEOPLE,
    "condition": ANY_TEXT,
    "bulk": st.booleans(),
    "carried": st.booleans(),
    "at": st.none() | MOMENTS,
    "by": st.none() | ANY_TEXT.map(WorkerId),
}
ANSWERS = st.builds(Answer, value=VALUES, **REST) | st.builds(
    Answer, gap=st.sampled_from(Gap), gap_note=ANY_TEXT, **REST
)


@given(ANSWERS)
def test_every_answer_comes_back_as_it_was_given(answer: Answer) -> None:
    again = codec.answer_from_json(codec.from_bytes(codec.to_bytes(codec.answer_to_json(answer))))
    assert again == answer
    assert type(again.value) is type(answer.value)  # True is not 1, and a day is not a moment


@given(st.decimals(allow_nan=False))
def test_a_number_keeps_the_digits_that_were_typed(number: Decimal) -> None:
    assert str(codec.value_from_json(codec.value_to_json(number))) == str(number)


def test_a_moment_is_no_value() -> None:
    moment: date = made_up.NOW
    try:
        codec.value_to_json(moment)
    except TypeError:
        return
    raise AssertionError("a moment was taken for a day, and its time would be lost")


@given(words=st.lists(ANY_TEXT, max_size=4), name=ANY_TEXT)
def test_a_card_and_a_place_come_back(words: list[str], name: str) -> None:
    card = FamilyCard(
        name,
        standing=("standing.draft", ((name, 3),)),
        search_terms=tuple(words),
        review_due=date(2027, 1, 15),
        awaiting_since=made_up.NOW,
    )
    assert codec.card_from_json(codec.from_bytes(codec.to_bytes(codec.card_to_json(card)))) == card
    place = Place(page=name, key=made_up.BECAUSE, visit=True)
    assert codec.place_from_json(codec.from_bytes(codec.to_bytes(codec.place_to_json(place)))) == place


@given(answer=ANSWERS)
@settings(max_examples=40, deadline=None)
def test_every_answer_comes_back_through_the_store(made: Made, session_store: VaultStore, answer: Answer) -> None:
    session_store.save(made_up.save(made.family, made.work, {made_up.MOOD: answer})).result()
    assert session_store.assessment(made.work.id).result().answers[made_up.MOOD] == answer


def test_forty_thousand_words_come_back_whole(made: Made, open_copy: Callable[[], VaultStore]) -> None:
    words = " ".join(f"word{number} ওয়ার্ড <b>&amp;" for number in range(40_000 // 3))
    store = open_copy()
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: made_up.said(words)})).result()
    store.close().result()
    assert open_copy().assessment(made.work.id).result().answers[made_up.MOOD].value == words


def test_a_card_of_an_earlier_version_has_no_days_and_comes_back() -> None:
    raw = codec.from_bytes(codec.to_bytes(codec.card_to_json(FamilyCard("Okafor"))))
    earlier = {name: value for name, value in raw.items() if name not in ("review_due", "awaiting_since")}
    assert codec.card_from_json(earlier) == FamilyCard("Okafor")


def test_a_time_and_a_day_stay_what_they_are() -> None:
    for value in (time(23, 59), date(2027, 2, 28)):
        assert codec.value_from_json(codec.value_to_json(value)) == value
