"""`demo --pdf`: the referral holds every answer of the practice family's own file, and is the same each time.

What has to be there is taken from the practice file with a YAML reader of its own, not from the program's.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, SeveralItem

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "resources" / "practice"
FAMILY = PRACTICE / "1_okafor.yaml"
NOT_FOR_SOCIAL_CARE = {
    "pmh.dx": "clinical detail beyond its effect on the children",
    "quality.answer": "what worker and supervisor settle between them",
    "record.written_by": "our own clock for the written confirmation",
    "person.sex": "drawn as the symbol on the family map",
}
"""Items that this reader does not have, each with the reason."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def write_referral(folder: Path, name: str) -> Path:
    """Run the command in a process of its own, over a store of its own."""
    out = folder / f"{name}.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "thinkfamily_desktop", "demo", "--store", str(folder / name), "--pdf", str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def referral(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_referral(tmp_path_factory.mktemp("referral"), "first")


@pytest.fixture(scope="module")
def printed(referral: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(referral), "-"], capture_output=True, text=True, check=True)
    raw = subprocess.run(["pdftotext", "-raw", str(referral), "-"], capture_output=True, text=True, check=True)
    return squeezed(done.stdout) + squeezed(raw.stdout) + squeezed(without_page_furniture(raw.stdout))


def without_page_furniture(text: str) -> str:
    """An answer that runs over a page's end has the footer and the next header in its midst."""
    pages = text.split("\f")
    return "\n".join("\n".join(page.splitlines()[1:-2]) for page in pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def practice() -> dict[str, Any]:
    return yaml.safe_load(FAMILY.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def said(value: object, item: Item, form: Form, people: dict[str, str]) -> Iterator[str]:
    """How a value of the file reads on paper."""
    if isinstance(value, list):
        for each in value:
            yield from said(each, item, form, people)
    elif isinstance(value, bool):
        yield "Yes" if value else "No"
    elif isinstance(item, ChoiceItem | SeveralItem):
        label = next(str(option.label) for option in form.options(item) if option.code == value)
        yield from (part for part in re.split(r"\{\w+\}", label) if part.strip())
    elif isinstance(value, date):
        yield f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    elif isinstance(value, str) and (day := re.fullmatch(r"(about )?(\d{4})-(\d\d)-(\d\d)", value)):
        yield f"{int(day[4])} {MONTHS[int(day[3]) - 1]} {day[2]}"
    elif isinstance(value, str) and (month := re.fullmatch(r"(about )?(\d{4})-(\d\d)", value)):
        yield f"{MONTHS[int(month[3]) - 1]} {month[2]}"
    elif isinstance(value, str) and value in people and item.kind == "person":
        yield people[value]
    elif isinstance(value, str) and re.fullmatch(r"about \d{4}", value):
        yield value.removeprefix("about ")
    else:
        yield from str(value).split("\n")


def everything_said(form: Form) -> Iterator[tuple[str, str]]:
    """Every answer of the file, with the item it answers."""
    items = {item.id: item for item in form_items(form)}
    file = practice()
    people = {
        short: str(
            _value(person["facts"].get("person.preferred_name") or person["facts"].get("person.given_name", short))
        )
        for short, person in file["family"]["people"].items()
    }
    entries: list[dict[str, Any]] = list(file["assessment"]["answers"])
    for short, person in file["family"]["people"].items():
        entries += [{"item": item, "about": short, **_entry(given)} for item, given in person["facts"].items()]
    entries += [{"item": item, **_entry(given)} for item, given in file["family"]["facts"].items()]
    for entry in entries:
        cells = (
            [entry]
            if "rows" not in entry
            else [{"item": cell, **_entry(given)} for row in entry["rows"] for cell, given in row.items()]
        )
        for cell in cells:
            if "value" in cell and cell["item"] not in NOT_FOR_SOCIAL_CARE:
                for words in said(cell["value"], items[cell["item"]], form, people):
                    yield cell["item"], words


def _entry(given: object) -> dict[str, Any]:
    if isinstance(given, dict) and {"value", "gap", "rows"} & given.keys():
        return given
    if isinstance(given, list) and given and isinstance(given[0], dict):
        return {"rows": given}
    return {"value": given}


def _value(given: object) -> object:
    return given["value"] if isinstance(given, dict) else given


def test_the_referral_names_every_child_and_holds_every_answer_of_the_file(printed: str) -> None:
    form = House().forms["full"]
    missing = [(item, words) for item, words in everything_said(form) if squeezed(words) not in printed]
    assert missing == []


def test_what_the_file_does_not_say_is_not_found(printed: str) -> None:
    """The control: the search can fail."""
    assert squeezed("Nobody in this family ever said this.") not in printed


def test_two_runs_give_the_same_bytes(referral: Path, tmp_path: Path) -> None:
    assert write_referral(tmp_path, "second").read_bytes() == referral.read_bytes()
