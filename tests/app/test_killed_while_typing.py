"""The real program, in its window, killed with signal 9 while a robot types: what its window called saved is there.

Keys come through XTest from outside. "Saved" is what stands in the status line: a launcher starts the real program and
writes down each word of that line as it is shown, with what stood in the fields (`mirrored.py`). After each kill a copy
of the store is read with its keys, now and then one is read by the command line, and the next trial's window, opened on
the killed store itself, must show it all again.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.app.outside import Outside, OutsideError, missing_tools
from tests.app.typing_robot import FIELDS, MIRRORED, type_until_killed
from tests.session.real_family import PASSPHRASE, make_store, put_family
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, ItemId
from thinkfamily_desktop.store import records
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.keyfile import read_copies
from thinkfamily_desktop.store.opening import open_vault_by
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase

SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
TRIALS = 3
LONG_TRIALS = int(os.environ.get("THINKFAMILY_TRIALS", "300"))
FRESH_EVERY = 10  # a store whose fields grow for ever makes each trial slower than the last
BY_COMMAND_EVERY = 25
ITEMS = dict(zip(FIELDS, ("visit.records_read", "visit.with_whom"), strict=True))

SAYS_SAVED_TOO_EARLY = """
import sys, time
from concurrent.futures import Future
from tests.app import mirrored
from thinkfamily_desktop.domain.records import Receipt
from thinkfamily_desktop.store.vault_store import VaultStore

write = VaultStore.save

def too_early(self, save):
    self._thread.submit(lambda: time.sleep(2))
    write(self, save)
    told = Future()
    told.set_result(Receipt(0, self._clock.now()))
    return told

VaultStore.save = too_early
sys.exit(mirrored.main())
"""
"""The program, but for one thing: it calls words saved when they are on their way to the disk."""


@dataclass
class Store:
    """A store with one family, and what opens it without the slow part of a passphrase."""

    folder: Path
    reference: str
    family: FamilyId
    work: AssessmentId
    keys: VaultKeys

    def answers(self) -> dict[str, str]:
        """What stands in the fields, read from a copy: the killed store is opened by the program itself, next time.

        Raises StoreError for whatever is not as it was written.
        """
        copy = Path(shutil.copytree(self.folder, self.folder.with_name("copy")))
        try:
            vault = open_vault_by(copy, lambda _: self.keys, SystemClock())
            connection = vault.writer.connection
            kept = records.read_answers(connection, self.family, self.work)
            whole = verify_chain(connection).verifies
            vault.close()
        finally:
            shutil.rmtree(copy)
        if not whole:
            raise ThinkFamilyError("store.vault_damaged")
        keys = {name: AnswerKey(ItemId(item)) for name, item in ITEMS.items()}
        values = {name: kept[key].value if key in kept else None for name, key in keys.items()}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    def printed(self, outside: Outside) -> str:
        """The referral as the command line writes it of the killed store, without its spaces."""
        out = self.folder.with_name("referral.pdf")
        told = ("--to", "social-care", "--out", str(out), "--store", str(self.folder), "--passphrase-file", "-")
        made = outside.command("export", self.reference, *told, passphrase=PASSPHRASE)
        assert made.returncode == 0, made.stderr
        text = subprocess.run(["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True).stdout
        out.unlink()
        return "".join(text.split())


@dataclass
class Tally:
    """What a campaign found. `said` counts the times that the window said "Saved" of something typed.

    `missed` windows never came up; in `garbled` ones a field was seen to be replaced, and is not judged.
    """

    trials: int = 0
    missed: int = 0
    said: int = 0
    words: int = 0
    lost: int = 0
    damaged: int = 0
    garbled: int = 0
    by_command: int = 0


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    home = tmp_path / "home"
    home.mkdir()
    started = Outside(home, tmp_path / "pictures")
    started.patience = 60.0  # seconds: a campaign gives way to everything else on the machine
    del started.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"]  # with it each key goes round by that bus first
    yield started
    started.close()


def fresh_store(folder: Path) -> Store:
    made = put_family(make_store(folder))
    family = made.desk.caseload().result()[0].id
    work = made.store.assessments(family).result()[0].id
    made.desk.close().result()
    best = read_copies(folder).best
    keys = open_with_passphrase(best.slots, PASSPHRASE, best.vault, best.practice)
    return Store(folder, made.reference, family, work, keys)


def campaign(outside: Outside, folder: Path, trials: range, code: str = MIRRORED) -> Tally:
    """Start, type, kill and look, again and again in one store."""
    store, tally, saved = fresh_store(folder), Tally(), dict.fromkeys(FIELDS, "")
    for trial in trials:
        choose = random.Random(SEED + trial)  # noqa: S311  a campaign that can be run again
        try:
            seen = type_until_killed(outside, store.folder, trial, choose, code)
        except OutsideError:  # a window that a busy screen never gave the keyboard: no trial, and said
            outside.end_programs()
            tally.missed += 1
            continue
        tally.trials += 1
        lost = lacks(seen[0].texts, {name: saved[name] for name in seen[0].texts})
        told = [texts for is_saved, texts in seen if is_saved]
        tally.said += len(told) - 1
        last = judged([texts for _, texts in seen], told[-1])
        tally.garbled += last != told[-1]
        tally.words += sum(len(words_of(last, name)) - len(words_of(seen[0].texts, name)) for name in last)
        try:
            saved = store.answers()
            lost += lacks(saved, last)
        except ThinkFamilyError:
            tally.damaged += 1
        if trial % BY_COMMAND_EVERY == 0:
            printed = store.printed(outside)
            lost += len([word for name in last for word in words_of(last, name) if word not in printed])
            tally.by_command += 1
        tally.lost += lost
        if lost:
            sys.stdout.write(f"trial {trial}: lost {lost}; called saved {last}; found {saved}\n")
    return tally


def judged(seen: list[dict[str, str]], told: dict[str, str]) -> dict[str, str]:
    """What must be found of each field. Where keys that came in another order replaced a text, nothing need be."""
    grew = {
        name: all(after[name].startswith(before[name].rstrip()) for before, after in pairwise(seen)) for name in told
    }
    return {name: text for name, text in told.items() if grew[name]}


def lacks(found: dict[str, str], saved: dict[str, str]) -> int:
    """How many words that were called saved are not there. They were only ever added at the end of a text."""
    lost = 0
    for name, text in saved.items():
        if not found[name].startswith(text.rstrip()):  # a line is kept without the space after its last word
            there = set(found[name].split(" "))
            lost += max(1, len([word for word in text.split(" ") if word and word not in there]))
    return lost


def words_of(texts: dict[str, str], name: str) -> list[str]:
    """The words of a field that are whole: one that stands at the very end may have been half typed."""
    return [word for word in texts[name].split(" ")[:-1] if word]


def say(tally: Tally, started: float) -> None:
    sys.stdout.write(f"seed {SEED}: {tally}, {time.monotonic() - started:.0f} s\n")
    sys.stdout.flush()


@pytest.mark.full
def test_what_the_window_called_saved_is_there_after_kill_9(outside: Outside, tmp_path: Path) -> None:
    started = time.monotonic()
    tally = campaign(outside, tmp_path / "vault", range(1, TRIALS + 1))
    say(tally, started)
    assert (tally.lost, tally.damaged) == (0, 0)
    assert tally.words > TRIALS, "the robot typed too little to show anything"


@pytest.mark.full
def test_a_program_that_says_saved_too_early_is_found_out(outside: Outside, tmp_path: Path) -> None:
    started = time.monotonic()
    tally = campaign(outside, tmp_path / "vault", range(1, TRIALS + 1), SAYS_SAVED_TOO_EARLY)
    say(tally, started)
    assert tally.lost > 0, "the control must lose words, or the test above proves nothing"


@pytest.mark.long
def test_what_the_window_called_saved_is_there_after_many_kills(outside: Outside, tmp_path: Path) -> None:
    together, started = Tally(), time.monotonic()
    for first in range(1, LONG_TRIALS + 1, FRESH_EVERY):
        folder = tmp_path / f"from-{first}" / "vault"
        folder.parent.mkdir()
        tally = campaign(outside, folder, range(first, min(first + FRESH_EVERY, LONG_TRIALS + 1)))
        for name, count in vars(tally).items():
            setattr(together, name, getattr(together, name) + count)
        shutil.rmtree(folder.parent)
        say(together, started)
    assert (together.lost, together.damaged) == (0, 0)
    assert together.missed <= LONG_TRIALS // 50, "too many windows never came up"
    assert together.garbled <= LONG_TRIALS // 10, "too many keys came in another order"
    assert together.words > LONG_TRIALS * 5, "the robot typed too little to show anything"
