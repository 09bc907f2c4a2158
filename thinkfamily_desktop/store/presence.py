"""What can be told of a folder without the passphrase and without the database: whether a store is here, and which.

The unlock screen asks this before anything else is read, so nothing here imports the database or the ciphers.
"""

import re
from pathlib import Path

from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.keyfile import COPIES, read_copies

VAULT_FILE = "vault.db"
LOG_FILE = "vault.db-wal"
BACKUP_FOLDER = "backups"
BACKUP_NAME = re.compile(r"(\d{8}-\d{6})-(\d+)\.fvbak")


def has_any_file(folder: Path) -> bool:
    """Whether any part of a store lies here, be it only a backup."""
    if any((folder / name).exists() for name in (*COPIES, VAULT_FILE, LOG_FILE)):
        return True
    return any(BACKUP_NAME.fullmatch(path.name) for path in (folder / BACKUP_FOLDER).glob("*"))


def store_exists(folder: Path) -> bool:
    """Whether a store is here, sound or not. One whose making was cut short is not: nothing was ever kept in it."""
    if not has_any_file(folder):
        return False
    try:
        return read_copies(folder).best.initialised
    except StoreError:
        return True


def is_practice(folder: Path) -> bool:
    """Whether the store here is marked as a practice store. False where no key file can be read."""
    try:
        return read_copies(folder).best.practice
    except StoreError:
        return False
