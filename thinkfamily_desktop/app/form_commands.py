"""`forms check`, `forms list`, `forms show`."""

import argparse
from collections import Counter
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import FORM_SET, House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import FormSet, load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.problems import FormError, FormProblem
from thinkfamily_desktop.forms.show import show
from thinkfamily_desktop.settings.locations import forms_folder


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """Load and lint form sets. 1 when any has an error; advice alone does not fail."""
    problems: list[FormProblem] = []
    for folder in options.paths or [forms_folder() / FORM_SET]:
        problems += _problems(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if options.json:
        console.say_json({"problems": [_plain(problem) for problem in problems], "errors": len(errors)})
        return WANTING if errors else OK
    for problem in problems:
        console.say(f"{problem.file}:{problem.line}: {problem.says} {problem.remedy}")
    console.say(house.words.say("forms.checked", errors=len(errors), advice=len(problems) - len(errors)))
    return WANTING if errors else OK


def _problems(folder: Path) -> tuple[FormProblem, ...]:
    try:
        return lint(load_set(folder))
    except FormError as error:
        return error.problems


def _plain(problem: FormProblem) -> dict[str, object]:
    return {
        "file": str(problem.file),
        "line": problem.line,
        "says": problem.says,
        "remedy": problem.remedy,
        "severity": problem.severity,
    }


def list_forms(options: argparse.Namespace, house: House, console: Console) -> int:
    """The forms of the shipped set with their versions and sizes."""
    rows = [_counts(form) for form in house.forms.values()]
    if options.json:
        console.say_json({"forms": rows})
        return OK
    for row in rows:
        console.say(house.words.say("forms.listed", **row))
    return OK


def _counts(form: Form) -> dict[str, str | int]:
    levels = Counter(rule.level for rule in form.rules.rules)
    return {
        "form": form.info.form,
        "version": form.info.version,
        "title": str(form.info.title),
        "pages": len(form.pages),
        "items": sum(1 for _ in form_items(form)),
        "rules": sum(levels.values()),
        "readers": len(form.recipients.readers),
        "criteria": len(form.criteria),
    }


def show_form(options: argparse.Namespace, house: House, console: Console) -> int:
    """A form as text that a clinician can read."""
    console.say(show(_named(options.form, house), house.words))
    return OK


def _named(name: str, house: House) -> Form:
    if name in house.forms:
        return house.forms[name]
    folder = Path(name)
    if folder.is_dir():
        loaded: FormSet = load_set(folder)
        return next(iter(loaded.forms.values()))
    raise ThinkFamilyError("forms.no_such_form", form=name, known=", ".join(house.forms))
