"""Searching as one types, over 1,000, 10,000 and 100,000 families, beside plain sqlite3's own full-text search."""

import os
import random
import sqlite3
import tempfile
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from tests.benchmarks.result import Result, interleaved, result
from thinkfamily_desktop.store import migrations, search
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import open_private
from thinkfamily_desktop.store.slots import VaultKeys

SIZES = (1_000, 10_000, 100_000)
SEARCHES = 200
BUDGETS = {10_000: 30.0, 100_000: 90.0}  # milliseconds, p95
_SOUNDS = ("ba", "de", "ko", "la", "mi", "no", "pe", "ra", "si", "tu", "wa", "zo", "fer", "gan", "hol", "yew")


class _Names:
    """Names that nobody has, some much commoner than others."""

    def __init__(self) -> None:
        self._choose = random.Random(20261120)  # noqa: S311  the same names every time
        self._stock = ["".join(self._choose.choices(_SOUNDS, k=self._choose.choice((2, 3)))) for _ in range(4_000)]

    def one(self) -> str:
        """A name."""
        return self._stock[int(self._choose.random() ** 2 * len(self._stock))]

    def typed(self) -> str:
        """What somebody may have typed by now: the beginning of a name, or of two."""
        first, second = self.one(), self.one()
        return self._choose.choice((first[:3], first[:5], first, f"{first} {second[:2]}"))


class _Both:
    """The same families in the store's tables and in a full-text index."""

    def __init__(self, folder: Path) -> None:
        keys = VaultKeys.fresh()
        os.close(open_private(folder / "vault.db"))
        self.ours: Connection = connect(folder / "vault.db", keys)
        migrations.migrate(self.ours, 0)
        self.plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
        self.plain.execute("PRAGMA journal_mode = WAL").fetchall()
        self.plain.execute("CREATE VIRTUAL TABLE family USING fts5 (terms, id UNINDEXED, changed UNINDEXED)")
        self.names, self.size = _Names(), 0

    def grow(self, to: int) -> None:
        """More families, of three people each."""
        for database in (self.ours, self.plain):
            database.execute("BEGIN")
        for number in range(self.size + 1, to + 1):
            id_, reference = f"{number:032x}", f"TF-2026-{number:06d}"
            people = [f"{self.names.one()} {self.names.one()}" for _ in range(3)]
            self.ours.execute("INSERT INTO family VALUES (?, ?, x'5b5d', x'7b7d')", (id_, reference))
            self.ours.execute("INSERT INTO latest_change VALUES (?, '', '2026-11-20T14:03:00+00:00', ?)", (id_, number))
            terms = sorted(search.terms_of((reference, *people)))
            self.ours.executemany("INSERT INTO search_term VALUES (?, ?)", [(term, id_) for term in terms])
            self.plain.execute("INSERT INTO family VALUES (?, ?, ?)", (" ".join(terms), id_, number))
        for database in (self.ours, self.plain):
            database.execute("COMMIT")
        self.size = to


def run() -> list[Result]:
    """The same words typed on both sides, at each size."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        both = _Both(Path(folder))
        for size in SIZES:
            both.grow(size)
            typed = [both.names.typed() for _ in range(SEARCHES)]
            times, reference = _searched(both, typed)
            name = f"search {size:,} families"
            beside = "plain sqlite3, FTS5"
            results.append(
                result(
                    name,
                    times,
                    reference,
                    budget=BUDGETS.get(size),
                    judged_by="p95",
                    compare="p95",
                    reference_name=beside,
                )
            )
    return results


def _searched(both: _Both, typed: list[str]) -> tuple[list[float], list[float]]:
    words = iter(typed)
    now = [""]

    def ours() -> None:
        now[0] = next(words)
        search.find(both.ours, now[0])

    def plain() -> None:
        asked = " ".join(f'"{word}"*' for word in search.folded(now[0]))
        both.plain.execute("SELECT id FROM family WHERE family MATCH ? ORDER BY changed DESC", (asked,)).fetchall()

    return interleaved(ours, plain, len(typed))
