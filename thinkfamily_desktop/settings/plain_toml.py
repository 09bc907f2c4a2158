"""Reads TOML of nothing but strings many times faster than the parser does: the unlock screen waits for it."""

import re
from collections.abc import Iterator, Mapping

_PLAIN = re.compile(
    r"""\[(?P<table>[\w.-]+)\]|(?P<key>[\w.-]+) = "(?P<words>[^"\\]*)"(?:\s*\#.*)?|(?:\#.*)?""",
)
"""A line as nearly every line is: a table, a sentence without a quote or backslash in it, a comment, nothing."""


def read_strings(text: str) -> list[tuple[str, object]]:
    """Every value of a TOML text by its dotted code, in order: strings, and whatever else the parser finds.

    Raises tomllib.TOMLDecodeError when the text is not TOML.
    """
    return list(_plain(text).items()) or list(_parsed(text))


def _plain(text: str) -> Mapping[str, object]:
    """Empty when a line is not plain or a name stands twice: then it is for the parser to read or to refuse."""
    strings: dict[str, object] = {}
    tables: set[str] = set()
    before = ""
    for line in text.splitlines():
        found = _PLAIN.fullmatch(line)
        if found is None:
            return {}
        if (table := found["table"]) is not None:
            if table in tables:
                return {}
            tables.add(table)
            before = f"{table}."
        elif (key := found["key"]) is not None:
            if f"{before}{key}" in strings:
                return {}
            strings[f"{before}{key}"] = found["words"]
    return strings


def _parsed(text: str) -> Iterator[tuple[str, object]]:
    import tomllib  # noqa: PLC0415, RUF100  hardly ever needed

    yield from _flat(tomllib.loads(text))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
