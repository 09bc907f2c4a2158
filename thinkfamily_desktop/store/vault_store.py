"""The store as the rest of the program knows it: an open vault on a thread of its own, asked by futures."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlcipher3.dbapi2 import Connection, Error

from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef, SignedVersion, Worker
from thinkfamily_desktop.domain.clock import Clock
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
from thinkfamily_desktop.store import assessments, codec, history, records, register, search
from thinkfamily_desktop.store.ballast import Ballast
from thinkfamily_desktop.store.errors import DISK_FULL, StoreError, as_store_error
from thinkfamily_desktop.store.history import ChainReport
from thinkfamily_desktop.store.journal import THE_PROGRAM, Change, Entry
from thinkfamily_desktop.store.opening import Notice, OpenVault
from thinkfamily_desktop.store.register_codec import filed_from_line, filed_to_json
from thinkfamily_desktop.store.thread import StoreThread
from thinkfamily_desktop.store.upkeep import Upkeep
from thinkfamily_desktop.store.writing import Writer

T = TypeVar("T")
_NOTED_EVERY = timedelta(minutes=1)
_BACKUP_EVERY = timedelta(minutes=30)


class VaultStore:
    """An open store. Implements `session.ports.Store`; what each call promises is written there."""

    def __init__(self, vault: OpenVault, thread: StoreThread, clock: Clock) -> None:
        self._vault = vault
        self._thread = thread
        self._clock = clock
        self._ballast = Ballast(vault.folder)
        self._on_reserve = False
        self._noted = datetime.min.replace(tzinfo=UTC)
        self._backup_tried = datetime.min.replace(tzinfo=UTC)
        self._upkeep = Upkeep(vault, thread, clock)
        thread.when_idle = self._tidy

    @property
    def _writer(self) -> Writer:
        """Asked for each time: it is another one once the keys were changed."""
        return self._vault.writer

    @property
    def practice(self) -> bool:
        """Whether this is a practice store."""
        return self._vault.key_file.practice

    @property
    def folder(self) -> Path:
        """Where the store lies."""
        return self._vault.folder

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the opening mended or saw, to be told at the desk."""
        return self._vault.notices

    @property
    def upkeep(self) -> Upkeep:
        """Who can open the store, backups, erasing."""
        return self._upkeep

    @property
    def on_reserve(self) -> bool:
        """Whether the disk was full and the reserve was given up to save: there is no second one. Make room now."""
        return self._on_reserve

    def worker(self) -> Future[Worker | None]:
        """Who uses this laptop."""
        return self._read(records.read_worker)

    def set_worker(self, worker: Worker) -> Future[Receipt]:
        """Keep who uses this laptop."""

        def write(_: int) -> None:
            changes = records.put_worker(self._writer.connection, worker)
            self._record("worker", worker.id, changes=changes)

        return self._write(write)

    def caseload(self) -> Future[tuple[FamilySummary, ...]]:
        """All families, latest change first."""
        return self._read(records.read_caseload)

    def search(self, words: str) -> Future[frozenset[FamilyId]]:
        """The families that every word typed is the beginning of a term of. Their order is the caseload's."""
        return self._read(lambda connection: search.find(connection, words))

    def new_family(self, family: Family, card: FamilyCard, by: WorkerId) -> Future[Receipt]:
        """Keep a new family. A practice store takes only made-up ones, and they go nowhere else."""

        def write(seq: int) -> None:
            if family.practice != self.practice:
                raise StoreError("store.practice_only" if self.practice else "store.no_practice")
            changes = records.insert_family(self._writer.connection, family, card, self._clock.now(), seq)
            self._record("family-made", by, family.id, changes=changes)

        return self._write(write)

    def next_reference(self, year: int) -> Future[str]:
        """The next free reference of a year."""
        return self._read(lambda connection: records.free_reference(connection, year))

    def family(self, family: FamilyId) -> Future[Family]:
        """One family with its facts."""
        return self._read(lambda connection: records.read_family(connection, family, self.practice))

    def assessments(self, family: FamilyId) -> Future[tuple[AssessmentSummary, ...]]:
        """The family's pieces of work, latest change first."""
        return self._read(lambda connection: assessments.read_summaries(connection, family))

    def keep_form(self, ref: FormRef, canonical: str) -> Future[Receipt]:
        """Keep the exact text of a form version, once."""

        def write(_: int) -> None:
            if records.put_form(self._writer.connection, ref, canonical):
                said = {"form": ref.form, "version": ref.version, "sha256": ref.sha256}
                self._record("form-kept", THE_PROGRAM, said=said)

        return self._write(write)

    def form_text(self, sha256: str) -> Future[str]:
        """The kept text of a form version."""
        return self._read(lambda connection: records.read_form(connection, sha256))

    def new_assessment(self, assessment: Assessment, by: WorkerId) -> Future[Receipt]:
        """Keep a new piece of work."""

        def write(seq: int) -> None:
            connection = self._writer.connection
            records.touch(connection, assessment.family, records.FACTS, self._clock.now(), seq)
            changes = assessments.insert_assessment(connection, assessment, seq)
            self._record("assessment-made", by, assessment.family, assessment.id, changes)

        return self._write(write)

    def assessment(self, assessment: AssessmentId) -> Future[Assessment]:
        """One assessment, whole."""
        return self._read(lambda connection: assessments.read_assessment(connection, assessment))

    def save(self, save: Save) -> Future[Receipt]:
        """Write one user action in one transaction with its journal line."""

        def write(seq: int) -> None:
            self._note_change(save, seq)
            changes = assessments.apply(self._writer.connection, save)
            kind = "field" if save.field_visited is not None else next((change.where for change in changes), "")
            entry = Entry(kind, save.at, save.worker, save.family, save.assessment, changes)
            if save.field_visited is not None:
                self._writer.journal.visit(entry, codec.key_to_json(save.field_visited))
            elif changes:
                self._writer.journal.record(entry)
            if save.seal:
                self._writer.journal.seal("left")

        return self._write(write)

    def sign(self, assessment: AssessmentId, version: SignedVersion) -> Future[Receipt]:
        """Keep a signed version for good, and call the assessment signed."""

        def write(seq: int) -> None:
            connection = self._writer.connection
            family = assessments.family_of(connection, assessment)
            records.touch(connection, family, assessment, version.at, seq)
            changes = assessments.insert_version(connection, family, assessment, version)
            changes += assessments.put_state(connection, assessment, AssessmentState.SIGNED)
            self._record("signed", version.worker.id, family, assessment, changes, at=version.at)

        return self._write(write)

    def register_export(self, export: ExportRecord) -> Future[Receipt]:
        """Write an export into the register."""

        def write(_: int) -> None:
            connection = self._writer.connection
            if assessments.family_of(connection, export.assessment) != export.family:
                raise ValueError("the assessment is another family's")
            register.insert_export(connection, export)
            said: dict[str, str | int] = {
                "reader": export.reader,
                "kind": export.kind,
                "version": export.version,
                "sha256": export.sha256,
            }
            self._record("exported", export.by, export.family, export.assessment, said=said, at=export.at)

        return self._write(write)

    def exports(self, assessment: AssessmentId) -> Future[tuple[ExportRecord, ...]]:
        """The exports of one assessment, latest first."""
        return self._read(lambda connection: register.read_exports(connection, assessment))

    def register(self, family: FamilyId) -> Future[tuple[ExportRecord, ...]]:
        """The exports of everything done with one family, latest first."""
        return self._read(lambda connection: register.read_register(connection, family))

    def find_exports(self, sha256: str, check_codes: frozenset[str]) -> Future[tuple[ExportRecord, ...]]:
        """The exports that are this very file, or else those that carry one of these check codes, latest first."""
        return self._read(lambda connection: register.find_exports(connection, sha256, check_codes))

    def note_export(self, export: ExportRecord) -> Future[Receipt]:
        """Keep what became of an export: that it was sent, that it was acknowledged."""

        def write(_: int) -> None:
            connection = self._writer.connection
            register.update_export(connection, export)
            records.put_awaiting(connection, export.family, register.awaiting_since(connection, export.family))
            event = export.acknowledged or export.sent
            if event is None:
                raise ValueError("nothing has become of this export")
            said = {name: value for name, value in asdict(event).items() if name not in ("at", "by")}
            kind = "acknowledged" if export.acknowledged is not None else "sent"
            said |= {"sha256": export.sha256, "reader": export.reader}
            self._record(kind, event.by, export.family, export.assessment, said=said, at=event.at)

        return self._write(write)

    def file_return(self, filed: FiledReturn) -> Future[Receipt]:
        """Keep a copy that came back: what its boxes say goes into the journal, whole."""

        def write(_: int) -> None:
            if assessments.family_of(self._writer.connection, filed.assessment) != filed.family:
                raise ValueError("the assessment is another family's")
            entry = Entry(
                register.RETURNED, filed.at, filed.by, filed.family, filed.assessment, said=filed_to_json(filed)
            )
            self._writer.journal.record(entry)

        return self._write(write)

    def returns(self, family: FamilyId) -> Future[tuple[FiledReturn, ...]]:
        """The copies of one family that came back and were filed, in order. Empty once the family is erased."""

        def read(connection: Connection) -> tuple[FiledReturn, ...]:
            lines = history.read_lines(connection, family)
            return tuple(filed_from_line(line) for line in lines if line.kind == register.RETURNED and line.content)

        return self._read(read)

    def journal(self, family: FamilyId) -> Future[tuple[JournalLine, ...]]:
        """What happened with one family, in order."""
        return self._read(lambda connection: history.read_lines(connection, family))

    def past(self, family: FamilyId, assessment: AssessmentId, key: AnswerKey) -> Future[tuple[PastAnswer, ...]]:
        """How one answer came to be what it is, in order."""
        return self._read(lambda connection: history.read_past(connection, family, assessment, key))

    def verify_chain(self) -> Future[ChainReport]:
        """Walk the whole journal and say whether it is as it was written."""
        return self._read(history.verify_chain)

    def remember_place(self, place: Place) -> Future[None]:
        """Keep where the worker is. No journal line: going somewhere changes nothing of anybody's record."""

        def write() -> None:
            with self._writer.commit():
                records.put_place(self._writer.connection, place)

        return self._thread.submit(write)

    def place(self) -> Future[Place]:
        """Where the worker was."""
        return self._read(records.read_place)

    def close(self) -> Future[None]:
        """Wait for everything asked so far, fold the log into the store and let go of the keys."""
        return self._thread.close(self._vault.close)

    def _read(self, read: Callable[[Connection], T]) -> Future[T]:
        return self._thread.submit(lambda: read(self._writer.connection))

    def _write(self, write: Callable[[int], None]) -> Future[Receipt]:
        def work() -> Receipt:
            with self._writer.commit() as seq:
                write(seq)
            return Receipt(seq, self._clock.now())

        def with_reserve() -> Receipt:
            try:
                return work()
            except (Error, OSError) as fault:
                told = as_store_error(fault)
                if told is None or told.code != DISK_FULL or not self._ballast.throw_out():
                    raise
            self._on_reserve = True
            return work()

        return self._thread.submit(with_reserve)

    def _note_change(self, save: Save, seq: int) -> None:
        """That a family changed is noted when a visit to a field begins, and once a minute while it goes on."""
        visited = None if save.field_visited is None else codec.key_to_json(save.field_visited)
        whose = (save.worker, save.family, save.assessment)
        goes_on = visited is not None and self._writer.journal.goes_on(*whose, visited)
        if goes_on and abs(save.at - self._noted) < _NOTED_EVERY:
            return
        self._noted = save.at
        records.touch(self._writer.connection, save.family, save.assessment or records.FACTS, save.at, seq)

    def _tidy(self) -> None:
        self._writer.checkpoint()
        self._ballast.lay_down()
        self._on_reserve = self._on_reserve and not self._ballast.is_there
        self._back_up_if_due()

    def _back_up_if_due(self) -> None:
        """While nobody is typing: after unlocking, and then every 30 minutes, if anything was saved since the last."""
        now = self._clock.now()
        if self.practice or now - self._backup_tried < _BACKUP_EVERY:
            return
        last = next(iter(self._upkeep.backups()), None)
        own_line = 1  # a backup's own journal line is no change
        if last is None or (self._writer.journal.seq > last.seq + own_line and now - last.made >= _BACKUP_EVERY):
            self._backup_tried = now
            self._upkeep.back_up()  # one that fails is seen by the age of the last

    def _record(
        self,
        kind: str,
        by: WorkerId,
        family: FamilyId | None = None,
        assessment: AssessmentId | None = None,
        changes: list[Change] | None = None,
        *,
        said: Mapping[str, str | int] | None = None,
        at: datetime | None = None,
    ) -> None:
        entry = Entry(kind, at or self._clock.now(), by, family, assessment, changes or (), said or {})
        self._writer.journal.record(entry)
