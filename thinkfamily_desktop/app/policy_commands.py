"""`policy show`, `policy check`: what the organisation has set here, and whether a file is right."""

import argparse
import json
from dataclasses import asdict

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.settings.local_content import FILE_NAME, Dated, load_local_content
from thinkfamily_desktop.settings.policy import load_policy, read_policy_file
from thinkfamily_desktop.settings.policy_sources import PolicyProblem
from thinkfamily_desktop.settings.policy_table import SettingRow, setting_rows


def show(options: argparse.Namespace, house: House, console: Console) -> int:
    """Every setting with its value, where it comes from, what it does and who may set it; problems last."""
    found = load_policy()
    values = found.policy.model_dump(mode="json")
    problems = _sentences((*found.problems, *load_local_content(found.policy.local_content_folder)[1]), house)
    if options.json:
        settings = [asdict(row) for row in setting_rows()]
        console.say_json({"policy": values, "origin": dict(found.origin), "problems": problems, "settings": settings})
        return OK
    for row in setting_rows():
        origin = found.origin.get(row.field, house.words.say("policy.default"))
        console.say(f"{row.name} = {_shown(values[row.field])}  ({origin})")
        console.say(f"    {_explained(row, house)}")
    for sentence in problems:
        console.say(sentence)
    return OK


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """1 when the file has a key, a value or a type that is not right; each is named with its remedy.

    A file called local_content.json is judged as local content; what has to be checked again in it is said too.
    """
    if options.file.name == FILE_NAME:
        content, problems = load_local_content(options.file.parent)
        for part in content.stale(house.clock.now().date()):
            console.say(_to_check_again(part, house))
    else:
        problems = read_policy_file(options.file).problems
    for sentence in _sentences(problems, house):
        console.say(sentence)
    console.say(house.words.say("policy.right" if not problems else "policy.not_right"))
    return WANTING if problems else OK


def _to_check_again(part: Dated, house: House) -> str:
    when = part.last_checked
    code = "policy.local_stale" if when else "policy.local_never_checked"
    return house.words.say(code, name=part.name, date=day_in_words(when, house.words) if when else "")


def _explained(row: SettingRow, house: House) -> str:
    parts = [f"{row.title}.", row.description]
    if row.kind == "number":
        parts.append(house.words.say("policy.range", least=str(row.least), most=str(row.most)))
    set_by = "policy.set_by_organisation" if row.who == "organisation" else "policy.set_by_worker_within"
    return " ".join([*parts, house.words.say(set_by)])


def _shown(value: object) -> str:
    """As it is written in a policy file, so that it can be copied into one."""
    return json.dumps(value, ensure_ascii=False)


def _sentences(problems: tuple[PolicyProblem, ...], house: House) -> list[str]:
    return [house.words.say(problem.code, **problem.parameters) for problem in problems]
