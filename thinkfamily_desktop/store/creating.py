"""Making a store, step by step, so that one whose making was cut short can be made again and nothing else ever is."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from thinkfamily_desktop import __version__
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.store import migrations
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import make_private_folder, open_private
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.exclusive import FolderLock
from thinkfamily_desktop.store.folders import refuse_unsafe_folder
from thinkfamily_desktop.store.head import HEAD_FILE, HeadFile
from thinkfamily_desktop.store.journal import THE_PROGRAM, Entry, start_journal
from thinkfamily_desktop.store.kdf import FLOOR, KdfSettings, calibrate
from thinkfamily_desktop.store.keyfile import COPIES, KeyFile, write_copies
from thinkfamily_desktop.store.opening import OpenVault, told_plainly
from thinkfamily_desktop.store.presence import LOG_FILE, VAULT_FILE, store_exists
from thinkfamily_desktop.store.slots import VaultKeys, passphrase_slot
from thinkfamily_desktop.store.writing import Writer


def create_vault(folder: Path, passphrase: str, practice: bool, kdf: KdfSettings | None, clock: Clock) -> OpenVault:
    """Make a new store and open it. Raises StoreError when there is one already, or this is no place for one."""
    refuse_unsafe_folder(folder)
    if not passphrase:
        raise StoreError("store.passphrase_empty")
    settings = kdf or (FLOOR if practice else calibrate())
    settings.check()
    with told_plainly():
        make_private_folder(folder)
        lock = FolderLock(folder)
        try:
            _refuse_existing(folder)
            for name in (VAULT_FILE, LOG_FILE, HEAD_FILE, *COPIES):
                (folder / name).unlink(missing_ok=True)
            return _make(folder, passphrase, practice, settings, lock, clock)
        except BaseException:
            lock.release()
            raise


def _refuse_existing(folder: Path) -> None:
    if store_exists(folder):
        raise StoreError("store.exists", folder=str(folder))


def _make(
    folder: Path, passphrase: str, practice: bool, settings: KdfSettings, lock: FolderLock, clock: Clock
) -> OpenVault:
    keys, vault = VaultKeys.fresh(), secrets.token_hex(16)
    slot = passphrase_slot(keys, passphrase, settings, vault, practice)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    key_file = write_copies(folder, KeyFile(vault, practice, made, __version__, (slot,)))
    writer = _fill(folder, key_file, keys, clock)
    try:
        key_file = write_copies(folder, key_file.finished())
    except BaseException:
        writer.close()
        raise
    return OpenVault(folder, key_file, keys, writer, lock)


def _fill(folder: Path, key_file: KeyFile, keys: VaultKeys, clock: Clock) -> Writer:
    """The database with its schema, its standing and the first line of its journal."""
    os.close(open_private(folder / VAULT_FILE))  # made by us, for its owner alone; the log takes after it
    connection = connect(folder / VAULT_FILE, keys)
    try:
        migrations.migrate(connection, schema=0)
        with connection:
            start_journal(connection, key_file.vault, key_file.practice)
        writer = Writer(connection, HeadFile(folder, keys.derived("head", key_file.vault)))
        with writer.commit():
            writer.journal.record(Entry("store-made", clock.now(), THE_PROGRAM))
        writer.checkpoint()
    except BaseException:
        connection.close()
        raise
    return writer
