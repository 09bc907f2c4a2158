"""How far the work is, page by page, and which qualities of a good referral the answers already show."""

from collections.abc import Collection, Iterator, Sequence

from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, PersonId, Subject
from thinkfamily_desktop.forms.answer_tests import given
from thinkfamily_desktop.forms.blocks import Count
from thinkfamily_desktop.forms.moment import IN_FAMILY, Moment
from thinkfamily_desktop.forms.plan import CriterionPlan
from thinkfamily_desktop.forms.state import CriterionState, Progress


def progress_of(pages: Sequence[str], counts: Sequence[Count], finished: Collection[str]) -> tuple[Progress, ...]:
    """For each page the whole of it, then each subject that it asks about. Pages that ask nothing count nothing."""
    by_page: dict[str, dict[Subject, Progress]] = {page: {} for page in pages}
    for page, subject, answered, asked, left in counts:
        subjects = by_page.setdefault(page, {})
        before = subjects.get(subject)
        if before is not None:
            answered, asked, left = answered + before.answered, asked + before.asked, left + before.needed_left
        done = f"{page}/{subject.kind}/{subject.id}" in finished
        subjects[subject] = Progress(page, subject, answered, asked, left, done)
    return tuple(progress for page, subjects in by_page.items() for progress in _with_whole(page, subjects, finished))


def _with_whole(page: str, subjects: dict[Subject, Progress], finished: Collection[str]) -> Iterator[Progress]:
    """A page is finished when all parts of it are, or when called so as a whole while it asks nothing once."""
    parts = tuple(subjects.values())
    called = THE_FAMILY not in subjects and f"{page}/{THE_FAMILY.kind}/{THE_FAMILY.id}" in finished
    yield Progress(
        page,
        None,
        sum(part.answered for part in parts),
        sum(part.asked for part in parts),
        sum(part.needed_left for part in parts),
        called or (bool(parts) and all(part.finished for part in parts)),
    )
    yield from parts


def criterion_state(plan: CriterionPlan, moment: Moment, shown_by: Sequence[AnswerKey]) -> CriterionState:
    """One criterion: met or not, by which of the answers that could show it, and for which children it is lacking."""
    met, lacking = plan.met.holds, list[PersonId]()
    if plan.criterion.each_child:
        lacking = [here.person for here in moment.children if here.person is not None and not met(moment, here)]
        holds = bool(moment.children) and not lacking
    else:
        holds = met(moment, IN_FAMILY)
    find = moment.given.get
    met_by = tuple(key for key in shown_by if given(find(key)))
    return CriterionState(plan.criterion, holds, met_by, tuple(lacking))
