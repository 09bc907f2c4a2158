"""What can stand in the way of the store, each with a sentence in `resources/words` under [store]."""

import errno

from thinkfamily_desktop.domain.errors import ThinkFamilyError

DAMAGE = frozenset(
    {
        "store.keys_missing",
        "store.keys_damaged",
        "store.vault_missing",
        "store.vault_empty",
        "store.vault_plaintext",
        "store.vault_damaged",
        "store.vault_other",
        "store.other_tables",
        "store.changes_missing",
        "store.diverged",
        "store.journal_broken",
    }
)
"""Codes that mean: something of this store is lost or altered. The others mean: not now, or not like this."""

DISK_FULL = "store.disk_full"
WRONG_PASSPHRASE = "store.wrong_passphrase"  # noqa: S105  the code of a sentence
_NAMED = {  # a backup that fails says so in words alone
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
_FULL = {errno.ENOSPC, errno.EDQUOT}


class StoreError(ThinkFamilyError):
    """The store cannot do what was asked. Nothing was changed by the attempt."""

    @property
    def is_damage(self) -> bool:
        """Whether something of the store itself is lost or altered."""
        return self.code in DAMAGE


def as_store_error(fault: Exception) -> StoreError | None:
    """What a fault of the disk or of SQLite means for a person, or None for a fault of ours."""
    from sqlcipher3 import dbapi2 as sqlcipher  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    if isinstance(fault, sqlcipher.Error):
        name = str(getattr(fault, "sqlite_errorname", "")) or _NAMED.get(str(fault), "")
        return _from_database(name)
    if isinstance(fault, OSError):
        if fault.errno in _FULL:
            return StoreError(DISK_FULL)
        return StoreError("store.disk_fault", reason=errno.errorcode.get(fault.errno or 0, "unknown"))
    return None


def _from_database(name: str) -> StoreError | None:
    if name == "SQLITE_FULL":
        return StoreError(DISK_FULL)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError("store.already_open")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError("store.vault_damaged")
    if name.startswith("SQLITE_READONLY"):
        return StoreError("store.read_only")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return StoreError("store.disk_fault", reason=name.removeprefix("SQLITE_"))
    return None
