"""Lint of the words: why and source given, not too long, in every language, and only placeholders that are filled."""

import re
from collections.abc import Iterator

from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.form_set import FormSet, Place, PlacedItem
from thinkfamily_desktop.forms.model import ItemBase, Part, Recipients, RowsItem
from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean
from thinkfamily_desktop.forms.said import Said

MOST_WORDS = 25  # a question longer than this is not taken in at one hearing
NAMES = ("name", "parent", "child", "person")
_SAID = frozenset({"name", "age", "month", "count", "first", "last"})
_OF_SOMEBODY = frozenset(NAMES) - {"parent"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def word_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """What ought to be better about the words of the set; a placeholder that nothing fills is an error."""
    for placed in form_set.items():
        yield from _why_and_source(placed)
        yield from _long(placed)
        yield from _whose_name(placed)
    for rule, place in form_set.rules():
        if rule.asked_of == "once":
            yield from _nobody(rule.title, place.at("title"), rule.id)
            yield from _nobody(rule.says, place.at("says"), rule.id)
            for position, action in enumerate(rule.first_actions):
                yield from _nobody(action, place.at("first_actions", position), rule.id)
        if not rule.source:
            yield place.advice(f"{rule.id} does not say where it comes from.", "Add `source: [...]`.")
    for part, place in _all_parts(form_set):
        for words, there, allowed in _texts(part, place, frozenset(NAMES)):
            yield from _placeholders(words, there, allowed)
            yield from _translations(words, there, form_set.info.languages)


def _why_and_source(placed: PlacedItem) -> Iterator[FormProblem]:
    if placed.rows is not None:
        return  # a cell has its rows item's
    if not placed.item.guidance.why:
        yield placed.place.advice(f"{placed.item.id} does not say why it is asked.", "Add `guidance: {why: ...}`.")
    if not placed.item.source:
        yield placed.place.advice(f"{placed.item.id} does not say where it comes from.", "Add `source: [...]`.")


def _long(placed: PlacedItem) -> Iterator[FormProblem]:
    for name in ("ask", "desk", "label"):
        for _, words in getattr(placed.item, name).versions:
            count = len(words.split())
            if count > MOST_WORDS:
                says = f"The words of {placed.item.id} are {count} words long."
                yield placed.place.at(name).advice(says, f"Say it in {MOST_WORDS} words; the rest belongs in `help`.")


def _whose_name(placed: PlacedItem) -> Iterator[FormProblem]:
    if placed.home == "record" or placed.asked_of != "once":
        return
    for name in ("ask", "desk", "label"):
        yield from _nobody(getattr(placed.item, name), placed.place.at(name), placed.item.id)


def _nobody(text: Text, place: Place, what: str) -> Iterator[FormProblem]:
    said = {name for _, words in text.versions for name in _PLACEHOLDER.findall(words)}
    for name in sorted(_OF_SOMEBODY & said):
        says = f"{{{name}}} names nobody here: {what} is asked once."
        yield place.error(says, "Ask it of each child or person, or say it without a name.")


def _all_parts(form_set: FormSet) -> Iterator[tuple[object, Place]]:
    shared = form_set.any_form
    for name in shared.lists:
        yield shared.lists[name], form_set.place("lists.yaml", "lists", name)
    yield shared.people, form_set.place("people.yaml")
    yield shared.rules, form_set.place("rules.yaml")
    yield shared.criteria, form_set.place("criteria.yaml", "criteria")
    yield shared.recipients, form_set.place("recipients.yaml")
    yield shared.glossary, form_set.place("glossary.yaml", "glossary")
    for file in form_set.files:
        if file.endswith("/form.yaml"):
            form = next(form for form in form_set.forms.values() if form_set.place(file, "form").data == form.info.form)
            yield form.info, form_set.place(file)
    for name, form in form_set.forms.items():
        for page in form.pages:
            yield page, form_set.page_place(name, page)


def _texts(value: object, place: Place, allowed: frozenset[str]) -> Iterator[tuple[Text, Place, frozenset[str]]]:
    match value:
        case Text():
            yield value, place, allowed
        case Part():
            for name in type(value).model_fields:
                inner = getattr(value, name)
                more = allowed
                if isinstance(value, ItemBase) and value.accounts and name in ("ask", "desk"):
                    more = allowed | {"account"}
                elif isinstance(value, RowsItem) and name == "row_title":
                    more = allowed | {cell.id for cell in value.items}
                elif isinstance(value, Said):
                    more = _SAID
                elif isinstance(value, Recipients) and name == "confidence":
                    more = frozenset({"who", "names"})
                if inner and isinstance(inner, Text | Part | tuple | dict):
                    yield from _texts(inner, place.at(name), more)
        case tuple():
            for position, inner in enumerate(value):
                if isinstance(inner, Text | Part):  # most are ids and gaps: do not stop at each
                    yield from _texts(inner, place.at(position), allowed)
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, place.at(str(key)), allowed)
        case _:
            return


def _placeholders(words: Text, place: Place, allowed: frozenset[str]) -> Iterator[FormProblem]:
    for _, said in words.versions:
        for name in _PLACEHOLDER.findall(said):
            if name not in allowed:
                remedy = f"{did_you_mean(name, allowed)} Known here: {', '.join(sorted(allowed))}.".strip()
                yield place.error(f"Nothing fills {{{name}}} here.", remedy)


def _translations(words: Text, place: Place, languages: tuple[str, ...]) -> Iterator[FormProblem]:
    if not words:
        return
    if missing := [language for language in languages if language not in words.languages()]:
        yield place.advice(f"These words are missing in: {', '.join(missing)}.", "Add them: {en: ..., cy: ...}.")
