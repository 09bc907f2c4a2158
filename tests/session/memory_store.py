"""A store that is a dictionary: what a session needs of one, with a switch that makes the disk full."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import Assessment, FormRef, SignedVersion, Worker
from thinkfamily_desktop.domain.errors import ThinkFamilyError
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

T = TypeVar("T")


def done(value: T) -> Future[T]:
    """A future that is done already."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


class MemoryStore:
    """Keeps everything in memory, and every save in `saves`. `full` makes the next writes fail."""

    def __init__(self, *, practice: bool = False) -> None:
        self.practice = practice
        self.full = False
        self.waiting: list[tuple[Future[Receipt], Save]] | None = None  # a list holds writes back until `let_go`
        self.saves: list[Save] = []
        self._worker: Worker | None = None
        self._families: dict[FamilyId, Family] = {}
        self._cards: dict[FamilyId, FamilyCard] = {}
        self._work: dict[AssessmentId, Assessment] = {}
        self._forms: dict[str, str] = {}
        self._exports: list[ExportRecord] = []
        self._returns: list[FiledReturn] = []
        self._place = Place()

    def worker(self) -> Future[Worker | None]:
        return done(self._worker)

    def set_worker(self, worker: Worker) -> Future[Receipt]:
        self._worker = worker
        return done(self._receipt())

    def caseload(self) -> Future[tuple[FamilySummary, ...]]:
        return done(
            tuple(
                FamilySummary(family.id, family.reference, self._cards[family.id], datetime(2026, 11, 20, tzinfo=UTC))
                for family in self._families.values()
            )
        )

    def search(self, words: str) -> Future[frozenset[FamilyId]]:
        wanted = words.casefold().split()
        return done(
            frozenset(
                family
                for family, card in self._cards.items()
                if all(any(term.casefold().startswith(word) for term in card.search_terms) for word in wanted)
            )
        )

    def next_reference(self, year: int) -> Future[str]:
        return done(f"TF-{year}-{len(self._families) + 1:04d}")

    def new_family(self, family: Family, card: FamilyCard, by: WorkerId) -> Future[Receipt]:
        self._families[family.id] = family
        self._cards[family.id] = card
        return done(self._receipt())

    def family(self, family: FamilyId) -> Future[Family]:
        return done(self._families[family])

    def assessments(self, family: FamilyId) -> Future[tuple[AssessmentSummary, ...]]:
        return done(
            tuple(
                AssessmentSummary(
                    work.id,
                    family,
                    self._families[family].reference,
                    work.form.form,
                    work.state,
                    len(work.versions),
                    work.started_at,
                    work.changed_at,
                )
                for work in self._work.values()
                if work.family == family
            )
        )

    def keep_form(self, ref: FormRef, canonical: str) -> Future[Receipt]:
        self._forms[ref.sha256] = canonical
        return done(self._receipt())

    def form_text(self, sha256: str) -> Future[str]:
        return done(self._forms[sha256])

    def new_assessment(self, assessment: Assessment, by: WorkerId) -> Future[Receipt]:
        self._work[assessment.id] = assessment
        return done(self._receipt())

    def assessment(self, assessment: AssessmentId) -> Future[Assessment]:
        return done(self._work[assessment])

    def save(self, save: Save) -> Future[Receipt]:
        if self.waiting is not None:
            future: Future[Receipt] = Future()
            self.waiting.append((future, save))
            return future
        if self.full:
            failed: Future[Receipt] = Future()
            failed.set_exception(ThinkFamilyError("store.disk_full"))
            return failed
        self._write(save)
        return done(self._receipt())

    def let_go(self) -> None:
        """Let the writes that were held back reach the disk."""
        held, self.waiting = self.waiting or [], None
        for future, save in held:
            self._write(save)
            future.set_result(self._receipt())

    def sign(self, assessment: AssessmentId, version: SignedVersion) -> Future[Receipt]:
        work = self._work[assessment]
        self._work[assessment] = replace(work, versions=(*work.versions, version))
        return done(self._receipt())

    def register_export(self, export: ExportRecord) -> Future[Receipt]:
        self._exports.append(replace(export, number=len(self._exports) + 1))
        return done(self._receipt())

    def register(self, family: FamilyId) -> Future[tuple[ExportRecord, ...]]:
        return done(tuple(reversed([export for export in self._exports if export.family == family])))

    def find_exports(self, sha256: str, check_codes: frozenset[str]) -> Future[tuple[ExportRecord, ...]]:
        same = [export for export in self._exports if export.sha256 == sha256]
        found = same or [export for export in self._exports if export.check_code in check_codes]
        return done(tuple(reversed(found)))

    def note_export(self, export: ExportRecord) -> Future[Receipt]:
        self._exports[export.number - 1] = export
        return done(self._receipt())

    def file_return(self, filed: FiledReturn) -> Future[Receipt]:
        self._returns.append(filed)
        return done(self._receipt())

    def returns(self, family: FamilyId) -> Future[tuple[FiledReturn, ...]]:
        return done(tuple(filed for filed in self._returns if filed.family == family))

    def exports(self, assessment: AssessmentId) -> Future[tuple[ExportRecord, ...]]:
        return done(tuple(reversed([export for export in self._exports if export.assessment == assessment])))

    def journal(self, family: FamilyId) -> Future[tuple[JournalLine, ...]]:
        return done(())

    def past(self, family: FamilyId, assessment: AssessmentId, key: AnswerKey) -> Future[tuple[PastAnswer, ...]]:
        answers: list[tuple[Save, Answer | None]] = [
            (save, held[key]) for save in self.saves for held in (save.answers, save.facts) if key in held
        ]
        before = [None, *(answer for _, answer in answers)]
        found = zip(before, answers, strict=False)
        return done(tuple(PastAnswer(save.at, save.worker, was, now) for was, (save, now) in found))

    def remember_place(self, place: Place) -> Future[None]:
        self._place = place
        return done(None)

    def place(self) -> Future[Place]:
        return done(self._place)

    def close(self) -> Future[None]:
        return done(None)

    def _receipt(self) -> Receipt:
        return Receipt(len(self.saves), datetime(2026, 11, 20, 14, 3, 27, tzinfo=UTC))

    def _write(self, save: Save) -> None:
        self.saves.append(save)
        if save.family in self._families:
            family = self._families[save.family]
            people = save.people if save.people is not None else family.people
            self._families[save.family] = replace(family, facts=_merged(family.facts, save.facts), people=people)
            if save.card is not None:
                self._cards[save.family] = save.card
        if save.assessment in self._work:
            work = self._work[save.assessment]
            raised = {alert.key: alert for alert in (*work.raised, *save.raised)}
            self._work[save.assessment] = replace(
                work,
                answers=_merged(work.answers, save.answers),
                raised=tuple(raised.values()),
                state=save.state or work.state,
                form=save.form or work.form,
                notes=save.notes if save.notes is not None else work.notes,
                finished_sections=(
                    save.finished_sections if save.finished_sections is not None else work.finished_sections
                ),
            )


def _merged(kept: Mapping[AnswerKey, Answer], changed: Mapping[AnswerKey, Answer | None]) -> dict[AnswerKey, Answer]:
    merged = dict(kept)
    for key, answer in changed.items():
        if answer is None:
            merged.pop(key, None)
        else:
            merged[key] = answer
    return merged
