"""Local numbers, thresholds and services."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from thinkfamily_desktop.settings.local_content import LocalContent, load_local_content
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder

TODAY = date(2026, 11, 20)
PRACTICE, PROBLEMS = load_local_content(resources_folder() / "practice")


def content(folder: Path, **values: object) -> tuple[LocalContent, list[str]]:
    (folder / "local_content.json").write_text(json.dumps(values), encoding="utf-8")
    found, problems = load_local_content(folder)
    return found, [f"{problem.code} {problem.parameters.get('key', '')}".strip() for problem in problems]


def test_without_a_folder_there_is_nothing_and_nothing_wrong() -> None:
    assert load_local_content(None) == (LocalContent(), ())


def test_the_practice_example_is_right_and_says_that_it_is_made_up() -> None:
    assert PROBLEMS == ()
    assert PRACTICE.made_up


def test_the_practice_example_has_a_number_for_every_kind_that_an_alert_asks_for() -> None:
    rules = yaml.safe_load((forms_folder() / "think_family" / "rules.yaml").read_text(encoding="utf-8"))["rules"]
    wanted = {kind for rule in rules for kind in rule.get("contacts", ())}
    assert wanted
    assert [kind for kind in sorted(wanted) if not PRACTICE.numbers_for([kind], "Northfield")] == []


def test_practice_numbers_can_ring_nobody() -> None:
    text = (resources_folder() / "practice" / "local_content.json").read_text(encoding="utf-8")
    for number in re.findall(r"\d[\d ]{2,}\d", re.sub(r"\d{4}-\d\d-\d\d", "", text)):
        assert re.fullmatch(r"999|01632 960\d{3}|0808 157 0\d{3}|07700 900\d{3}", number), number


@pytest.mark.parametrize("said", ["Eastwell", "eastwell  council", "17 Mill Bank, Eastwell", "EASTWELL, EW4 2AB"])
def test_a_name_or_an_address_finds_its_authority(said: str) -> None:
    found = PRACTICE.authority(said)
    assert found is not None
    assert found.name == "Eastwell"


@pytest.mark.parametrize("said", ["", "Westerley", "Eastwellington", "12 Northfield Road, Eastwell"])
def test_an_authority_is_never_guessed(said: str) -> None:
    assert PRACTICE.authority(said) is None


def test_numbers_come_in_the_order_asked_and_those_of_the_authority_alone() -> None:
    names = [number.name for number in PRACTICE.numbers_for(["social-care-day", "emergency"], "Eastwell")]
    assert names == ["Eastwell children’s social care, duty desk", "Police, ambulance, fire"]


def test_without_a_known_authority_every_authority_s_number_is_given() -> None:
    assert len(PRACTICE.numbers_for(["social-care-out-of-hours"], "Westerley")) == len(PRACTICE.authorities) == 3


def test_a_number_is_stale_after_ninety_days_or_without_a_date() -> None:
    (number,) = PRACTICE.numbers_for(["crisis-team"])
    assert [number.model_copy(update={"last_checked": day}).is_stale(TODAY) for day in (
        date(2026, 8, 22), date(2026, 8, 21), None, date(2027, 1, 1)
    )] == [False, True, True, False]  # fmt: skip


def test_everything_stale_is_found() -> None:
    names = {getattr(part, "name", "") for part in PRACTICE.stale(TODAY)}
    assert names == {"Young carers’ service", "Eastwell emergency duty team", "Bumps and Beyond"}
    assert len(PRACTICE.stale(date(2030, 1, 1))) == sum(map(len, PRACTICE.by_kind().values())) - 1  # 999


def test_an_authority_s_own_threshold_comes_before_the_organisation_s() -> None:
    own, common = PRACTICE.threshold_for("Northfield"), PRACTICE.threshold_for("Eastwell")
    assert own is not None
    assert common is not None
    assert (own.levels[3].code, common.levels[0].code) == ("4", "universal")


NUMBER = {"kind": "crisis-team", "name": "Crisis team", "number": "01632 960100"}


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"numbers": [{**NUMBER, "number": "ring reception"}]}, "policy.local_wrong numbers → 1 → number"),
        ({"numbers": [NUMBER, {**NUMBER, "last_checked": "5/10/26"}]}, "policy.local_wrong numbers → 2 → last_checked"),
        ({"numbers": [{**NUMBER, "nmae": "x"}]}, "policy.local_not_known numbers → 1 → nmae"),
        ({"number": []}, "policy.local_not_known number"),
        ({"authorities": [{"name": "A"}, {"name": "B", "places": ["a"]}]}, "policy.local_wrong authorities"),
    ],
)
def test_a_file_that_is_half_right_counts_as_none(tmp_path: Path, values: dict[str, object], problem: str) -> None:
    assert content(tmp_path, **values) == (LocalContent(), [problem])


def test_the_control_without_a_fault_counts(tmp_path: Path) -> None:
    found, problems = content(tmp_path, numbers=[NUMBER])
    assert (len(found.numbers), problems) == (1, [])


def test_a_missing_or_broken_file_is_said(tmp_path: Path) -> None:
    assert load_local_content(tmp_path)[1][0].code == "policy.local_missing"
    (tmp_path / "local_content.json").write_text("{", encoding="utf-8")
    assert load_local_content(tmp_path)[1][0].code == "policy.local_not_json"
