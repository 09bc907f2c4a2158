"""What became of a copy once it was saved: sent, acknowledged, and where the work stands then."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.records import ExportRecord, Receipt
from thinkfamily_desktop.forms.release import Choices

WAYS = ("secure-email", "other-email", "post", "by-hand", "portal")  # how a copy may travel; see [sending] in the words
TRAVELS_NEVER = "review"  # the internal copy: it is read here, and goes nowhere


@dataclass(frozen=True, slots=True)
class Asked:
    """What a release was asked for, so that the same may be asked for again."""

    reader: str
    about: PersonId | None = None
    for_person: PersonId | None = None
    choices: Choices | None = None


def check_sent(export: ExportRecord, when: datetime, how: str, now: datetime) -> None:
    """Raise ThinkFamilyError where this cannot have been sent so: `sending.*`."""
    if how not in WAYS:
        raise ThinkFamilyError("sending.which_way")
    if export.kind == TRAVELS_NEVER:
        raise ThinkFamilyError("sending.internal")
    if when < export.at:
        raise ThinkFamilyError("sending.before_saved")
    if when > now:
        raise ThinkFamilyError("sending.not_yet")


def check_acknowledged(export: ExportRecord, when: datetime, who: str, now: datetime) -> None:
    """Raise ThinkFamilyError where this cannot have been acknowledged so: `sending.*`."""
    if export.sent is None:
        raise ThinkFamilyError("sending.not_sent")
    if not who.strip():
        raise ThinkFamilyError("sending.by_whom")
    if when < export.sent.at:
        raise ThinkFamilyError("sending.before_sent")
    if when > now:
        raise ThinkFamilyError("sending.not_yet")


def state_once_sent(work: Assessment, export: ExportRecord) -> AssessmentState | None:
    """Where the work stands once this copy is sent: SENT when it is of the signed version that still stands.

    None where that is left as it is: a copy sent before signing, an older version, or work that has gone further.
    """
    of_this_version = export.version > 0 and export.version == len(work.versions)
    return AssessmentState.SENT if of_this_version and work.state is AssessmentState.SIGNED else None


def then(future: "Future[Receipt]", give: Callable[[Receipt], ExportRecord]) -> "Future[ExportRecord]":
    """The same future with another answer, or with the same failure."""
    answer: Future[ExportRecord] = Future()

    def done(finished: "Future[Receipt]") -> None:
        error = finished.exception()
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(give(finished.result()))

    future.add_done_callback(done)
    return answer
