"""The nation in which the program is used: what things are called there, as data beside the forms."""

import json
import re
from dataclasses import replace
from pathlib import Path

from pydantic import Field, ValidationError

from thinkfamily_desktop.forms.canonical import canonical
from thinkfamily_desktop.forms.elsewhere import with_elsewhere
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.model import Flag, Form, Option, Part, WordsIn
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
    """The set as it speaks in this nation: other words and lists, and nothing asked, raised or needed otherwise.

    Raises:
        FormError: when the nation is not known, or names words that are not there.
    """
    nation = nations.nations.get(name)
    if nation is None:
        remedy = did_you_mean(name, nations.nations) or f"The nations: {', '.join(nations.nations)}."
        raise FormError([FormProblem(file.name, 1, f"There is no nation {name!r}.", remedy)])
    speaking = _Speaking(nation)
    forms = with_elsewhere({id_: speaking.form(form) for id_, form in form_set.forms.items()})
    lost = [("texts", path) for path in nation.texts if path not in speaking.paths]
    lost += [("lists", one) for one in nation.lists.keys() - form_set.any_form.lists.keys()]
    lost += [("sources", path) for path in nation.sources.keys() - nation.texts.keys() - nation.lists.keys()]
    if lost:
        remedy = "Correct the path, or take the line out."
        raise FormError(file.problem(("nations", name, *at), f"Nothing is there: {at[1]!r}.", remedy) for at in lost)
    return replace(form_set, forms=forms)


class _Speaking:
    """Says forms as a nation says them. `paths`: every path of words that was met."""

    def __init__(self, nation: Nation) -> None:
        self._nation = nation
        self._said = {phrase.lower(): words for phrase, words in nation.phrases.items()}
        longest_first = "|".join(map(re.escape, sorted(nation.phrases, key=len, reverse=True)))
        self._phrase = re.compile(rf"\b(?:{longest_first})\b", re.IGNORECASE) if longest_first else None
        self.paths: set[str] = set()

    def form(self, form: Form) -> Form:
        """The form with each text of its own, else with its phrases replaced."""
        plain = json.loads(canonical(form.model_copy(update={"lists": {**form.lists, **self._nation.lists}})))
        plain.pop("elsewhere", None)  # found afresh, in the words of the changed forms
        texts = TextsOf(plain)
        self.paths.update(texts)
        for path in texts:
            words = texts.at(path)
            own = self._nation.texts.get(path)
            if own is not None:
                texts.put(path, dict(own.versions))
            elif self._phrase is not None and "en" in words:
                texts.put(path, {**words, "en": self._phrase.sub(self._as_there, words["en"])})
        return Form.model_validate(plain)

    def _as_there(self, found: re.Match[str]) -> str:
        """The phrase said there; what began with a capital still does."""
        words = self._said[found[0].lower()]
        return words[0].upper() + words[1:] if found[0][0].isupper() else words
