"""Two hundred policy files, right and wrong: none stops the program, none loosens it, every refusal helps."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thinkfamily_desktop.settings import policy as model
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import InForce, Policy, read_policy_file
from thinkfamily_desktop.settings.policy_table import SettingRow, setting_rows
from thinkfamily_desktop.settings.words import load_words

WORDS = load_words(resources_folder() / "words")
EXAMPLE: dict[str, Any] = json.loads((resources_folder() / "practice" / "policy.example.json").read_text("utf-8"))
ROWS = {row.name: row for row in setting_rows()}
FLOOR: dict[str, Callable[[Any], bool]] = {  # written down here once more, so that a slip in the model is noticed
    "idle_lock_minutes": lambda minutes: type(minutes) is int and 1 <= minutes <= 15,
    "min_passphrase_length": lambda letters: type(letters) is int and 8 <= letters <= 128,
    "cover_at_desk": lambda on: type(on) is bool,
    "written_confirmation_hours": lambda hours: type(hours) is int and 1 <= hours <= 72,
    "amber_working_days": lambda days: type(days) is int and 1 <= days <= 10,
    "text_size_at_least": lambda percent: type(percent) is int and 100 <= percent <= 200,
}


def right_values(row: SettingRow) -> st.SearchStrategy[Any]:
    """What an administrator may write."""
    match row.kind:
        case "number":
            return st.integers(row.least, row.most)
        case "flag":
            return st.sampled_from([True, False, 1, 0])
        case "folder":
            return st.sampled_from(["/srv/exports", "/srv/Ŵyn y Môr", "~/exports"])
        case "folders":
            return st.lists(st.sampled_from(["/srv/exports", "/mnt/share/a b"]), max_size=3)
        case "choice":
            return st.sampled_from(row.choices)
        case _:
            return st.just(EXAMPLE[row.name])


def wrong_values(row: SettingRow) -> st.SearchStrategy[Any]:
    """What is wrong for this setting, whatever it is: another type, out of bounds, far too long."""
    always: list[Any] = [2.5, {"a": [1]}, [[], 3], "x" * 5000]
    if getattr(Policy(), row.field) is not None:  # elsewhere null says: not set
        always.insert(0, None)
    match row.kind:
        case "number":
            assert row.least is not None
            assert row.most is not None
            beyond = st.integers(max_value=row.least - 1) | st.integers(min_value=row.most + 1)
            return beyond | st.sampled_from([*always, True, str(row.least), 10**400])
        case "flag":
            return st.sampled_from([*always, 2, -1, "true", "off"])
        case "folder" | "folders":
            return st.sampled_from([*always[:-1], 7, "relative/folder", "", "\0", [3, "relative"]])
        case _:
            return st.sampled_from([*always, 7, True])


def in_file(row: SettingRow) -> st.SearchStrategy[tuple[str, Any, bool]]:
    right = right_values(row).map(lambda value: (row.name, value, True))
    return right | wrong_values(row).map(lambda value: (row.name, value, False))


SETTINGS = st.lists(st.sampled_from(list(ROWS.values())).flatmap(in_file), unique_by=lambda entry: entry[0])
UNKNOWN = st.dictionaries(st.from_regex(r"Unknown[A-Z][a-z]{0,5}", fullmatch=True), st.integers(), max_size=2)
DAMAGE: list[Callable[[bytes], bytes]] = [
    lambda text: text[:-1],
    lambda text: b"[" + text + b"]",
    lambda text: text.replace(b"{", b"{,", 1),
    lambda text: b"\xff\xfe" + text,
    lambda text: text + b" " * 1_000_001,
    lambda _: b"",
    lambda _: b"\0" * 64,
    lambda _: b"[" * 50_000,
]


def sentences(found: InForce) -> list[str]:
    return [WORDS.say(problem.code, **problem.parameters) for problem in found.problems]


def is_above_the_floor(policy: Policy) -> bool:
    return all(kept(getattr(policy, name)) for name, kept in FLOOR.items())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policy") / "policy.json"


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(entries=SETTINGS, unknown=UNKNOWN)
def test_a_file_sets_what_is_right_in_it_and_says_what_is_not(
    file: Path, entries: list[tuple[str, Any, bool]], unknown: dict[str, int]
) -> None:
    values = {name: value for name, value, _ in entries}
    file.write_text(json.dumps(values | unknown), encoding="utf-8")
    found = read_policy_file(file)
    assert is_above_the_floor(found.policy)
    keys = [str(problem.parameters["key"]) for problem in found.problems]
    said = dict(zip(keys, sentences(found), strict=True))
    assert said.keys() == unknown.keys() | {name for name, _, right in entries if not right}
    for name, value, right in entries:
        if right:
            continue
        assert f"{file}: {name} is {json.dumps(value)[:60]}" in said[name]
        assert "must be " in said[name]
        assert "In use: " in said[name]
    for name, value, right in entries:
        if right and ROWS[name].kind in {"number", "flag", "text", "choice"}:
            assert getattr(found.policy, ROWS[name].field) == value


@settings(max_examples=50, deadline=None, derandomize=True)
@given(entries=SETTINGS, damage=st.sampled_from(DAMAGE))
def test_a_damaged_file_sets_nothing_and_says_so_in_one_sentence(
    file: Path, entries: list[tuple[str, Any, bool]], damage: Callable[[bytes], bytes]
) -> None:
    file.write_bytes(damage(json.dumps({name: value for name, value, _ in entries}).encode()))
    found = read_policy_file(file)
    assert found.policy == Policy()
    (sentence,) = sentences(found)
    assert sentence.startswith(f"{file} was ignored: ")


def test_a_floor_that_is_gone_is_noticed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def believe(name: str, raw: object, source: str) -> tuple[object, None]:
        return raw, None

    file.write_text('{"IdleLockMinutes": 600}', encoding="utf-8")
    assert is_above_the_floor(read_policy_file(file).policy)
    monkeypatch.setattr(model, "_checked", believe)
    assert not is_above_the_floor(read_policy_file(file).policy)
