"""A draft begun in an earlier version of its form comes into the one in use: what moved, what keeps no place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef, Note
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.migrations import Change, Migrated, Migrations, migrate, way
from thinkfamily_desktop.forms.model import Form, Item
from thinkfamily_desktop.forms.problems import FormError
from thinkfamily_desktop.session.items import items_by_id


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one answer, by the labels of the questions; never what anybody said.

    `moved`: it answers another question now. `recoded`: it is chosen under another code. `kept`: the form in use has
    no place for it; it stays in the vault as it was given, and counts nowhere.
    """

    what: Literal["moved", "recoded", "kept"]
    before: Text
    after: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Rolled:
    """The before and after of one draft, for the worker to read once."""

    before: FormRef
    after: FormRef
    changes: tuple[Moved, ...]

    def sentences(self, words: Words) -> tuple[str, ...]:
        """What a worker is told: one sentence for the whole, then one for each kind of change to a question."""
        versions = {"before": self.before.version, "after": self.after.version}
        told = [words.say("forms.rolled", **versions)]
        for change in dict.fromkeys(self.changes):
            count = self.changes.count(change)
            labels = ", ".join(f"“{words.text(label)}”" for label in change.after)
            before = words.text(change.before)
            told.append(words.say(f"forms.rolled_{change.what}", count=count, before=before, after=labels))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Rolling:
    """A draft in the form in use, and the changes that bring the vault there."""

    family: Family
    assessment: Assessment
    facts: Mapping[AnswerKey, Answer | None]
    answers: Mapping[AnswerKey, Answer | None]
    rolled: Rolled


def is_open_draft(assessment: Assessment) -> bool:
    """Whether nobody has signed anything of it yet: what is signed stays in the version that was signed."""
    return assessment.state is AssessmentState.DRAFT and not assessment.versions


def roll(
    family: Family, assessment: Assessment, before: Form, after: Form, ref: FormRef, migrations: Migrations
) -> Rolling | None:
    """The draft as it stands in the form in use; None when no way leads there, and it stays in its own version."""
    try:
        steps = way(migrations, ref.form, assessment.form.version, ref.version)
    except FormError:
        return None
    facts, answers = migrate(family.facts, steps), migrate(assessment.answers, steps)
    old, new = items_by_id(before), items_by_id(after)
    has_place = placed_in(after)
    told = [_moved(change, old, new, has_place) for change in (*facts.changes, *answers.changes)]
    touched = {change.before[0] for change in (*facts.changes, *answers.changes)}
    left = [key for part in (family.facts, assessment.answers) for key in part if key not in touched]
    told += [Moved("kept", old[key.item].printed) for key in left if key.item in old and not has_place(key)]
    whole = replace(assessment, form=ref, answers=_together(answers), notes=_refiled(assessment.notes, answers))
    return Rolling(
        replace(family, facts=_together(facts)),
        whole,
        _difference(family.facts, _together(facts)),
        _difference(assessment.answers, _together(answers)),
        Rolled(assessment.form, ref, tuple(told)),
    )


def placed_in(form: Form) -> Callable[[AnswerKey], bool]:
    """Says of a key whether this form asks it: the same item, and by account where it asks for accounts."""
    asks: Mapping[str, Item] = items_by_id(form)

    def has_place(key: AnswerKey) -> bool:
        item = asks.get(key.item)
        return item is not None and bool(item.accounts) == bool(key.account)

    return has_place


def with_a_place(form: Form, family: Family, assessment: Assessment) -> tuple[Family, Assessment]:
    """Without the answers that this form has no place for. They stay in the vault as they were given."""
    has_place = placed_in(form)
    facts, answers = family.facts, assessment.answers
    if not all(map(has_place, facts)):
        family = replace(family, facts={key: answer for key, answer in facts.items() if has_place(key)})
    if not all(map(has_place, answers)):
        assessment = replace(assessment, answers={key: answer for key, answer in answers.items() if has_place(key)})
    return family, assessment


def _moved(
    change: Change, old: Mapping[str, Item], new: Mapping[str, Item], has_place: Callable[[AnswerKey], bool]
) -> Moved:
    before = change.before[0].item
    said = old[before].printed if before in old else Text.of(before)
    after = tuple(new[key.item].printed for key, _ in change.after if has_place(key))
    if not after:
        return Moved("kept", said)
    return Moved("recoded" if change.step == "recode" else "moved", said, after)


def _together(migrated: Migrated) -> dict[AnswerKey, Answer]:
    """Everything that stays in the vault: what was set aside keeps its own key, which nothing else may take."""
    return {**migrated.aside, **migrated.answers}


def _difference(
    before: Mapping[AnswerKey, Answer], after: Mapping[AnswerKey, Answer]
) -> dict[AnswerKey, Answer | None]:
    gone: dict[AnswerKey, Answer | None] = {key: None for key in before if key not in after}
    return gone | {key: answer for key, answer in after.items() if before.get(key) != answer}


def _refiled(notes: tuple[Note, ...], answers: Migrated) -> tuple[Note, ...]:
    """The notes, filed to where the answer that they belong to stands now."""
    moved = {change.before[0]: change.after[0][0] for change in answers.changes if len(change.after) == 1}
    return tuple(
        note if note.filed_to is None else replace(note, filed_to=moved.get(note.filed_to, note.filed_to))
        for note in notes
    )
