"""Each verdict on real files: this is it, altered, older by so many answers, another family's, not ours."""

from collections.abc import Callable, Iterator

import pytest

from tests.session import saved_copies as copies
from tests.session.conftest import TickingClock
from tests.session.saved_copies import LEWIS, OKAFOR
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, ItemId, person_subject
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.session import Session

PASSWORD = "a made up password"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def house(full_form: Form) -> Iterator[Desk]:
    desk = copies.with_store(full_form, TickingClock())
    yield desk
    desk.rest()


@pytest.fixture(scope="module")
def school_copy(house: Desk) -> bytes:
    return copies.save_copy(house, house.open_reference(OKAFOR).result())


def verdict(desk: Desk, data: bytes) -> tuple[str, str]:
    found = desk.verify(data).result()
    said = copies.words().say(found.code, **dict(found.parameters))
    assert said.strip()
    assert "[" not in said
    return found.verdict, found.code


def test_the_very_file_is_the_copy_that_left(house: Desk, school_copy: bytes) -> None:
    found = house.verify(school_copy).result()
    assert (found.verdict, found.changed) == ("current", 0)
    assert found.export is not None
    assert (found.export.reader, found.export.family) == ("school", house.open_reference(OKAFOR).result().family.id)


@pytest.mark.parametrize(
    "changed",
    [copies.resaved_by_qpdf, copies.resaved_by_pypdf, copies.pages_alone_by_pypdf, lambda data: data + b"\n"],
    ids=["saved again by qpdf", "saved again by pypdf", "pages alone", "one byte more"],
)
def test_a_copy_that_was_saved_again_is_altered_whatever_it_says(
    house: Desk, school_copy: bytes, changed: Change
) -> None:
    assert verdict(house, changed(school_copy)) == ("altered", "verify.altered")
    assert verdict(house, school_copy) == ("current", "verify.current")


def test_one_changed_byte_anywhere_is_never_the_copy_that_left(house: Desk, school_copy: bytes) -> None:
    step = len(school_copy) // 24
    places = range(20, len(school_copy), step)
    found = {verdict(house, copies.one_byte_changed(school_copy, at))[0] for at in places}
    assert "current" not in found
    assert "altered" in found


def test_a_copy_without_its_end_is_known_by_what_is_left_and_half_a_copy_by_nothing(
    house: Desk, school_copy: bytes
) -> None:
    assert verdict(house, school_copy[:-200]) == ("altered", "verify.damaged")
    assert verdict(house, school_copy[: len(school_copy) // 2]) == ("not-ours", "verify.unreadable")


def test_a_protected_copy_is_known_as_it_is_and_a_copy_locked_by_others_is_not(house: Desk, school_copy: bytes) -> None:
    own = copies.save_copy(house, house.open_reference(OKAFOR).result(), password=PASSWORD)
    assert verdict(house, own) == ("current", "verify.current")
    theirs = copies.locked_by_qpdf(school_copy, PASSWORD)
    assert verdict(house, theirs) == ("not-ours", "verify.locked")
    assert house.verify(theirs, password=PASSWORD).result().code == "verify.altered"
    assert house.verify(theirs, password="not that one").result().code == "verify.wrong_password"


def test_a_copy_of_another_family_is_said_to_be_another_familys(house: Desk, school_copy: bytes) -> None:
    lewis, okafor = (house.open_reference(reference).result().family.id for reference in (LEWIS, OKAFOR))
    assert house.verify(school_copy, lewis).result().code == "verify.other_family"
    assert house.verify(copies.resaved_by_qpdf(school_copy), lewis).result().code == "verify.other_family"
    assert house.verify(school_copy, okafor).result().code == "verify.current"


def test_a_copy_from_another_laptop_is_not_in_this_register(house: Desk, full_form: Form) -> None:
    clock = TickingClock()
    other = copies.with_store(full_form, clock)
    session = other.open_reference(OKAFOR).result()
    session.answer(AnswerKey(ItemId("send.why_now")), "Only that laptop has heard this.")
    data = copies.save_copy(other, session, "social-care", "")
    other.rest()
    assert verdict(house, data) == ("other-record", "verify.other_record")


def test_strangers_files_are_not_ours(house: Desk) -> None:
    assert verdict(house, copies.strangers()) == ("not-ours", "verify.not_ours")
    assert verdict(house, copies.strangers()[:200]) == ("not-ours", "verify.unreadable")
    for nothing in (b"", b"PK\x03\x04", b"{}"):
        assert verdict(house, nothing) == ("not-ours", "verify.not_a_pdf")


def changed(session: Session, *keys: AnswerKey) -> None:
    """Say something else to each of these questions, and write it."""
    for key in keys:
        session.answer(key, "Something quite different is said of this now.")
    saved = session.save()
    assert saved is not None
    saved.result()


def test_an_older_copy_says_by_how_many_answers_and_a_withheld_one_does_not_count(full_form: Form) -> None:
    desk = copies.with_store(full_form, TickingClock())
    session = desk.open_reference(OKAFOR).result()
    data = copies.save_copy(desk, session)
    tunde = person_subject(next(person.id for person in session.state.people if person.name == "Tunde"))
    ife = person_subject(next(person.id for person in session.state.people if person.name == "Ife"))
    seen = session.release("school", about=tunde.id)  # type: ignore[arg-type]  # a person's id
    mine = [line.item for section in seen.sections for line in section.lines if line.kind == "long_text"]
    assert len(mine) >= 2, "the school gets too little to be changed"
    keys = [key for key in session.state.questions if key.item in mine and key.subject in (tunde, THE_FAMILY)]
    changed(session, AnswerKey(ItemId("send.visitors")))  # not for a school
    assert desk.verify(data).result().verdict == "current"
    changed(session, keys[0])
    changed(session, keys[1], AnswerKey(keys[0].item, ife))
    found = desk.verify(data).result()
    assert (found.verdict, found.changed) == ("superseded", 2)
    again = copies.save_copy(desk, session)
    assert desk.verify(again).result().verdict == "current"
    assert desk.verify(data).result().verdict == "superseded"
    desk.rest()
