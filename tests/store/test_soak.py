"""A working life in one process: memory and handles stay as they are, however long somebody writes and locks."""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store.vault import VaultStore

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's own account of memory")

EDITS, LOCKS, WARM = 20_000, 50, 10
MOST_GROWTH = 0.10
Keep = Callable[[object], None]


def megabytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def growth(made: Made, open_copy: Callable[[], VaultStore], edits: int, locks: int, keep: Keep) -> tuple[float, int]:
    """By how much memory grew after the first locks, as a share, and how many more handles are open."""
    began, opened = 0.0, 0
    for lock in range(locks):
        store = open_copy()
        for edit in range(edits // locks):
            words = made_up.said(f"{lock} {edit} " + "said on a long day " * 20)
            save = made_up.save(made.family, made.work, {made_up.MOOD: words}, field_visited=made_up.MOOD)
            keep(store.save(save).result())
        store.close().result()
        if lock + 1 == min(WARM, locks // 2):
            began, opened = megabytes(), handles()
    return megabytes() / began - 1, handles() - opened


@pytest.mark.long
def test_twenty_thousand_edits_and_fifty_locks_leave_nothing_behind(
    made: Made, open_copy: Callable[[], VaultStore]
) -> None:
    began = time.monotonic()
    grown, left = growth(made, open_copy, EDITS, LOCKS, lambda _: None)
    said = f"{EDITS} edits, {LOCKS} locks in {time.monotonic() - began:.0f} s: memory {grown:+.1%}, handles {left:+d}"
    sys.stdout.write(said + "\n")
    assert grown < MOST_GROWTH
    assert left == 0


@pytest.mark.long
def test_a_program_that_keeps_what_it_let_go_of_is_found_out(made: Made, open_copy: Callable[[], VaultStore]) -> None:
    kept: list[bytes] = []
    grown, _ = growth(made, open_copy, 1_000, 20, lambda _: kept.append(os.urandom(50_000)))
    assert grown > MOST_GROWTH
