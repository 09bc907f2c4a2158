"""No screen and no paper ever says {name}: every text of every practice family, for every reader, has names in it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest

from tests.exchange.practice_releases import WORKER, families, shipped_forms
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.copy_asked import REVIEW
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.model import Form, YesNoItem
from thinkfamily_desktop.forms.release import release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.practice import PracticeFamily

LEFT_OPEN = re.compile(r"\{[a-z][a-z._]*\}")  # a set or a dictionary as Python writes it has a quote after its brace


def releases_of(made: PracticeFamily, form: Form, *, everybody: bool) -> Iterator[Release]:
    """For every reader, about or for the first person who fits, or everybody in turn."""
    work = made.assessment
    state = evaluate(form, made.family, work.answers, work.raised, work.changed_at)
    people = (None, *made.family.people)
    for reader in (*form.recipients.readers, None):
        name = REVIEW if reader is None else reader.id
        about_whom = people if reader is not None and reader.about_required else (None,)
        for_whom = people if reader is not None and reader.for_person else (None,)
        for about, for_person in product(about_whom, for_whom):
            try:
                yield release(form, made.family, work.answers, state, WORKER, name, about, for_person, assessment=work)
            except ThinkFamilyError:
                continue  # this reader's copy is not made about or for this person
            if not everybody:
                break


def no_name_is_open(position: int, *, everybody: bool) -> int:
    """Looks at every release of one family; says how many there were."""
    form = shipped_forms()["full"]
    readers: list[str] = []
    for each in releases_of(families()[position], form, everybody=everybody):
        readers.append(each.reader)
        assert LEFT_OPEN.findall(repr(each)) == [], each.reader
    assert len(set(readers)) == len(form.recipients.readers) + 1
    return len(readers)


def test_no_release_of_the_first_practice_family_leaves_a_name_open() -> None:
    assert no_name_is_open(0, everybody=False) >= 10
    assert len(families()) == 3


@pytest.mark.full
@pytest.mark.parametrize("position", range(3))
def test_no_release_about_anybody_leaves_a_name_open(position: int) -> None:
    assert no_name_is_open(position, everybody=True) > 10


@pytest.mark.parametrize("form", ["full", "screening", "young_carer", "crisis_plan", "review"])
def test_no_question_on_the_screen_leaves_a_name_open(form: str) -> None:
    made = families()[0]
    work = made.assessment
    state = evaluate(shipped_forms()[form], made.family, work.answers, work.raised, work.changed_at)
    asked = [
        (str(question.ask), str(question.desk), str(section.title), str(alert.says))
        for section in state.sections
        for question in section.questions
        for alert in state.alerts
    ]
    assert LEFT_OPEN.findall(repr(set(asked))) == []


def test_an_option_that_names_somebody_is_printed_with_the_name() -> None:
    """The control: the same labels are found to be open in the form itself."""
    form, made = shipped_forms()["full"], families()[0]
    key = next(key for key in made.assessment.answers if key.item == "ch.does" and key.subject.kind == "person")
    naming = named_options(form)
    assert LEFT_OPEN.search(repr(naming.pages))
    work = made.assessment
    state = evaluate(naming, made.family, work.answers, work.raised, work.changed_at)
    shown = release(naming, made.family, work.answers, state, WORKER, "social-care", assessment=work)
    said = repr([line.values for section in shown.sections for line in section.lines if line.item == "ch.does"])
    assert LEFT_OPEN.findall(said) == []
    name = next(person.name for person in state.people if person_subject(person.id) == key.subject)
    assert f"As {name} does" in said


def named_options(form: Form) -> Form:
    """The form with every option of `ch.does` naming the child and the parent."""
    pages = []
    for page in form.pages:
        sections = []
        for section in page.sections:
            items = [
                item.model_copy(
                    update={
                        "options": tuple(
                            option.model_copy(update={"label": option.label.of("As {name} does when {parent} is low")})
                            for option in form.options(item)
                        )
                    }
                )
                if item.id == "ch.does" and not isinstance(item, YesNoItem) and item.kind == "several"
                else item
                for item in section.items
            ]
            sections.append(section.model_copy(update={"items": tuple(items)}))
        pages.append(page.model_copy(update={"sections": tuple(sections)}))
    return form.model_copy(update={"pages": tuple(pages)})


def test_two_accounts_stand_side_by_side_each_under_its_own_name() -> None:
    form, made = shipped_forms()["full"], families()[0]
    child = next(key.subject for key in made.assessment.answers if key.item == "ch.caring")
    assessed = next(answer for key, answer in made.assessment.answers.items() if key.item == "visit.assessed").value
    at = datetime(2026, 11, 20, 14, tzinfo=UTC)
    people = [PersonId(child.id), getattr(assessed, "person", None)]
    told = {
        AnswerKey(ItemId("yc.choice"), child, person or ""): Answer(value=f"account {place}", at=at)
        for place, person in enumerate(people)
    }
    work = made.assessment
    answers = {**work.answers, **told}
    state = evaluate(form, made.family, answers, work.raised, work.changed_at)
    asks = [str(state.questions[key].ask) for key in told]
    names = [state.person(person).name for person in people if person is not None]  # type: ignore[union-attr]
    assert asks == [f"As {name} sees it: how did it begin, and can {names[0]} say no?" for name in names]
    shown = release(form, made.family, answers, state, WORKER, "social-care", assessment=work)
    lines = [line for section in shown.sections for line in section.lines if line.item == "yc.choice"]
    assert {(line.source_name, line.values) for line in lines} == {
        (name, (f"account {place}",)) for place, name in enumerate(names)
    }
