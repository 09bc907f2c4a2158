"""forms/released.lock: the SHA-256 of every form version ever released, which must never change afterwards."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from thinkfamily_desktop.domain.assessment import FormRef
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.problems import FormError, FormProblem

LOCK_NAME = "released.lock"
_LINE = re.compile(r"(\S+) (\S+) ([0-9a-f]{64})\Z")
_OPENING = (
    "# Every form version ever released, and the SHA-256 of its canonical text. Lines are added, never changed.\n"
)

Released = Mapping[tuple[str, str], str]
"""(form, version) to SHA-256 in hexadecimal."""


def read_released(lock: Path) -> Released:
    """What the lock file holds; nothing when there is none yet.

    Raises:
        FormError: naming each line that is not `form version sha256`, or that says another thing of the same version.
    """
    if not lock.exists():
        return {}
    released: dict[tuple[str, str], str] = {}
    problems: list[FormProblem] = []
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.match(line.strip())
        if found is None or (found[1], found[2]) in released:
            remedy = "Take back the change: lines are only ever added, by the release itself."
            problems.append(
                FormProblem(lock.name, number, "This line is no released form, or one given twice.", remedy)
            )
        else:
            released[found[1], found[2]] = found[3]
    if problems:
        raise FormError(problems)
    return released


def released_problems(form_set: FormSet, released: Released) -> Iterator[FormProblem]:
    """An error for every form whose version is released and whose text is no longer the released one."""
    for file in form_set.files:
        place = form_set.place(file, "version")
        form = form_set.forms.get(str(form_set.place(file, "form").data)) if file.endswith("/form.yaml") else None
        if form is None:
            continue
        ref = form_ref(form)
        if released.get((ref.form, ref.version), ref.sha256) != ref.sha256:
            yield place.error(
                f"{ref.form} {ref.version} was released, and what it says has changed since.",
                "Give it the next version here, or take the change back. Shared lists, people and rules count too.",
            )


def with_released(released: Released, refs: Iterable[FormRef]) -> str:
    """The text of the lock file once these are released too.

    Raises:
        ValueError: when one of them is released already with another text.
    """
    together = dict(released)
    for ref in refs:
        if together.setdefault((ref.form, ref.version), ref.sha256) != ref.sha256:
            raise ValueError(f"{ref.form} {ref.version} is released already; its text may not change")
    return _OPENING + "".join(f"{form} {version} {sha256}\n" for (form, version), sha256 in sorted(together.items()))
