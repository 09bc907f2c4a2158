"""Reads our own sentences, one file for each language, into a `Words`."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from thinkfamily_desktop.domain.text import DEFAULT_LANGUAGE, Text, Words


def load_words(folder: Path, language: str = DEFAULT_LANGUAGE) -> Words:
    """Every sentence in `folder`, by code: "section.key", or "section.key.one" and "section.key.other" for counts.

    A file's name is its language (`en.toml`). Raises ValueError naming the file and the code that is not a sentence.
    """
    sentences: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{file.name}: {error}") from error
        for code, sentence in _sentences(tables, file.name):
            sentences.setdefault(code, {})[file.stem] = sentence
    return Words({code: Text.of(versions) for code, versions in sentences.items()}, language)


def _sentences(table: Mapping[str, object], file: str, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        code = f"{before}{key}"
        if isinstance(value, str):
            yield code, value
        elif isinstance(value, dict):
            yield from _sentences(value, file, f"{code}.")
        else:
            raise ValueError(f"{file}: {code} is not a sentence. Put it in quotes.")  # noqa: TRY004  the file is wrong
