"""From the passphrase to the caseload of ten families, every check included, beside Argon2id alone."""

import secrets
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.result import Result, milliseconds, result
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, ItemId, WorkerId, new_id
from thinkfamily_desktop.domain.records import FamilyCard, Save
from thinkfamily_desktop.store.kdf import FLOOR, derive
from thinkfamily_desktop.store.vault import VaultStore, create_store, open_store

FAMILIES = 10
ANSWERS = 400
RUNS = 15
BUDGET_MS = 150
_PASSPHRASE = "a made up passphrase to open with"
_NOW = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)


def run() -> list[Result]:
    """One result: what opening adds to the derivation of the key."""
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "vault"
        _fill(create_store(folder, _PASSPHRASE, kdf=FLOOR))
        salt = secrets.token_bytes(16)
        times: list[float] = []
        alone: list[float] = []
        for _ in range(RUNS):
            opened: list[VaultStore] = []
            times.append(milliseconds(lambda opened=opened: opened.append(_unlock(folder))))  # type: ignore[misc]
            alone.append(milliseconds(lambda: derive(_PASSPHRASE, salt, FLOOR)))
            opened[0].close().result()
    name = f"unlock to a caseload of {FAMILIES} families"
    return [result(name, times, alone, budget=BUDGET_MS, judged_by="added", reference_name="Argon2id alone")]


def _unlock(folder: Path) -> VaultStore:
    store = open_store(folder, _PASSPHRASE)
    if len(store.caseload().result()) != FAMILIES:
        raise RuntimeError("not every family is there")
    return store


def _fill(store: VaultStore) -> None:
    worker = WorkerId(new_id())
    for number in range(FAMILIES):
        family = Family(FamilyId(new_id()), f"TF-2026-{number:04d}")
        store.new_family(family, FamilyCard("Made up"), worker).result()
        form = FormRef("full", "1", "0" * 64)
        work = Assessment(AssessmentId(new_id()), family.id, form, AssessmentState.DRAFT, _NOW, worker, _NOW)
        store.new_assessment(work, worker).result()
        answers = {
            AnswerKey(ItemId(f"item.{item:03d}")): Answer(value="made up words " * 12, at=_NOW, by=worker)
            for item in range(ANSWERS)
        }
        store.save(Save(family.id, worker, _NOW, work.id, answers=answers)).result()
    store.close().result()
