"""The checks of a form travel as questionnaire-constraint and come back as they were; those of others are handed on."""

import json
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from tests.exchange.practice_releases import shipped_forms
from tests.forms.written import PAGE, Written
from thinkfamily_desktop.exchange.constraints import CHECK
from thinkfamily_desktop.exchange.fhir import CONSTRAINT, to_json
from thinkfamily_desktop.exchange.questionnaire_in import ReadForm, read_questionnaire
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import Check, Form

CHECKS = """        checks:
          - when: {all: [{item: child.seen, is: false}, {item: visit.assessed, answered: true}]}
            says: Not seen
            source: [made-up]
          - when: {not: {any: [{item: child.seen, is: true}, {item: child.says, answered: true}]}}
            severity: error
            says: Neither
          - {when: {role: child}, says: Only our engine can tell}
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path)


@pytest.fixture
def form(written: Written) -> Form:
    written.change(
        PAGE,
        "        guidance: {why: Every child is seen.}\n",
        "        guidance: {why: Every child is seen.}\n" + CHECKS,
    )
    return written.read().form("first")


def constraints(resource: Any) -> list[dict[str, Any]]:
    """Every constraint of a Questionnaire, wherever it stands."""
    if isinstance(resource, list):
        return [found for each in resource for found in constraints(each)]
    if not isinstance(resource, dict):
        return []
    mine = [each for each in resource.get("extension", ()) if each.get("url") == CONSTRAINT]
    return mine + [found for key, each in resource.items() if key != "extension" for found in constraints(each)]


def part(constraint: dict[str, Any], name: str) -> Any:
    found = next(each for each in constraint["extension"] if each["url"] == name)
    return next(value for key, value in found.items() if key.startswith("value"))


def checks_of(form: Form, item: str) -> tuple[Check, ...]:
    return next(each for each in form_items(form) if each.id == item).checks


def read_back(resource: Any) -> ReadForm:
    return read_questionnaire(json.loads(to_json(resource)))


def test_a_check_is_a_constraint_that_holds_while_the_check_finds_nothing(form: Form) -> None:
    first, second = constraints(questionnaire(form))
    of_the_group = "%resource.descendants().where(item.where(linkId = 'child.seen').exists())"
    assert part(first, "expression") == (
        f"{of_the_group}.all(((item.where(linkId = 'child.seen').answer.value.where($this = false).exists()"
        " and %resource.descendants().where(linkId = 'visit.assessed').answer.value.exists())).not())"
    )
    assert (part(first, "severity"), part(first, "human")) == ("warning", "Not seen")
    assert (part(second, "severity"), part(second, "human")) == ("error", "Neither")


def test_every_check_comes_back_as_it_was(form: Form) -> None:
    assert read_back(questionnaire(form)).form == form
    assert len(checks_of(form, "child.seen")) == 3


def test_the_checks_of_the_shipped_forms_travel_and_are_valid() -> None:
    for form in shipped_forms().values():
        resource = questionnaire(form)
        Questionnaire.model_validate_json(to_json(resource))
        assert read_back(resource).form == form
    full = questionnaire(shipped_forms()["full"])
    assert [part(each, "key") for each in constraints(full)] == ["ch.spoken-1", "pmh.suicide-1"]


def test_a_changed_sentence_or_severity_is_taken(form: Form) -> None:
    resource = json.loads(to_json(questionnaire(form)))
    changed = constraints(resource)[1]
    next(each for each in changed["extension"] if each["url"] == "human")["valueString"] = "Ask again"
    next(each for each in changed["extension"] if each["url"] == "severity")["valueCode"] = "warning"
    only_ours(resource)
    back = checks_of(read_back(resource).form, "child.seen")
    assert [(str(each.says), each.severity) for each in back] == [("Not seen", "warning"), ("Ask again", "warning")]


def test_a_changed_expression_is_no_longer_ours_and_is_handed_on(form: Form) -> None:
    resource = json.loads(to_json(questionnaire(form)))
    next(each for each in constraints(resource)[0]["extension"] if each["url"] == "expression")["valueString"] = "1 = 1"
    only_ours(resource)
    read = read_back(resource)
    assert [str(each.says) for each in checks_of(read.form, "child.seen")] == ["Neither"]
    assert "1 = 1" in [part(each, "expression") for each in constraints(questionnaire(read.form, read.kept))]


def test_a_constraint_of_somebody_else_is_kept_and_not_run(form: Form) -> None:
    strange = {
        "url": CONSTRAINT,
        "extension": [
            {"url": "key", "valueId": "theirs"},
            {"url": "severity", "valueCode": "error"},
            {"url": "expression", "valueString": "true"},
            {"url": "human", "valueString": "Theirs"},
        ],
    }
    resource = {
        "resourceType": "Questionnaire",
        "status": "active",
        "item": [{"linkId": "a", "type": "string", "text": "A", "extension": [strange]}],
    }
    read = read_back(resource)
    assert checks_of(read.form, "a") == ()
    assert strange in constraints(questionnaire(read.form, read.kept))


@pytest.mark.parametrize("broken", ["{", "[]", '{"when": {"item": "nowhere"}}', '{"path": 3}'])
def test_a_check_of_ours_that_cannot_be_read_is_nobody_s_and_no_crash(form: Form, broken: str) -> None:
    resource = json.loads(to_json(questionnaire(form)))
    for each in constraints(resource):
        next(one for one in each["extension"] if one["url"] == CHECK)["valueString"] = broken
    only_ours(resource)
    assert checks_of(read_back(resource).form, "child.seen") == ()


def only_ours(resource: Any) -> None:
    """Takes away what we say besides in our own extension, as another program may: then the constraints alone count."""
    if isinstance(resource, list):
        for each in resource:
            only_ours(each)
    elif isinstance(resource, dict):
        for each in resource.get("extension", ()):
            if each.get("url", "").endswith("/rest") and "checks" in each.get("valueString", ""):
                rest = json.loads(each["valueString"])
                rest.pop("checks", None)
                each["valueString"] = json.dumps(rest)
        for key, each in resource.items():
            if key != "extension":
                only_ours(each)
