"""One real practice store for each schema that was ever used. They must open for good, and are never made anew."""

import shutil
from pathlib import Path

import pytest

from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.store import migrations
from thinkfamily_desktop.store.vault import VaultStore, is_practice, open_store

VAULTS = Path(__file__).parent / "vaults"
PRACTICE_PASSPHRASE = "practice made up family only"


def open_copy(old: Path, to: Path) -> VaultStore:
    shutil.copytree(old, to)
    return open_store(to, PRACTICE_PASSPHRASE)


@pytest.mark.parametrize("old", sorted(VAULTS.iterdir()), ids=lambda old: old.name)
def test_every_store_ever_used_still_opens(old: Path, tmp_path: Path) -> None:
    assert is_practice(old)
    store = open_copy(old, tmp_path / "vault")
    assert store.notices == ()
    (line,) = store.caseload().result()
    assert (line.reference, line.card.name) == ("TF-2026-0147", "Grace Adébáyò")
    assert store.search("adeb").result() == {line.id}
    family = store.family(line.id).result()
    assert (len(family.people), len(family.facts), family.practice) == (2, 2, True)
    (summary,) = store.assessments(line.id).result()
    work = store.assessment(summary.id).result()
    assert [str(answer.value or answer.gap) for _, answer in sorted(work.answers.items())] == [
        "I stay home so that nothing happens. CANARYwoodpigeon",
        str(Gap.DECLINED),
    ]
    assert (len(work.raised), [note.text for note in work.notes]) == (1, ["spare key with the neighbour"])
    assert work.versions[0].answers == work.answers
    assert store.form_text(work.form.sha256).result() == '{"form": "full"}'
    assert len(store.exports(work.id).result()) == 1
    assert len(store.journal(line.id).result()) == 7
    assert store.verify_chain().result().verifies
    store.close().result()


def test_there_is_one_for_every_schema() -> None:
    assert [old.name for old in sorted(VAULTS.iterdir())] == [
        f"schema_{number:04d}" for number in range(1, migrations.newest() + 1)
    ]
