"""The family map of a release as a figure, with the same in words for who cannot see it."""

from thinkfamily_desktop.forms.family_map import MapPerson, MapRelationship, describe, lay_out
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.map_drawing import MapFigure
from thinkfamily_desktop.report.structure import Elem

NOT_FAMILY = frozenset({"worker", "professional"})


def family_figure(release: Release, make: Maker, parent: Elem) -> MapFigure | None:
    """The family map of a release, or None when there is nobody to draw."""
    tied: dict[int, set[str]] = {}
    for tie in release.relationships:
        tied.setdefault(tie.person, set()).add(tie.kind)
    family = [index for index in range(len(release.people)) if not tied.get(index) or tied[index] - NOT_FAMILY]
    if not family:
        return None
    place = {index: position for position, index in enumerate(family)}
    people = [_map_person(release, index, make) for index in family]
    ties = [
        MapRelationship(place[tie.person], place[tie.other], tie.kind)
        for tie in release.relationships
        if tie.person in place and tie.other in place
    ]
    drawn = lay_out(people, ties, [place[index] for index in release.household if index in place])
    words = make.words
    says = " ".join((words.say("report.map_title"), *describe(drawn, words, release.household_name)))
    short = words.say("report.map_key") if drawn.household else ""
    at = release.household_name
    key = words.say("report.map_key_at", place=at) if short and at else short
    return MapFigure(drawn, make.setter, parent.add("Figure", alt=says), key, short)


def _map_person(release: Release, index: int, make: Maker) -> MapPerson:
    person = release.people[index]
    note = ""
    if person.is_assessed:
        note = make.words.say("report.map_note_assessed")
    elif not person.is_child and not person.is_unborn and index not in release.household:
        note = ", ".join(make.text(role) for role in person.roles[:1])
    return MapPerson(
        person.label, note, person.sex, person.is_child, person.is_unborn, person.is_assessed, person.died,
        person.born.earliest if person.born is not None else None,
    )  # fmt: skip
