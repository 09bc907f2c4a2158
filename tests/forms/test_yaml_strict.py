"""YAML without surprises, and every value with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinkfamily_desktop.forms.yaml_strict import read_text, read_yaml


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("true", True), ("false", False), ("7", 7), ("-3", -3), ("0", 0), ("", None),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("Off", "Off"), ("True", "True"), ("12:30", "12:30"),
        ("010", "010"),
        ("1.10", "1.10"), ("1e3", "1e3"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("~", "~"), ("null", "null"),
        ("+4", "+4"),
        ("2026-03-31", "2026-03-31"), (".inf", ".inf"), ("'true'", "true"), ('"7"', "7"), ("''", ""),
    ],
)  # fmt: skip
def test_only_true_false_whole_numbers_and_empty_are_more_than_text(typed: str, meant: object) -> None:
    read = read_text(f"a: {typed}\n", "f.yaml")
    assert read.problems == ()
    assert read.data == {"a": meant}
    assert isinstance(read.data, dict)
    assert type(read.data["a"]) is type(meant)


def test_every_value_knows_its_line() -> None:
    read = read_text("a: 1\nb:\n  - c: x\n    d: |\n      long\n      words\n  - {e: y}\n", "f.yaml")
    assert [read.line(where) for where in [("a",), ("b", 0, "c"), ("b", 0, "d"), ("b", 1, "e")]] == [1, 3, 4, 7]
    assert read.line(("b", 1, "not there", 4)) == 7


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice, first on line 1."),
        ("a: &name x\n", 1, "Names after & are not allowed"),
        ("a: x\nb: *name\n", 2, "Names after * are not allowed"),
        ("a: 1\nb: {<<: {c: 1}}\n", 2, "Merging with << is not allowed"),
        ("a: !!python/object:os.system x\n", 1, "Words after ! are not allowed"),
        ("a: x\n1: y\n", 2, "A key must be text"),
        ("true: y\n", 1, "A key must be text"),
        ("? [a, b]\n: c\n", 1, "A key must be a single word"),
        ("a: 1\n---\nb: 2\n", 2, "A second document"),
        ("a: b: c\n", 1, "a `:` where none can stand"),
        ("a: 1\nb: 'open\n", 2, "never closed"),
        ("a:\n  - x\n y: 2\n", 3, "not in step"),
        ("a: {b: 1\nc: 2\n", 1, "not rightly closed"),
        ("a: @x\n", 1, "cannot begin a value"),
        ("a: \x07\n", 1, "cannot be printed"),
        ("", 1, "The file is empty."),
        ("# only a remark\n", 1, "The file is empty."),
        ("a: " + "[" * 60 + "]" * 60 + "\n", 1, "nested too deeply"),
    ],
)
def test_what_is_not_allowed_is_said_with_its_line_and_a_remedy(text: str, line: int, says: str) -> None:
    problems = read_text(text, "f.yaml").problems
    assert [problem.line for problem in problems] == [line]
    assert says in problems[0].says
    assert problems[0].remedy


def test_every_repeated_key_of_a_file_is_named_at_once() -> None:
    read = read_text("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", "f.yaml")
    assert [problem.line for problem in read.problems] == [2, 3, 4]


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read = read_text(text, "f.yaml")
    assert read.problems or read.data is not None


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"a: \xff\xfe\n", b"\x00\x01\x02\x03", b"%PDF-1.7\n\x80\x81"]
)
def test_a_file_that_is_not_text_is_refused_in_plain_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.yaml").write_bytes(content)
    [problem] = read_yaml(tmp_path / "f.yaml", "f.yaml").problems
    assert "plain text in UTF-8" in problem.remedy


def test_a_missing_file_and_a_folder_are_refused_in_plain_words(tmp_path: Path) -> None:
    assert "does not exist" in read_yaml(tmp_path / "f.yaml", "f.yaml").problems[0].says
    assert "cannot be opened" in read_yaml(tmp_path, "f.yaml").problems[0].says


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: x\r\nb: y\r\n")
    read = read_yaml(tmp_path / "f.yaml", "f.yaml")
    assert (read.data, read.problems, read.line(("b",))) == ({"a": "x", "b": "y"}, (), 2)
