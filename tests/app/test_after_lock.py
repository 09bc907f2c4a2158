"""After a lock nothing that was on the screen is in the memory of any process of ours: the process has ended.

The real program on a screen of its own, driven by keys; its memory is read from outside, which only root may do. The
control lets go of everything in the same way and then does not end the process: there the words are still found.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.app.memory_of import copies_in_memory, processes_at_home
from tests.app.outside import Outside, missing_tools
from tests.session.real_family import PASSPHRASE, make_store, put_family

pytestmark = pytest.mark.full

PLANTED = "The heron of Wendle mere stood by the third sluice."
STAYS = """
import sys
from thinkfamily_desktop.app import cli, main
main.Program._end = lambda self, code=0: open(sys.argv[-1] + ".locked", "w").close()
main._start = lambda *arguments: None
cli.main(sys.argv[1:])
"""
"""The program, but for one thing: when a lock has let go of everything it leaves a mark instead of ending."""


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    assert os.geteuid() == 0, "only root may read the memory of another process"
    home = tmp_path / "home"
    home.mkdir()
    started = Outside(home, tmp_path / "pictures")
    started.spoken()  # the accessibility bus is up before the program looks for it
    yield started
    started.close()


@pytest.fixture
def vault(outside: Outside) -> Path:
    """A store with a family of whom the planted words were said, as an answer and as a note."""
    vault = outside.home / "vault"
    family = put_family(make_store(vault))
    session = family.desk.open_reference(family.reference).result()
    key = next(
        key
        for key, answer in session.assessment.answers.items()
        if isinstance(answer.value, str) and " " in answer.value
    )
    session.answer(key, PLANTED)
    session.add_note(PLANTED)
    saved = session.save()
    assert saved is not None
    saved.result()
    family.desk.close().result()
    return vault


def opens_the_family(outside: Outside) -> str:
    """Unlock, open the family, and see that its words are in memory. Returns the process."""
    outside.hear("Passphrase")
    outside.type(PASSPHRASE)
    outside.key("Return")
    outside.hear("Find a family")
    outside.key("Down", "Return")
    process = outside.process
    outside.until(lambda: copies_in_memory(int(process), PLANTED) > 0, "the planted words in memory")
    return process


def has_ended(process: int) -> bool:
    """Whether nothing of it is left but, at most, its exit code for whoever started it."""
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True


def copies_at_home(outside: Outside) -> int:
    copies = 0
    for process in processes_at_home(outside.home):
        with suppress(OSError):  # it has just ended
            copies += copies_in_memory(process, PLANTED)
    return copies


def test_after_a_lock_no_process_of_ours_holds_a_planted_sentence(outside: Outside, vault: Path) -> None:
    outside.start("--store", str(vault))
    before = opens_the_family(outside)
    held = copies_at_home(outside)
    outside.key("ctrl+l")
    outside.wait_for_another_process(before)
    outside.until(lambda: has_ended(int(before)), "the end of the old process")
    assert len(processes_at_home(outside.home)) > 0, "there are processes to look into"
    assert copies_at_home(outside) == 0
    sys.stdout.write(f"copies of the planted sentence: {held} while open, 0 after the lock\n")


def test_a_lock_that_does_not_end_the_process_leaves_copies_behind(outside: Outside, vault: Path) -> None:
    outside.start("--store", str(vault), code=STAYS)
    process = opens_the_family(outside)
    outside.key("ctrl+l")
    outside.until(Path(f"{vault}.locked").exists, "everything let go of")
    left = copies_in_memory(int(process), PLANTED)
    assert left > 0, "the control must find some, or the test above proves nothing"
    sys.stdout.write(f"copies left by a lock within the process: {left}\n")
