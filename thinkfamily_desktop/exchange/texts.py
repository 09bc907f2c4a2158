"""Words in several languages: the form's first language stands in the text, the others as translations beside it."""

from collections.abc import Mapping

from thinkfamily_desktop.exchange.fhir import TEXT_LANGUAGE, TRANSLATION, Json, extension, extensions, sayable

Languages = Mapping[str, str]


def written_text(key: str, text: Languages, language: str) -> Json:
    """A text under this key, with `_key` for its translations; nothing when it says nothing that FHIR can hold."""
    said = {code: words for code, words in text.items() if sayable(words)}
    if not said:
        return {}
    first = language if language in said else next(iter(said))
    beside = [] if first == language else [extension(TEXT_LANGUAGE, "Code", first)]
    beside += [
        {"url": TRANSLATION, "extension": [extension("lang", "Code", code), extension("content", "String", words)]}
        for code, words in said.items()
        if code != first
    ]
    return {key: said[first]} | ({f"_{key}": {"extension": beside}} if beside else {})


def read_text(element: Json, key: str, language: str) -> dict[str, str]:
    """The text under this key in every language it is said in; empty when there is none."""
    words = element.get(key)
    if not isinstance(words, str):
        return {}
    beside = element.get(f"_{key}") or {}
    named = extensions(beside, TEXT_LANGUAGE)
    said = {(named[0].get("valueCode") if named else None) or language: words}
    for translation in extensions(beside, TRANSLATION):
        parts = {part.get("url"): part for part in translation.get("extension", ())}
        code, content = parts.get("lang", {}).get("valueCode"), parts.get("content", {}).get("valueString")
        if isinstance(code, str) and isinstance(content, str):
            said.setdefault(code, content)
    return dict(sorted(said.items()))


def text_extension(url: str, text: Languages, language: str) -> list[Json]:
    """A text as the value of an extension, in the form's first language, or nothing.

    Translations of it stand in our own extension with the rest: the usual validator knows no `_valueString`.
    """
    words = text.get(language, "")
    return [extension(url, "String", words)] if sayable(words) else []
