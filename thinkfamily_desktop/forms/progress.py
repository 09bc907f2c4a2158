"""How far the work is, page by page, and which qualities of a good referral the answers already show."""

from collections.abc import Collection, Iterator

from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, ItemId, PersonId, Subject
from thinkfamily_desktop.forms.answer_tests import given
from thinkfamily_desktop.forms.blocks import Shown
from thinkfamily_desktop.forms.moment import Here, Key, Moment
from thinkfamily_desktop.forms.plan import CriterionPlan, Plan
from thinkfamily_desktop.forms.state import CriterionState, Progress
from thinkfamily_desktop.forms.steps import Work

Counts = tuple[int, int, int]


def progress_of(pages: tuple[str, ...], shown: list[Shown], finished: Collection[str]) -> tuple[Progress, ...]:
    """For each page the whole of it, then each subject that it asks about. Pages that ask nothing count nothing."""
    counts: dict[str, dict[Subject, Counts]] = {page: {} for page in pages}
    for part in shown:
        by_subject = counts.setdefault(part.state.page, {})
        answered, asked, left = by_subject.get(part.state.subject, (0, 0, 0))
        by_subject[part.state.subject] = (answered + part.answered, asked + part.asked, left + part.needed_left)
    return tuple(progress for page, subjects in counts.items() for progress in _of_page(page, subjects, finished))


def _of_page(page: str, subjects: dict[Subject, Counts], finished: Collection[str]) -> Iterator[Progress]:
    of_each = [
        Progress(page, subject, *count, f"{page}/{subject.kind}/{subject.id}" in finished)
        for subject, count in subjects.items()
    ]
    whole = f"{page}/{THE_FAMILY.kind}/{THE_FAMILY.id}" in finished and THE_FAMILY not in subjects
    yield Progress(
        page,
        None,
        sum(each.answered for each in of_each),
        sum(each.asked for each in of_each),
        sum(each.needed_left for each in of_each),
        whole or (bool(of_each) and all(each.finished for each in of_each)),
    )
    yield from of_each


def criteria_of(work: Work) -> tuple[CriterionState, ...]:
    """Every criterion: met or not, by which answers, and for which children it is lacking."""
    return tuple(_criterion(work, plan) for plan in work.plan.criteria)


def _criterion(work: Work, plan: CriterionPlan) -> CriterionState:
    moment, met = work.moment, plan.met.holds
    lacking: tuple[PersonId, ...] = ()
    if plan.criterion.each_child:
        lacking = tuple(here.person for here in moment.children if here.person is not None and not met(moment, here))
        holds = bool(moment.children) and not lacking
    else:
        holds = met(moment, Here())
    return CriterionState(plan.criterion, holds, _shown_by(work.plan, moment, plan.criterion.shown_by), lacking)


def _shown_by(plan: Plan, moment: Moment, items: tuple[ItemId, ...]) -> tuple[AnswerKey, ...]:
    found: dict[Key, None] = {}
    for item in items:
        place = plan.places.get(item)
        if place is None or place.in_record:
            continue
        for here in moment.asked(place.asked_of):
            inside = (here,) if place.rows is None else plan.compiler.rows(place.rows)(moment, here)
            for each in inside:
                found.update(
                    (key, None) for key in plan.compiler.keys(item)(moment, each) if given(moment.given.get(key))
                )
    return tuple(AnswerKey(*key) for key in found)  # type: ignore[arg-type]  # ids are text
