"""forms/released.ids: each question ever released with its kind and codes, so that none returns as something else."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from thinkfamily_desktop.forms.form_set import FormSet, PlacedItem
from thinkfamily_desktop.forms.migrations import FILE_NAME as MIGRATIONS_NAME
from thinkfamily_desktop.forms.migrations import Migrations, Recode, Rename, way
from thinkfamily_desktop.forms.model import ChoiceItem, Form, SeveralItem
from thinkfamily_desktop.forms.problems import FormError, FormProblem
from thinkfamily_desktop.forms.released import Released

IDS_NAME = "released.ids"
_OPENING = "# Every question ever released: id, kind, the codes of its choices. Added to, and never taken from.\n"
_PARTS = (2, 3)  # id and kind, or id, kind and codes


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """What a question was when it was released."""

    kind: str
    codes: frozenset[str] = frozenset()


ReleasedIds = Mapping[str, ReleasedItem]


def read_released_ids(path: Path) -> ReleasedIds:
    """What the file holds; nothing when there is none yet.

    Raises:
        FormError: naming each line that is not `id kind [code,code]`, or that gives an id twice.
    """
    found: dict[str, ReleasedItem] = {}
    problems: list[FormProblem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), start=1):
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        if len(parts) not in _PARTS or parts[0] in found:
            remedy = "Take back the change: lines are only ever added, by `thinkfamily forms release`."
            problems.append(FormProblem(path.name, number, "This line is no released question, or one again.", remedy))
            continue
        codes = parts[2].split(",") if len(parts) == max(_PARTS) else ()
        found[parts[0]] = ReleasedItem(parts[1], frozenset(codes))
    if problems:
        raise FormError(problems)
    return found


def with_released_ids(before: ReleasedIds, form_set: FormSet) -> str:
    """The text of the file once the questions of this set are released too."""
    now = dict(before)
    for placed in form_set.items():
        there = _as_released(form_set.any_form, placed)
        known = now.get(placed.item.id, there)
        now[placed.item.id] = ReleasedItem(known.kind, known.codes | there.codes)
    lines = (f"{id_} {item.kind} {','.join(sorted(item.codes))}".rstrip() for id_, item in sorted(now.items()))
    return _OPENING + "".join(f"{line}\n" for line in lines)


def reuse_problems(form_set: FormSet, ids: ReleasedIds, migrations: Migrations) -> Iterator[FormProblem]:
    """An error for each released question or code that is gone without a word, or back as something else."""
    gone, recoded = _retired(migrations)
    present = {placed.item.id: placed for placed in form_set.items()}
    for id_, placed in present.items():
        known = ids.get(id_)
        if id_ in gone:
            yield placed.place.error(f"{id_} was retired, and is used again.", "Give the new question its own id.")
        elif known is not None:
            yield from _changed(placed, known, _as_released(form_set.any_form, placed), recoded.get(id_, set()))
    for lost in sorted(ids.keys() - present.keys() - gone):
        says = f"{lost} was released and is gone."
        yield FormProblem(MIGRATIONS_NAME, 1, says, f"Say in {MIGRATIONS_NAME} what becomes of its answers.")


def way_problems(form_set: FormSet, released: Released, migrations: Migrations) -> Iterator[FormProblem]:
    """An error for each released version from which no migration leads to the present one."""
    for form, version in released:
        current = form_set.forms.get(form)
        if current is None or current.info.version == version:
            continue
        try:
            way(migrations, form, version, current.info.version)
        except FormError as error:
            yield from error.problems


def _changed(
    placed: PlacedItem, known: ReleasedItem, now: ReleasedItem, recoded: Collection[str]
) -> Iterator[FormProblem]:
    id_ = placed.item.id
    if known.kind != now.kind:
        says = f"{id_} was released as {known.kind} and is {now.kind} now."
        yield placed.place.error(says, "Give the new question an id of its own, and retire this one.")
    for code in sorted(known.codes - now.codes - set(recoded)):
        says = f"The choice {code!r} of {id_} was released and is gone."
        yield placed.place.error(says, "Keep it with `retired: true`, or recode it in a migration.")
    for code in sorted(now.codes & set(recoded)):
        says = f"The choice {code!r} of {id_} was retired, and is used again."
        yield placed.place.error(says, "Choose another code.")


def _as_released(form: Form, placed: PlacedItem) -> ReleasedItem:
    item = placed.item
    options = form.options(item) if isinstance(item, ChoiceItem | SeveralItem) else ()
    return ReleasedItem(item.kind, frozenset(option.code for option in options))


def _retired(migrations: Migrations) -> tuple[set[str], dict[str, set[str]]]:
    """The ids that a migration took away, and by id the codes."""
    gone: set[str] = set()
    recoded: dict[str, set[str]] = {}
    for migration in migrations.migrations:
        for step in migration.steps:
            if isinstance(step, Recode):
                recoded.setdefault(step.item, set()).update(step.codes)
            else:
                gone.add(step.item)
            if isinstance(step, Rename):
                recoded.setdefault(step.to, set()).update(recoded.pop(step.item, ()))
    return gone, recoded
