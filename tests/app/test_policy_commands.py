"""`policy show` and `policy check` as an administrator types them, for policy and for local content."""

import json
from pathlib import Path

import pytest

from tests.report.test_logo import drawn
from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.settings import policy
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy_sources import Source

PRACTICE = resources_folder() / "practice"
NUMBER = {"kind": "crisis-team", "name": "Home Treatment Team", "number": "01632 960100"}


def checked(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["policy", "check", str(file)])
    return code, capsys.readouterr().out


def local(folder: Path, **number: object) -> Path:
    file = folder / "local_content.json"
    file.write_text(json.dumps({"numbers": [NUMBER | number]}), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["policy.example.json", "local_content.json"])
def test_the_examples_are_right(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = checked(PRACTICE / name, capsys)
    assert code == 0
    assert "This file is right." in said


def test_a_fault_in_local_content_is_named_and_the_file_not_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(local(tmp_path, number="ring me"), capsys)
    assert code == 1
    assert "numbers → 1 → number" in said
    assert "This file needs correcting." in said


def test_what_has_to_be_checked_again_is_said_and_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(local(tmp_path, last_checked="2001-02-03"), capsys)
    assert code == 0
    assert "Home Treatment Team: last checked 3 Feb 2001" in said
    code, said = checked(local(tmp_path), capsys)
    assert code == 0
    assert "Home Treatment Team: nobody has said" in said


def test_show_says_when_the_local_content_of_this_laptop_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        policy, "machine_sources", lambda: (Source("here", {"LocalContentFolder": str(tmp_path / "gone")}),)
    )
    assert main(["policy", "show"]) == 0
    assert "could not be read. None are shown until it can be." in capsys.readouterr().out


def test_a_logo_is_right_or_says_what_it_has_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = checked(drawn(tmp_path / "logo.png", (800, 200)), capsys)
    assert (code, said.splitlines()) == (0, ["On paper it is 40 mm wide and 10 mm high.", "This file is right."])
    code, said = checked(drawn(tmp_path / "logo.png", (1000, 100)), capsys)
    assert code == 1
    assert "is 1000 by 100 pixels" in said
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    code, said = checked(tmp_path / "logo.svg", capsys)
    assert code == 1
    assert "Save the picture as an ordinary PNG" in said


CHANGES = "overlay: bryn\nform: full\nversion: 0.1.0\n"


def test_changes_to_the_forms_are_right_or_named_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bryn.yaml"
    file.write_text(CHANGES + "texts: {ch.seen.ask: 'Have you brought {name}?'}\n", encoding="utf-8")
    code, said = checked(tmp_path, capsys)
    assert code == 0
    assert "bryn.yaml: nobody has said when it was last checked." in said
    file.write_text(CHANGES + "last_checked: 2001-02-03\nlevels: {R01: quality}\n", encoding="utf-8")
    code, said = checked(file, capsys)
    assert code == 1
    assert "bryn.yaml:5: R01 is act_now; quality asks less." in said
    file.write_text(CHANGES + "last_checked: 2001-02-03\n", encoding="utf-8")
    code, said = checked(file, capsys)
    assert code == 0
    assert "bryn.yaml: last checked 3 Feb 2001, more than 90 days ago." in said


def test_a_folder_with_nothing_to_judge_is_not_called_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, capsys)[0] == 1
    assert checked(tmp_path / "gone.yaml", capsys)[0] == 1


def test_show_counts_what_is_local_of_every_kind_with_the_oldest_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bryn.yaml").write_text(CHANGES + "last_checked: 2001-02-03\n", encoding="utf-8")
    values = {
        "LocalContentFolder": str(PRACTICE), "OverlayFolder": str(tmp_path),
        "OrganisationLogo": str(drawn(tmp_path / "logo.png")), "OrganisationLogoChecked": "2001-02-04",
    }  # fmt: skip
    monkeypatch.setattr(policy, "machine_sources", lambda: (Source("here", values),))
    assert main(["policy", "show"]) == 0
    said = capsys.readouterr().out.splitlines()
    for kind, day in (
        ("Numbers to ring: 28", "15 Jun 2026"), ("Threshold documents: 2", "5 Oct 2026"),
        ("Services: 5", "15 Jun 2026"),
        ("Files of changes to the forms: 1", "3 Feb 2001"), ("Logo on referrals: 1", "4 Feb 2001"),
    ):  # fmt: skip
        assert f"{kind}, checked on {day} or later." in said
    assert "logo.png: last checked 4 Feb 2001, more than 90 days ago." in said
    assert main(["policy", "show", "--json"]) == 0
    local = json.loads(capsys.readouterr().out)["local"]
    assert local["logo"] == [{"name": "logo.png", "last_checked": "2001-02-04"}]
    assert sorted(local) == ["forms", "logo", "numbers", "services", "thresholds"]


def test_show_says_every_kind_of_local_content_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bryn.yaml").write_text(CHANGES + "levels: {R01: quality}\n", encoding="utf-8")
    values = {"OverlayFolder": str(tmp_path), "OrganisationLogo": str(tmp_path / "gone.png")}
    monkeypatch.setattr(policy, "machine_sources", lambda: (Source("here", values),))
    assert main(["policy", "show"]) == 0
    said = capsys.readouterr().out
    assert "changes to the forms cannot be used, so the forms are as they came. First: bryn.yaml:4" in said
    assert f"The logo {tmp_path / 'gone.png'} could not be read." in said
