"""An open assessment over the shipped form and a store that is a dictionary."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.answers import PersonRef
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.session import Session


class TickingClock:
    """Each look at it is a second later, so that nothing happens at the same moment."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture(scope="session")
def full_form() -> Form:
    return load_set(Path("forms/think_family")).forms["full"]


@pytest.fixture
def memory() -> MemoryStore:
    return MemoryStore(practice=True)


@pytest.fixture
def desk(memory: MemoryStore, full_form: Form) -> Iterator[Desk]:
    desk = Desk(memory, {"full": full_form}, TickingClock())
    desk.set_worker("A. Mensah", "community mental health nurse", "Home Treatment Team North", "", "")
    yield desk
    desk.rest()


@pytest.fixture
def session(desk: Desk) -> Session:
    return desk.new_family().result()


def add(session: Session, name: str, *roles: str) -> PersonId:
    """A person with a first name."""
    person = session.add_person(roles)
    session.answer(AnswerKey(ItemId("person.given_name"), person_subject(person)), name)
    return person


def assess(session: Session, person: PersonId) -> None:
    """Say whose health brought us here."""
    session.answer(AnswerKey(ItemId("visit.assessed")), PersonRef(person))
