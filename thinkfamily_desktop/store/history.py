"""Reading the journal: what happened with a family, and whether the chain is as it was written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.domain.records import JournalLine, PastAnswer
from thinkfamily_desktop.store.codec import answer_from_json, from_bytes, key_to_json
from thinkfamily_desktop.store.journal import ERASED, START, Journal, chain_after, entry_of, leaf_of


def read_lines(connection: Connection, family: FamilyId) -> tuple[JournalLine, ...]:
    """What happened with one family, in order. `content["sealed_by"]` says how the line ended."""
    rows = connection.execute(
        "SELECT last_seq, at, worker, kind, assessment, sealed_by, content FROM journal_line l"
        " LEFT JOIN journal_content c ON c.line = l.number WHERE l.family = ? ORDER BY number",
        (family,),
    ).fetchall()
    line = Journal(connection).open_line
    if line is not None and line.family == family:
        rows.append((line.last_seq, line.at, line.worker, line.kind, line.assessment, line.sealed_by, line.raw))
    return tuple(
        JournalLine(
            seq=seq,
            at=datetime.fromisoformat(at),
            worker=WorkerId(worker),
            kind=kind,
            family=family,
            assessment=None if assessment is None else AssessmentId(assessment),
            content={} if content is None else from_bytes(content) | {"sealed_by": sealed_by},
        )
        for seq, at, worker, kind, assessment, sealed_by, content in rows
    )


def read_past(connection: Connection, family: FamilyId, work: AssessmentId, key: AnswerKey) -> tuple[PastAnswer, ...]:
    """How one answer came to be what it is, in order: of this assessment, or of the family where it holds it."""
    written = key_to_json(key)
    return tuple(
        PastAnswer(line.at, line.worker, _answer(change["was"]), _answer(change["now"]))
        for line in read_lines(connection, family)
        for change in line.content.get("changes", ())  # type: ignore[attr-defined]  # JSON of our own
        if change["key"] == written and (change["in"] == "facts" or line.assessment == work)
    )


def _answer(raw: dict[str, Any] | None) -> Answer | None:
    return answer_from_json(raw) if raw else None


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What walking the whole chain found."""

    lines: int
    erased: int  # lines whose content went with an erased family
    broken_at: int | None = None  # the first line that is not as it was written, by number

    @property
    def verifies(self) -> bool:
        """Whether nothing was altered."""
        return self.broken_at is None


def verify_chain(connection: Connection) -> ChainReport:
    """Walk every line, its content and the chain up to the standing."""
    erased = dict(
        connection.execute(
            "SELECT family, max(number) FROM journal_line WHERE kind = ? GROUP BY family", (ERASED,)
        ).fetchall()
    )
    chain, lines, gone = START, 0, 0
    rows = connection.execute(
        "SELECT number, first_seq, last_seq, at, worker, kind, l.family, assessment, leaf, sealed_by, chain,"
        " salt, content FROM journal_line l LEFT JOIN journal_content c ON c.line = l.number ORDER BY number"
    )
    for *columns, kept_chain, salt, content in rows:
        lines += 1
        number, family, leaf = columns[0], columns[6], columns[8]
        if content is not None:
            intact = leaf_of(salt, content) == leaf
        else:
            gone += 1
            intact = number < erased.get(family, 0)
        chain = chain_after(chain, entry_of(*columns))
        if number != lines or not intact or chain != kept_chain:
            return ChainReport(lines, gone, number)
    journal = Journal(connection)
    lines += journal.open_line is not None
    kept = connection.execute("SELECT chain FROM standing").fetchone()[0]
    numbered = journal.open_line is None or journal.open_line.number == lines
    if kept != chain or not numbered or journal.computed_head() != journal.head:
        return ChainReport(lines, gone, lines)
    return ChainReport(lines, gone)
