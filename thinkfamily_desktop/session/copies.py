"""What the worker decided for each copy of one open assessment: which answers stay behind, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.forms.copy_asked import copy_asked
from thinkfamily_desktop.forms.offered import Offered, offered
from thinkfamily_desktop.forms.release import Choices
from thinkfamily_desktop.session.session import Session

LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class WhichCopy:
    """For which reader, about whom, and for which named person."""

    reader: str
    about: PersonId | None = None
    for_person: PersonId | None = None


class Copies:
    """Kept as long as the family is open. What went into the register comes back from there with `recall`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._left_out: dict[WhichCopy, dict[AnswerKey, str]] = {}
        self._recalled: dict[WhichCopy, dict[tuple[str, str], str]] = {}  # item and subject, and why

    def offered(self, which: WhichCopy) -> tuple[Offered, ...]:
        """The answers that go into this copy unless they are left out; none while it is not said whose copy it is."""
        session = self._session
        try:
            copy = copy_asked(session.form, session.family, session.state, which.reader, which.about, which.for_person)
        except ThinkFamilyError:
            return ()
        return offered(session.form, session.family, session.assessment.answers, session.state, copy)

    def safety(self, which: WhichCopy) -> frozenset[AnswerKey]:
        """Those of them on which an alert may rest, where the reader is children's social care."""
        return frozenset(each.question.key for each in self.offered(which) if each.safety)

    def left_out(self, which: WhichCopy) -> dict[AnswerKey, str]:
        """What stays behind, with the reason: as decided here, else as in the last such copy."""
        if which in self._left_out:
            return dict(self._left_out[which])
        before = self._recalled.get(which, {})
        keys = [each.question.key for each in self.offered(which)] if before else []
        return {key: before[_named(key)] for key in keys if _named(key) in before}

    def leave_out(self, which: WhichCopy, key: AnswerKey, reason: str) -> None:
        """Leave an answer out of this copy. Raises ThinkFamilyError `check.leave_out_why` without a reason."""
        if not reason.strip():
            raise ThinkFamilyError("check.leave_out_why")
        self._left_out[which] = {**self.left_out(which), key: reason.strip()}

    def put_back(self, which: WhichCopy, key: AnswerKey) -> None:
        """Let it go into this copy after all."""
        self._left_out[which] = {kept: why for kept, why in self.left_out(which).items() if kept != key}

    def choices(self, which: WhichCopy) -> Choices:
        """The same as a release and the register take it."""
        left_out = self.left_out(which)
        return Choices(leave_out=frozenset(left_out), reasons=dict(left_out.items()))

    def recall(self, exports: Iterable[ExportRecord]) -> None:
        """What was left out of the last copy of each kind stays out of the next one until it is put back."""
        for export in sorted(exports, key=lambda export: export.at):
            decided = [each for each in export.decisions if each.what == LEFT_OUT]
            which = WhichCopy(export.reader, export.about, export.for_person)
            self._recalled[which] = {(each.name, each.subject): each.reason for each in decided}


def _named(key: AnswerKey) -> tuple[str, str]:
    """An answer as a decision in the register names it."""
    return key.item, f"{key.subject.kind}/{key.subject.id}"
