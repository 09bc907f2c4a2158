"""The set as it is used in one place: the shipped forms as this nation and this organisation say them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.nation import for_nation, read_nations
from thinkfamily_desktop.forms.overlay import Number, ThresholdNames, overlaid
from thinkfamily_desktop.forms.problems import FormError, FormProblem

HOME_NATION = "england"
"""The nation whose words stand in the form files themselves."""


@dataclass(frozen=True)
class Adapted:
    """The forms to use. With an error among the `problems` the organisation's changes are not in them."""

    form_set: FormSet
    numbers: tuple[Number, ...] = ()
    threshold: ThresholdNames | None = None
    files: tuple[tuple[str, date | None], ...] = ()  # the organisation's own, and when each was last checked
    problems: tuple[FormProblem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the organisation's changes had to be left out."""
        return any(problem.severity == "error" for problem in self.problems)


def adapted(shipped: FormSet, folder: Path, nation: str = HOME_NATION, overlays: Path | None = None) -> Adapted:
    """The shipped set, from this folder, as it is said in a nation and by an organisation; in that order.

    A fault of the organisation's is a problem and not an error: work goes on in the forms as they came.

    Raises:
        FormError: when the nation is not known, or our own file of nations is not right.
    """
    spoken = shipped if nation == HOME_NATION else for_nation(shipped, nation, *read_nations(folder))
    if overlays is None:
        return Adapted(spoken)
    if not overlays.is_dir():
        missing = FormProblem(overlays.name, 1, "There is no such folder.", "Name the folder that holds the changes.")
        return Adapted(spoken, problems=(missing,))
    try:
        result = overlaid(spoken, overlays)
    except FormError as error:
        return Adapted(spoken, problems=error.problems)
    return Adapted(result.form_set, result.numbers, result.threshold, result.files, result.advice)
