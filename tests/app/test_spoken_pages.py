"""Every stop of every screen as a real screen reader's library gets it: through the accessibility bus, under Xvfb."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.app.outside import HERE, ROOT, Outside, missing_tools

pytestmark = pytest.mark.full
NOBODY = {"unknown", "invalid", "filler", "redundant object"}
TRIES = 5

Stop = tuple[str, str, str]


class Reader:
    """A process that shows screens, and one that hears them."""

    def __init__(self, outside: Outside, *arguments: str) -> None:
        self._pages = _talking([sys.executable, str(HERE / "every_screen.py"), *arguments], outside)
        self._ears = _talking(["/usr/bin/python3", str(HERE / "spoken_stops.py")], outside)
        self._ask(self._ears)  # it listens from now on

    def screens(self) -> Iterator[tuple[str, list[tuple[str, str]], list[Stop], list[str]]]:
        """Name of each screen, what the program knows of its stops, what the bus tells of them and what was said."""
        while (answer := self._ask(self._pages)) is not None:
            heard, said = self._ask(self._ears)
            for _ in range(TRIES):
                if not faults(_known(answer), _stops(heard)):
                    break
                answer = self._ask(self._pages, "again")  # it was at work, on a PDF most likely
                heard, more = self._ask(self._ears)
                said += more
            yield answer[0], _known(answer), _stops(heard), said

    def close(self) -> None:
        """End both."""
        for process in (self._pages, self._ears):
            process.terminate()
            process.wait(timeout=10)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _ask(self, process: subprocess.Popen[str], what: str = "next") -> Any:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{what}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "the process ended"
        return json.loads(line)


def _known(answer: Sequence[Any]) -> list[tuple[str, str]]:
    return [(text, help_text) for text, help_text in answer[1]]


def _stops(heard: Sequence[Any]) -> list[Stop]:
    return [(role, name, help_text) for role, name, help_text in heard]


def _talking(command: list[str], outside: Outside) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, env=outside.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    assert not missing_tools(), "dev.py test --full installs what is missing"
    started = Outside(tmp_path, tmp_path / "pictures")
    yield started
    started.close()


def faults(known: list[tuple[str, str]], heard: list[Stop]) -> list[str]:
    """What the bus lacks of what the program knows, and stops without a name or a role."""
    found = [f"{role} has no name" for role, name, _ in heard if not name.strip()]
    found += [f"{name!r} has no role" for role, name, _ in heard if role in NOBODY and name.strip()]
    told = Counter((name, description) for _, name, description in heard)
    missing = Counter(known) - told
    return found + [f"the bus does not tell of {name!r}, {description!r}" for name, description in missing]


def test_a_screen_reader_gets_name_role_and_help_of_every_stop_of_every_screen(outside: Outside) -> None:
    reader, began = Reader(outside), time.perf_counter()
    counted: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    report = {}
    try:
        for name, known, heard, said in reader.screens():
            counted["screens"] += 1
            counted["stops"] += len(heard)
            counted["with help"] += sum(bool(help_text) for _, _, help_text in heard)
            counted["announcements heard"] += f"This is {name}" in said
            roles.update(role for role, _, _ in heard)
            report[name] = faults(known, heard)
    finally:
        reader.close()
    print(f"\nthrough the bus: {dict(counted)}, {dict(roles)}, {time.perf_counter() - began:.0f} s")  # noqa: T201
    assert {name: found for name, found in report.items() if found} == {}
    assert counted["screens"] > 40
    assert counted["announcements heard"] == counted["screens"]


def test_a_name_that_is_lost_is_missed_on_the_bus(outside: Outside) -> None:
    reader = Reader(outside, "--planted")
    try:
        _, known, heard, _ = next(reader.screens())
    finally:
        reader.close()
    assert any("has no name" in fault for fault in faults(known, heard))
