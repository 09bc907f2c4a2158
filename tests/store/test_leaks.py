"""What people said is nowhere on the disk in plain text: not in the store's files, and not in SQLite's own scraps."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from tests.store.made_up import CANARY
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.domain.records import FamilyCard, Place
from thinkfamily_desktop.store.connection import SETTINGS, Setting, connect
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.opening import VAULT_FILE
from thinkfamily_desktop.store.vault import VaultStore, create_store, open_store, restore_store, salvage_store

SPELLINGS = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
FILES_IN_USE = Path("/proc/self/fd")
SORTS = (
    "CREATE TEMP TABLE heap AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " SELECT i, 'CANARYwoodpigeon' || printf('%06d', (i * 7919) % 20000) || hex(zeroblob(200)) AS words FROM n",
    "SELECT count(*) FROM (SELECT words FROM heap ORDER BY words DESC LIMIT 19000)",
    "CREATE INDEX temp.heap_words ON heap (words)",
)
WITH_TEMP_FILES = tuple(
    replace(setting, asked="FILE", read_back="1") if setting.name == "temp_store" else setting for setting in SETTINGS
)


def hits(raw: bytes) -> bool:
    return any(spelling in raw for spelling in SPELLINGS)


def files_with_canary(folder: Path) -> list[str]:
    return [name for name, raw in made_up.contents(folder).items() if hits(raw)]


def everything_a_worker_writes(store: VaultStore) -> None:
    """The canary in every place that takes words."""
    worker = replace(made_up.WORKER, name=CANARY)
    family = made_up.family()
    work = made_up.assessment(family)
    store.set_worker(worker).result()
    store.new_family(family, FamilyCard(CANARY, CANARY, search_terms=(CANARY,)), worker.id).result()
    store.keep_form(made_up.FORM, CANARY * 1000).result()
    store.new_assessment(work, worker.id).result()
    for number in range(300):
        where = AnswerKey(ItemId(f"item.{number % 90}"))
        save = made_up.save(family, work, {where: made_up.said(f"{CANARY} {number} " * 20)}, field_visited=where)
        store.save(save).result()
    store.save(made_up.save(family, work, {}, notes=(made_up.note(CANARY),), raised=(made_up.alert(),))).result()
    store.save(made_up.save(family, work, {AnswerKey(ItemId("item.1")): None})).result()
    with suppress(ValueError):
        store.sign(work.id, replace(made_up.signed(family, {}), number=9)).result()  # rolled back
    store.sign(work.id, made_up.signed(family, {AnswerKey(ItemId("a")): Answer(value=CANARY)})).result()
    store.register_export(replace(made_up.export(family, work), path=f"{CANARY}.pdf")).result()
    store.remember_place(Place(page=CANARY)).result()
    store.search(CANARY).result()
    store.verify_chain().result()


def test_no_file_of_the_store_holds_a_word_at_any_time(tmp_path: Path) -> None:
    store = create_store(tmp_path / "vault", made_up.PASSPHRASE, kdf=FLOOR)
    everything_a_worker_writes(store)
    assert files_with_canary(tmp_path) == []
    assert len(made_up.contents(tmp_path)) == 6
    store.close().result()
    assert files_with_canary(tmp_path) == []
    (tmp_path / "vault" / "note.txt").write_text(f"control: {CANARY}")
    assert files_with_canary(tmp_path) == ["vault/note.txt"]


def words_in_open_files(made: Made, vault: Path, settings: tuple[Setting, ...]) -> set[str]:
    """Sort and index more than fits in memory, and meanwhile read every file this process has open.

    SQLite unlinks its scraps as it makes them; what is open can still be read.
    """
    found: set[str] = set()
    connection = connect(vault / VAULT_FILE, made.keys, settings)

    def look() -> int:
        for entry in list(FILES_IN_USE.iterdir()):
            with suppress(OSError):
                if entry.is_file() and hits(entry.read_bytes()):
                    found.add(str(entry.readlink()))
        return 0

    connection.execute("PRAGMA cache_size = 20")
    connection.set_progress_handler(look, 200_000)
    for statement in SORTS:
        connection.execute(statement).fetchall()
        look()
    connection.close()
    return found


def test_sorting_leaves_no_scraps_and_temp_files_would(made: Made, folder: Path) -> None:
    assert words_in_open_files(made, folder, SETTINGS) == set()
    control = words_in_open_files(made, folder, WITH_TEMP_FILES)
    assert control, "the control must find plain text, or this test proves nothing"
    assert all("etilqs" in name for name in control)


def nine_kinds_of_work(vault: Path) -> None:
    """Entering, a backup, a new passphrase, new keys, the bin, erasing, restoring, salvaging, coming up to date."""
    store = create_store(vault, made_up.PASSPHRASE, kdf=FLOOR)
    everything_a_worker_writes(store)
    by, upkeep = made_up.WORKER.id, store.upkeep
    backup = upkeep.back_up().result()
    upkeep.change_passphrase(made_up.PASSPHRASE, made_up.PASSPHRASE, by).result()
    restore_store(backup.path, vault.with_name("restored"), made_up.PASSPHRASE).close().result()
    upkeep.rotate(made_up.PASSPHRASE, made_up.PASSPHRASE, None, by).result()
    (family,) = store.caseload().result()
    upkeep.put_in_bin(family.id, by).result()
    upkeep.take_out_of_bin(family.id, by).result()
    store.close().result()
    salvaged, _ = salvage_store(vault, vault.with_name("salvaged"), made_up.PASSPHRASE)
    salvaged.upkeep.erase_family(family.id, by, "the Trust's record", "2026-11-20").result()
    salvaged.close().result()
    older = shutil.copytree(Path(__file__).parent / "crashed_vaults" / "schema_0001", vault.with_name("older"))
    open_store(older, "practice made up family only").close().result()


WORK = """
import sys
from pathlib import Path
from tests.store import test_leaks
test_leaks.nine_kinds_of_work(Path(sys.argv[1]))
if sys.argv[2:]:
    Path(sys.argv[2]).write_text("control " + test_leaks.CANARY)
"""


@pytest.mark.full
def test_no_write_of_the_whole_process_holds_a_word(tmp_path: Path) -> None:
    tool = shutil.which("strace")
    assert tool, "this test watches every write with strace: install the package strace"

    def writes_with_canary(vault: Path, *more: Path) -> tuple[int, int]:
        log = tmp_path / "log"
        watch: list[str | Path] = [
            tool,
            "-f",
            "-qq",
            "-xx",
            "-s",
            "1000000",
            "-e",
            "trace=write,pwrite64,writev,pwritev",
            "-o",
            log,
        ]
        command: list[str | Path] = [*watch, sys.executable, "-B", "-c", WORK, vault, *more]
        root = Path(__file__).parents[2]
        subprocess.run(command, check=True, cwd=root, env=os.environ | {"SQLITE_TMPDIR": str(tmp_path)})
        lines = log.read_text("ascii").splitlines()
        spelt = ["".join(f"\\x{byte:02x}" for byte in spelling) for spelling in SPELLINGS]
        found = [line for line in lines if any(word in line for word in spelt)]
        return len([line for line in lines if re.search(r"write", line)]), len(found)

    writes, found = writes_with_canary(tmp_path / "first" / "one")
    print(f"nine kinds of work: {writes} writes, {found} with words in plain text")  # noqa: T201
    assert writes > 500
    assert found == 0
    _, found = writes_with_canary(tmp_path / "second" / "two", tmp_path / "control.txt")
    assert found == 1
