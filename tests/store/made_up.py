"""Made-up families and work with them, as the store is given it."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, Gap, PersonRef, Room, Source, SourceKind
from thinkfamily_desktop.domain.assessment import (
    Assessment,
    AssessmentState,
    FormRef,
    Note,
    SignedVersion,
    Stage,
    Worker,
)
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    AlertKey,
    AnswerKey,
    AssessmentId,
    FamilyId,
    ItemId,
    NoteId,
    PersonId,
    RuleId,
    WorkerId,
    new_id,
    person_subject,
)
from thinkfamily_desktop.domain.records import ExportRecord, FamilyCard, Save
from thinkfamily_desktop.store.opening import LOG_FILE

CLOCK = SystemClock()
PASSPHRASE = "made up passphrase for tests"
CANARY = "CANARYwoodpigeon"
NOW = datetime(2026, 11, 20, 14, 3, 27, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 14, 9, 0, tzinfo=UTC)

WORKER = Worker(WorkerId(new_id()), "Sarah Okafor", "Community nurse", "North team", "01632 960001", "01632 960002")
GRACE, TUNDE = PersonId(new_id()), PersonId(new_id())
FORM = FormRef("full", "1.0", "ab" * 32)

NAME = AnswerKey(ItemId("person.name"), person_subject(TUNDE))
BECAUSE = AnswerKey(ItemId("child.because"), person_subject(TUNDE), account=GRACE)
MOOD = AnswerKey(ItemId("mood.now"))


def family(reference: str = "TF-2026-0001", *, practice: bool = False) -> Family:
    """A family of two with a few facts."""
    facts = {
        NAME: Answer(value=f"Tunde Adébáyò {CANARY}", at=NOW, by=WORKER.id),
        AnswerKey(ItemId("person.parent"), person_subject(TUNDE)): Answer(value=PersonRef(GRACE)),
    }
    return Family(FamilyId(new_id()), reference, (GRACE, TUNDE), facts, practice)


def card(name: str = "Grace Adébáyò", *terms: str) -> FamilyCard:
    """A line of the caseload."""
    return FamilyCard(
        name,
        "one child",
        adults=1,
        children=1,
        standing=("standing.draft", (("count", 3),)),
        search_terms=(name, f"Tunde {CANARY}", *terms),
    )


def assessment(of: Family) -> Assessment:
    """A piece of work just begun."""
    return Assessment(
        id=AssessmentId(new_id()),
        family=of.id,
        form=FORM,
        state=AssessmentState.DRAFT,
        started_at=NOW,
        started_by=WORKER.id,
        changed_at=NOW,
    )


def said(words: str) -> Answer:
    """Something Tunde said, kept from Grace."""
    return Answer(
        value=words,
        source=Source(SourceKind.PERSON, TUNDE),
        room=Room(frozenset({TUNDE})),
        exact_words=True,
        kept_from=frozenset({GRACE}),
        condition="asked that nobody be told",
        at=NOW,
        by=WORKER.id,
    )


def save(of: Family, work: Assessment, answers: Mapping[AnswerKey, Answer | None], **more: object) -> Save:
    """One user action."""
    return Save(of.id, WORKER.id, NOW, work.id, answers=answers, **more)  # type: ignore[arg-type]


def alert() -> RaisedAlert:
    """An alert about Tunde."""
    return RaisedAlert(AlertKey(RuleId("R05"), person_subject(TUNDE)), Level.ACT_NOW, NOW, WORKER.id)


def note(words: str = "spare key with the neighbour") -> Note:
    """Something caught in passing."""
    return Note(NoteId(new_id()), words, NOW, WORKER.id)


def signed(of: Family, answers: Mapping[AnswerKey, Answer], number: int = 1) -> SignedVersion:
    """A version signed by the worker."""
    return SignedVersion(number, Stage.REFERRAL, LATER, WORKER, of, dict(answers), (alert(),))


def export(of: Family, work: Assessment) -> ExportRecord:
    """A line of the register."""
    return ExportRecord(
        work.id, of.id, "social-care", "referral", 1, "ABCD-EFGH-JKMN", "cd" * 32, "a.pdf", LATER, WORKER.id
    )


ANSWERS: dict[AnswerKey, Answer] = {
    BECAUSE: said(f"I stay home so that nothing happens. {CANARY}"),
    MOOD: Answer(gap=Gap.DECLINED, gap_note=f"Not today {CANARY}", at=NOW, by=WORKER.id),
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def copy_as_it_stands(folder: Path, to: Path) -> Path:
    """The files as a crash at this moment would leave them."""
    shutil.copytree(folder, to)
    assert (to / LOG_FILE).stat().st_size, "nothing is in the log: this would be no crash"
    return to
