"""Which copy a reader's name, a subject and a named person ask for; refused where one of them lacks or does not fit."""

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.forms.model import Form, Reader
from thinkfamily_desktop.forms.permission import Copy
from thinkfamily_desktop.forms.state import FormState

REVIEW = "review"
"""The internal review copy: a door, not a reader. It never travels."""

_ABOUT_ADULT = frozenset({"gp-parent", "adult-mental-health"})


def copy_asked(
    form: Form, family: Family, state: FormState, reader: str, about: PersonId | None, for_person: PersonId | None
) -> Copy:
    """The copy with nothing decided against its defaults; about the one person whom alone it can be about.

    Raises:
        ThinkFamilyError: `release.unknown_reader`, `release.about_needed`, `release.for_whom`, `release.not_in_family`.
    """
    found = _reader(form, reader)
    about = _about(found, family, state, about)
    _for_whom(found, for_person)
    for person in (about, for_person):
        if person is not None and person not in family.people:
            raise ThinkFamilyError("release.not_in_family")
    return Copy(found, about, for_person)


def _reader(form: Form, reader: str) -> Reader | None:
    if reader == REVIEW:
        return None
    found = next((each for each in form.recipients.readers if each.id == reader), None)
    if found is None:
        raise ThinkFamilyError("release.unknown_reader", reader=reader)
    return found


def _about(reader: Reader | None, family: Family, state: FormState, about: PersonId | None) -> PersonId | None:
    if reader is None or about is not None or not reader.about_required:
        return about
    children = [person.id for person in state.people if person.is_child and not person.died]
    fits = ([state.assessed] if state.assessed in family.people else []) if reader.id in _ABOUT_ADULT else children
    if len(fits) != 1:
        raise ThinkFamilyError("release.about_needed", reader=reader.id)
    return fits[0]


def _for_whom(reader: Reader | None, for_person: PersonId | None) -> None:
    wanted = reader is not None and reader.for_person
    if wanted != (for_person is not None):
        raise ThinkFamilyError("release.for_whom", reader=reader.id if reader is not None else REVIEW)
