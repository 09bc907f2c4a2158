"""Reads our own sentences, one file for each language, into a `Words`."""

from pathlib import Path

from thinkfamily_desktop.domain.text import DEFAULT_LANGUAGE, Text, Words
from thinkfamily_desktop.settings.plain_toml import read_strings


def load_words(folder: Path, language: str = DEFAULT_LANGUAGE) -> Words:
    """Every sentence in `folder`, by code: "section.key", or "section.key.one" and "section.key.other" for counts.

    A file's name is its language (`en.toml`). Raises ValueError naming the file and the code that is not a sentence.
    """
    sentences: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        try:
            read = read_strings(text)
        except ValueError as error:  # tomllib's own is one
            raise ValueError(f"{file.name}: {error}") from error
        for code, sentence in read:
            if not isinstance(sentence, str):
                raise ValueError(f"{file.name}: {code} is not a sentence. Put it in quotes.")  # noqa: TRY004  the file is wrong
            sentences.setdefault(code, {})[file.stem] = sentence
    return Words({code: Text.of(versions) for code, versions in sentences.items()}, language)
