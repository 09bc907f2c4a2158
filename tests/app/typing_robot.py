"""Hands that type into the real program until it is killed, and eyes that read what its status line says meanwhile."""

import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.app.mirrored import WHERE
from tests.app.outside import Outside
from tests.session.real_family import PASSPHRASE

FIELDS = (
    "Records read beforehand: which, and what they say about children",  # of many lines
    "Joint visit with: names, roles and services",  # of one
)
LONGEST = 6.0  # seconds of typing before the kill
MOST_STOPS = 60  # of Tab on the way to a field
AGAIN, PATIENCE_WITH_A_KEY = 5, 4.0  # times, and seconds, before a key that did nothing is pressed again
MIRRORED = "import sys; from tests.app.mirrored import main; sys.exit(main())"


class Seen(NamedTuple):
    """What stood in the fields, and whether the window said that all is saved."""

    saved: bool
    texts: dict[str, str]


class Eyes:
    """What the mirror has written down so far."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._path = outside.home / "mirror"
        self._path.unlink(missing_ok=True)
        outside.environment[WHERE] = str(self._path)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """All whole lines."""
        written = self._path.read_bytes() if self._path.exists() else b""
        return [json.loads(line) for line in written[: written.rfind(b"\n") + 1].splitlines()]

    @property
    def stops(self) -> list[str]:
        """The name of each thing that had the focus, in turn."""
        return [str(line["focus"]) for line in self.lines if line.get("focus")]

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        return ["", *self.stops][-1]

    def hear(self, name: str) -> None:
        """Wait until what has the focus is called so."""
        self._outside.until(lambda: self.focus.startswith(name), f"focus on {name!r}")

    def go_to(self, name: str) -> None:
        """Press Tab until it has the focus."""
        for _ in range(MOST_STOPS):
            before = len(self.stops)
            if self.focus == name:
                return
            self.press_until(("Tab",), lambda before=before: len(self.stops) > before, "the next stop")  # type: ignore[misc]
        self._outside.until(lambda: False, f"a way to {name!r}")

    def press_until(self, names: Sequence[str], true: Callable[[], bool], what: str) -> None:
        """Press keys, and again after a while without effect: now and then a screen loses one."""
        for _ in range(AGAIN):
            self._outside.key(*names)
            ends = time.monotonic() + PATIENCE_WITH_A_KEY
            while time.monotonic() < ends:
                if true():
                    return
                time.sleep(0.02)
        self._outside.until(true, what)

    def seen(self, name: str) -> list[Seen]:
        """What stood in a field of this name, one after the other, from when it had the focus."""
        return [Seen(line["saved"], {name: line["texts"][name]}) for line in self.lines if name in line["texts"]]


def type_until_killed(
    outside: Outside, vault: Path, trial: int, choose: random.Random, code: str = MIRRORED
) -> list[Seen]:
    """Start the program, unlock, open the only family, type; kill -9 at a moment that nobody chose.

    Returns all that was seen of the field, the first before anything was typed.
    """
    eyes, name = Eyes(outside), FIELDS[trial % len(FIELDS)]
    outside.start("--store", str(vault), code=code)
    eyes.hear("Passphrase")
    unlock(outside, eyes)
    eyes.press_until(("Down", "Return"), lambda: not eyes.focus.startswith("Find a family"), "the family")
    eyes.go_to(name)
    outside.until(lambda: eyes.seen(name)[-1].saved, "the word that all is saved")
    process = int(outside.process)
    hands = subprocess.Popen(["xdotool", *keys(trial, choose)], env=outside.environment)
    killer = threading.Timer(choose.uniform(0.3, LONGEST), kill_9, (process,))
    killer.start()
    killer.join()
    assert hands.poll() is None, "the robot had stopped typing"
    hands.kill()
    hands.wait()
    return eyes.seen(name)


def unlock(outside: Outside, eyes: Eyes) -> None:
    """Type the passphrase; a letter that a screen lost is typed again with all the others."""
    for _ in range(AGAIN):
        outside.key("ctrl+a")
        outside.type(PASSPHRASE)
        outside.key("Return")
        ends = time.monotonic() + PATIENCE_WITH_A_KEY
        while time.monotonic() < ends:
            if eyes.focus.startswith("Find a family"):
                return
            time.sleep(0.02)
    eyes.hear("Find a family")


def kill_9(process: int) -> None:
    """End it at once, with nothing said to it, and leave nothing of it behind."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def keys(trial: int, choose: random.Random) -> list[str]:
    """What xdotool does: words that are never the same twice, on and on, with a pause, or leaving and coming back."""
    at_the_end = ("ctrl+End", "End")  # of many lines, of one
    done = ["key", *at_the_end]
    for burst in range(40):
        words = "".join(f"k{trial:03d}b{burst:02d}w{word:02d} " for word in range(choose.choice((1, 3, 8, 16))))
        done += ["type", "--delay", "12", "--args", "1", words]
        then = choose.choice(("goes on", "goes on", "pauses", "leaves"))
        if then == "pauses":
            done += ["sleep", "0.5"]
        elif then == "leaves":
            done += ["key", "Tab", "shift+Tab", *at_the_end]
    return done
