"""What is wrong with a form file, said to its author: where it stands and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from thinkfamily_desktop.domain.errors import ThinkFamilyError


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One thing to put right. `file` is relative to the folder of the set; `line` counts from 1.

    An error keeps the set from being used; advice does not.
    """

    file: str
    line: int
    says: str
    remedy: str
    severity: Literal["error", "advice"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says} {self.remedy}".rstrip()


class FormError(ThinkFamilyError):
    """A set of forms cannot be used. `problems` holds every one that was found, by file and line."""

    def __init__(self, problems: Iterable[FormProblem]) -> None:
        self.problems = in_order(problems)
        first = str(self.problems[0]) if self.problems else ""
        super().__init__("forms.unusable", count=len(self.problems), first=first)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def in_order(problems: Iterable[FormProblem]) -> tuple[FormProblem, ...]:
    """The problems by file and line, each once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.says, problem.remedy)))


def did_you_mean(said: str, known: Iterable[str]) -> str:
    """A question that names the nearest known word, or nothing when none is near."""
    near = get_close_matches(said, list(known), n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else ""
