"""Reads a folder of form files into a FormSet, or says everything that is wrong with it at once."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from thinkfamily_desktop.forms.canonical import canonical, form_from_canonical, form_ref
from thinkfamily_desktop.forms.elsewhere import with_elsewhere
from thinkfamily_desktop.forms.form_set import FormFile, FormSet, SetInfo
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.model import (
    Criterion,
    Form,
    FormInfo,
    Option,
    Page,
    Part,
    People,
    Recipients,
    Rules,
    Term,
)
from thinkfamily_desktop.forms.problems import FormError, FormProblem, did_you_mean
from thinkfamily_desktop.forms.remedies import explained
from thinkfamily_desktop.forms.shared_pages import homes, page_file, with_items_taken_over
from thinkfamily_desktop.forms.yaml_strict import YamlFile, read_yaml

__all__ = [
    "FormError",
    "FormProblem",
    "FormSet",
    "canonical",
    "form_from_canonical",
    "form_ref",
    "load_set",
    "read_set",
]

AModel = TypeVar("AModel", bound=BaseModel)


class ListsFile(Part):
    """What `lists.yaml` says."""

    lists: dict[str, tuple[Option, ...]]


class CriteriaFile(Part):
    """What `criteria.yaml` says."""

    criteria: tuple[Criterion, ...]


class GlossaryFile(Part):
    """What `glossary.yaml` says."""

    glossary: dict[str, Term]


def load_set(folder: Path) -> FormSet:
    """The set of forms in this folder, fit to be used.

    Raises:
        FormError: with every error that was found. What is only advice does not keep a set from being used.
    """
    form_set = read_set(folder)
    errors = [problem for problem in lint(form_set) if problem.severity == "error"]
    if errors:
        raise FormError(errors)
    return form_set


def read_set(folder: Path) -> FormSet:
    """The set of forms in this folder as it is written, not yet looked over by `lint`.

    Raises:
        FormError: with everything that could not be read.
    """
    if not folder.is_dir():
        says = "There is no such folder." if not folder.exists() else "This is not a folder."
        raise FormError([FormProblem(folder.name, 1, says, "Name the folder that holds set.yaml.")])
    return _Reading(folder).form_set()


class _Reading:
    """One reading of a folder: what was read, and what was wrong."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[FormProblem] = []
        self._files: dict[str, YamlFile] = {}
        self._page_files: dict[tuple[str, str], str] = {}
        self._pages_read: dict[str, Page | None] = {}  # a page that several forms share is read once
        self._written = homes(self._file(f"{path.parent.parent.name}/pages/{path.name}") for path in self._all_pages())

    def form_set(self) -> FormSet:
        info = self._read("set.yaml", SetInfo)
        lists = self._read("lists.yaml", ListsFile)
        people = self._read("people.yaml", People)
        rules = self._read("rules.yaml", Rules)
        criteria = self._read("criteria.yaml", CriteriaFile)
        recipients = self._read("recipients.yaml", Recipients)
        glossary = self._read("glossary.yaml", GlossaryFile)
        forms = self._forms()
        if not (info and lists and people and rules and criteria and recipients and glossary) or self._problems:
            raise FormError(self._problems)
        whole = {
            each.form: Form(
                info=_information(each),
                languages=each.languages or info.languages,
                pages=pages,
                people=people,
                lists=lists.lists,
                rules=rules,
                criteria=criteria.criteria,
                recipients=recipients,
                glossary=glossary.glossary,
            )
            for each, pages in forms
        }
        return FormSet(info, with_elsewhere(whole), self._files, self._page_files)

    def _forms(self) -> list[tuple[FormFile, tuple[Page, ...]]]:
        names = sorted(path.parent.name for path in self._folder.glob("*/form.yaml"))
        for stray in sorted({path.parent.parent.name for path in self._all_pages()} - set(names)):
            self._problem(f"{stray}/form.yaml", "This folder has pages but no form.yaml.", "Add form.yaml.")
        if not names and not self._problems:
            self._problem("set.yaml", "The set has no form.", "Add a folder with a form.yaml and its pages.")
        found: list[tuple[FormFile, tuple[Page, ...]]] = []
        by_id: dict[str, str] = {}
        for name in names:
            form = self._read(f"{name}/form.yaml", FormFile)
            pages = self._pages(name, form)
            if form and form.form in by_id:
                says = f"The form {form.form!r} stands in {by_id[form.form]} too."
                self._problems.append(
                    self._files[f"{name}/form.yaml"].problem(("form",), says, "Give each its own id.")
                )
            elif form:
                by_id[form.form] = name
                found.append((form, pages))
        return found

    def _pages(self, name: str, form: FormFile | None) -> tuple[Page, ...]:
        stems = sorted(path.stem for path in (self._folder / name / "pages").glob("*.yaml"))
        listed = form.pages if form else tuple(stems)
        if form:
            self._check_listing(name, form, stems)
        pages: list[Page] = []
        for stem in dict.fromkeys(listed):
            file = page_file(name, stem)
            if stem not in stems and ("/" not in stem or not (self._folder / file).is_file()):
                continue
            if file not in self._pages_read:
                self._pages_read[file] = self._read(file, Page)
            page = self._pages_read[file]
            if page and form:
                self._page_files.setdefault((form.form, page.id), file)
            if page:
                pages.append(page)
        return tuple(pages)

    def _check_listing(self, name: str, form: FormFile, stems: list[str]) -> None:
        file = self._files[f"{name}/form.yaml"]
        others = {f"{path.parent.parent.name}/{path.stem}" for path in self._all_pages()}
        for position, stem in enumerate(form.pages):
            if stem not in stems and stem not in others:
                remedy = f"{did_you_mean(stem, stems)} Add that file to {name}/pages, or take it off the list."
                self._problems.append(
                    file.problem(("pages", position), f"There is no page file {stem}.yaml.", remedy.strip())
                )
            elif stem in form.pages[:position]:
                self._problems.append(
                    file.problem(("pages", position), f"The page {stem} is listed twice.", "Keep one of them.")
                )
        for stem in stems:
            if stem not in form.pages:
                self._problem(
                    f"{name}/pages/{stem}.yaml", "No form lists this page.", f"Add {stem} under `pages` in form.yaml."
                )

    def _read(self, name: str, model: type[AModel]) -> AModel | None:
        file = self._file(name)
        self._problems.extend(file.problems)
        if file.data is None:
            return None
        if model is Page:
            file, unknown = with_items_taken_over(file, self._written)
            self._problems.extend(unknown)
            if unknown:
                return None
        try:
            return model.model_validate(file.data)
        except ValidationError as fault:
            self._problems.extend(explained(fault, model, file))
            return None

    def _file(self, name: str) -> YamlFile:
        """The file as it is written, read once however often it is named."""
        if name not in self._files:
            self._files[name] = read_yaml(self._folder / name, name)
        return self._files[name]

    def _all_pages(self) -> list[Path]:
        return sorted(self._folder.glob("*/pages/*.yaml"))

    def _problem(self, file: str, says: str, remedy: str) -> None:
        self._problems.append(FormProblem(file, 1, says, remedy))


def _information(form: FormFile) -> FormInfo:
    return FormInfo.model_validate({name: getattr(form, name) for name in FormInfo.model_fields})
