"""Writes the hazard log for people from resources/assurance/hazards.yaml, with the test that holds each control.

python installer/assurance.py      (run it after hazards.yaml has changed; a test fails until the page is this one)
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ASSURANCE = Path(__file__).resolve().parent.parent / "resources" / "assurance"
PAGE = ASSURANCE / "hazard-log.md"
RISK = (  # likelihood 1 to 5 downwards, severity 1 to 5 across
    (1, 1, 2, 2, 3),
    (1, 2, 2, 3, 4),
    (2, 2, 3, 3, 4),
    (2, 3, 3, 4, 5),
    (3, 4, 4, 5, 5),
)
FRONT = """# Hazard log: a draft, accepted by nobody

Made by installer/assurance.py from hazards.yaml. Severity and likelihood go from 1 (minor; under 5 in 100) to 5
(catastrophic; over 90 in 100). The risk follows from both by the draft matrix at the end, which has still to be checked
against the guidance of DCB0129. A Clinical Safety Officer decides what is acceptable; this page decides nothing. Each
control names the tests that hold it, and each hazard an edit to the program that makes one of them fail:
`pytest -m long tests/packaging/test_assurance.py` makes every edit in a copy and looks.

| id | hazard | risk before | risk aimed at |
|---|---|---|---|
"""
MATRIX = """
## The draft matrix

| likelihood | minor 1 | significant 2 | considerable 3 | major 4 | catastrophic 5 |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one file of the program."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard. `tests` hold its controls; `bites` is the one that fails once `edit` is made."""

    id: str
    hazard: str
    harm: str
    before: tuple[int, int]
    aim: tuple[int, int]
    controls: tuple[str, ...]
    tests: tuple[str, ...]
    edit: Edit
    bites: str
    still_open: str


def hazards() -> tuple[Hazard, ...]:
    """The log as data. Raises KeyError where something is not said."""
    said = yaml.safe_load((ASSURANCE / "hazards.yaml").read_text(encoding="utf-8"))
    return tuple(_hazard(entry) for entry in said["hazards"])


def _hazard(said: dict[str, Any]) -> Hazard:
    severity, likelihood = (int(part) for part in str(said["residual"]).split(","))
    change = said["edit"]
    return Hazard(
        id=said["id"],
        hazard=said["hazard"],
        harm=said["harm"],
        before=(said["severity"], said["likelihood"]),
        aim=(severity, likelihood),
        controls=tuple(said["controls"]),
        tests=tuple(said["tests"]),
        edit=Edit(change["file"], change["from"], change["to"]),
        bites=said.get("test_of_edit", said["tests"][0]),
        still_open=said["open"],
    )


def risk(severity: int, likelihood: int) -> int:
    """From 1 to 5."""
    return RISK[likelihood - 1][severity - 1]


def page() -> str:
    """The whole page."""
    log = hazards()
    rows = "".join(f"| {one.id} | {one.hazard} | {risk(*one.before)} | {risk(*one.aim)} |\n" for one in log)
    matrix = "".join(f"| {number} | {' | '.join(map(str, row))} |\n" for number, row in reversed([*enumerate(RISK, 1)]))
    return FRONT + rows + "".join("\n" + "\n".join(_chapter(one)) + "\n" for one in log) + MATRIX + matrix


def _chapter(one: Hazard) -> Iterator[str]:
    yield f"## {one.id} {one.hazard}"
    yield ""
    yield f"- Harm: {one.harm}"
    yield f"- Before: severity {one.before[0]}, likelihood {one.before[1]}, risk {risk(*one.before)}"
    yield f"- Aimed at: severity {one.aim[0]}, likelihood {one.aim[1]}, risk {risk(*one.aim)}; accepted by: nobody yet"
    yield "- Controls: " + "; ".join(one.controls)
    yield "- Held by: " + ", ".join(f"`{test}`" for test in one.tests)
    yield f"- An edit that is noticed: in `{one.edit.file}`, see hazards.yaml; then `{one.bites.split('::')[1]}` fails"
    yield f"- Still open: {one.still_open or 'nothing that is known'}"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
