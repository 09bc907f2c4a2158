"""The log says that something happened, never what anybody said."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from thinkfamily_desktop.app.logs import FILES_KEPT, LARGEST_FILE, Log

SAID = "Grace said the baby was swapped"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    log = Log(tmp_path / "state")
    yield log
    log.close()


def lines(tmp_path: Path) -> list[dict[str, object]]:
    text = (tmp_path / "state" / "thinkfamily.log").read_text(encoding="utf-8")
    return [json.loads(line.split(" ", 1)[1]) for line in text.splitlines()]


def test_ids_and_counters_are_written(log: Log, tmp_path: Path) -> None:
    log.say("exported", assessment="0" * 32, reader="social-care", bytes=81_234, milliseconds=412)
    assert lines(tmp_path) == [
        {"event": "exported", "assessment": "0" * 32, "reader": "social-care", "bytes": 81_234, "milliseconds": 412}
    ]


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("saved", {"count": SAID}),
        ("saved", {"code": SAID}),
        ("saved", {"assessment": SAID}),
        ("saved", {"reader": "Grace"}),
        ("saved", {"answer": "swapped"}),
        ("saved", {SAID: 1}),
        (SAID, {}),
        ("saved", {"kind": f"ValueError\n{SAID}"}),
    ],
)
def test_nothing_that_anybody_said_can_be_written(log: Log, tmp_path: Path, event: str, fields: dict[str, str]) -> None:
    log.say(event, **fields)
    text = (tmp_path / "state" / "thinkfamily.log").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 1
    assert "left-out" in text
    assert not any(word in text for word in ("Grace", "swapped"))


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Linux and macOS")
def test_only_the_worker_can_read_it(log: Log, tmp_path: Path) -> None:
    log.say("opened")
    assert (tmp_path / "state" / "thinkfamily.log").stat().st_mode & 0o077 == 0
    assert (tmp_path / "state").stat().st_mode & 0o077 == 0


def test_it_never_grows_beyond_its_files(log: Log, tmp_path: Path) -> None:
    for number in range(30_000):
        log.say("saved", seq=number, assessment="f" * 32)
    sizes = [file.stat().st_size for file in (tmp_path / "state").iterdir()]
    assert len(sizes) == FILES_KEPT + 1
    assert max(sizes) <= LARGEST_FILE


def test_a_disk_that_refuses_costs_the_line_and_nothing_else(
    log: Log, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log._handler.stream, "write", full, raising=False)
    log.say("opened")
    assert capsys.readouterr() == ("", "")
