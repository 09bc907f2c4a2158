"""The people of a Release as contained resources: the assessed adult a Patient, everybody else related to them."""

from collections.abc import Iterator

from thinkfamily_desktop.exchange.fhir import (
    DIED,
    DUE,
    KIND_OF_TIE,
    NHS_NUMBER,
    TIE,
    UNCHECKED_NUMBER,
    Json,
    cleaned,
    extended,
    extension,
    sayable,
)
from thinkfamily_desktop.exchange.values import partial_date
from thinkfamily_desktop.forms.nhs_number import clean, is_valid
from thinkfamily_desktop.forms.releases import Release, ReleasedPerson, ReleasedRelationship

_GENDERS = {"male": "male", "female": "female"}


def person_name(position: int) -> str:
    """The name of a contained person inside the resource: a place in this copy, no identity."""
    return f"person-{position + 1}"


def reference_to(release: Release, position: int) -> Json:
    """A reference to somebody of this copy."""
    reference: Json = {"reference": f"#{person_name(position)}"}
    name = cleaned(release.people[position].name)
    return reference | ({"display": name} if sayable(name) else {})


def subject_of(release: Release) -> int | None:
    """Whose record it is: the assessed adult's, else of the one it is about or for, else of the first."""
    assessed = next((at for at, person in enumerate(release.people) if person.is_assessed), None)
    wanted = (assessed, release.about, release.for_person, 0 if release.people else None)
    return next((position for position in wanted if position is not None), None)


def contained(release: Release) -> list[Json]:
    """Everybody in this copy, in its order."""
    subject = subject_of(release)
    return [_person(release, position, subject) for position in range(len(release.people))]


def _person(release: Release, position: int, subject: int | None) -> Json:
    person = release.people[position]
    is_subject = position == subject
    resource: Json = {"resourceType": "Patient" if is_subject else "RelatedPerson", "id": person_name(position)}
    if number := list(_number(person)):
        resource["identifier"] = number
    if subject is not None and not is_subject:
        resource["patient"] = reference_to(release, subject)
        if kinds := [
            _kind(release, tie) for tie in release.relationships if (tie.person, tie.other) == (position, subject)
        ]:
            resource["relationship"] = kinds
    if sayable(full_name := cleaned(person.full_name)):
        resource["name"] = [{"text": full_name}]
    if person.sex in _GENDERS:
        resource["gender"] = _GENDERS[person.sex]
    if person.born is not None:
        resource["birthDate"] = partial_date(person.born)
    if person.died and is_subject:
        resource["deceasedBoolean"] = True
    return extended(resource, *_besides(release, position, subject))


def _number(person: ReleasedPerson) -> Iterator[Json]:
    """The NHS number under its own name only when its check digit is right: another program trusts that name."""
    number = cleaned(clean(person.nhs_number))
    if sayable(number):
        yield {"system": NHS_NUMBER if is_valid(number) else UNCHECKED_NUMBER, "value": number}


def _kind(release: Release, tie: ReleasedRelationship) -> Json:
    """A relationship by its code and in words."""
    words = cleaned(tie.label.in_language(release.language))
    coding = {"system": KIND_OF_TIE, "code": tie.kind} | ({"display": words} if sayable(words) else {})
    return {"coding": [coding]} | ({"text": words} if sayable(words) else {})


def _besides(release: Release, position: int, subject: int | None) -> Iterator[Json]:
    """What FHIR has no place for: a due date, a death of somebody who is no Patient, ties to others."""
    person = release.people[position]
    if person.due is not None:
        yield extension(DUE, "Date", person.due.isoformat())
    if person.died and position != subject:
        yield extension(DIED, "Boolean", True)
    for tie in release.relationships:
        if tie.person == position and tie.other != subject:
            other = extension("other", "Reference", reference_to(release, tie.other))
            yield {"url": TIE, "extension": [other, extension("kind", "CodeableConcept", _kind(release, tie))]}
