"""Words in one or more languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One string, or the same thing said in several languages (BCP 47 codes)."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: "str | Mapping[str, str] | Text") -> "Text":
        """Text from a plain English string, a map of languages, or a Text."""
        if isinstance(words, Text):
            return words
        if isinstance(words, str):
            return cls(((DEFAULT_LANGUAGE, words),))
        return cls(tuple(words.items()))

    def in_language(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The words in this language, or in English when it has none."""
        return self.chosen(language)[1]

    def chosen(self, language: str) -> tuple[str, str]:
        """The language really used, and the words in it."""
        found = dict(self.versions)
        for wanted in (language, DEFAULT_LANGUAGE):
            if wanted in found:
                return wanted, found[wanted]
        return self.versions[0] if self.versions else (language, "")

    def languages(self) -> Iterator[str]:
        """The languages this is said in."""
        return (language for language, _ in self.versions)

    def filled(self, **names: "str | Text") -> "Text":
        """The same text with {placeholders} replaced; a placeholder that is not given stays as it stands."""
        return Text(tuple((language, fill(words, _said_in(language, names))) for language, words in self.versions))

    def __str__(self) -> str:
        return self.in_language()

    def __bool__(self) -> bool:
        return any(words for _, words in self.versions)


NO_TEXT = Text(())


def _said_in(language: str, names: Mapping[str, str | Text]) -> dict[str, str]:
    return {name: said if isinstance(said, str) else said.in_language(language) for name, said in names.items()}


def fill(words: str, names: Mapping[str, str]) -> str:
    """Replace {name} by its value. Never `str.format`: a family's words may hold braces and are not code."""
    for name, value in names.items():
        words = words.replace("{" + name + "}", value)
    return words


class Words:
    """Every sentence of ours, by code. Made by `app` from `resources/words` and handed down as a plain value."""

    def __init__(self, sentences: Mapping[str, Text], language: str = DEFAULT_LANGUAGE) -> None:
        self._sentences = dict(sentences)
        self.language = language

    def say(self, code: str, /, **parameters: str | int) -> str:
        """The sentence for a code, with parameters filled in.

        A parameter `count` chooses `code.one` over `code.other` where those exist. Raises KeyError for a code
        that has no sentence: that is our fault and a test walks all of them.
        """
        if "count" in parameters and code not in self._sentences:
            code = f"{code}.one" if parameters["count"] == 1 else f"{code}.other"
        sentence = self._sentences[code].in_language(self.language)
        return fill(sentence, {name: str(value) for name, value in parameters.items()})

    def in_language(self, language: str) -> "Words":
        """The same, said in this language where it is said in it, and in English elsewhere."""
        return Words(self._sentences, language)

    def has(self, code: str) -> bool:
        """Whether there is a sentence for this code."""
        return code in self._sentences or f"{code}.other" in self._sentences

    def text(self, text: Text) -> str:
        """A form's text in the language in use."""
        return text.in_language(self.language)

    def codes(self) -> Iterator[str]:
        """Every code that has a sentence."""
        return iter(self._sentences)
