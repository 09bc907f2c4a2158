"""Whom a worker means by a first name, where nobody can point at a row."""

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.session.session import Session


def person_named(session: Session, name: str) -> PersonId:
    """The person of this family with this first name. Raises ThinkFamilyError for nobody or several."""
    found = [person.id for person in session.state.people if person.name.casefold() == name.strip().casefold()]
    if len(found) != 1:
        raise ThinkFamilyError("cli.no_such_person" if not found else "cli.several_persons")
    return found[0]
