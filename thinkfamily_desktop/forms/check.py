"""Checks what an author points at: a whole set, one form of it, or one file."""

from pathlib import Path

from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import read_set
from thinkfamily_desktop.forms.migrations import read_migrations
from thinkfamily_desktop.forms.problems import FormError, FormProblem, in_order
from thinkfamily_desktop.forms.released import LOCK_NAME, read_released, released_problems
from thinkfamily_desktop.forms.released_ids import IDS_NAME, read_released_ids, reuse_problems, way_problems


def check(path: Path) -> tuple[FormProblem, ...]:
    """Every problem of what stands at this path, errors and advice, by file and line.

    A form or a file can only be judged within its set, so the whole set is read and the rest left out of the answer.
    The lock of released versions is looked for beside the set.
    """
    folder = set_folder(path)
    problems = _all_of(folder)
    wanted = path.resolve()
    if wanted == folder.resolve():
        return problems
    return tuple(problem for problem in problems if (folder / problem.file).resolve().is_relative_to(wanted))


def set_folder(path: Path) -> Path:
    """The nearest folder at or above this path that holds a set; the path itself when there is none."""
    whole = path.resolve()
    return next((folder for folder in (whole, *whole.parents) if (folder / "set.yaml").is_file()), path)


def _all_of(folder: Path) -> tuple[FormProblem, ...]:
    try:
        form_set = read_set(folder)
        released = read_released(folder.parent / LOCK_NAME)
        ids = read_released_ids(folder.parent / IDS_NAME)
        migrations = read_migrations(folder)
    except FormError as error:
        return error.problems
    since = (
        *released_problems(form_set, released),
        *reuse_problems(form_set, ids, migrations),
        *way_problems(form_set, released, migrations),
    )
    return in_order((*lint(form_set), *since))
