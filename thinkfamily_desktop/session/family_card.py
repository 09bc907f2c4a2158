"""The line that stands for a family in the caseload, worked out from its state."""

from datetime import date

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.domain.records import FamilyCard
from thinkfamily_desktop.domain.wording import nhs_number_in_words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import FormState

REVIEW = ItemId("plan.review")
OTHER_NAMES = ItemId("person.other_names")
OTHER_NUMBER = ItemId("person.local_id.value")  # of the council, the police, another trust
"""Items of the full assessment that the caseload reads. A form without them has none of it."""

Coded = tuple[str, tuple[tuple[str, str | int], ...]]


def family_card(form: Form, family: Family, assessment: Assessment, state: FormState) -> FamilyCard:
    """The caseload's line: whose family, who is in it, where the work stands, what comes next."""
    open_now = _open(state, Level.ACT_NOW)
    return FamilyCard(
        name=_family_name(form, family, state),
        detail=_detail(form, family, state),
        adults=sum(person.is_adult for person in state.people),
        children=sum(person.is_child and not person.is_unborn for person in state.people),
        unborn=sum(person.is_unborn for person in state.people),
        standing=_standing(assessment, state),
        next_step=_next_step(assessment, state, open_now),
        open_act_now=open_now,
        open_discuss=_open(state, Level.DISCUSS),
        search_terms=_search_terms(form, family),
        review_due=_review_due(assessment),
    )


def _review_due(assessment: Assessment) -> date | None:
    answer = assessment.answers.get(AnswerKey(REVIEW))
    if assessment.state is AssessmentState.CLOSED or answer is None or not isinstance(answer.value, date):
        return None
    return answer.value


def _open(state: FormState, level: Level) -> int:
    return sum(alert.is_open and alert.level is level for alert in state.alerts)


def _fact(family: Family, item: ItemId, person: PersonId) -> str:
    answer = family.facts.get(AnswerKey(item, Subject("person", person)))
    return answer.value if answer is not None and isinstance(answer.value, str) else ""


def _first_person(family: Family, state: FormState) -> PersonId | None:
    return state.assessed or (family.people[0] if family.people else None)


def _family_name(form: Form, family: Family, state: FormState) -> str:
    first = _first_person(family, state)
    if first is None:
        return ""
    return _fact(family, form.people.register_items.family_name, first)


def _detail(form: Form, family: Family, state: FormState) -> str:
    first = _first_person(family, state)
    if first is None:
        return ""
    person = state.person(first)
    number = nhs_number_in_words(_fact(family, form.people.register_items.nhs_number, first))
    name = person.name if person is not None else ""
    return f"{name}, {number}" if name and number else name or number


def _standing(assessment: Assessment, state: FormState) -> Coded:
    if assessment.state is not AssessmentState.DRAFT:
        return (f"standing.{assessment.state.value}", (("version", len(assessment.versions)),))
    pages = {whole.page: whole.finished for whole in state.progress if whole.subject is None and whole.asked}
    parts = [part for part in state.progress if part.subject is not None]
    done = [
        page for page, finished in pages.items() if finished or all(part.is_done for part in parts if part.page == page)
    ]
    return ("standing.pages", (("done", len(done)), ("pages", len(pages))))


def _next_step(assessment: Assessment, state: FormState, open_now: int) -> Coded:
    if open_now:
        return ("next.record_action", ())
    if not state.people:
        return ("next.add_people", ())
    if _open(state, Level.DISCUSS):
        return ("next.discuss", ())
    if assessment.state is AssessmentState.DRAFT:
        return ("next.continue", ())
    return (f"next.after_{assessment.state.value}", ())


def _search_terms(form: Form, family: Family) -> tuple[str, ...]:
    """Names and identifiers of everybody, and the reference: what a worker may type to find a family."""
    known = form.people.register_items
    names = (known.given_name, known.family_name, known.preferred_name, OTHER_NAMES, known.nhs_number)
    found = [_fact(family, item, person) for person in family.people for item in names]
    here = {person_subject(person) for person in family.people}
    numbers = [
        answer.value
        for key, answer in family.facts.items()
        if key.item == OTHER_NUMBER and key.subject in here and isinstance(answer.value, str)
    ]
    return tuple(term for term in [family.reference, *found, *numbers] if term)
