"""Each rule has a file that it alone refuses; what is sound is refused by none."""

# ruff: noqa: E501  # tables of cases stand on one line each
import json
import re
from pathlib import Path
from typing import Any

import pytest

from thinkfamily_desktop.exchange import invariants, response_invariants, shapes
from thinkfamily_desktop.exchange.invariants import questionnaire_findings
from thinkfamily_desktop.exchange.response_invariants import response_findings

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").glob("*.json"))
RESPONSES = sorted((HERE / "faulty_responses").glob("*.json"))
FORM = json.loads((HERE / "answered_form.json").read_text(encoding="utf-8"))
SOUND = {
    "resourceType": "QuestionnaireResponse",
    "questionnaire": "https://example.org/q|1",
    "status": "completed",
    "contained": [{"resourceType": "Patient", "id": "p"}],
    "subject": {"reference": "#p"},
    "item": [
        {"linkId": "a", "answer": [{"valueBoolean": True, "item": [{"linkId": "a.1", "answer": [{"valueString": "x"}]}]}]},
        {"linkId": "s", "answer": [{"valueString": "short"}]},
        {"linkId": "c", "answer": [{"valueCoding": {"code": "x"}}]},
        {"linkId": "n", "answer": [{"valueDecimal": 10}]},
        {"linkId": "t", "answer": [{"valueString": "asked"}]},
    ],
}  # fmt: skip


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_faulty_questionnaire_is_refused_by_its_rule_alone(path: Path) -> None:
    assert {finding.rule for finding in questionnaire_findings(read(path))} == {path.stem}


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_a_faulty_response_is_refused_by_its_rule_alone(path: Path) -> None:
    assert {finding.rule for finding in response_findings(read(path), FORM)} == {path.stem}


def test_what_is_sound_is_refused_by_none() -> None:
    assert questionnaire_findings(FORM) == ()
    assert response_findings(SOUND, FORM) == ()


def test_every_rule_has_its_file() -> None:
    def rules(*modules: Any) -> set[str]:
        text = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
        return set(re.findall(r'Finding\(\s*"([a-z0-9-]+)"', text))

    assert rules(invariants, shapes) == {path.stem for path in FAULTS}
    assert rules(response_invariants) - {"shape"} == {path.stem for path in RESPONSES}


def test_every_finding_says_where_and_what_to_do() -> None:
    for path in FAULTS:
        for finding in questionnaire_findings(read(path)):
            assert finding.path.startswith("Questionnaire")
            assert finding.remedy
