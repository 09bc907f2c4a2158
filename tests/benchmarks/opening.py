"""Opening a store of 100 MB with every check, closed properly and after a crash, beside plain sqlite3 and its check."""

import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.result import Result, milliseconds, result
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, ItemId, WorkerId, new_id
from thinkfamily_desktop.domain.records import FamilyCard
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import read_copies
from thinkfamily_desktop.store.opening import OpenVault, open_vault_by
from thinkfamily_desktop.store.presence import LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase
from thinkfamily_desktop.store.vault import VaultStore, create_store

BYTES = 100 * 1024 * 1024
ANSWERS = 400
RUNS = 7
BUDGET_MS = 1_200
_PASSPHRASE = "a made up passphrase to open with"
_NOW = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
_WORKER = WorkerId(new_id())
_WORDS = "made up words " * 30


def run() -> list[Result]:
    """Both ways of finding a store. The key is not derived here: see `unlock`."""
    with tempfile.TemporaryDirectory() as base:
        closed, crashed = Path(base) / "closed", Path(base) / "crashed"
        keys = _fill(closed, crashed)
        plain = Path(base) / "plain.db"
        _fill_plain(plain)
        size = (closed / VAULT_FILE).stat().st_size / 1024**2
        return [
            _opened(f"open and check {size:.0f} MB", closed, keys, plain, BUDGET_MS),
            _opened(f"the same after a crash, {size:.0f} MB", crashed, keys, plain, None),
        ]


def _opened(name: str, folder: Path, keys: VaultKeys, plain: Path, budget: float | None) -> Result:
    times: list[float] = []
    reference: list[float] = []
    for number in range(RUNS):
        found = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{number}")))
        opened: list[OpenVault] = []
        times.append(milliseconds(lambda found=found, opened=opened: opened.append(_open(found, keys))))  # type: ignore[misc]
        reference.append(milliseconds(lambda: _check_plain(plain)))
        opened[0].close()
        shutil.rmtree(found)
    return result(
        name, times, reference, budget=budget, judged_by="median", reference_name="plain sqlite3, integrity_check"
    )


def _open(folder: Path, keys: VaultKeys) -> OpenVault:
    return open_vault_by(folder, lambda _: keys, SystemClock())


def _fill(closed: Path, crashed: Path) -> VaultKeys:
    """One store of that size, copied once as it stands with its log unfolded, and once when it was closed."""
    store = create_store(closed, _PASSPHRASE, kdf=FLOOR)
    number = 0
    while (closed / VAULT_FILE).stat().st_size < BYTES:
        number += 1
        _add_family(store, number)
    store.close().result()
    best = read_copies(closed).best
    keys = open_with_passphrase(best.slots, _PASSPHRASE, best.vault, best.practice)
    again = _open(closed, keys)
    with again.writer.commit():
        again.writer.connection.execute("UPDATE kept_value SET content = content")
    shutil.copytree(closed, crashed)
    if not (crashed / LOG_FILE).stat().st_size:
        raise RuntimeError("nothing was left in the log")
    again.close()
    return keys


def _add_family(store: VaultStore, number: int) -> None:
    family = Family(FamilyId(new_id()), f"TF-2026-{number:04d}")
    store.new_family(family, FamilyCard("Made up"), _WORKER).result()
    form = FormRef("full", "1", "0" * 64)
    answers = {
        AnswerKey(ItemId(f"item.{item:03d}")): Answer(value=_WORDS, at=_NOW, by=_WORKER) for item in range(ANSWERS)
    }
    begun = (AssessmentState.DRAFT, _NOW, _WORKER, _NOW)
    work = Assessment(AssessmentId(new_id()), family.id, form, *begun, answers=answers)
    store.new_assessment(work, _WORKER).result()


def _fill_plain(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE answer (family TEXT, work TEXT, key TEXT, content BLOB, UNIQUE (family, work, key))")
    content, number = _WORDS.encode(), 0
    while path.stat().st_size < BYTES:
        number += 1
        rows = [(f"{number:032}", "0" * 32, f"item.{item:03d}", content) for item in range(ANSWERS)]
        database.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", rows)
        database.commit()
    database.close()


def _check_plain(path: Path) -> None:
    database = sqlite3.connect(path)
    if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise RuntimeError("the reference is damaged")
    database.close()
