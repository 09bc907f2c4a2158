"""Reads our own sentences, one file for each language, into a `Words`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from thinkfamily_desktop.domain.text import DEFAULT_LANGUAGE, Text, Words

_PLAIN = re.compile(r"""\[(?P<table>[\w.-]+)\]|(?P<key>[\w.-]+) = "(?P<words>[^"\\]*)"|(?:\#.*)?""")
"""A line as nearly every line is: a table, a sentence without a quote or backslash in it, a comment, nothing."""


def load_words(folder: Path, language: str = DEFAULT_LANGUAGE) -> Words:
    """Every sentence in `folder`, by code: "section.key", or "section.key.one" and "section.key.other" for counts.

    A file's name is its language (`en.toml`). Raises ValueError naming the file and the code that is not a sentence.
    """
    sentences: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        for code, sentence in _plain_sentences(text) or _parsed_sentences(text, file.name):
            sentences.setdefault(code, {})[file.stem] = sentence
    return Words({code: Text.of(versions) for code, versions in sentences.items()}, language)


def _plain_sentences(text: str) -> list[tuple[str, str]]:
    """The sentences of a file that holds nothing but plain lines, twenty times faster: the unlock screen waits for it.

    Empty when there is anything else, or anything twice: then it is for the parser to read or to refuse.
    """
    sentences: dict[str, str] = {}
    tables: set[str] = set()
    before = ""
    for line in text.splitlines():
        found = _PLAIN.fullmatch(line)
        if found is None:
            return []
        if (table := found["table"]) is not None:
            if table in tables:
                return []
            tables.add(table)
            before = f"{table}."
        elif (key := found["key"]) is not None:
            if f"{before}{key}" in sentences:
                return []
            sentences[f"{before}{key}"] = found["words"]
    return list(sentences.items())


def _parsed_sentences(text: str, file: str) -> Iterator[tuple[str, str]]:
    import tomllib  # noqa: PLC0415, RUF100  hardly ever needed

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{file}: {error}") from error
    return _sentences(tables, file)


def _sentences(table: Mapping[str, object], file: str, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        code = f"{before}{key}"
        if isinstance(value, str):
            yield code, value
        elif isinstance(value, dict):
            yield from _sentences(value, file, f"{code}.")
        else:
            raise ValueError(f"{file}: {code} is not a sentence. Put it in quotes.")  # noqa: TRY004  the file is wrong
