"""Releases of the practice families as a worker would have them made, for tests of their papers."""

from dataclasses import replace
from functools import cache

from tests.report.conftest import RESOURCES
from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.assessment import SignedVersion, Stage
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.release import release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.settings.locations import forms_folder

OKAFOR, LEWIS, NOWAK = range(3)
OF_PARENT = ("gp-parent", "adult-mental-health")


@cache
def full_form() -> Form:
    return load_set(forms_folder() / "think_family").form("full")


@cache
def families() -> tuple[PracticeFamily, ...]:
    return practice_families(RESOURCES / "practice", full_form())


@cache
def release_of(number: int, reader: str = "social-care") -> Release:
    """A reader's copy, about the parent or the first child, for the parent, as the reader needs it."""
    return made_from(families()[number], reader)


@cache
def copy_for(number: int, name: str) -> Release:
    """The copy for one named person, by the name in the practice file."""
    made_up = families()[number]
    work = made_up.assessment
    state = evaluate(full_form(), made_up.family, work.answers, work.raised, made_up.now)
    return release(
        full_form(), made_up.family, work.answers, state, made_up.worker, "person", None, made_up.people[name],
        assessment=work,
    )  # fmt: skip


def made_from(made_up: PracticeFamily, reader: str) -> Release:
    """The same of a family that a test has changed."""
    work = made_up.assessment
    state = evaluate(full_form(), made_up.family, work.answers, work.raised, made_up.now)
    wanted = next((each for each in full_form().recipients.readers if each.id == reader), None)
    child = next(person.id for person in state.people if person.is_child and not person.is_unborn)
    about = None
    if wanted is not None and wanted.about_required:
        about = state.assessed if reader in OF_PARENT else child
    for_person = state.assessed if wanted is not None and wanted.for_person else None
    return release(
        full_form(), made_up.family, work.answers, state, made_up.worker, reader, about, for_person, assessment=work
    )


def signed_then(made_up: PracticeFamily, changes: dict[AnswerKey, Value]) -> PracticeFamily:
    """The family with a first version signed as it stands and these answers changed after it."""
    work = made_up.assessment
    first = SignedVersion(
        1, Stage.REFERRAL, made_up.now, made_up.worker, made_up.family, dict(work.answers), work.raised
    )
    answers = dict(work.answers)
    for key, value in changes.items():
        answers[key] = replace(answers[key], value=value)
    return replace(made_up, assessment=replace(work, answers=answers, versions=(first,)))
