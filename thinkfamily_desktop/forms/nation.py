"""The nation in which the program is used: what things are called there, as data beside the forms."""

import json
import re
from dataclasses import replace
from pathlib import Path

from pydantic import Field, ValidationError

from thinkfamily_desktop.forms.canonical import canonical
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.model import Flag, Form, Option, Part, WordsIn
from thinkfamily_desktop.forms.overlay import Overlaid, Overlay, apply
from thinkfamily_desktop.forms.problems import FormError, FormProblem, did_you_mean
from thinkfamily_desktop.forms.remedies import explained
from thinkfamily_desktop.forms.texts_at import TextsOf
from thinkfamily_desktop.forms.yaml_strict import YamlFile, read_yaml

FILE_NAME = "nations.yaml"


class IdentifierType(Part):
    """A number by which a person is known there. `check` names how its digits are checked."""

    id: str
    label: WordsIn
    check: str = "none"


class Nation(Part):
    """One nation. `whole` is false where only labels have been adapted and its law has not been worked through."""

    title: WordsIn
    whole: bool
    identifiers: tuple[IdentifierType, ...]
    lists: dict[str, tuple[Option, ...]] = Field(default_factory=dict)  # lists of choices that differ there, whole
    phrases: dict[str, str] = Field(default_factory=dict)  # English words: those said there, wherever they stand
    texts: dict[str, WordsIn] = Field(default_factory=dict)  # path: the words used there, where phrases do not do
    source: tuple[str, ...] = ()  # where its words come from, unless said otherwise
    sources: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # path or list: where those words come from
    verified: Flag = False  # a named professional of that nation has signed them


class Nations(Part):
    """What `nations.yaml` says."""

    nations: dict[str, Nation]


def read_nations(set_folder: Path) -> tuple[Nations, YamlFile]:
    """The nations of a set.

    Raises:
        FormError: when the file cannot be used.
    """
    file = read_yaml(set_folder / FILE_NAME, FILE_NAME)
    if file.data is None or file.problems:
        raise FormError(file.problems)
    try:
        return Nations.model_validate(file.data), file
    except ValidationError as fault:
        raise FormError(explained(fault, Nations, file)) from None


def for_nation(form_set: FormSet, name: str, nations: Nations, file: YamlFile) -> FormSet:
    """The set as it speaks in this nation.

    Raises:
        FormError: when the nation is not known, or names words that are not there.
    """
    nation = nations.nations.get(name)
    if nation is None:
        remedy = did_you_mean(name, nations.nations) or f"The nations: {', '.join(nations.nations)}."
        raise FormError([FormProblem(file.name, 1, f"There is no nation {name!r}.", remedy)])
    problems = [
        file.problem(("nations", name, "lists", unknown), f"There is no list {unknown!r}.", "Correct its name.")
        for unknown in nation.lists.keys() - form_set.any_form.lists.keys()
    ]
    problems += [
        file.problem(("nations", name, "sources", path), f"Nothing is said at {path!r}.", "Take the source out.")
        for path in nation.sources.keys() - nation.texts.keys() - nation.lists.keys()
    ]
    form = form_set.any_form.info
    overlay = Overlay(overlay=name, form=form.form, version=form.version, texts=nation.texts)
    spoken, wrong = apply(Overlaid(_with_lists(_with_phrases(form_set, nation), nation)), overlay, file)
    if problems or wrong:
        raise FormError([*problems, *wrong])
    return spoken.form_set


def _with_phrases(form_set: FormSet, nation: Nation) -> FormSet:
    """Every phrase replaced where it stands as whole words, the longest first; what began with a capital still does."""
    if not nation.phrases:
        return form_set
    longest_first = sorted(nation.phrases, key=len, reverse=True)
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    said = {phrase.lower(): words for phrase, words in nation.phrases.items()}

    def spoken(form: Form) -> Form:
        plain = json.loads(canonical(form))
        texts = TextsOf(plain)
        for path in texts:
            words = texts.at(path)
            english = found.sub(lambda match: _as_there(match[0], said[match[0].lower()]), words.get("en", ""))
            texts.put(path, {**words, "en": english} if english else words)
        return Form.model_validate(plain)

    return replace(form_set, forms={name: spoken(form) for name, form in form_set.forms.items()})


def _as_there(found: str, words: str) -> str:
    return words[0].upper() + words[1:] if found[0].isupper() else words


def _with_lists(form_set: FormSet, nation: Nation) -> FormSet:
    if not nation.lists:
        return form_set
    forms = {
        name: form.model_copy(update={"lists": {**form.lists, **nation.lists}}) for name, form in form_set.forms.items()
    }
    return replace(form_set, forms=forms)
