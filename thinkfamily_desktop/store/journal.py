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


NOTHING = b"null"
"""What a change was or is where there is nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: where, what it was and what it is now. As JSON bytes, which the store has at hand."""

    where: str  # facts, answers, raised, notes, people, state, finished, …
    key: list[str]
    was: bytes
    now: bytes

    @classmethod
    def of(cls, where: str, key: list[str], was: object, now: object) -> "Change":
        """A change of what is not JSON yet; None for not there."""
        return cls(where, key, to_bytes(was), to_bytes(now))

    @property
    def place(self) -> bytes:
        """What it changed, as the line's content has it."""
        return b'"in":' + to_bytes(self.where) + b',"key":' + to_bytes(self.key)


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
class OpenLine:
    """The line that is being written: its columns and its content."""

    number: int
    first_seq: int
    last_seq: int
    at: str
    worker: str
    kind: str
    family: str | None
    assessment: str | None
    salt: bytes
    said: dict[str, Any]
    changes: dict[bytes, tuple[bytes, bytes]]
    raw: bytes = b""
    leaf: bytes = b""
    sealed_by: str = ""

    def say(self, changes: Sequence[Change], seq: int) -> None:
        """What the line says from this commit on: of each thing, what it was at first and what it is now."""
        for change in changes:
            place = change.place
            was, _ = self.changes.get(place, (change.was, NOTHING))
            self.changes[place] = was, change.now
        self.last_seq = seq
        self.raw = self._content()
        self.leaf = leaf_of(self.salt, self.raw)

    def _content(self) -> bytes:
        said = to_bytes(self.said)
        if not self.changes:
            return said
        each = [b"{" + place + b',"was":' + was + b',"now":' + now + b"}" for place, (was, now) in self.changes.items()]
        return said[:-1] + (b"," if self.said else b"") + b'"changes":[' + b",".join(each) + b"]}"

    @classmethod
    def from_bytes(cls, kept: bytes) -> "OpenLine":
        """The line as the standing keeps it."""
        first, _, raw = kept.partition(b"\n")
        number, first_seq, last_seq, at, worker, kind, family, assessment, salted = from_bytes(first)
        salt, said = bytes.fromhex(salted), from_bytes(raw)
        changes = [Change.of(each["in"], each["key"], each["was"], each["now"]) for each in said.pop("changes", ())]
        together = {change.place: (change.was, change.now) for change in changes}
        whose = (family, assessment)
        line = cls(number, first_seq, last_seq, at, worker, kind, *whose, salt, said, together, raw)
        line.leaf = leaf_of(salt, raw)
        return line

    def to_bytes(self) -> bytes:
        """The line as the standing keeps it while it is open."""
        return to_bytes([*self.columns, self.salt.hex()]) + b"\n" + self.raw

    @property
    def columns(self) -> tuple[int | str | None, ...]:
        """As the table has them, up to what it says."""
        said = (self.number, self.first_seq, self.last_seq, self.at, self.worker, self.kind)
        return (*said, self.family, self.assessment)

    @property
    def entry(self) -> bytes:
        """The line as the chain hashes it."""
        return entry_of(*self.columns, self.leaf, self.sealed_by)


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
        row = self._connection.execute("SELECT seq, chain, trail, open_line FROM standing").fetchone()
        self.seq: int = row[0]
        self._chain, self._trail = bytes(row[1]), bytes(row[2])
        self._open = None if row[3] is None else OpenLine.from_bytes(row[3])
        self._sealed: int = self._connection.execute("SELECT coalesce(max(number), 0) FROM journal_line").fetchone()[0]

    @property
    def open_line(self) -> OpenLine | None:
        """The line of a visit that is not sealed yet."""
        return self._open

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
        """Write the standing, with the line that is open, as the last statement of a commit."""
        self._trail = (self._trail + self.computed_head().hash)[-_TRAIL * HASH_BYTES :]
        self._connection.execute(
            "UPDATE standing SET seq = ?, chain = ?, trail = ?, open_line = ? WHERE one = 1",
            (self.seq, self._chain, self._trail, self._open.to_bytes() if self._open else None),
        )

    def record(self, entry: Entry) -> None:
        """Write a whole line, sealed at once. Seals an open one first."""
        self.seal("next")
        self._open = self._new_line(entry, None)
        self.seal("whole")

    def visit(self, entry: Entry, visited: list[str]) -> None:
        """Say a visit to a field: a new line, or more of the one that is open for this same visit.

        It goes into the journal's tables when it is sealed.
        """
        same = self.goes_on(entry.worker, entry.family, entry.assessment, visited)
        if not same:
            self.seal("next")
        if not entry.changes:
            return
        line = self._open
        if line is not None:
            line.say(entry.changes, self.seq)
        else:
            self._open = self._new_line(entry, visited)

    def goes_on(
        self, worker: WorkerId, family: FamilyId | None, assessment: AssessmentId | None, visited: list[str]
    ) -> bool:
        """Whether this is the visit whose line is open."""
        line = self._open
        if line is None:
            return False
        return (line.worker, line.family, line.assessment, line.said["field"]) == (
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
        run = self._connection.execute
        sealed = (*line.columns, line.leaf, line.sealed_by, self._chain)
        run("INSERT INTO journal_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed)
        run("INSERT INTO journal_content VALUES (?, ?, ?, ?)", (line.number, line.family, line.salt, line.raw))
        self._sealed, self._open = line.number, None

    def _new_line(self, entry: Entry, visited: list[str] | None) -> OpenLine:
        said: dict[str, Any] = dict(entry.said)
        if visited is not None:
            said["field"] = visited
        line = OpenLine(
            number=self._sealed + 1,
            first_seq=self.seq,
            last_seq=self.seq,
            at=entry.at.isoformat(),
            worker=entry.worker,
            kind=entry.kind,
            family=entry.family,
            assessment=entry.assessment,
            salt=secrets.token_bytes(32),
            said=said,
            changes={},
        )
        line.say(entry.changes, self.seq)
        return line


def kept_head(connection: Connection) -> Anchor:
    """The head as the standing says it. Of a store of any schema: these two columns never change."""
    seq, trail = connection.execute("SELECT seq, trail FROM standing").fetchone()
    return Anchor(seq, bytes(trail)[-HASH_BYTES:])


def start_journal(connection: Connection, vault: str, practice: bool) -> None:
    """Write the standing of a new store."""
    begun = (vault, practice, START, b"\0" * HASH_BYTES)
    connection.execute("INSERT INTO standing VALUES (1, ?, ?, 0, ?, ?, NULL)", begun)
