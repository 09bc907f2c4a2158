"""`policy show`, `policy check`: what the organisation has set here, and whether a file is right."""

import argparse

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.settings.policy import load_policy, read_policy_file


def show(options: argparse.Namespace, house: House, console: Console) -> int:
    """Every setting with its value and where it comes from; problems last."""
    found = load_policy()
    values = found.policy.model_dump(mode="json")
    if options.json:
        problems = _sentences(found.problems, house)
        console.say_json({"policy": values, "origin": dict(found.origin), "problems": problems})
        return OK
    for key, value in values.items():
        console.say(f"{key} = {value}  ({found.origin.get(key, house.words.say('policy.default'))})")
    for sentence in _sentences(found.problems, house):
        console.say(sentence)
    return OK


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """1 when the file has a key, a value or a type that is not right; each is named with its remedy."""
    found = read_policy_file(options.file)
    for sentence in _sentences(found.problems, house):
        console.say(sentence)
    console.say(house.words.say("policy.right" if not found.problems else "policy.not_right"))
    return WANTING if found.problems else OK


def _sentences(problems: tuple[object, ...], house: House) -> list[str]:
    return [house.words.say(problem.code, **problem.parameters) for problem in problems]  # type: ignore[attr-defined]
