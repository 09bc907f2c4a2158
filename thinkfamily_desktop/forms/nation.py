"""The nation in which the program is used: what things are called there, as data beside the forms."""

from pathlib import Path

from pydantic import Field, ValidationError

from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.model import Part, WordsIn
from thinkfamily_desktop.forms.overlay import Overlaid, Overlay, apply
from thinkfamily_desktop.forms.problems import FormError, FormProblem, did_you_mean
from thinkfamily_desktop.forms.remedies import explained
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
    levels: dict[str, WordsIn] = Field(default_factory=dict)  # what the levels of help are called
    texts: dict[str, WordsIn] = Field(default_factory=dict)  # path: the words used there


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
    form = form_set.any_form.info
    overlay = Overlay(overlay=name, form=form.form, version=form.version, texts=nation.texts)
    spoken, problems = apply(Overlaid(form_set), overlay, file)
    if problems:
        raise FormError(problems)
    return spoken.form_set
