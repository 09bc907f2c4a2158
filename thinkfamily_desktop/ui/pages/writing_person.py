"""Somebody who was typed in one line is written into the register, with how they belong to the assessed adult."""

from thinkfamily_desktop.domain.answers import PersonRef
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, PersonId, person_subject
from thinkfamily_desktop.ui.models.family import NewPerson
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


def write_person(new: NewPerson, presenter: AssessmentPresenter) -> PersonId:
    """Add them, say what is known of them, and keep it on the disk."""
    items = presenter.session.form.people.register_items
    person = presenter.add_person(new.roles)
    for item, value in new.facts:
        presenter.answer(AnswerKey(item, person_subject(person)), value)
    assessed = presenter.state.assessed
    if new.assessed:
        presenter.answer(AnswerKey(items.assessed), PersonRef(person))
    elif new.kin and assessed is not None:
        row = presenter.session.add_row(AnswerKey(items.relationships))
        one, other = (person, assessed) if new.kin_from_new else (assessed, person)
        for item, value in (
            (items.relationship_from, PersonRef(one)),
            (items.relationship_kind, new.kin),
            (items.relationship_to, PersonRef(other)),
        ):
            presenter.answer(AnswerKey(item, THE_FAMILY, "", row), value)
    presenter.flush()
    return person
