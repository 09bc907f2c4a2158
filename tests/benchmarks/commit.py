"""Saving one answer, and reading a family of 400 answers, beside plain sqlite3 with the same rows and durability."""

import json
import os
import random
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.result import Result, fixed_loop, interleaved, result
from thinkfamily_desktop.domain.answers import Answer, Source, SourceKind
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, ItemId, WorkerId, new_id
from thinkfamily_desktop.domain.records import FamilyCard, Save
from thinkfamily_desktop.store import codec, migrations
from thinkfamily_desktop.store.disk import flush, open_private
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import VaultStore, create_store

ANSWERS = 400
COMMITS = 3_000
READS = 60
COMMIT_BUDGET = 1.8  # times plain sqlite3
READ_BUDGET = 50.0  # milliseconds, of which the first page takes its part too
_NOW = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
_SAVES_TO_A_VISIT = 4


class _Typist:
    """The same answers, one after the other, for both sides: a few saves to each visit, most of them short."""

    def __init__(self) -> None:
        self._choose = random.Random(20261120)  # noqa: S311  the same words every time
        self._number = 0

    def next(self) -> tuple[AnswerKey, Answer, bool]:
        """Field, answer, and whether the visit ends with it."""
        field = self._number // _SAVES_TO_A_VISIT % ANSWERS
        self._number += 1
        words = f"{self._number} " + "word " * self._choose.choice([4, 20, 60, 400])
        answer = Answer(value=words, source=Source(SourceKind.SEEN), at=_NOW, by=WorkerId("0" * 32))
        return AnswerKey(ItemId(f"item.{field:03d}")), answer, self._number % _SAVES_TO_A_VISIT == 0


class _Ours:
    """The store, as the window uses it."""

    def __init__(self, folder: Path) -> None:
        self.store: VaultStore = create_store(folder, "made up passphrase", kdf=FLOOR)
        self._worker = WorkerId(new_id())
        self.family = Family(FamilyId(new_id()), "TF-2026-0001")
        self.store.new_family(self.family, FamilyCard("Made up"), self._worker).result()
        ref = FormRef("full", "1", "0" * 64)
        begun = (AssessmentState.DRAFT, _NOW, self._worker, _NOW)
        self.work = Assessment(AssessmentId(new_id()), self.family.id, ref, *begun)
        self.store.new_assessment(self.work, self._worker).result()
        self._typist = _Typist()

    def save(self) -> None:
        """One answer, until it is on the disk."""
        key, answer, ends = self._typist.next()
        changed = {key: answer}
        save = Save(self.family.id, self._worker, _NOW, self.work.id, answers=changed, field_visited=key, seal=ends)
        self.store.save(save).result()

    def read(self) -> None:
        """The family and all its answers."""
        self.store.family(self.family.id).result()
        assert len(self.store.assessment(self.work.id).result().answers) == ANSWERS


class _Plain:
    """The same rows into the same tables of plain sqlite3, and 64 bytes beside them."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "plain.db", isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 200", "foreign_keys = ON"):
            self._database.execute(f"PRAGMA {pragma}").fetchall()
        for _, statements in migrations.steps():
            self._database.executescript(statements)
        self._family, self._work, self._worker = new_id(), new_id(), new_id()
        at = _NOW.isoformat()
        run = self._database.execute
        run("INSERT INTO standing VALUES (1, 'vault', 0, 0, ?, ?, NULL)", (bytes(32), bytes(24)))
        run("INSERT INTO family VALUES (?, 'TF-2026-0001', x'5b5d', x'7b7d')", (self._family,))
        assessment = (self._work, self._family, "full", "1", "0" * 64, "draft", at, self._worker, None, b"[]")
        run("INSERT INTO assessment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", assessment)
        run("INSERT INTO latest_change VALUES (?, ?, ?, 1)", (self._family, self._work, at))
        self._anchor = open_private(folder / "head")
        self._typist = _Typist()
        self._seq = self._line = 0
        self._first = True

    def save(self) -> None:
        """The same answer, until it is on the disk."""
        key, answer, ends = self._typist.next()
        run, at = self._database.execute, _NOW.isoformat()
        content = codec.to_bytes(codec.answer_to_json(answer))
        line = codec.to_bytes({"field": key, "changes": [{"in": "answers", "key": key, "was": None, "now": ""}]})
        self._seq += 1
        run("BEGIN IMMEDIATE")
        place = (self._family, self._work, json.dumps(codec.key_to_json(key)))
        find = "SELECT rowid, content FROM answer WHERE family = ? AND assessment = ? AND key = ?"
        if row := run(find, place).fetchone():
            run("UPDATE answer SET content = ? WHERE rowid = ?", (content, row[0]))
        else:
            run("INSERT INTO answer VALUES (?, ?, ?, ?)", (*place, content))
        if self._first:
            change = (at, self._seq, self._family, self._work)
            run("UPDATE latest_change SET at = ?, seq = ? WHERE family = ? AND assessment = ?", change)
        said = line + content + content
        if ends:
            self._seal(said, at)
        standing = (self._seq, bytes(32), bytes(24 * min(8, self._seq)), None if ends else bytes(120) + said)
        run("UPDATE standing SET seq = ?, chain = ?, trail = ?, open_line = ? WHERE one = 1", standing)
        self._first = ends
        run("COMMIT")
        os.lseek(self._anchor, 0, os.SEEK_SET)
        os.write(self._anchor, bytes(64))
        flush(self._anchor)

    def _seal(self, content: bytes, at: str) -> None:
        self._line += 1
        columns = (self._line, self._seq, self._seq, at, self._worker, "field", self._family, self._work)
        run = self._database.execute
        run("INSERT INTO journal_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)", (*columns, bytes(32), bytes(32)))
        run("INSERT INTO journal_content VALUES (?, ?, ?, ?)", (self._line, self._family, bytes(32), content))

    def read(self) -> None:
        """The same answers, as rows."""
        statement = "SELECT * FROM answer WHERE family = ? AND assessment = ?"
        assert len(self._database.execute(statement, (self._family, self._work)).fetchall()) == ANSWERS

    def close(self) -> None:
        """Let go."""
        self._database.close()
        os.close(self._anchor)


def run() -> list[Result]:
    """Saves in turn on both sides; then reads."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = _Ours(Path(folder) / "vault"), _Plain(Path(folder))
        interleaved(ours.save, plain.save, ANSWERS * _SAVES_TO_A_VISIT)  # every answer is there once
        times, reference = interleaved(ours.save, plain.save, COMMITS)
        reads, loops = interleaved(ours.read, fixed_loop, READS)
        _, plain_reads = interleaved(ours.read, plain.read, READS)
        ours.store.close().result()
        plain.close()
    beside = "plain sqlite3, WAL + FULL, + 64 bytes"
    return [
        result("save one answer, p95", times, reference, budget=COMMIT_BUDGET, compare="p95", reference_name=beside),
        result("save one answer, median", times, reference, reference_name=beside),
        result(
            f"read a family of {ANSWERS} answers",
            reads,
            loops,
            budget=READ_BUDGET,
            judged_by="p95",
            reference_name="the fixed loop",
        ),
        result(f"read {ANSWERS} answers", reads, plain_reads, reference_name="plain sqlite3, rows only"),
    ]
