"""Opening a store: every check of the open sequence, in order, and nothing changed when one of them fails.

It never creates what should be there, and never deletes what is. After a crash, when the log still holds work, all
checks are first made on a copy: SQLite folds the log in even as it closes, and a damaged one must stay as it was found.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3.dbapi2 import Connection, Error

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.store import migrations, records
from thinkfamily_desktop.store.backup import SCRATCH
from thinkfamily_desktop.store.connection import read_pragma
from thinkfamily_desktop.store.errors import StoreError, as_store_error
from thinkfamily_desktop.store.examining import REHEARSAL, Found, examine, rehearse
from thinkfamily_desktop.store.exclusive import FolderLock
from thinkfamily_desktop.store.folders import refuse_unsafe_folder
from thinkfamily_desktop.store.head import HeadFile
from thinkfamily_desktop.store.journal import THE_PROGRAM, Entry
from thinkfamily_desktop.store.keyfile import Copies, KeyFile, mend_copies, read_copies
from thinkfamily_desktop.store.migrating import bring_up_to_date
from thinkfamily_desktop.store.presence import BACKUP_FOLDER, has_any_file
from thinkfamily_desktop.store.presence import LOG_FILE as LOG_FILE
from thinkfamily_desktop.store.presence import VAULT_FILE as VAULT_FILE
from thinkfamily_desktop.store.quarantine import keep_aside
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase
from thinkfamily_desktop.store.unfinished_rotation import settle_rotation
from thinkfamily_desktop.store.writing import Writer

_PAGE = 4096
WENT_ON = "went-on-without"
_MENDED = {  # kind of journal line, and what is told
    WENT_ON: "store.note_went_on",
    "anchor-rebuilt": "store.note_anchor_rebuilt",
    "keys-mended": "store.note_keys_mended",
    "header-mended": "store.note_header_mended",
}
_LITTLE_SPACE = 200 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the opening mended or saw, to be told once: a code with its sentence in `resources/words`."""

    code: str
    parameters: dict[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class OpenVault:
    """An open store, before it has a thread of its own."""

    folder: Path
    key_file: KeyFile
    keys: VaultKeys
    writer: Writer
    lock: FolderLock
    notices: tuple[Notice, ...] = ()

    def close(self) -> None:
        """Seal what is open, fold the log in, let go of files and lock. What cannot be folded in stays in the log."""
        try:
            if self.writer.journal.open_line is not None:
                with self.writer.commit():
                    self.writer.journal.seal("close")
            self.writer.checkpoint()
        except (Error, OSError) as fault:
            if as_store_error(fault) is None:
                raise
        finally:
            self.writer.close()
            self.lock.release()


def open_vault(folder: Path, passphrase: str, clock: Clock, *, go_on: bool = False) -> OpenVault:
    """Open the store with a passphrase; with `go_on` also when its last changes are missing, which is journalled.

    Raises StoreError, and then nothing was changed.
    """

    def unseal(keys: KeyFile) -> VaultKeys:
        return open_with_passphrase(keys.slots, passphrase, keys.vault, keys.practice)

    return open_vault_by(folder, unseal, clock, go_on=go_on)


def open_vault_by(
    folder: Path, unseal: Callable[[KeyFile], VaultKeys], clock: Clock, *, go_on: bool = False
) -> OpenVault:
    """Open the store with whatever gets the vault keys out of the key file."""
    refuse_unsafe_folder(folder)
    if not has_any_file(folder):
        raise StoreError("store.none", folder=str(folder))
    with told_plainly():
        lock = FolderLock(folder)
        try:
            copies = _read_finished(folder)
            _refuse_wrong_file(folder / VAULT_FILE)
            if copies.best.next_slots:
                best, keys = settle_rotation(folder, copies.best, unseal)
                copies = Copies(best, ())
            else:
                keys = unseal(copies.best)
            if go_on:
                keep_aside(folder, clock.now())
            return _open_locked(folder, copies, keys, lock, clock, go_on)
        except BaseException:
            lock.release()
            raise


def _read_finished(folder: Path) -> Copies:
    copies = read_copies(folder)
    if not copies.best.initialised:
        raise StoreError("store.unfinished")
    return copies


@contextmanager
def told_plainly() -> Iterator[None]:
    """Faults of disk and database, as errors a person can act on."""
    try:
        yield
    except (Error, OSError) as fault:
        told = as_store_error(fault)
        if told is None:
            raise
        raise told from fault


def _refuse_wrong_file(path: Path) -> None:
    """SQLite makes a new store of a missing or an empty file, and writes plain text where it finds plain text."""
    if not path.exists():
        raise StoreError("store.vault_missing")
    with path.open("rb") as file:
        start = file.read(16)
    if path.stat().st_size < _PAGE:
        raise StoreError("store.vault_empty")
    if start.startswith(b"SQLite format 3"):
        raise StoreError("store.vault_plaintext")


def _open_locked(
    folder: Path, copies: Copies, keys: VaultKeys, lock: FolderLock, clock: Clock, go_on: bool
) -> OpenVault:
    _remove_scraps(folder)
    log = folder / LOG_FILE
    if log.exists() and log.stat().st_size:
        rehearse(folder, copies.best, keys, go_on=go_on)
    with (folder / VAULT_FILE).open("rb") as file:
        header_lost = file.read(16) != keys.salt
    found = examine(folder, copies.best, keys, go_on=go_on)
    if found is None:
        found = bring_up_to_date(folder, copies.best, keys, clock)
    try:
        writer = Writer(found.connection, HeadFile(folder, keys.derived("head", copies.best.vault)))
    except BaseException:
        found.connection.close()
        raise
    vault = OpenVault(folder, copies.best, keys, writer, lock)
    try:
        vault.notices = _settle(vault, copies, found, header_lost, clock)
    except BaseException:
        writer.close()
        raise
    return vault


def _remove_scraps(folder: Path) -> None:
    """Copies that an opening or a backup killed midway left behind."""
    for left in (*folder.glob(f"{REHEARSAL}*"), *(folder / BACKUP_FOLDER).glob(f"{SCRATCH}*")):
        shutil.rmtree(left, ignore_errors=True)


def _settle(vault: OpenVault, copies: Copies, found: Found, header_lost: bool, clock: Clock) -> tuple[Notice, ...]:
    """Mend what can be mended, seal what a crash left open, and say so in the journal."""
    mended = []
    if found.missing is not None:
        mended.append(WENT_ON)
    elif found.anchor_lost:
        mended.append("anchor-rebuilt")
    if copies.to_mend:
        mend_copies(vault.folder, copies.best, copies.to_mend)
        mended.append("keys-mended")
    if header_lost:
        _rewrite_header(vault.writer.connection)
        mended.append("header-mended")
    journal = vault.writer.journal
    crashed = journal.open_line is not None
    told: tuple[str, ...] = ()
    migrated = found.schema != migrations.newest()
    if mended or crashed or migrated or records.has_told(vault.writer.connection):
        with vault.writer.commit():
            journal.seal("crash")
            told = records.take_told(vault.writer.connection)
            for kind in mended:
                lacking = {"count": found.missing} if kind == WENT_ON else {}
                journal.record(Entry(kind, clock.now(), THE_PROGRAM, said=lacking))
            if migrated:
                said = {"from": found.schema, "to": migrations.newest()}
                journal.record(Entry("brought-up-to-date", clock.now(), THE_PROGRAM, said=said))
    elif found.anchor_behind:
        vault.writer.anchor()
    notices = [Notice(code) for code in (*told, *(_MENDED[kind] for kind in mended))]
    if crashed:
        notices.append(Notice("store.note_crash"))
    free = shutil.disk_usage(vault.folder).free
    if free < _LITTLE_SPACE:
        notices.append(Notice("store.note_little_space", {"megabytes": free // (1024 * 1024)}))
    return tuple(notices)


def _rewrite_header(connection: Connection) -> None:
    """Write the first page again; SQLCipher puts the salt back as it does."""
    connection.execute(f"PRAGMA user_version = {read_pragma(connection, 'user_version')}")
