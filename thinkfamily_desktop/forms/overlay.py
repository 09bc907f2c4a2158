"""What an organisation says otherwise, adds or makes stricter in our forms; it can never make them say or ask less."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.canonical import canonical
from thinkfamily_desktop.forms.elsewhere import with_elsewhere
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.model import Form, FormInfo, Page, Part, Rule, WordsIn
from thinkfamily_desktop.forms.problems import FormError, FormProblem, did_you_mean
from thinkfamily_desktop.forms.remedies import explained
from thinkfamily_desktop.forms.texts_at import TextsOf
from thinkfamily_desktop.forms.yaml_strict import YamlFile, read_yaml

Stage = Literal["screening", "referral", "full", "never"]
_LEVELS = (Level.QUALITY, Level.DUTY, Level.DISCUSS, Level.ACT_NOW)  # each asks more than the one before
_STAGES: tuple[Stage, ...] = ("never", "full", "referral", "screening")  # each is waited for sooner


def _said(words: Text) -> Text:
    if not str(words):
        raise ValueError("Write words here.")
    return words


class Number(Part):
    """A local number to ring, for the kind that an alert's `contacts` names, and when it was last checked."""

    kind: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    name: Annotated[str, Field(min_length=1, max_length=300)]
    number: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]*[0-9]$", max_length=30)]
    hours: str = ""
    note: str = ""
    last_checked: date | None = None


class ThresholdNames(Part):
    """What the local threshold document is called, and its levels in its own words. Never worked out."""

    name: Annotated[WordsIn, AfterValidator(_said)]
    levels: dict[Annotated[str, Field(min_length=1, max_length=20)], Annotated[WordsIn, AfterValidator(_said)]] = Field(
        min_length=1
    )
    last_checked: date | None = None


class AddedForm(FormInfo):
    """A form that the organisation adds, with its pages in it."""

    pages: tuple[Page, ...]


class Overlay(Part):
    """One file of an organisation. Nothing in it can lower, hide, remove or un-require: it has no words for that."""

    overlay: str
    form: str  # the form and version that it was written for
    version: str
    last_checked: date | None = None  # the day on which somebody last looked through all of it
    texts: dict[str, WordsIn] = Field(default_factory=dict)  # path: new words; for the paths see TextsOf
    levels: dict[RuleId, Level] = Field(default_factory=dict)  # higher ones only
    needed_for: dict[ItemId, Stage] = Field(default_factory=dict)  # sooner ones only
    rules: tuple[Rule, ...] = ()
    pages: tuple[Page, ...] = ()
    forms: tuple[AddedForm, ...] = ()
    numbers: tuple[Number, ...] = ()
    threshold: ThresholdNames | None = None


@dataclass(frozen=True)
class Overlaid:
    """The set with every overlay in it, and what the overlays bring besides; advice is said and stops nothing."""

    form_set: FormSet
    numbers: tuple[Number, ...] = ()
    threshold: ThresholdNames | None = None
    files: tuple[tuple[str, date | None], ...] = ()  # their names, and when each was last checked
    advice: tuple[FormProblem, ...] = ()


def overlaid(form_set: FormSet, folder: Path) -> Overlaid:
    """The set with all overlays (`*.yaml`) of a folder, in the order of their names.

    Raises:
        FormError: with everything wrong with them: unusable files, paths that lead nowhere, anything less strict.
    """
    read = [(file, _read(file)) for file in (read_yaml(path, path.name) for path in sorted(folder.glob("*.yaml")))]
    problems = [problem for _, (_, found) in read for problem in found]
    result = Overlaid(form_set)
    for file, (overlay, _) in read:
        if overlay is None:
            continue
        result, found = apply(result, overlay, file)
        problems += found
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise FormError(errors)
    return replace(result, advice=tuple(problems))


def _read(file: YamlFile) -> tuple[Overlay | None, tuple[FormProblem, ...]]:
    if file.data is None or file.problems:
        return None, file.problems
    try:
        return Overlay.model_validate(file.data), ()
    except ValidationError as fault:
        return None, tuple(explained(fault, Overlay, file))


def apply(before: Overlaid, overlay: Overlay, file: YamlFile) -> tuple[Overlaid, list[FormProblem]]:
    """One overlay over what is there, and what is wrong with it. What is wrong is left out."""
    work = _Applying(before.form_set, overlay, file)
    form_set = work.form_set()
    files = (*before.files, (file.name, overlay.last_checked))
    after = Overlaid(form_set, (*overlay.numbers, *before.numbers), overlay.threshold or before.threshold, files)
    return after, work.problems


class _Applying:
    def __init__(self, before: FormSet, overlay: Overlay, file: YamlFile) -> None:
        self._before, self._overlay, self._file = before, overlay, file
        self._paths: set[str] = set()  # every path of the forms gone through
        self.problems: list[FormProblem] = []

    def form_set(self) -> FormSet:
        """The set with the overlay in it; as it was when the overlay is not for it."""
        overlay = self._overlay
        target = self._before.forms.get(overlay.form)
        if target is None:
            remedy = f"{did_you_mean(overlay.form, self._before.forms)} The forms: {', '.join(self._before.forms)}."
            self._wrong(("form",), f"There is no form {overlay.form!r}.", remedy.strip())
            return self._before
        if target.info.version != overlay.version:
            says = f"Written for {overlay.form} {overlay.version}; this is {target.info.version}."
            remedy = "Look through what it changes, then give it this version."
            line = self._file.line(("version",))
            self.problems.append(FormProblem(self._file.name, line, says, remedy, "advice"))
        self._levels(target)
        self._stages()
        self._added(target)
        forms = {name: self._form(name, form) for name, form in self._before.forms.items()}
        for path in overlay.texts:
            if path not in self._paths:
                remedy = f"{did_you_mean(path, self._paths)} Correct the path, or take the line out.".strip()
                self._wrong(("texts", path), f"There are no words at {path!r}.", remedy)
            elif not overlay.texts[path]:
                self._wrong(
                    ("texts", path), f"The new words at {path!r} are empty.", "Write them, or take the line out."
                )
        forms |= {added.form: self._new_form(target, added) for added in overlay.forms if added.form not in forms}
        after = replace(self._before, forms=with_elsewhere(forms))
        self._look_over(after)
        return after

    def _wrong(self, where: tuple[str | int, ...], says: str, remedy: str) -> None:
        self.problems.append(self._file.problem(where, says, remedy))

    def _levels(self, form: Form) -> None:
        levels = {rule.id: rule.level for rule in form.rules.rules}
        for rule, level in self._overlay.levels.items():
            if rule not in levels:
                self._wrong(
                    ("levels", rule), f"There is no rule {rule!r}.", did_you_mean(rule, levels) or "Correct it."
                )
            elif _LEVELS.index(level) < _LEVELS.index(levels[rule]):
                says = f"{rule} is {levels[rule].value}; {level.value} asks less."
                self._wrong(("levels", rule), says, "An alert's level may be raised and never lowered.")

    def _stages(self) -> None:
        needed = {item.id: item.needed_for for form in self._before.forms.values() for item in form_items(form)}
        for item, stage in self._overlay.needed_for.items():
            if item not in needed:
                self._wrong(
                    ("needed_for", item), f"There is no item {item!r}.", did_you_mean(item, needed) or "Correct it."
                )
            elif _STAGES.index(stage) < _STAGES.index(needed[item]):
                says = f"{item} is needed for {needed[item]}; {stage} would ask it later or not at all."
                self._wrong(("needed_for", item), says, "A question may be needed sooner and never later.")

    def _added(self, form: Form) -> None:
        """What is added has a name of its own, so that nothing of ours is put out of its place."""
        for key, there, mine in (
            ("rules", {rule.id for rule in form.rules.rules}, [rule.id for rule in self._overlay.rules]),
            ("pages", {page.id for page in form.pages}, [page.id for page in self._overlay.pages]),
            ("forms", set(self._before.forms), [added.form for added in self._overlay.forms]),
        ):
            for position, name in enumerate(mine):
                if name in there or name in mine[:position]:
                    says = f"{name!r} is there already."
                    self._wrong((key, position), says, "Give what you add a name of its own; ours is not replaced.")

    # -- making the forms

    def _form(self, name: str, form: Form) -> Form:
        overlay = self._overlay
        plain = json.loads(canonical(form))
        plain.pop("elsewhere", None)  # found afresh, in the words of the changed forms
        self._stricter(plain)
        texts = TextsOf(plain)
        self._paths.update(texts)
        for path, words in overlay.texts.items():
            if path in texts and words:
                texts.put(path, dict(words.versions))
        changed = Form.model_validate(plain)
        there = {rule.id for rule in form.rules.rules}
        rules = (*changed.rules.rules, *(rule for rule in overlay.rules if rule.id not in there))
        mine = {page.id for page in form.pages}
        pages = tuple(page for page in overlay.pages if page.id not in mine) if name == overlay.form else ()
        update: dict[str, Any] = {"rules": changed.rules.model_copy(update={"rules": rules})}
        return changed.model_copy(update={**update, "pages": (*changed.pages, *pages)})

    def _stricter(self, plain: dict[str, Any]) -> None:
        """Higher levels and sooner stages; what would be less strict has been named and is passed over."""
        for rule in plain["rules"]["rules"]:
            level = self._overlay.levels.get(rule["id"])
            if level is not None and _LEVELS.index(level) > _LEVELS.index(Level(rule["level"])):
                rule["level"] = level.value
        for item in _plain_items(plain):
            stage = self._overlay.needed_for.get(item["id"], "never")
            if _STAGES.index(stage) > _STAGES.index(item.get("needed_for", "never")):
                item["needed_for"] = stage

    def _new_form(self, target: Form, added: AddedForm) -> Form:
        info = FormInfo.model_validate({name: getattr(added, name) for name in FormInfo.model_fields})
        return target.model_copy(update={"info": info, "pages": added.pages})

    def _look_over(self, after: FormSet) -> None:
        """Errors that were not there before: they come from the overlay."""
        if any(problem.severity == "error" for problem in self.problems):
            return
        errors = [problem for problem in lint(after) if problem.severity == "error"]
        known = {problem.says for problem in lint(self._before)} if errors else set()
        for problem in errors:
            if problem.says not in known:
                self._wrong((), problem.says, problem.remedy)


def _plain_items(plain: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    holders = [section["items"] for page in plain["pages"] for section in page["sections"]]
    holders += [plain["people"]["person_items"], plain["people"]["family_items"]]
    holders += plain["rules"].get("records", {}).values()
    for items in holders:
        for item in items:
            yield item
            yield from item.get("items", ())
