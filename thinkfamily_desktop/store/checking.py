"""`thinkfamily store check`: everything that can be known about a store, read from beginning to end."""

from dataclasses import dataclass
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.clock import Clock, SystemClock
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.opening import Notice, open_vault, told_plainly


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a check found. Sound with notices means: sound now, and this was mended on the way."""

    damage: tuple[Notice, ...] = ()
    notices: tuple[Notice, ...] = ()
    families: int = 0
    lines: int = 0
    erased_lines: int = 0
    seq: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is lost or altered."""
        return not self.damage


def store_check(folder: Path, passphrase: str, *, clock: Clock | None = None) -> StoreReport:
    """Open, read every page, row and journal line, close. Damage is in the report.

    Raises StoreError only where no check could be made: no store, wrong passphrase, open elsewhere, newer version.
    """
    try:
        vault = open_vault(folder, passphrase, clock or SystemClock())
    except StoreError as error:
        if not error.is_damage:
            raise
        return StoreReport(damage=(Notice(error.code, error.parameters),))
    try:
        with told_plainly():
            return _report(vault.writer.connection, vault.notices)
    except StoreError as error:
        return StoreReport(damage=(Notice(error.code, error.parameters),), notices=vault.notices)
    finally:
        vault.close()


def _report(connection: Connection, notices: tuple[Notice, ...]) -> StoreReport:
    damage = []
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        damage.append(Notice("store.vault_damaged"))
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        damage.append(Notice("store.vault_damaged"))
    chain = verify_chain(connection)
    if chain.broken_at is not None:
        damage.append(Notice("store.journal_broken", {"line": chain.broken_at}))
    return StoreReport(
        damage=tuple(damage),
        notices=notices,
        families=connection.execute("SELECT count(*) FROM family").fetchone()[0],
        lines=chain.lines,
        erased_lines=chain.erased,
        seq=connection.execute("SELECT seq FROM standing").fetchone()[0],
    )
