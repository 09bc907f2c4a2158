"""From a backup to a store in a new folder, which appears whole or not at all. No store is ever written over."""

import secrets
import shutil
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.store.backup import take_apart
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import flush_folder, make_private_folder
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.folders import refuse_unsafe_folder
from thinkfamily_desktop.store.head import HeadFile
from thinkfamily_desktop.store.journal import THE_PROGRAM, Entry, kept_head
from thinkfamily_desktop.store.keyfile import write_copies
from thinkfamily_desktop.store.opening import VAULT_FILE, OpenVault, open_vault, told_plainly
from thinkfamily_desktop.store.slots import open_with_passphrase


def restore_vault(file: Path, folder: Path, passphrase: str, clock: Clock) -> OpenVault:
    """Put the backup's store into a folder that is empty or not there yet, and open it.

    The passphrase is the one that the store had when the backup was made. Raises StoreError; then no folder was made.
    """
    refuse_unsafe_folder(folder)
    with told_plainly():
        if not file.is_file():
            raise StoreError("store.backup_missing", file=str(file))
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError("store.folder_not_empty", folder=str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.part")
        make_private_folder(part)
        try:
            seq, made = _fill(part, file, passphrase)
            if folder.exists():
                folder.rmdir()
            part.replace(folder)
            flush_folder(folder.parent)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    vault = open_vault(folder, passphrase, clock)
    with vault.writer.commit():
        vault.writer.journal.record(Entry("restored", clock.now(), THE_PROGRAM, said={"seq": seq, "made": made}))
    return vault


def _fill(part: Path, file: Path, passphrase: str) -> tuple[int, str]:
    backup = take_apart(file, part)
    keys = open_with_passphrase(backup.key_file.slots, passphrase, backup.key_file.vault, backup.key_file.practice)
    backup.refuse_wrong_seal(keys)
    write_copies(part, backup.key_file)
    connection = connect(part / VAULT_FILE, keys)
    try:
        head = kept_head(connection)
    finally:
        connection.close()
    anchor = HeadFile(part, keys.derived("head", backup.key_file.vault))
    anchor.write(head)
    anchor.close()
    return backup.seq, backup.made
