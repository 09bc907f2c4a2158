"""Hands that type into the real program until it is killed, and eyes that read what its window calls saved."""

import json
import os
import random
import signal
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.app.outside import Outside, OutsideError
from tests.session.real_family import PASSPHRASE

FIELDS = (
    "Records read beforehand: which, and what they say about children",  # of many lines
    "Joint visit with: names, roles and services",  # of one
)
SAVED = "Saved on this laptop"
LONGEST = 6.0  # seconds of typing before the kill
TRIES = 6
READER = Path(__file__).resolve().parent / "screen_reader.py"


class Seen(NamedTuple):
    """What stood in the fields, and whether the window said that all is saved."""

    saved: bool
    texts: dict[str, str]


class ScreenReader:
    """What is on the screen and what it says, asked of the accessibility bus."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        command = ["/usr/bin/python3", str(READER)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, env=outside.environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def hear(self, name: str) -> None:
        """Wait until what has the focus is called so."""
        self._wait_for({"hear": name})

    def hears(self, name: str) -> bool:
        """Whether what has the focus comes to be called so, within a while."""
        return self._asked({"hear": name})

    def go_to(self, *fields: str) -> None:
        """Wait for these fields and for the word that all is saved; the first of them gets the focus."""
        self._wait_for({"fields": fields, "says": SAVED})

    def begin_watching(self) -> Seen:
        """What stands there before anything is typed."""
        self._ask({})
        assert self._process.stdout is not None
        return Seen(*json.loads(self._process.stdout.readline()))

    def watch(self) -> list[Seen]:
        """All that stood there, one after the other, until the program ended."""
        return [Seen(*json.loads(line)) for line in self._process.communicate()[0].splitlines()]

    def _ask(self, question: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()

    def _asked(self, question: dict[str, object]) -> bool:
        assert self._process.stdout is not None
        self._ask(question)
        return bool(json.loads(self._process.stdout.readline() or "null"))

    def _wait_for(self, question: dict[str, object]) -> None:
        """Ask until the answer is yes; a window that comes up on a busy screen may need the keyboard given again."""
        for _ in range(TRIES):
            if self._asked(question):
                return
            self._outside.wait_for_window()
        self._outside.picture("waited")
        raise OutsideError(f"waited for {question}")


def type_until_killed(outside: Outside, vault: Path, trial: int, choose: random.Random, code: str = "") -> list[Seen]:
    """Start the program, unlock, open the only family, type; kill -9 at a moment that nobody chose.

    Returns all that was seen of the fields, the first before anything was typed.
    """
    outside.start("--store", str(vault), code=code)
    with ScreenReader(outside) as reader:
        unlock(outside, reader)
        outside.key("Down", "Return")
        reader.go_to(*(FIELDS if trial % 2 else FIELDS[::-1]))
        process = int(outside.process)
        first = reader.begin_watching()
        hands = subprocess.Popen(["xdotool", *keys(trial, choose)], env=outside.environment)
        killer = threading.Timer(choose.uniform(0.3, LONGEST), kill_9, (process,))
        killer.start()
        seen = reader.watch()
        killer.join()
        assert hands.poll() is None, "the robot had stopped typing"
        hands.kill()
        hands.wait()
    return [first, *seen]


def unlock(outside: Outside, reader: ScreenReader) -> None:
    """Type the passphrase; once more where a busy screen lost or swapped a letter, as a person would."""
    reader.hear("Passphrase")
    for _ in range(TRIES):
        outside.key("ctrl+a")
        outside.type(PASSPHRASE)
        outside.key("Return")
        if reader.hears("Find a family"):
            return
    raise OutsideError("the passphrase never arrived whole")


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
        done += ["type", "--delay", "8", "--args", "1", words]
        then = choose.choice(("goes on", "goes on", "pauses", "leaves"))
        if then == "pauses":
            done += ["sleep", "0.5"]
        elif then == "leaves":
            done += ["key", "Tab", "shift+Tab", *at_the_end]
    return done
