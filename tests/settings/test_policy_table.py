"""What every setting says of itself, and that it says the truth."""

import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.settings.policy import Policy, load_policy
from thinkfamily_desktop.settings.policy_sources import Source
from thinkfamily_desktop.settings.policy_table import SettingRow, setting_rows, setting_schema

NUMBERS = [row for row in setting_rows() if row.kind == "number"]


def used(row: SettingRow, raw: object) -> object:
    return getattr(load_policy([Source("here", {row.name: raw})]).policy, row.field)


def test_every_setting_says_what_it_is_and_who_may_set_it() -> None:
    assert [row.field for row in setting_rows()] == list(Policy.model_fields)
    for row in setting_rows():
        assert row.title[0].isupper()
        assert row.description.endswith(".")
        assert row.who in {"organisation", "worker, within it"}


def test_kinds_are_those_that_are_written_down() -> None:
    kinds = {row.name: row.kind for row in setting_rows()}
    assert kinds["IdleLockMinutes"] == "number"
    assert kinds["CoverAtDesk"] == "flag"
    assert kinds["Nation"] == "choice"
    assert kinds["EscrowPublicKey"] == kinds["OrganisationName"] == "text"
    assert kinds["LocalContentFolder"] == "folder"
    assert kinds["AllowedExportFolders"] == "folders"


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_bounds_are_those_that_are_kept(row: SettingRow) -> None:
    assert row.least is not None
    assert row.most is not None
    for value in (row.least, row.most):
        assert used(row, value) == value
    assert used(row, row.least - 1) != row.least - 1
    assert used(row, row.most + 1) != row.most + 1


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_what_a_wrong_value_gives_is_said_rightly(row: SettingRow) -> None:
    assert row.least is not None
    assert row.most is not None
    assert row.when_wrong.startswith(f"{row.default}, or ")
    beyond = row.least - 1 if row.when_wrong.endswith("below") else row.most + 1
    assert str(used(row, beyond)) in row.when_wrong.split()[2]
    assert used(row, "wrong") == row.default


def test_a_choice_takes_its_words_and_says_what_another_gives() -> None:
    (nation,) = [row for row in setting_rows() if row.kind == "choice"]
    for word in nation.choices:
        assert used(nation, word) == word
    assert used(nation, "elsewhere") == nation.when_wrong == nation.default


def test_the_schema_has_every_setting_and_nothing_else() -> None:
    schema = setting_schema()
    assert list(schema["properties"]) == [row.name for row in setting_rows()]
    assert schema["additionalProperties"] is False


def test_policy_show_explains_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "show"]) == 0
    said = capsys.readouterr().out
    for row in setting_rows():
        assert f"{row.name} = " in said
        assert row.description in said
    assert "From 1 to 15. The organisation sets it." in said
    assert "A worker chooses it, within what the organisation sets." in said
