"""The answers that one reader has by the defaults, one by one, so that a worker can leave some of them out."""

from dataclasses import dataclass

from thinkfamily_desktop.domain.answers import Answers
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.permission import SOCIAL_CARE, Copy, Permission
from thinkfamily_desktop.forms.state import FormState, Question


@dataclass(frozen=True, slots=True)
class Offered:
    """One answered question that goes to this reader.

    `safety`: the reader is children's social care, and an alert may rest on it.
    """

    question: Question
    safety: bool


def offered(form: Form, family: Family, answers: Answers, state: FormState, copy: Copy) -> tuple[Offered, ...]:
    """In the order of the form. Names and roles are not among them: a copy says whom it is about.

    A table goes or stays as a whole. Nothing of an action record is offered: who was told and what was agreed is not
    for one reader to have and another not.
    """
    children = [person.id for person in state.people if person.is_child]
    may = Permission(form, family, answers, copy, children)
    of_social_care = copy.reader is not None and copy.reader.id == SOCIAL_CARE
    return tuple(
        Offered(question, safety=of_social_care and question.item.id in may.rights.safety)
        for section in state.sections
        for question in section.questions
        if _is_answered(question) and question.item.id not in may.rights.identity and _has(may, question)
    )


def _is_answered(question: Question) -> bool:
    answer = question.answer
    return answer is not None and answer.gap is None and answer.value not in (None, "", ())


def _has(may: Permission, question: Question) -> bool:
    return question.answer is not None and may.may_have(question.key, question.answer)
