"""The caseload's line: how many pages are done, when the plan is looked at again, and by what a family is found."""

from dataclasses import replace
from datetime import date

from tests.forms.case import Case, item, page, section
from tests.session.conftest import add
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, ItemId, WorkerId, person_subject
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.session import Session


def pages_done(case: Case) -> tuple[int, int]:
    work = Assessment(
        AssessmentId("a"), case.family.id, FormRef("test", "1", ""), AssessmentState.DRAFT, case.now, WorkerId("w"),
        case.now,
    )  # fmt: skip
    code, said = family_card(case.form, case.family, work, case.state).standing
    assert code == "standing.pages"
    counts = dict(said)
    return int(counts["done"]), int(counts["pages"])


def case() -> Case:
    """Two pages of their own, beside the visit and the register."""
    first = page(section(item("core"), item("more", path="extended"), item("also", path="extended")), name="first")
    second = page(section(item("needed", path="extended", needed_for="referral")), name="second")
    return Case(first, second).person("Ada", "parent").assesses("ada")


def test_a_page_is_done_when_its_core_is_answered_and_nothing_needed_is_left() -> None:
    before, pages = pages_done(case())
    assert pages_done(case().says({"core": "Yes"})) == (before + 1, pages)
    assert pages_done(case().says({"more": "Yes"})) == (before, pages)


def test_what_a_signature_waits_for_counts_on_whichever_path_it_stands() -> None:
    before, pages = pages_done(case())
    assert pages_done(case().says({"needed": "Yes"})) == (before + 1, pages)


def test_a_page_is_done_when_the_worker_says_so() -> None:
    made = case()
    before, pages = pages_done(made)
    made.finished = frozenset({"first/family/"})
    assert pages_done(made) == (before + 1, pages)


def test_the_extended_path_counts_once_it_is_taken() -> None:
    def counts(made: Case) -> tuple[int, int]:
        whole = next(each for each in made.state.progress if each.page == "first" and each.subject is None)
        return whole.answered, whole.asked

    assert counts(case()) == (0, 1)
    assert counts(case().says({"more": "Yes"})) == (1, 2)
    assert counts(case().says({"core": "Yes", "more": "Yes"})) == (2, 2)


def test_the_day_to_look_at_the_plan_again_stands_in_the_line_until_the_work_is_closed(session: Session) -> None:
    session.answer(AnswerKey(ItemId("plan.review")), date(2027, 1, 15))
    work = session.assessment
    assert family_card(session.form, session.family, work, session.state).review_due == date(2027, 1, 15)
    closed = replace(work, state=AssessmentState.CLOSED)
    assert family_card(session.form, session.family, closed, session.state).review_due is None


def test_a_family_is_found_by_an_earlier_name_and_by_another_services_number(session: Session) -> None:
    grace = add(session, "Grace", "parent")
    subject = person_subject(grace)
    session.answer(AnswerKey(ItemId("person.other_names"), subject), "Adeyemi")
    row = session.add_row(AnswerKey(ItemId("person.local_ids"), subject))
    session.answer(AnswerKey(ItemId("person.local_id.value"), subject, row=row), "LA-4417")
    terms = family_card(session.form, session.family, session.assessment, session.state).search_terms
    assert {"Grace", "Adeyemi", "LA-4417"} <= set(terms)
    session.remove_person(grace)
    terms = family_card(session.form, session.family, session.assessment, session.state).search_terms
    assert terms == (session.family.reference,)
