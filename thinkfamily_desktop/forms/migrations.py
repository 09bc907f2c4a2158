"""Answers given in an earlier version of a form, brought forward on a copy, with a report of what became of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.forms.model import Part
from thinkfamily_desktop.forms.problems import FormError, FormProblem
from thinkfamily_desktop.forms.remedies import explained
from thinkfamily_desktop.forms.yaml_strict import read_yaml

FILE_NAME = "migrations.yaml"


class Rename(Part):
    """An item has another id."""

    step: Literal["rename"]
    item: ItemId
    to: ItemId


class Recode(Part):
    """Options have other codes. Codes that are not named stay."""

    step: Literal["recode"]
    item: ItemId
    codes: dict[str, str]


class Split(Part):
    """The options of one item are now those of several: each takes the codes it is given."""

    step: Literal["split"]
    item: ItemId
    into: dict[ItemId, tuple[str, ...]]

    @model_validator(mode="after")
    def _into_others(self) -> "Split":
        if self.item in self.into:
            raise ValueError(f"{self.item} is split into others: give each part an id of its own.")
        return self


class Retire(Part):
    """An item is no longer asked. Its answers are set aside and never lost."""

    step: Literal["retire"]
    item: ItemId


Step = Annotated[Rename | Recode | Split | Retire, Field(discriminator="step")]


class Migration(Part):
    """From one version of a form to the next."""

    form: str
    before: str
    after: str
    steps: tuple[Step, ...]


class Migrations(Part):
    """What `migrations.yaml` says."""

    migrations: tuple[Migration, ...] = ()


NO_MIGRATIONS = Migrations()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one answer. `after` is empty when it was set aside; `why` says what stood in the way."""

    step: str
    before: tuple[AnswerKey, Answer]
    after: tuple[tuple[AnswerKey, Answer], ...]
    why: str = ""


@dataclass(frozen=True)
class Migrated:
    """The answers as they stand in the new version, those set aside, and every change in order."""

    answers: Mapping[AnswerKey, Answer]
    aside: Mapping[AnswerKey, Answer] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def report(self) -> tuple[str, ...]:
        """One line for each change, by ids and codes: before → after. Holds no words that anybody said."""
        return tuple(_in_words(change) for change in self.changes)


def read_migrations(set_folder: Path) -> Migrations:
    """The migrations of a set; none when there is no file.

    Raises:
        FormError: when the file cannot be used.
    """
    path = set_folder / FILE_NAME
    if not path.exists():
        return NO_MIGRATIONS
    file = read_yaml(path, FILE_NAME)
    if file.data is None or file.problems:
        raise FormError(file.problems)
    try:
        return Migrations.model_validate(file.data)
    except ValidationError as fault:
        raise FormError(explained(fault, Migrations, file)) from None


def way(migrations: Migrations, form: str, before: str, after: str) -> tuple[Migration, ...]:
    """The migrations that lead from one version to another, in order; forward only.

    Raises:
        FormError: when there is no way.
    """
    found: list[Migration] = []
    version = before
    while version != after:
        step = next((each for each in migrations.migrations if (each.form, each.before) == (form, version)), None)
        if step is None or step in found:
            says = f"No migration leads from {form} {version} to {after}."
            raise FormError([FormProblem(FILE_NAME, 1, says, "Add it, or keep the assessment in its own version.")])
        found.append(step)
        version = step.after
    return tuple(found)


def migrate(answers: Mapping[AnswerKey, Answer], migrations: Iterable[Migration]) -> Migrated:
    """The answers brought forward. What was given is left as it is; the result is a copy."""
    work = _Work(dict(answers))
    for migration in migrations:
        for step in migration.steps:
            work.take(step)
    return Migrated(work.answers, work.aside, tuple(work.changes))


class _Work:
    def __init__(self, answers: dict[AnswerKey, Answer]) -> None:
        self.answers = answers
        self.aside: dict[AnswerKey, Answer] = {}
        self.changes: list[Change] = []

    def take(self, step: Rename | Recode | Split | Retire) -> None:
        """One step, for every answer to its item: of every person, account and row."""
        for key in [key for key in self.answers if key.item == step.item]:
            answer = self.answers[key]
            match step:
                case Rename():
                    self._move(step.step, key, answer, [(key._replace(item=step.to), answer)])
                case Recode():
                    recoded = _recoded(answer, step.codes)
                    if recoded != answer:
                        self._move(step.step, key, answer, [(key, recoded)])
                case Split():
                    self._move(step.step, key, answer, list(_split(key, answer, step.into)))
                case Retire():
                    self._move(step.step, key, answer, [])

    def _move(self, step: str, key: AnswerKey, answer: Answer, to: list[tuple[AnswerKey, Answer]]) -> None:
        """Nothing is written over: where something stands already, the older answer is set aside."""
        taken = any(new in self.answers and new != key for new, _ in to)
        lost = step == "split" and _codes(answer) - {code for _, part in to for code in _codes(part)}
        placed = [] if taken else to
        del self.answers[key]
        if not placed or lost:
            self.aside[key] = answer
        self.answers.update(placed)
        why = "answered already" if taken else "codes without a new place" if lost else ""
        self.changes.append(Change(step, (key, answer), tuple(placed), why))


def _recoded(answer: Answer, codes: Mapping[str, str]) -> Answer:
    match answer.value:
        case str():
            return replace(answer, value=codes.get(answer.value, answer.value))
        case tuple():
            return replace(answer, value=tuple(dict.fromkeys(codes.get(code, code) for code in answer.value)))
        case _:
            return answer


def _split(
    key: AnswerKey, answer: Answer, into: Mapping[ItemId, tuple[str, ...]]
) -> Iterator[tuple[AnswerKey, Answer]]:
    """A gap is the gap of each part; a choice goes to each part that has its code."""
    for item, codes in into.items():
        there = key._replace(item=item)
        if answer.gap is not None or (isinstance(answer.value, str) and answer.value in codes):
            yield there, answer
        elif isinstance(answer.value, tuple) and (mine := tuple(code for code in answer.value if code in codes)):
            yield there, replace(answer, value=mine)


def _codes(answer: Answer) -> set[str]:
    value = answer.value
    return {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()


def _in_words(change: Change) -> str:
    before, after = change.before[0], [key.item for key, _ in change.after]
    there = ", ".join(after) if after else "set aside"
    said = f"{change.step}: {before.item} → {there}"
    if change.step == "recode":
        codes = [", ".join(sorted(_codes(answer))) for answer in (change.before[1], change.after[0][1])]
        said = f"recode: {before.item} ({codes[0]} → {codes[1]})"
    return said + (f" ({change.why})" if change.why else "")
