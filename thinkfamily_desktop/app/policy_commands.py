"""`policy show`, `policy check`: what the organisation has set and put in here, and whether a file is right."""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.local_parts import local_content, local_parts, said_of_all, to_check_again
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.adapted import adapted
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.problems import FormError
from thinkfamily_desktop.session.exporting import logo_by_policy
from thinkfamily_desktop.settings.local_content import FILE_NAME, Dated, LocalKind, load_local_content
from thinkfamily_desktop.settings.policy import Policy, read_policy_file
from thinkfamily_desktop.settings.policy_sources import PolicyProblem
from thinkfamily_desktop.settings.policy_table import SettingRow, setting_rows

PICTURES = frozenset({".png", ".svg", ".jpg", ".jpeg", ".gif"})
CHANGES = frozenset({".yaml", ".yml"})
MILLIMETRES = 25.4 / 72  # to a point

Fault = PolicyProblem | ThinkFamilyError


def show(options: argparse.Namespace, house: House, console: Console) -> int:
    """Every setting with its value, where it comes from, what it does and who may set it; what is local; problems."""
    found = house.in_force
    values = found.policy.model_dump(mode="json")
    parts, faults = _local(found.policy, house)
    problems = _sentences((*found.problems, *faults), house)
    kinds, again = said_of_all(parts, house.clock.now().date(), house.words)
    if options.json:
        settings = [asdict(row) for row in setting_rows()]
        local = {part.kind: [entry.model_dump(mode="json", include={"name", "last_checked"}) for entry in part.entries]
                 for part in parts}  # fmt: skip
        said = {"policy": values, "origin": dict(found.origin), "problems": problems, "settings": settings}
        console.say_json({**said, "local": local})
        return OK
    for row in setting_rows():
        origin = found.origin.get(row.field, house.words.say("policy.default"))
        console.say(f"{row.name} = {_shown(values[row.field])}  ({origin})")
        console.say(f"    {_explained(row, house)}")
    for sentence in (*kinds, *again, *problems):
        console.say(sentence)
    return OK


def _local(policy: Policy, house: House) -> tuple[tuple[LocalKind, ...], list[Fault]]:
    """What is local here, and what is not right in it; forms of ours that were damaged hide nothing else."""
    faults: list[Fault] = [error for error in logo_by_policy(policy)[1:] if error is not None]
    try:
        content, problems = local_content(house, policy, practice=False)
        return local_parts(policy, content, house.adapted), [*problems, *house.form_problems, *faults]
    except FormError as error:
        return (), [error, *faults]


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """1 when the file has a key, a value or a type that is not right; each is named with its remedy.

    What it is follows from its name: local_content.json, a picture as the logo, a folder or a .yaml file of changes
    to the forms, and anything else as policy. What has to be checked again in it is said too, and is no fault.
    """
    said, wrong = _judge(options.file)(options.file, house)
    for sentence in said:
        console.say(sentence)
    console.say(house.words.say("policy.not_right" if wrong else "policy.right"))
    return WANTING if wrong else OK


Judged = tuple[list[str], bool]  # what there is to say, and whether anything is wrong


def _judge(file: Path) -> Callable[[Path, House], Judged]:
    if file.name == FILE_NAME:
        return _local_content
    if file.suffix.lower() in PICTURES:
        return _logo
    if any(file.glob("*.yaml")) or (file.suffix.lower() in CHANGES and file.is_file()):
        return _changes
    return _policy


def _policy(file: Path, house: House) -> Judged:
    problems = read_policy_file(file).problems
    return _sentences(problems, house), bool(problems)


def _local_content(file: Path, house: House) -> Judged:
    content, problems = load_local_content(file.parent)
    again = [to_check_again(entry, house.words) for entry in content.stale(house.clock.now().date())]
    return [*again, *_sentences(problems, house)], bool(problems)


def _logo(file: Path, house: House) -> Judged:
    """By itself: its name and the day on which it was checked are settings of the policy."""
    from thinkfamily_desktop.report.logo import read_logo  # noqa: PLC0415, RUF100  slow, and not always needed

    try:
        wide, tall = (round(points * MILLIMETRES) for points in read_logo(file).points)
    except ThinkFamilyError as error:
        return _sentences((error,), house), True
    return [house.words.say("policy.logo_on_paper", wide=wide, tall=tall)], False


def _changes(file: Path, house: House) -> Judged:
    """A folder of changes to the forms, which count together or not at all."""
    folder = file if file.is_dir() else file.parent
    found = adapted(load_set(house.set_folder), house.set_folder, house.in_force.policy.nation, folder)
    files = [Dated(name=name, last_checked=checked) for name, checked in found.files]
    today = house.clock.now().date()
    again = [to_check_again(entry, house.words) for entry in files if entry.is_stale(today)]
    return [*again, *map(str, found.problems)], found.refused


def _explained(row: SettingRow, house: House) -> str:
    parts = [f"{row.title}.", row.description]
    if row.kind == "number":
        parts.append(house.words.say("policy.range", least=str(row.least), most=str(row.most)))
    set_by = "policy.set_by_organisation" if row.who == "organisation" else "policy.set_by_worker_within"
    return " ".join([*parts, house.words.say(set_by)])


def _shown(value: object) -> str:
    """As it is written in a policy file, so that it can be copied into one."""
    return json.dumps(value, ensure_ascii=False)


def _sentences(problems: Iterable[Fault], house: House) -> list[str]:
    return [house.words.say(problem.code, **problem.parameters) for problem in problems]
