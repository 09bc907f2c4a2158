"""A filled copy that came back: which record and version it belongs to, what it says, and its filing."""

import hashlib
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from thinkfamily_desktop.domain.answers import Source, SourceKind, Value
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId
from thinkfamily_desktop.domain.records import ExportRecord, FiledReturn, Receipt
from thinkfamily_desktop.forms.model import ChoiceItem, Form
from thinkfamily_desktop.session.items import items_by_id
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.verifying import MOST_BYTES, Verified

if TYPE_CHECKING:  # it brings a PDF library along, which a start waits for no more than it must
    from thinkfamily_desktop.report.returned import Returned

Standing = Literal["current", "superseded", "altered", "other-record"]

REPLIES = ItemId("rev.feedback")
FROM, WHEN, DECISION, SAID = (ItemId(f"rev.feedback.{part}") for part in ("from", "when", "decision", "said"))
_DAYS = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A comment on one part of the record. `about` is the person whose part it is, None for the others."""

    part: str  # front, child.0, adults, family, analysis, alerts, gaps
    title: str  # what stood above the box
    words: str
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """What came back, and how it stands to the record here. `code` is the sentence that says so.

    Only `current` and `superseded` copies are of this record and may be filed: `export` is then the register's line
    of the copy that was sent out, and `changed` counts the answers that have changed since.
    """

    standing: Standing
    code: str
    parameters: tuple[tuple[str, str | int], ...]
    kind: Literal["review", "reply-slip"]
    reference: str
    version: int
    check_code: str
    sha256: str
    answers: tuple[tuple[str, str, str], ...]  # boxes: name, what stood above, the words as they were typed
    agrees: bool
    returns: bool
    comments: tuple[PlacedComment, ...] = ()
    export: ExportRecord | None = None
    changed: int | None = None

    @property
    def may_be_filed(self) -> bool:
        """Whether it belongs to a record here."""
        return self.standing in ("current", "superseded")


def read_copy(data: bytes) -> "Returned":
    """What the boxes of a file say. Raises ThinkFamilyError: `report.not_a_pdf`, `report.not_ours`."""
    from thinkfamily_desktop.report.returned import read_returned  # noqa: PLC0415, RUF100  slow, not always needed

    if len(data) > MOST_BYTES:
        raise ThinkFamilyError("report.not_ours")
    return read_returned(data)


def placed(read: "Returned", data: bytes, export: ExportRecord | None, session: Session | None,
           judged: Verified | None) -> ReturnedCopy:  # fmt: skip
    """What was read, set beside the register and the record as it is now."""
    standing, code, parameters = _standing(read, export, session, judged)
    return ReturnedCopy(
        standing=standing,
        code=code,
        parameters=parameters,
        kind=read.kind,
        reference=read.reference,
        version=read.version,
        check_code=read.check_code,
        sha256=hashlib.sha256(data).hexdigest(),
        answers=tuple((name, read.labels.get(name, name), words) for name, words in read.answers.items()),
        agrees=read.agrees,
        returns=read.returns,
        comments=tuple(
            PlacedComment(each.part, each.title, each.words, _about(each.title, session)) for each in read.comments
        ),
        export=export,
        changed=judged.changed if judged is not None else None,
    )


def _standing(
    read: "Returned", export: ExportRecord | None, session: Session | None, judged: Verified | None
) -> tuple[Standing, str, tuple[tuple[str, str | int], ...]]:
    if export is None or session is None or judged is None:
        return "other-record", "returned.other_record", (("reference", read.reference),)
    of_family = read.reference == session.family.reference
    of_version = export.version in (0, read.version)  # 0: it left before it was signed
    if not of_family or not of_version:
        return "altered", "returned.altered", ()
    if judged.verdict == "current":
        return "current", "returned.current", ()
    count = (("count", judged.changed),) if judged.changed is not None else ()
    return "superseded", "returned.superseded" if count else "returned.cannot_ask_again", count


def _about(title: str, session: Session | None) -> PersonId | None:
    """Whose part it is: the one person of the family whose name ends the label above the box."""
    if session is None:
        return None
    named = [person.id for person in session.state.people if person.name and title.endswith(f" {person.name}")]
    return named[0] if len(named) == 1 else None


def file_copy(store: Store, session: Session, copy: ReturnedCopy, at: datetime) -> Future[Receipt]:
    """Keep what came back: its boxes in the journal; a sign-off makes the work reviewed, a reply becomes evidence.

    Raises ThinkFamilyError, `returned.not_this_record`, for a copy of any other family's record.
    """
    export = copy.export
    if export is None or not copy.may_be_filed or export.family != session.family.id:
        raise ThinkFamilyError("returned.not_this_record")
    filed = FiledReturn(
        copy.kind, export.family, export.assessment, copy.reference, copy.version, copy.check_code, copy.sha256,
        at, session.worker.id, copy.agrees, copy.returns, {name: words for name, _, words in copy.answers},
        tuple((each.part, each.title, each.words) for each in copy.comments),
    )  # fmt: skip
    kept = store.file_return(filed)
    if (
        copy.kind == "review"
        and copy.agrees
        and not copy.returns
        and export.version == len(session.assessment.versions)
    ):
        session.reviewed()
    if copy.kind == "reply-slip" and export.assessment == session.assessment.id:
        _reply_as_evidence(session, copy, export)
    return kept


def _reply_as_evidence(session: Session, copy: ReturnedCopy, export: ExportRecord) -> None:
    """A reply slip as one more row of what each service answered; whose word it is stands with each cell."""
    items = items_by_id(session.form)
    if REPLIES not in items:
        return
    reader = next((each.title for each in session.form.recipients.readers if each.id == export.reader), None)
    service = str(reader) if reader is not None else export.reader
    told = {name: words for name, _, words in copy.answers}
    replies = AnswerKey(REPLIES)
    row = session.add_row(replies)
    says = "\n".join(f"{label} {words}" for name, label, words in copy.answers if name not in ("worker", "date"))
    cells: dict[ItemId, Value | None] = {
        FROM: "; ".join(part for part in (service, told.get("worker", "")) if part),
        WHEN: day_of(told.get("date", "")),
        DECISION: _code_of(session.form, told.get("decision", "")),
        SAID: says or None,
    }
    for item, value in cells.items():
        if value is not None and item in items:
            key = AnswerKey(item, row=row)
            session.answer(key, value)
            session.annotate(key, source=Source(SourceKind.SERVICE, detail=service), exact_words=item == SAID)
    session.save()


def day_of(typed: str) -> date | None:
    """A day as people type it, day before month; None where it is not one."""
    for shape in _DAYS:
        try:
            return datetime.strptime(typed.strip(), shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def _code_of(form: Form, typed: str) -> str | None:
    """The option whose words are just what was typed; anything else stays in the service's own words alone."""
    item = items_by_id(form).get(DECISION)
    if not isinstance(item, ChoiceItem):
        return None
    wanted = typed.strip().rstrip(".").casefold()
    return next((option.code for option in item.options if str(option.label).casefold() == wanted), None)
