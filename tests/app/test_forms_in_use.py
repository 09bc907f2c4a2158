"""Which forms the program works in: those of the policy's nation, with the organisation's changes when right."""

from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.local_parts import local_content
from thinkfamily_desktop.settings.policy import InForce, load_policy
from thinkfamily_desktop.settings.policy_sources import Source

HEAD = "overlay: bryn\nform: full\nversion: {version}\n"


def house_with(**policy: object) -> House:
    """A house under this policy."""
    house = House()
    in_force: InForce = load_policy([Source("here", policy)])
    assert in_force.problems == ()
    house.__dict__["in_force"] = in_force
    return house


VERSION = "0.1.0"


@pytest.fixture
def changes(tmp_path: Path) -> Path:
    (tmp_path / "bryn.yaml").write_text(
        HEAD.format(version=VERSION)
        + "texts: {ch.seen.ask: 'Have you brought {name}?'}\n"
        + "numbers: [{kind: social-care-day, name: Bryn duty desk, number: 01632 960999, last_checked: 2026-11-01}]\n"
        + "threshold: {name: Right help in Bryn, levels: {a: Everybody, b: Early help}, last_checked: 2026-11-01}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_policy_s_nation_words_numbers_and_threshold_are_in_use(changes: Path) -> None:
    house = house_with(OverlayFolder=str(changes), Nation="northern-ireland")
    assert house.form_problems == ()
    form = house.form_set.form("full")
    assert "Have you brought {name}?" in str(form.pages)
    assert "The Gateway service" in {str(reader.title) for reader in form.recipients.readers}
    content, _ = local_content(house, house.in_force.policy, practice=False)
    assert [number.name for number in content.numbers_for(["social-care-day"])] == ["Bryn duty desk"]
    assert content.threshold is not None
    assert content.threshold.name == "Right help in Bryn"
    practice, _ = local_content(house, house.in_force.policy, practice=True)
    assert practice.made_up
    assert "Bryn duty desk" not in {number.name for number in practice.numbers_for(["social-care-day"])}


def test_wrong_changes_are_one_sentence_and_the_forms_are_as_they_came(changes: Path) -> None:
    with (changes / "bryn.yaml").open("a", encoding="utf-8") as file:
        file.write("levels: {R01: quality}\n")
    house = house_with(OverlayFolder=str(changes))
    [problem] = house.form_problems
    said = house.words.say(problem.code, **problem.parameters)
    assert "bryn.yaml:7" in said
    assert "asks less" in said
    assert "as they came" in said
    assert "Have you brought {name}?" not in str(house.form_set.form("full").pages)


def test_a_folder_of_changes_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    house = house_with(OverlayFolder=str(tmp_path / "gone"))
    [problem] = house.form_problems
    assert "could not be read" in house.words.say(problem.code, **problem.parameters)
    assert house.form_set.form("full")


def test_the_commands_take_a_nation_and_changes(changes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "show", "full", "--nation", "northern-ireland", "--overlay", str(changes)]) == 0
    shown = capsys.readouterr().out
    assert "Have you brought {name}?" in shown
    assert "Health and Care Number" in shown


def test_the_commands_name_what_is_wrong_with_changes(changes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (changes / "bryn.yaml").open("a", encoding="utf-8") as file:
        file.write("levels: {R01: quality}\n")
    assert main(["forms", "check", "--overlay", str(changes)]) == 1
    assert "bryn.yaml:7: R01 is act_now; quality asks less." in capsys.readouterr().out
    assert main(["forms", "show", "full", "--overlay", str(changes)]) == 4
    assert "bryn.yaml:7" in capsys.readouterr().err


def test_a_nation_that_is_not_known_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "show", "full", "--nation", "narnia"]) == 4
    said = capsys.readouterr().err
    assert "narnia" in said
    assert "Traceback" not in said
