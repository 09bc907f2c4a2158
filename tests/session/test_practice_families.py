"""The made-up families: they fit the form, leave nothing undone, and nobody reads what they were not to read."""

from collections.abc import Iterator
from functools import cache

import pytest

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import ChoiceItem, Form, SeveralItem
from thinkfamily_desktop.forms.release import release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.session.items import items_by_id
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder

SHOWN_TO_FAMILY = ("early-help", "adult-mental-health", "gp-parent", "gp-child", "school", "young-carers")


@cache
def form() -> Form:
    return load_set(forms_folder() / "think_family").form("full")


@cache
def families() -> dict[str, PracticeFamily]:
    return {each.family.reference: each for each in practice_families(resources_folder() / "practice", form())}


REFERENCES = ("TF-2026-0147", "TF-2026-0131", "TF-2026-0152")


def state_of(made_up: PracticeFamily) -> FormState:
    work = made_up.assessment
    return evaluate(form(), made_up.family, work.answers, work.raised, made_up.now)


def copy_for(made_up: PracticeFamily, reader: str, about: PersonId | None) -> Release:
    work = made_up.assessment
    return release(
        form(), made_up.family, work.answers, state_of(made_up), made_up.worker, reader, about, assessment=work
    )


def whom_about(made_up: PracticeFamily, reader: str) -> PersonId | None:
    people = state_of(made_up).people
    adult = next(person.id for person in people if person.is_adult)
    child = next(person.id for person in people if person.is_child)
    return {"early-help": None, "adult-mental-health": adult, "gp-parent": adult}.get(reader, child)


def everything_said(made_up: PracticeFamily) -> Iterator[Answer]:
    yield from made_up.family.facts.values()
    yield from made_up.assessment.answers.values()


def test_there_are_three() -> None:
    assert set(families()) == set(REFERENCES)


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_answer_is_one_that_the_form_offers(reference: str) -> None:
    made_up, items = families()[reference], items_by_id(form())
    for key, answer in {**made_up.family.facts, **made_up.assessment.answers}.items():
        item = items[key.item]
        if answer.gap is not None:
            assert answer.gap in item.gaps
        elif isinstance(item, ChoiceItem | SeveralItem):
            said = answer.value if isinstance(answer.value, tuple) else (answer.value,)
            assert set(said) <= {option.code for option in form().options(item)}, key.item


@pytest.mark.parametrize("reference", REFERENCES)
def test_nothing_is_left_undone_and_no_answer_has_lost_its_question(reference: str) -> None:
    state = state_of(families()[reference])
    assert [alert.key.rule for alert in state.alerts if alert.is_open] == []
    assert [problem.key.item for problem in state.problems if problem.stage != "full"] == []
    assert state.hidden == ()


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_alert_that_is_met_was_also_raised(reference: str) -> None:
    made_up = families()[reference]
    raised = {alert.key for alert in made_up.assessment.raised}
    assert [alert.key.rule for alert in state_of(made_up).alerts if alert.key not in raised] == []


@pytest.mark.parametrize("reader", SHOWN_TO_FAMILY)
@pytest.mark.parametrize("reference", REFERENCES)
def test_a_confidence_reaches_nobody_who_may_show_it_to_the_family(reference: str, reader: str) -> None:
    made_up = families()[reference]
    sent = str(copy_for(made_up, reader, whom_about(made_up, reader)))
    kept = [each.value for each in everything_said(made_up) if each.kept_from and isinstance(each.value, str)]
    kept = [words for words in kept if len(words) > 20]
    assert [words for words in kept if words in sent] == []


def test_social_care_has_each_confidence_with_what_was_promised() -> None:
    made_up = families()["TF-2026-0147"]
    sent = str(copy_for(made_up, "social-care", None))
    assert "I listen at the door" in sent
    assert "Tunde asked that Grace and David not be told this; speak to us first." in sent


@pytest.mark.parametrize("reader", ["school", "young-carers"])
def test_school_and_young_carers_learn_nothing_of_a_parents_treatment_thoughts_or_money(reader: str) -> None:
    made_up = families()["TF-2026-0147"]
    sent = str(copy_for(made_up, reader, whom_about(made_up, reader)))
    assert "Tunde in school by 08:45" in sent  # what will be different for the child is there
    secrets = ("ending her life", "Sertraline", "Home treatment", "two months behind", "rent first", "ashamed", "fog")
    assert [word for word in secrets if word in sent] == []


def test_the_words_of_a_young_carer_reach_their_service() -> None:
    made_up = families()["TF-2026-0147"]
    assert "Ife only lets me do her shoes" in str(copy_for(made_up, "young-carers", whom_about(made_up, "school")))
