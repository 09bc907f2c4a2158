"""Is this file what it says? The register tells, by hash first; what the file claims only says where to look."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, FamilyId, ItemId, PersonId, RuleId, Subject
from thinkfamily_desktop.domain.records import Decision, ExportRecord
from thinkfamily_desktop.forms.release import Choices
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.marks import changed_since, marks_of
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session

MOST_BYTES = 256 << 20  # a larger file is no document of ours

Verdict = Literal["current", "superseded", "altered", "other-record", "not-ours"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the register says of a file. `code` is the sentence, looked up in the words with `parameters`.

    `export` is the register's line where one fits. `changed` counts the answers that this reader would now be given
    otherwise; None where the file is none of ours, or the same copy could not be asked for again.
    """

    verdict: Verdict
    code: str
    parameters: tuple[tuple[str, str | int], ...] = ()
    export: ExportRecord | None = None
    changed: int | None = None


def find_export(store: Store, data: bytes, password: str = "") -> tuple[Verified | None, tuple[ExportRecord, ...]]:
    """The register's lines that are this very file; or else what can be said without them. Waits for the store."""
    same = store.find_exports(hashlib.sha256(data).hexdigest(), frozenset()).result()
    return (None, same) if same else (_stranger(store, data, password), ())


def judge(export: ExportRecord, now: Release | None) -> Verified:
    """How a file that is exactly as it left stands to the record as it is `now`, for the same reader and person."""
    changed = changed_since(export.marks, marks_of(now)) if now is not None else None
    if changed is None:
        return Verified("superseded", "verify.cannot_ask_again", (), export)
    if changed:
        return Verified("superseded", "verify.superseded", (("count", changed),), export, changed)
    return Verified("current", "verify.current", (), export, 0)


def ask_again(session: Session, export: ExportRecord) -> Release | None:
    """The release that the same wish gives today; None where nobody can wish for it any more."""
    try:
        return session.release(export.reader, export.about, export.for_person, choices_of(export.decisions))
    except ThinkFamilyError:
        return None


def choices_of(decisions: tuple[Decision, ...]) -> Choices | None:
    """The worker's choices again, as the register has them."""
    if not decisions:
        return None
    made: dict[str, set[AnswerKey | AlertKey]] = {}
    reasons: dict[AnswerKey | AlertKey, str] = {}
    for each in decisions:
        kind, _, id_ = each.subject.partition("/")
        subject = Subject(kind, PersonId(id_))  # type: ignore[arg-type]  # kinds come from `Choices.decisions`
        alert = each.what == "alert-included"
        key = AlertKey(RuleId(each.name), subject) if alert else AnswerKey(ItemId(each.name), subject)
        made.setdefault(each.what, set()).add(key)
        reasons[key] = each.reason
    return Choices(
        include=frozenset(key for key in made.get("included", ()) if isinstance(key, AnswerKey)),
        leave_out=frozenset(key for key in made.get("left-out", ()) if isinstance(key, AnswerKey)),
        include_alerts=frozenset(key for key in made.get("alert-included", ()) if isinstance(key, AlertKey)),
        reasons=reasons,
    )


def of_another(export: ExportRecord, family: FamilyId) -> Verified | None:
    """What to say of a sound file when it belongs to another family than the one that was meant."""
    return Verified("other-record", "verify.other_family", (), export) if export.family != family else None


def _stranger(store: Store, data: bytes, password: str) -> Verified:
    """What can be said of a file whose hash the register does not have."""
    from thinkfamily_desktop.report.identity import read_identity  # noqa: PLC0415, RUF100  slow, and not always needed

    if len(data) > MOST_BYTES:
        return Verified("not-ours", "verify.not_ours")
    claims = read_identity(data, password)
    if not claims.is_pdf:
        return Verified("not-ours", "verify.not_a_pdf")
    if claims.locked:
        return Verified("not-ours", "verify.wrong_password" if password else "verify.locked")
    known = store.find_exports("", claims.check_codes).result() if claims.check_codes else ()
    if known:
        return Verified("altered", "verify.altered" if claims.whole else "verify.damaged", (), known[0])
    if claims.ours or (claims.check_codes and claims.references):
        return Verified("other-record", "verify.other_record" if claims.whole else "verify.damaged_unknown")
    return Verified("not-ours", "verify.not_ours" if claims.whole else "verify.unreadable")
