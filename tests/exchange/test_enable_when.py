"""Whether a question shows, in our engine, is what FHIR R4 defines. LHC-Forms gives a second opinion.

`second_opinion.mjs` ran these very Questionnaires and responses through it (npm package `lforms` 40.1.3, without a
window), and `second_opinion.json` is what it showed. A third opinion is `exchange/enabled.py`, which knows FHIR and not
our engine.

Of the 78 cases LHC-Forms agrees with 74. It disagrees with the engine, and with the words of FHIR, in four, all of one
cause: it compares the day that was answered (a Date) with the day of the condition (text), so that no comparison of
dates ever holds, and `!=` never lets go. They are listed in DISAGREEMENTS; the engine follows FHIR.
"""

import json
from pathlib import Path

import pytest

from tests.exchange.answering import engine_shows
from tests.exchange.enable_when_cases import CASES, DEFINITIONS, Case
from thinkfamily_desktop.exchange.enabled import Answered, shows
from thinkfamily_desktop.exchange.fhir import Json
from thinkfamily_desktop.exchange.questionnaire_in import read_questionnaire
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire

DISAGREEMENTS = {"equal a day", "not equal a day, another", "on or after a day", "before a day"}
SAID = json.loads((Path(__file__).parent / "second_opinion.json").read_text(encoding="utf-8"))


def fits(case: Case, shown: set[str]) -> bool:
    return set(case.shown) <= shown and shown.isdisjoint(case.hidden)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_shows_what_fhir_defines(case: Case) -> None:
    shown = engine_shows(read_questionnaire(case.questionnaire).form, case.answers)
    assert fits(case, shown), f"{case.rule}: {shown}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_still_does_once_written_out_and_read_again(case: Case) -> None:
    read = read_questionnaire(case.questionnaire)
    again = read_questionnaire(questionnaire(read.form, read.kept))
    assert again.form == read.form
    assert fits(case, engine_shows(again.form, case.answers)), case.rule


def test_every_rule_has_a_case_and_each_case_a_name_of_its_own() -> None:
    assert {case.rule for case in CASES} == set(DEFINITIONS.values())
    assert len({case.name for case in CASES}) == len(CASES)


def test_lhc_forms_agrees_but_where_it_is_said_not_to() -> None:
    disagreeing = {case.name for case in CASES if not fits(case, set(SAID["shown"][case.name]))}
    assert disagreeing == DISAGREEMENTS


def shown_by_fhir_alone(case: Case) -> set[str]:
    return set(_shown(case.questionnaire, case.response, Answered(case.response), (), ""))


def _shown(asked: Json, given: Json, answered: Answered, around: tuple[Json, ...], row: str) -> list[str]:
    found: list[str] = []
    here = (*around, given)
    for item in asked.get("item", ()):
        if not shows(item, answered, here):
            continue
        found.append(item["linkId"] + row)
        inside = [each for each in given.get("item", ()) if each["linkId"] == item["linkId"]] or [{}]
        for at, each in enumerate(inside):
            nth = f"#{at}" if item.get("repeats") and item["type"] == "group" else row
            found += _shown(item, each, answered, here, nth)
    return found


@pytest.mark.parametrize("case", [case for case in CASES if "F7" not in case.rule], ids=lambda case: case.name)
def test_our_check_of_responses_sees_the_same(case: Case) -> None:
    assert fits(case, shown_by_fhir_alone(case)), case.rule
