"""What a session needs of a store, so that tests can hand it a dictionary and the real one runs on its own thread."""

from concurrent.futures import Future
from typing import Protocol

from thinkfamily_desktop.domain.assessment import Assessment, FormRef, SignedVersion, Worker
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.domain.records import (
    AssessmentSummary,
    ExportRecord,
    FamilyCard,
    FamilySummary,
    FiledReturn,
    JournalLine,
    PastAnswer,
    Place,
    Receipt,
    Save,
)


class Store(Protocol):
    """An open vault. Every call returns at once; the future is done when the disk has it.

    A future fails with a ThinkFamilyError that a person can act on (disk full, closed), or with a fault of ours.
    """

    @property
    def practice(self) -> bool:
        """Whether this is a practice store: marked, and never a real one."""
        ...

    def worker(self) -> Future[Worker | None]:
        """Who uses this laptop, or None before they have said."""
        ...

    def set_worker(self, worker: Worker) -> Future[Receipt]:
        """Keep who uses this laptop."""
        ...

    def caseload(self) -> Future[tuple[FamilySummary, ...]]:
        """All families, latest change first."""
        ...

    def search(self, words: str) -> Future[frozenset[FamilyId]]:
        """The families whose card's search terms hold every word typed, as prefixes, without accents or case."""
        ...

    def new_family(self, family: Family, card: FamilyCard, by: WorkerId) -> Future[Receipt]:
        """Keep a new family. Its reference must be free: see `next_reference`."""
        ...

    def next_reference(self, year: int) -> Future[str]:
        """The next free reference of a year: TF-2026-0001."""
        ...

    def family(self, family: FamilyId) -> Future[Family]:
        """One family with its facts."""
        ...

    def assessments(self, family: FamilyId) -> Future[tuple[AssessmentSummary, ...]]:
        """The family's pieces of work, latest first."""
        ...

    def keep_form(self, ref: FormRef, canonical: str) -> Future[Receipt]:
        """Keep the exact text of a form version, once."""
        ...

    def form_text(self, sha256: str) -> Future[str]:
        """The kept text of a form version."""
        ...

    def new_assessment(self, assessment: Assessment, by: WorkerId) -> Future[Receipt]:
        """Keep a new piece of work."""
        ...

    def assessment(self, assessment: AssessmentId) -> Future[Assessment]:
        """One assessment, whole."""
        ...

    def save(self, save: Save) -> Future[Receipt]:
        """Write one user action in one transaction with its journal line."""
        ...

    def sign(self, assessment: AssessmentId, version: SignedVersion) -> Future[Receipt]:
        """Keep a signed version for good."""
        ...

    def register_export(self, export: ExportRecord) -> Future[Receipt]:
        """Write an export into the register."""
        ...

    def exports(self, assessment: AssessmentId) -> Future[tuple[ExportRecord, ...]]:
        """The exports of one assessment, latest first."""
        ...

    def register(self, family: FamilyId) -> Future[tuple[ExportRecord, ...]]:
        """The exports of everything done with one family, latest first."""
        ...

    def find_exports(self, sha256: str, check_codes: frozenset[str]) -> Future[tuple[ExportRecord, ...]]:
        """The exports that are this very file, or else those that carry one of these check codes, latest first."""
        ...

    def note_export(self, export: ExportRecord) -> Future[Receipt]:
        """Keep what became of an export: that it was sent, that it was acknowledged."""
        ...

    def file_return(self, filed: FiledReturn) -> Future[Receipt]:
        """Keep a copy that came back: what its boxes say goes into the journal, whole."""
        ...

    def returns(self, family: FamilyId) -> Future[tuple[FiledReturn, ...]]:
        """The copies of one family that came back and were filed, in order."""
        ...

    def journal(self, family: FamilyId) -> Future[tuple[JournalLine, ...]]:
        """What happened with one family, in order."""
        ...

    def past(self, family: FamilyId, assessment: AssessmentId, key: AnswerKey) -> Future[tuple[PastAnswer, ...]]:
        """How one answer came to be what it is, in order: who changed it, when, from what to what."""
        ...

    def remember_place(self, place: Place) -> Future[None]:
        """Keep where the worker is, for the next unlock."""
        ...

    def place(self) -> Future[Place]:
        """Where the worker was."""
        ...

    def close(self) -> Future[None]:
        """Wait for everything asked so far, fold the log into the store and let go of the keys."""
        ...
