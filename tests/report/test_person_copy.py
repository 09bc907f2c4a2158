"""A copy for one named person: their own words and the plan for them; nothing that somebody else said, or is theirs."""

from collections.abc import Iterator

import pytest

from tests.report import practice
from thinkfamily_desktop.domain.answers import SourceKind
from thinkfamily_desktop.domain.ids import person_subject
from thinkfamily_desktop.forms.releases import Line, Release

PLAN = ("cp.", "plan.", "leave.")
"""How the items of the shared plan begin: those about somebody are theirs to have, whoever said them."""

CASES = [(number, name) for number in range(3) for name in practice.families()[number].people]


def said_by_others(number: int, name: str) -> Iterator[str]:
    """Sentences in the family's file that somebody else said, and are no part of the plan for this person."""
    made_up = practice.families()[number]
    whose = made_up.people[name]
    planned = {
        answer.value
        for key, answer in made_up.assessment.answers.items()
        if key.subject == person_subject(whose) and key.item.startswith(PLAN)
    }
    for answer in made_up.assessment.answers.values():
        source, words = answer.source, answer.value
        if source is None or source.kind is not SourceKind.PERSON or source.person == whose:
            continue
        if isinstance(words, str) and len(words) > 25 and words not in planned:
            yield words


def lines(release: Release) -> Iterator[Line]:
    for line in (line for section in release.sections for line in section.lines):
        yield line
        yield from (cell for row in line.rows for cell in row)
    for sheet in release.sheets:
        for _, line in (pair for part in sheet.parts for pair in part.lines):
            yield line
            yield from (cell for row in line.rows for cell in row)


def words_in(release: Release) -> set[str]:
    return {str(value) for line in lines(release) for value in line.values}


@pytest.mark.parametrize(("number", "name"), CASES)
def test_nobody_reads_what_somebody_else_said(number: int, name: str) -> None:
    others = set(said_by_others(number, name))
    assert others & words_in(practice.copy_for(number, name)) == set()
    assert others & words_in(practice.release_of(number)) != set()


def test_a_child_reads_neither_the_parents_diagnosis_nor_what_is_owed() -> None:
    record = ("pmh.", "par.", "env.", "share.")
    found = {line.item for line in lines(practice.copy_for(practice.OKAFOR, "tunde"))}
    assert [item for item in found if item.startswith(record)] == []
    assert [item for item in found if item.startswith("ch.")] != []


def test_of_what_each_said_about_sharing_everybody_reads_their_own() -> None:
    own = words_in(practice.copy_for(practice.OKAFOR, "grace"))
    assert "“I’m ashamed, but yes. Tell them about Ife’s nursery as well.”" in own
    assert not any("what I said about the door" in words for words in own)


def test_what_a_child_asked_to_be_kept_reaches_no_copy_that_the_family_may_see() -> None:
    secret = "“As long as Mum doesn’t find out what I said about the door.”"
    assert secret in words_in(practice.release_of(practice.OKAFOR, "social-care"))
    for reader in ("early-help", "adult-mental-health", "gp-parent", "gp-child", "school", "young-carers"):
        assert secret not in words_in(practice.release_of(practice.OKAFOR, reader)), reader
