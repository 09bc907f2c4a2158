"""New vault keys: what opened the store opens nothing any more, and wherever the change is cut short it opens."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.store import made_up
from tests.store.conftest import Made
from tests.store.rotating_child import STEPS
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.store import opening, rotating
from thinkfamily_desktop.store.backup import list_backups
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.escrow import EscrowKey, unlock_file
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import parse_copy, read_copies, write_copies
from thinkfamily_desktop.store.opening import VAULT_FILE
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase
from thinkfamily_desktop.store.vault import VaultStore, open_store, recover_store, restore_store
from thinkfamily_desktop.store.ways_in import by_sheet, by_unlock_file

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
KILLS, LONG_KILLS = 4, 200
NEW = "another passphrase, made up too"


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        work()
    return told.value.code


def test_after_a_change_only_what_is_new_opens_the_store(made: Made, folder: Path, store: VaultStore) -> None:
    old_sheet, sheet, organisation = RecoveryCode.fresh(), RecoveryCode.fresh(), EscrowKey.fresh()
    store.upkeep.add_sheet(old_sheet, made_up.WORKER.id).result()
    store.upkeep.add_escrow(organisation.public, made_up.WORKER.id).result()
    old = store.upkeep.back_up().result()
    begins = (folder / VAULT_FILE).read_bytes()[:16]
    store.upkeep.rotate(made_up.PASSPHRASE, NEW, sheet, made_up.WORKER.id).result()
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: Answer(value="afterwards")})).result()
    (backup,) = list_backups(folder / "backups")
    assert backup.path != old.path
    store.close().result()

    assert (folder / VAULT_FILE).read_bytes()[:16] != begins
    assert code_of(lambda: open_store(folder, made_up.PASSPHRASE)) == "store.wrong_passphrase"
    assert code_of(lambda: recover_store(folder, by_sheet(old_sheet.text), NEW, kdf=FLOOR)) == "store.wrong_code"
    with pytest.raises(StoreError):
        made.open(folder)  # the keys themselves
    store = open_store(folder, NEW)
    assert store.notices == ()
    assert store.assessment(made.work.id).result().answers[made_up.MOOD].value == "afterwards"
    assert store.verify_chain().result().verifies
    store.close().result()
    unlock = unlock_file(parse_copy((folder / "keys.a").read_bytes()), organisation.private)
    recover_store(folder, by_unlock_file(unlock), NEW, kdf=FLOOR).close().result()
    recover_store(folder, by_sheet(sheet.text), NEW, kdf=FLOOR).close().result()


def test_the_backup_made_afterwards_opens(made: Made, folder: Path, store: VaultStore, tmp_path: Path) -> None:
    backup = store.upkeep.rotate(made_up.PASSPHRASE, NEW, None, made_up.WORKER.id).result()
    again = restore_store(backup.path, tmp_path / "again", NEW)
    assert again.assessment(made.work.id).result().answers == made_up.ANSWERS
    again.close().result()


def test_a_change_that_is_refused_changes_nothing(
    folder: Path, store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(old: str, new: str) -> str:
        return code_of(store.upkeep.rotate(old, new, None, made_up.WORKER.id).result)

    before = (folder / "keys.a").read_bytes()
    assert asked("wrong", NEW) == "store.wrong_passphrase"
    assert asked(made_up.PASSPHRASE, "") == "store.passphrase_empty"
    full = shutil.disk_usage(folder)._replace(free=10)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: full)
        assert asked(made_up.PASSPHRASE, NEW) == "store.no_room_to_rotate"
    assert (folder / "keys.a").read_bytes() == before


class StoppedError(BaseException):
    """What stands for the power going."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, pytest.param(True, marks=pytest.mark.long)], ids=["before", "after"])
def test_stopped_at_any_step_one_of_the_two_passphrases_opens_it_and_the_other_says_which(
    made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    """Everything after the stop fails too, as it does for a process that is gone."""
    vault = opening.open_vault_by(folder, lambda _: made.keys, made_up.CLOCK)
    stopped: list[str] = []
    for name in STEPS:
        real: Callable[..., object] = getattr(rotating, name)

        def once(*arguments: object, name: str = name, real: Callable[..., object] = real) -> object:
            last = name == step and (name != "write_copies" or bool(stopped))
            if stopped[-1:] == ["gone"] or (last and not after):
                stopped.append("gone")
                raise StoppedError
            done = real(*arguments)
            stopped.append(name)
            if last:
                stopped.append("gone")
                raise StoppedError
            return done

        monkeypatch.setattr(rotating, name, once)
    with pytest.raises(StoppedError):
        rotating.rotate(vault, made_up.PASSPHRASE, NEW, None, made_up.WORKER.id, made_up.CLOCK)
    with suppress(sqlcipher.ProgrammingError):
        vault.writer.connection.close()
    vault.lock.release()
    monkeypatch.undo()
    said = {}
    for passphrase in (made_up.PASSPHRASE, NEW):
        try:
            store = open_store(folder, passphrase)
        except StoreError as told:
            said[passphrase] = told.code
            continue
        said[passphrase] = "open"
        assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
        assert store.notices == ()
        store.close().result()
        assert read_copies(folder).best.next_slots == ()
    assert list(said.values()).count("open") == 1, said
    assert set(said.values()) <= {"open", "store.rotation_done", "store.rotation_not_done", "store.wrong_passphrase"}


def rotate_until_killed(folder: Path, begun: str, delay: float) -> str:
    """Start a process that changes the keys and kill it a while after a step has begun: the last thing it said."""
    command = [sys.executable, "-m", "tests.store.rotating_child", str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    while child.stdout.readline() != f"{begun}\n":
        assert child.poll() is None, begun
    killer = threading.Timer(delay, child.kill)
    killer.start()
    told = [begun, *child.stdout.read().splitlines()]
    child.wait()
    killer.cancel()
    child.stdout.close()
    return told[-1]


@pytest.mark.parametrize("kills", [KILLS, pytest.param(LONG_KILLS, marks=pytest.mark.long, id="many")])
def test_killed_while_the_keys_change_it_always_opens_with_everything(made: Made, folder: Path, kills: int) -> None:
    """At every step in turn, at once or a little later: the steps take a few thousandths of a second each."""
    choose = random.Random(SEED)  # noqa: S311  a campaign that can be run again
    started, midway, last = time.monotonic(), 0, Counter[str]()
    for kill in range(kills):
        last[rotate_until_killed(folder, STEPS[kill % len(STEPS)], choose.uniform(0.0, 0.03))] += 1
        midway += bool(read_copies(folder).best.next_slots)
        vault = opening.open_vault(folder, made_up.PASSPHRASE, made_up.CLOCK)
        rows = vault.writer.connection.execute("SELECT count(*) FROM answer WHERE assessment <> ''").fetchone()[0]
        assert rows == len(made_up.ANSWERS), f"seed {SEED}, kill {kill}"
        vault.close()
        assert read_copies(folder).best.next_slots == ()
    took = time.monotonic() - started
    told = f"last said {dict(last)}, {midway} between the phases, 0 locked out"
    print(f"seed {SEED}: {kills} kills while the keys change, {told}, {took:.0f} s")  # noqa: T201
    assert midway >= kills // 4


def test_the_campaign_sees_a_key_file_written_before_the_database(made: Made, folder: Path) -> None:
    """The control: one phase only, with the new keys first."""
    best = read_copies(folder).best
    made_keys = VaultKeys.fresh()
    slots = rotating._slots(best, made_keys, made_up.PASSPHRASE, None)
    write_copies(folder, replace(best, slots=slots))
    assert open_with_passphrase(slots, made_up.PASSPHRASE, best.vault, best.practice) == made_keys
    assert code_of(lambda: open_store(folder, made_up.PASSPHRASE)) == "store.vault_damaged"
