import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store import examining
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.head import HEAD_FILE, Anchor, HeadFile, read_anchor
from thinkfamily_desktop.store.journal import THE_PROGRAM, Entry, Journal
from thinkfamily_desktop.store.keyfile import read_copies
from thinkfamily_desktop.store.opening import LOG_FILE, VAULT_FILE

SEED = 20261120
FLIPS = 60
ROLLED_BACK = 20
FRAME, FRAME_HEADER, LOG_HEADER = 4096 + 24, 24, 32


def verdict(made: Made, folder: Path) -> str:
    """What the opening says of a copy; a refusal must leave every byte as it was."""
    before = made_up.contents(folder)
    try:
        vault = made.open(folder)
    except StoreError as told:
        assert made_up.contents(folder) == before
        return told.code
    answers = vault.writer.connection.execute("SELECT count(*) FROM answer WHERE assessment <> ''").fetchone()[0]
    vault.close()
    return "all there" if answers == len(made_up.ANSWERS) else "lost unseen"


def no_anchor(*_: object) -> tuple[bool, bool]:
    return False, False


@pytest.fixture
def unanchored(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes the anchor away, to show what SQLite alone would notice."""
    return lambda: monkeypatch.setattr(examining, "_compare_anchor", no_anchor)


def flipped_logs(log: bytes, count: int) -> list[bytes]:
    """The log with one bit flipped somewhere in a frame, as many times as asked."""
    choose = random.Random(SEED)  # noqa: S311  a campaign that can be run again
    frames = (len(log) - LOG_HEADER) // FRAME
    flipped = []
    for number in range(count):
        raw = bytearray(log)
        place = LOG_HEADER + number % frames * FRAME + choose.choice([0, 4, 8, 16, FRAME_HEADER, FRAME - 1, 700])
        raw[place] ^= 1 << choose.randrange(8)
        flipped.append(bytes(raw))
    return flipped


def test_every_flip_in_the_log_is_noticed_and_without_the_anchor_none_is(
    made: Made, crashed: Path, unanchored: Callable[[], None]
) -> None:
    log = (crashed / LOG_FILE).read_bytes()
    said = []
    for flipped in flipped_logs(log, FLIPS):
        (crashed / LOG_FILE).write_bytes(flipped)
        said.append(verdict(made, crashed))
    assert len(said) == FLIPS
    assert set(said) <= {"store.changes_missing", "store.vault_damaged", "store.vault_empty", "store.vault_other"}, said

    # the first frames hold the schema; the last one is the last answer: SQLite alone takes the log for a shorter one
    unanchored()
    raw = bytearray(log)
    raw[LOG_HEADER + (len(log) - LOG_HEADER) // FRAME * FRAME - 5] ^= 1
    (crashed / LOG_FILE).write_bytes(raw)
    assert verdict(made, crashed) == "lost unseen"


def test_a_log_removed_or_cut_is_noticed_and_without_the_anchor_it_is_not(
    made: Made, folder: Path, crashed: Path, unanchored: Callable[[], None], tmp_path: Path
) -> None:
    log = (crashed / LOG_FILE).read_bytes()
    last = LOG_HEADER + ((len(log) - LOG_HEADER) // FRAME - 1) * FRAME
    cut = Path(shutil.copytree(crashed, tmp_path / "cut"))
    (cut / LOG_FILE).write_bytes(log[:last])
    gone = Path(shutil.copytree(folder, tmp_path / "gone"))
    vault = made.open(gone)
    with vault.writer.commit():
        pass
    shutil.copytree(gone, tmp_path / "left")
    vault.close()
    left = tmp_path / "left"
    (left / LOG_FILE).unlink()

    assert verdict(made, cut) == "store.changes_missing"
    assert verdict(made, left) == "store.changes_missing"
    unanchored()
    assert verdict(made, cut) == "lost unseen"
    assert verdict(made, left) == "all there"  # an empty commit was lost, and nothing else would have told


@pytest.mark.long
def test_a_log_cut_anywhere_removed_or_rolled_back_is_always_noticed(made: Made, folder: Path, tmp_path: Path) -> None:
    started, vault = time.monotonic(), made.open(folder)
    older = []
    for number in range(ROLLED_BACK):
        with vault.writer.commit():
            vault.writer.journal.record(Entry(f"made up {number}", made_up.NOW, THE_PROGRAM))
        older.append((folder / LOG_FILE).read_bytes())
    log = older.pop()
    left = Path(shutil.copytree(folder, tmp_path / "left"))
    vault.close()
    ends = range(LOG_HEADER, len(log), FRAME)
    shorter = {log[: end + more] for end in ends for more in (0, 1, FRAME_HEADER, FRAME // 2, FRAME - 1)}
    said = []
    for found in (None, *sorted(shorter - {log}, key=len), *older):
        (left / LOG_FILE).unlink(missing_ok=True)
        if found is not None:
            (left / LOG_FILE).write_bytes(found)
        said.append(verdict(made, left))
    told = dict(Counter(said))
    print(f"log removed, cut at {len(shorter)} places, rolled back {len(older)} times: {told}, ", end="")  # noqa: T201
    print(f"{time.monotonic() - started:.0f} s")  # noqa: T201
    assert set(said) == {"store.changes_missing"}


def test_an_older_copy_put_back_is_noticed_and_counted(made: Made, folder: Path, tmp_path: Path) -> None:
    older = (folder / VAULT_FILE).read_bytes()
    vault = made.open(folder)
    for _ in range(3):
        with vault.writer.commit():
            pass
    vault.close()
    (folder / VAULT_FILE).write_bytes(older)
    with pytest.raises(StoreError) as told:
        made.open(folder)
    assert (told.value.code, told.value.parameters) == ("store.changes_missing", {"count": 3})


def test_a_copy_that_went_another_way_is_noticed(made: Made, folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    for place, times in ((folder, 2), (other, 3)):
        vault = made.open(place)
        for number in range(times):
            with vault.writer.commit():
                vault.writer.journal.record(Entry(f"{place.name}-{number}", made_up.NOW, THE_PROGRAM))
        vault.close()
    shutil.copyfile(other / VAULT_FILE, folder / VAULT_FILE)
    assert verdict(made, folder) == "store.diverged"


@pytest.mark.parametrize("damage", ["missing", "empty", "short", "flipped", "another store's"])
def test_a_lost_anchor_is_made_again_and_said(made: Made, folder: Path, damage: str) -> None:
    head = folder / HEAD_FILE
    whole = head.read_bytes()
    match damage:
        case "missing":
            head.unlink()
        case "empty":
            head.write_bytes(b"")
        case "short":
            head.write_bytes(whole[:63])
        case "flipped":
            head.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        case _:
            head.write_bytes(Anchor(10_000, b"\0" * 24).to_bytes(b"another key"))
    vault = made.open(folder)
    assert [notice.code for notice in vault.notices] == ["store.note_anchor_rebuilt"]
    assert vault.writer.connection.execute("SELECT kind FROM journal_line ORDER BY number DESC").fetchone() == (
        "anchor-rebuilt",
    )
    vault.close()
    vault = made.open(folder)
    assert vault.notices == ()
    vault.close()


def test_every_byte_of_the_anchor_counts(made: Made, folder: Path) -> None:
    key = made.keys.derived("head", read_copies(folder).best.vault)
    whole = (folder / HEAD_FILE).read_bytes()
    assert read_anchor(folder, key) is not None
    assert len(whole) == 64
    for place in range(64):
        (folder / HEAD_FILE).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_anchor(folder, key) is None


def test_a_store_ahead_of_its_anchor_is_whole(made: Made, crashed: Path) -> None:
    """Killed after the commit and before the anchor."""
    vault_id = read_copies(crashed).best.vault
    vault = made.open(crashed)
    before = Journal(vault.writer.connection).head
    with vault.writer.commit():
        pass
    vault.close()
    HeadFile(crashed, made.keys.derived("head", vault_id)).write(before)
    vault = made.open(crashed)
    assert vault.notices == ()
    assert read_anchor(crashed, made.keys.derived("head", vault_id)) == vault.writer.journal.head
    vault.close()


def test_an_anchor_left_far_behind_is_made_again_and_said(made: Made, folder: Path) -> None:
    older = (folder / HEAD_FILE).read_bytes()
    vault = made.open(folder)
    for _ in range(40):
        with vault.writer.commit():
            pass
    vault.close()
    (folder / HEAD_FILE).write_bytes(older)
    vault = made.open(folder)
    assert [notice.code for notice in vault.notices] == ["store.note_anchor_rebuilt"]
    vault.close()
