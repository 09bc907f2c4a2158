"""The commands about forms: a Questionnaire is checked and shown like a form, and a form is written as one."""

import json
from pathlib import Path

import pikepdf
import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.exchange.questionnaire_in import read_questionnaire_file
from thinkfamily_desktop.exchange.response_invariants import response_findings
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.settings.locations import forms_folder

BROKEN = {
    "resourceType": "Questionnaire",
    "status": "active",
    "item": [
        {
            "linkId": "a",
            "type": "boolean",
            "enableWhen": [{"question": "b", "operator": "exists", "answerBoolean": True}],
        }
    ],
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(BROKEN), encoding="utf-8")
    return path


def test_a_form_is_written_as_a_questionnaire_that_is_the_same_form(tmp_path: Path) -> None:
    out = tmp_path / "screening.json"
    assert main(["forms", "fhir", "screening", "--out", str(out)]) == 0
    shipped = load_set(forms_folder() / "think_family").form("screening")
    assert read_questionnaire_file(out).form == shipped
    assert main(["forms", "check", str(out)]) == 0


def test_a_questionnaire_is_shown_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "screening.json"
    main(["forms", "fhir", "screening", "--out", str(out)])
    capsys.readouterr()
    assert main(["forms", "show", str(out)]) == 0
    from_questionnaire = capsys.readouterr().out
    assert main(["forms", "show", "screening"]) == 0
    assert capsys.readouterr().out == from_questionnaire


def test_a_broken_questionnaire_is_named_by_its_path(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "check", str(broken)]) == 1
    assert "broken.json:Questionnaire.item[0].enableWhen[0]: There is no question 'b'." in capsys.readouterr().out
    assert main(["forms", "check", "--json", str(broken)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["errors"] == 1
    assert said["problems"][0]["rule"] == "tf-target"


@pytest.mark.parametrize("command", ["show", "fhir"])
def test_a_broken_questionnaire_is_no_form(command: str, broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", command, str(broken)]) == 4
    said = capsys.readouterr()
    assert "cannot be used as a form" in said.err
    assert "Traceback" not in said.err


def test_check_takes_one_file_of_a_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "check", str(forms_folder() / "think_family" / "rules.yaml")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 errors")


def test_the_register_is_printed_and_written_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "register"]) == 0
    printed = capsys.readouterr().out
    assert main(["forms", "register", "--out", str(tmp_path / "r.md")]) == 0
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == printed


def test_an_export_carries_the_same_release_as_fhir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    store, phrase = tmp_path / "practice", tmp_path / "phrase"
    phrase.write_text("practice made up family only\n", encoding="utf-8")
    assert main(["demo", "--store", str(store), "--pdf", str(tmp_path / "first.pdf")]) == 0
    made, fhir = tmp_path / "out.pdf", tmp_path / "out.json"
    asked = ["export", "TF-2026-0147", "--to", "social-care", "--out", str(made), "--fhir", str(fhir)]
    assert main([*asked, "--store", str(store), "--passphrase-file", str(phrase)]) == 0
    main(["forms", "fhir", "full", "--out", str(tmp_path / "full.json")])
    form = json.loads((tmp_path / "full.json").read_text(encoding="utf-8"))
    response = json.loads(fhir.read_text(encoding="utf-8"))
    assert response_findings(response, form) == ()
    assert made.read_bytes().startswith(b"%PDF")


def test_a_form_is_written_as_paper_to_fill_in_by_hand(tmp_path: Path) -> None:
    out = tmp_path / "screening.pdf"
    assert main(["forms", "blank", "screening", "--out", str(out)]) == 0
    with pikepdf.open(out) as paper:
        assert len(paper.pages) > 3
        assert "on paper" in str(paper.docinfo["/Title"])
