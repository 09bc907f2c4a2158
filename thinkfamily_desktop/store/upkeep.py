"""What keeps a store safe rather than what goes into it: who can open it, backups, erasing. Asked by futures too."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.domain.records import ExportRecord, Receipt
from thinkfamily_desktop.store import backup, binning, erasing, holding, records, register, ways_in
from thinkfamily_desktop.store.backup import BACKUP_FOLDER, LONGEST, Backup, list_backups
from thinkfamily_desktop.store.binning import Binned
from thinkfamily_desktop.store.errors import StoreError, as_store_error
from thinkfamily_desktop.store.holding import Hold
from thinkfamily_desktop.store.journal import ERASED, THE_PROGRAM, Entry
from thinkfamily_desktop.store.keyfile import KeyFile
from thinkfamily_desktop.store.opening import OpenVault
from thinkfamily_desktop.store.quarantine import kept_aside, let_go
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.rotating import rotate
from thinkfamily_desktop.store.slots import Slot, VaultKeys
from thinkfamily_desktop.store.thread import StoreThread


class Upkeep:
    """The upkeep of one open store, on its own thread. Got from `VaultStore.upkeep`."""

    def __init__(self, vault: OpenVault, thread: StoreThread, clock: Clock) -> None:
        self._vault = vault
        self._thread = thread
        self._clock = clock

    @property
    def vault(self) -> str:
        """The store's own id: random, and the same in its backups."""
        return self._vault.key_file.vault

    @property
    def ways_in(self) -> tuple[Slot, ...]:
        """Who can open this store: a slot for each passphrase, recovery sheet and organisation."""
        return self._vault.key_file.slots

    def change_passphrase(self, old: str, new: str, by: WorkerId) -> Future[None]:
        """Let the new passphrase open the store instead of the old. A practice store keeps the one that all know."""

        def work() -> None:
            if self._vault.key_file.practice:
                raise StoreError("store.practice_passphrase")
            ways_in.change_passphrase(self._vault, old, new, by, self._clock)

        return self._thread.submit(work)

    def add_sheet(self, code: RecoveryCode, by: WorkerId) -> Future[None]:
        """Let a recovery sheet open the store, once its code has been typed back; a former sheet no longer does."""
        return self._thread.submit(lambda: ways_in.add_sheet(self._vault, code, by, self._clock))

    def add_escrow(self, public: bytes, by: WorkerId) -> Future[None]:
        """Let the organisation's key open the store, once the worker has been told; a former key no longer does."""
        return self._thread.submit(lambda: ways_in.add_escrow(self._vault, public, by, self._clock))

    def rotate(self, passphrase: str, new_passphrase: str, sheet: RecoveryCode | None, by: WorkerId) -> Future[Backup]:
        """New vault keys under a new passphrase (and a new sheet): for when somebody may have seen the old ones.

        Whatever opened the store opens nothing any more, older backups are removed, and a new one is made. Raises
        StoreError while something is under a legal hold: those backups would go with their keys.
        """
        done: Future[Backup] = Future()

        def work() -> None:
            if self._vault.key_file.practice:
                raise StoreError("store.practice_passphrase")
            if holding.held_since(self._vault.writer.connection) is not None:
                raise StoreError("store.held_rotate")
            rotate(self._vault, passphrase, new_passphrase, sheet, by, self._clock)

        def after(asked: "Future[None]") -> None:
            if (fault := asked.exception()) is not None:
                done.set_exception(fault)
                return
            self.back_up().add_done_callback(lambda made: _hand_on(made, done))

        self._thread.submit(work).add_done_callback(after)
        return done

    def backups(self) -> tuple[Backup, ...]:
        """The backups beside this store, latest first."""
        return list_backups(self._vault.folder / BACKUP_FOLDER)

    def back_up(self, to: Path | None = None) -> Future[Backup]:
        """Make a backup beside the store and thin the older ones; or in another folder, where nothing is removed.

        The copy is taken on the store's thread; checking it runs beside, so that saving goes on meanwhile.
        """
        folder = to or self._vault.folder / BACKUP_FOLDER
        done: Future[Backup] = Future()

        def finish(scratch: Path, key_file: KeyFile, keys: VaultKeys, held_since: datetime | None) -> None:
            made = backup.pack(scratch, key_file, keys, self._clock.now())
            if to is None:  # another folder may hold other people's
                backup.thin(folder, self._clock.now(), held_since)
                if held_since is None:
                    let_go(self._vault.folder, self._clock.now(), LONGEST)
            self._thread.submit(lambda: self._record("backed-up", said={"seq": made.seq, "file": made.path.name}))
            done.set_result(made)

        def start() -> None:
            held_since = holding.held_since(self._vault.writer.connection)
            of = (self._vault.key_file, self._vault.keys, held_since)  # the keys may change before the copy is packed
            scratch = backup.copy_out(self._vault.writer.connection, self._vault.keys, folder)
            threading.Thread(
                target=_into, args=(done, lambda: finish(scratch, *of)), name="backup", daemon=True
            ).start()

        self._thread.submit(lambda: _into(done, start)).add_done_callback(lambda asked: _pass_on(asked, done))
        return done

    def erase_family(self, family: FamilyId, by: WorkerId, kept_in: str, on: str) -> Future[Receipt]:
        """Erase a family, once someone has confirmed in which record of the organisation it is kept, and since when.

        Backups hold it until they are thinned: see `copies_until`. Raises StoreError `store.held` while the family is
        under a legal hold.
        """

        def work() -> Receipt:
            writer = self._vault.writer
            with writer.commit() as seq:
                writer.journal.seal("next")  # or what is open would come back after its family
                lines = erasing.erase(writer.connection, family)
                said = {"lines": lines, "kept_in": kept_in, "on": on}
                writer.journal.record(Entry(ERASED, self._clock.now(), by, family, said=said))
            writer.checkpoint()
            return Receipt(seq, self._clock.now())

        return self._thread.submit(work)

    def hold(self, hold: Hold) -> Future[Receipt]:
        """Put a family under a legal hold. Raises StoreError when it is not here, or under one already."""

        def write() -> None:
            holding.put(self._vault.writer.connection, hold)
            said = {"why": hold.why, "name": hold.name}
            self._vault.writer.journal.record(Entry(holding.HELD, hold.at, hold.by, hold.family, said=said))

        return self._commit(write)

    def lift_hold(self, family: FamilyId, by: WorkerId, why: str) -> Future[Receipt]:
        """Lift a legal hold; `why` says on whose word. Raises StoreError when there is none."""

        def write() -> None:
            holding.lift(self._vault.writer.connection, family)
            self._vault.writer.journal.record(Entry(holding.LIFTED, self._clock.now(), by, family, said={"why": why}))

        return self._commit(write)

    def holds(self) -> Future[tuple[Hold, ...]]:
        """The legal holds that stand, the oldest first."""
        return self._thread.submit(lambda: holding.read_holds(self._vault.writer.connection))

    def exports(self) -> Future[tuple[tuple[ExportRecord, str], ...]]:
        """Every export that the register holds, with the reference of its family."""
        return self._thread.submit(lambda: register.read_all(self._vault.writer.connection))

    def note_file_removed(self, export: ExportRecord, by: WorkerId) -> Future[Receipt]:
        """Keep that a saved file was removed from this laptop."""
        said = {"sha256": export.sha256, "reader": export.reader, "kind": export.kind}
        entry = Entry("file-removed", self._clock.now(), by, export.family, export.assessment, said=said)
        return self._commit(lambda: self._vault.writer.journal.record(entry))

    def note_store_removed(self, name: str, looked: str, by: WorkerId) -> Future[Receipt]:
        """Keep that an older store beside this one was removed, and who had looked through it."""
        entry = Entry("older-store-removed", self._clock.now(), by, said={"store": name, "looked": looked})
        return self._commit(lambda: self._vault.writer.journal.record(entry))

    def put_in_bin(self, family: FamilyId, by: WorkerId, assessment: AssessmentId | None = None) -> Future[Receipt]:
        """Take a family, or one piece of work, out of the caseload and the search. All of it stays until it is erased.

        Raises StoreError `store.not_here` when it is not here, or out of sight already.
        """

        def write() -> None:
            now = self._clock.now()
            binning.put_in(self._vault.writer.connection, family, assessment or binning.WHOLE, now, by)
            self._vault.writer.journal.record(Entry("put-in-bin", now, by, family, assessment))

        return self._commit(write)

    def take_out_of_bin(
        self, family: FamilyId, by: WorkerId, assessment: AssessmentId | None = None
    ) -> Future[Receipt]:
        """Put a family, or one piece of work, back as it was. Raises StoreError when it is not in the bin."""

        def write() -> None:
            binning.take_out(self._vault.writer.connection, family, assessment or binning.WHOLE)
            self._vault.writer.journal.record(Entry("taken-out", self._clock.now(), by, family, assessment))

        return self._commit(write)

    def bin(self) -> Future[tuple[Binned, ...]]:
        """What is out of sight, latest first."""
        return self._thread.submit(lambda: binning.read_bin(self._vault.writer.connection))

    def put_back(self, family: FamilyId, seq: int, by: WorkerId) -> Future[Receipt]:
        """Put back what the journal line that ends with this commit took away: people, rows, answers, facts.

        `seq` is that of a JournalLine. What was changed again since is left alone. Raises StoreError
        `store.nothing_to_put_back` when that is all of it.
        """

        def write() -> None:
            writer = self._vault.writer
            writer.journal.seal("next")  # the line may be the open one
            assessment, changes = binning.put_back(writer.connection, family, seq)
            now = self._clock.now()
            records.touch(writer.connection, family, assessment or records.FACTS, now, writer.journal.seq)
            said = {"line": seq}
            writer.journal.record(Entry("put-back", now, by, family, assessment, changes, said))

        return self._commit(write)

    def _commit(self, write: Callable[[], None]) -> Future[Receipt]:
        def work() -> Receipt:
            with self._vault.writer.commit() as seq:
                write()
            return Receipt(seq, self._clock.now())

        return self._thread.submit(work)

    def copies_until(self) -> datetime | None:
        """Until when a copy beside this store may still hold what is erased now; None where there is no copy."""
        made = [copy.made for copy in self.backups()[:1]]
        made += [since for since, _ in kept_aside(self._vault.folder)[:1]]
        return max(made) + LONGEST if made else None

    def _record(self, kind: str, said: dict[str, str | int]) -> None:
        with self._vault.writer.commit():
            self._vault.writer.journal.record(Entry(kind, self._clock.now(), THE_PROGRAM, said=said))


def _into(done: "Future[Backup]", work: Callable[[], None]) -> None:
    """Run a step of something longer; what goes wrong is the longer thing's."""
    try:
        work()
    except Exception as fault:  # noqa: BLE001  it belongs to whoever asked
        done.set_exception(as_store_error(fault) or fault)


def _pass_on(asked: "Future[None]", done: "Future[Backup]") -> None:
    if (fault := asked.exception()) is not None and not done.done():
        done.set_exception(fault)


def _hand_on(made: "Future[Backup]", done: "Future[Backup]") -> None:
    if (fault := made.exception()) is not None:
        done.set_exception(fault)
    else:
        done.set_result(made.result())
