"""Erasing a family: all that was said of them goes, and the journal's chain still verifies and says that it went."""

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.holding import refuse_held

_HOLDERS = (  # in the order in which nothing is left pointing at nothing
    "DELETE FROM journal_content WHERE line IN (SELECT number FROM journal_line WHERE family = ?)",
    "DELETE FROM bin WHERE family = ?",
    "DELETE FROM export WHERE family = ?",
    "DELETE FROM signed_version WHERE family = ?",
    "DELETE FROM note WHERE family = ?",
    "DELETE FROM raised_alert WHERE family = ?",
    "DELETE FROM answer WHERE family = ?",
    "DELETE FROM latest_change WHERE family = ?",
    "DELETE FROM assessment WHERE family = ?",
    "DELETE FROM search_term WHERE family = ?",
)


def erase(connection: Connection, family: FamilyId) -> int:
    """Erase every row that holds something of the family. Returns how many journal lines lost their content.

    Runs inside the caller's transaction; secure_delete overwrites the rows. Raises StoreError when it is not here, or
    under a legal hold.
    """
    refuse_held(connection, family)
    lines, *_ = [connection.execute(statement, (family,)).rowcount for statement in _HOLDERS]
    if connection.execute("DELETE FROM family WHERE id = ?", (family,)).rowcount != 1:
        raise StoreError("store.not_here")
    connection.execute("DELETE FROM kept_value WHERE name = 'place'")
    return int(lines)
