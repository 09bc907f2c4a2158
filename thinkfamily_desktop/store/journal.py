"""What happened, in order: a chain of lines that cannot be altered unseen, and from which a family can be erased.

Every commit advances `seq`. A line is sealed when it is written, but for the visit to a field: its line is opened by
the first commit, updated by later ones and sealed when focus leaves. The chain covers a line's columns and a salted
hash of its content; the content and its salt lie in their own table and can go while the chain still verifies.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.store.codec import from_bytes, to_bytes
from thinkfamily_desktop.store.head import HASH_BYTES, Anchor
from thinkfamily_desktop.store.slots import canonical_json

ERASED = "family-erased"
THE_PROGRAM = WorkerId("")  # lines that nobody's hand made

START = b"\0" * 32  # the chain before its first line
_TRAIL = 8  # commits that an anchor may lie behind and still be compared


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: where, what it was and what it is now, as JSON; None for not there."""

    where: str  # facts, answers, raised, notes, people, state, finished, …
    key: list[str]
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written as a line."""

    kind: str
    at: datetime
    worker: WorkerId
    family: FamilyId | None = None
    assessment: AssessmentId | None = None
    changes: Sequence[Change] = ()
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    """A line in memory: its columns, and its content while it is open."""

    number: int
    first_seq: int
    last_seq: int
    at: str
    worker: str
    kind: str
    family: str | None
    assessment: str | None
    salt: bytes
    content: dict[str, Any]
    leaf: bytes = b""
    sealed_by: str = ""
    stored: bool = False  # whether its row is in the table
    unwritten: bytes | None = None  # content that the table does not have yet

    def say(self, content: dict[str, Any], seq: int) -> None:
        """What the line says from this commit on."""
        self.content, self.last_seq = content, seq
        self.unwritten = to_bytes(content)
        self.leaf = leaf_of(self.salt, self.unwritten)

    @property
    def entry(self) -> bytes:
        columns = (self.number, self.first_seq, self.last_seq, self.at, self.worker, self.kind, self.family)
        return entry_of(*columns, self.assessment, self.leaf, self.sealed_by)


def leaf_of(salt: bytes, content: bytes) -> bytes:
    """The salted hash through which the chain knows a line's content."""
    return hashlib.sha256(salt + content).digest()


def entry_of(*columns: int | str | bytes | None) -> bytes:
    """A line's columns as the chain hashes them, in the order of the table up to `sealed_by`."""
    return canonical_json([column.hex() if isinstance(column, bytes) else column for column in columns])


def chain_after(chain: bytes, entry: bytes) -> bytes:
    """The chain's hash once this line is sealed."""
    return hashlib.sha256(chain + entry).digest()


class Journal:
    """Writes lines within the transactions of the one connection, and knows the head that the anchor must say."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.reload()

    def reload(self) -> None:
        """Take everything from the database again: after opening, and after a transaction was rolled back."""
        row = self._connection.execute("SELECT seq, chain, trail FROM standing").fetchone()
        self.seq: int = row[0]
        self._chain, self._trail = bytes(row[1]), bytes(row[2])
        self._open = self._read_open_line()
        self._lines: int = self._connection.execute("SELECT coalesce(max(number), 0) FROM journal_line").fetchone()[0]

    @property
    def has_open_line(self) -> bool:
        """Whether a visit to a field is not sealed yet."""
        return self._open is not None

    @property
    def head(self) -> Anchor:
        """The head after the last commit."""
        return Anchor(self.seq, self._trail[-HASH_BYTES:])

    def agrees_with(self, anchor: Anchor) -> bool | None:
        """Whether this history passed through the anchor. None when the anchor is too old to tell."""
        behind = self.seq - anchor.seq
        if not 0 <= behind < len(self._trail) // HASH_BYTES:
            return None
        start = len(self._trail) - HASH_BYTES * (behind + 1)
        return self._trail[start : start + HASH_BYTES] == anchor.hash

    def computed_head(self) -> Anchor:
        """The head worked out afresh from chain and open line, which must be the one that is kept."""
        said = self.seq.to_bytes(8, "little") + self._chain + (self._open.entry if self._open else b"")
        return Anchor(self.seq, hashlib.sha256(said).digest()[:HASH_BYTES])

    def begin(self) -> None:
        """Number the commit that has just begun."""
        self.seq += 1

    def end(self) -> None:
        """Write the open line, and the standing as the last statement of a commit."""
        if self._open is not None and self._open.unwritten is not None:
            self._write(self._open, None)
        self._trail = (self._trail + self.computed_head().hash)[-_TRAIL * HASH_BYTES :]
        self._connection.execute(
            "UPDATE standing SET seq = ?, chain = ?, trail = ? WHERE one = 1", (self.seq, self._chain, self._trail)
        )

    def record(self, entry: Entry) -> None:
        """Write a whole line, sealed at once. Seals an open one first."""
        self.seal("next")
        self._open = self._new_line(entry, None)
        self.seal("whole")

    def visit(self, entry: Entry, visited: list[str]) -> None:
        """Say a visit to a field: a new line, or more of the one that is open for this same visit.

        It is written once, when the line is sealed or the commit ends.
        """
        same = self.goes_on(entry.worker, entry.family, entry.assessment, visited)
        if not same:
            self.seal("next")
        if not entry.changes:
            return
        line = self._open
        if line is not None:
            line.say(line.content | {"changes": _merged(line.content["changes"], entry.changes)}, self.seq)
        else:
            self._open = self._new_line(entry, visited)

    def goes_on(
        self, worker: WorkerId, family: FamilyId | None, assessment: AssessmentId | None, visited: list[str]
    ) -> bool:
        """Whether this is the visit whose line is open."""
        line = self._open
        if line is None:
            return False
        return (line.worker, line.family, line.assessment, line.content["field"]) == (
            worker,
            family,
            assessment,
            visited,
        )

    def seal(self, by: str) -> None:
        """Seal the open line, if there is one. `by` says what ended the visit: left, next, close or crash."""
        line = self._open
        if line is None:
            return
        line.sealed_by = by
        self._chain = chain_after(self._chain, line.entry)
        self._write(line, self._chain)
        self._open = None

    def _new_line(self, entry: Entry, visited: list[str] | None) -> _Line:
        content: dict[str, Any] = dict(entry.said)
        if visited is not None:
            content["field"] = visited
        if entry.changes:
            content["changes"] = _merged([], entry.changes)
        self._lines += 1
        line = _Line(
            number=self._lines,
            first_seq=self.seq,
            last_seq=self.seq,
            at=entry.at.isoformat(),
            worker=entry.worker,
            kind=entry.kind,
            family=entry.family,
            assessment=entry.assessment,
            salt=secrets.token_bytes(32),
            content=content,
        )
        line.say(content, self.seq)
        return line

    def _write(self, line: _Line, chain: bytes | None) -> None:
        """Bring the line's rows up to date with as few statements as that takes: every save runs them."""
        run, raw = self._connection.execute, line.unwritten
        if not line.stored:
            columns = (line.number, line.first_seq, line.last_seq, line.at, line.worker, line.kind, line.family)
            run(
                "INSERT INTO journal_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*columns, line.assessment, line.leaf, line.sealed_by, chain),
            )
            run("INSERT INTO journal_content VALUES (?, ?, ?, ?)", (line.number, line.family, line.salt, raw))
        else:
            if chain is None:
                said = (line.last_seq, line.leaf, line.number)
                run("UPDATE journal_line SET last_seq = ?, leaf = ? WHERE number = ?", said)
            else:
                run(
                    "UPDATE journal_line SET last_seq = ?, leaf = ?, sealed_by = ?, chain = ? WHERE number = ?",
                    (line.last_seq, line.leaf, line.sealed_by, chain, line.number),
                )
            if raw is not None:
                run("UPDATE journal_content SET content = ? WHERE line = ?", (raw, line.number))
        line.stored, line.unwritten = True, None

    def _read_open_line(self) -> _Line | None:
        row = self._connection.execute(
            "SELECT number, first_seq, last_seq, at, worker, kind, l.family, assessment, salt, content, leaf"
            " FROM journal_line l JOIN journal_content c ON c.line = l.number WHERE l.chain IS NULL"
        ).fetchone()
        if row is None:
            return None
        number, first, last, at, worker, kind, family, assessment, salt, content, leaf = row
        said = (salt, from_bytes(content), leaf)
        return _Line(number, first, last, at, worker, kind, family, assessment, *said, stored=True)


def _merged(held: list[dict[str, Any]], changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes one after the other as one: what it was at first, what it is now."""
    together = {(change["in"], *change["key"]): change for change in held}
    for change in changes:
        place = (change.where, *change.key)
        was = together[place]["was"] if place in together else change.was
        together[place] = {"in": change.where, "key": change.key, "was": was, "now": change.now}
    return list(together.values())


def start_journal(connection: Connection, vault: str, practice: bool) -> None:
    """Write the standing of a new store."""
    connection.execute("INSERT INTO standing VALUES (1, ?, ?, 0, ?, ?)", (vault, practice, START, b"\0" * HASH_BYTES))
