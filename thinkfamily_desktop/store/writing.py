"""The one way in which anything is written: one transaction, its number, its journal line, and then the head anchor."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlcipher3.dbapi2 import Connection, Error

from thinkfamily_desktop.store.head import HeadFile
from thinkfamily_desktop.store.journal import Journal


class Writer:
    """Owns the order of things in a commit. Belongs to the store's thread."""

    def __init__(self, connection: Connection, head: HeadFile) -> None:
        self.connection = connection
        self.journal = Journal(connection)
        self._head = head
        self._stale = False

    @contextmanager
    def commit(self) -> Iterator[int]:
        """Everything written inside is kept together or not at all; gives the commit's number.

        When this returns, commit and anchor are on the disk. When it raises, the work may be tried again.
        """
        if self._stale:
            self.journal.reload()
            self._stale = False
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.journal.begin()
            yield self.journal.seq
            self.journal.end()
            self.connection.execute("COMMIT")
        except BaseException:
            self._stale = True
            if self.connection.in_transaction:
                with suppress(Error):
                    self.connection.execute("ROLLBACK")
            raise
        self.anchor()

    def anchor(self) -> None:
        """Write the head anchor as the journal has it now."""
        self._head.write(self.journal.head)

    def checkpoint(self) -> None:
        """Fold the log into the database and empty it."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Let go of the database and the anchor. SQLite folds the log in as it closes; if it cannot, the log stays."""
        try:
            self.connection.close()
        finally:
            self._head.close()
