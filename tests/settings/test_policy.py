"""What an organisation may set, and what a wrong file cannot do."""

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.policy import FIELDS, InForce, Policy, load_policy, read_policy_file, written
from thinkfamily_desktop.settings.policy_sources import Source
from thinkfamily_desktop.settings.policy_table import setting_rows
from thinkfamily_desktop.settings.words import load_words

KEY = base64.b64encode(bytes(range(32))).decode()
WORDS = load_words(resources_folder() / "words")


def in_force(**values: object) -> InForce:
    return load_policy([Source("here", values)])


def test_without_any_file_the_program_s_own_values_hold() -> None:
    found = load_policy([])
    assert (found.problems, dict(found.origin)) == ((), {})
    assert found.policy == Policy()
    assert (found.policy.idle_lock_minutes, found.policy.min_passphrase_length) == (5, 12)
    assert (found.policy.written_confirmation_hours, found.policy.amber_working_days) == (24, 5)
    assert found.policy.allowed_export_folders is None


def test_what_is_set_is_in_force_and_says_where_it_comes_from() -> None:
    found = in_force(IdleLockMinutes=10, OrganisationName="Bryn Trust", CoverAtDesk=1, EscrowPublicKey=KEY)
    assert found.problems == ()
    assert found.policy.idle_lock_minutes == 10
    assert found.policy.cover_at_desk is True
    assert found.policy.escrow_public_key == KEY
    assert set(found.origin.values()) == {"here"}


def test_the_highest_source_that_names_a_setting_counts() -> None:
    found = load_policy(
        [Source("high", {"IdleLockMinutes": 3}), Source("low", {"IdleLockMinutes": 9, "AmberWorkingDays": 2})]
    )
    assert (found.policy.idle_lock_minutes, found.policy.amber_working_days) == (3, 2)
    assert dict(found.origin) == {"idle_lock_minutes": "high", "amber_working_days": "low"}


def test_a_name_counts_in_any_case_as_in_the_registry() -> None:
    assert in_force(idlelockMINUTES=7).policy.idle_lock_minutes == 7


@pytest.mark.parametrize(
    ("name", "raw", "used"),
    [
        ("IdleLockMinutes", 0, 1),
        ("IdleLockMinutes", -3, 1),
        ("IdleLockMinutes", 16, 5),
        ("IdleLockMinutes", 10**30, 5),
        ("IdleLockMinutes", "10", 5),
        ("IdleLockMinutes", 10.0, 5),
        ("IdleLockMinutes", True, 5),
        ("IdleLockMinutes", None, 5),
        ("MinPassphraseLength", 4, 12),
        ("MinPassphraseLength", 500, 128),
        ("CoverAtDesk", "ja", True),
        ("OrganisationName", "x" * 201, ""),
        ("OrganisationName", 7, ""),
        ("LocalContentFolder", "somewhere/relative", None),
        ("OverlayFolder", "somewhere/relative", None),
        ("SigningCertificate", "team.p12", None),
        ("SigningPasswordFile", 7, None),
        ("Nation", "narnia", "england"),
        ("Nation", 3, "england"),
        ("EscrowPublicKey", KEY[:-4], None),
        ("EscrowPublicKey", "not base64 at all", None),
        ("WrittenConfirmationHours", 200, 24),
        ("AmberWorkingDays", 30, 5),
        ("TextSizeAtLeast", 20, 100),
        ("AllowedExportFolders", "C:\\", ()),
        ("AllowedExportFolders", [3, "relative"], ()),
        ("AllowedExportFolders", ["/srv/exports", "relative"], (Path("/srv/exports"),)),
    ],
)
def test_a_wrong_value_touches_its_own_setting_alone_and_is_never_looser(name: str, raw: object, used: object) -> None:
    found = in_force(**{name: raw})
    field = FIELDS[name.casefold()]
    assert getattr(found.policy, field) == used
    assert [problem.parameters["key"] for problem in found.problems] == [name]
    others = set(Policy.model_fields) - {field}
    assert found.policy.model_dump(include=others) == Policy().model_dump(include=others)


def test_a_setting_that_does_not_exist_is_named() -> None:
    found = in_force(IdleLockMinuets=3)
    assert [(p.code, p.parameters["key"]) for p in found.problems] == [("policy.not_known", "IdleLockMinuets")]
    assert found.policy == Policy()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


FOLDERS = {row.field for row in setting_rows() if row.kind in {"folder", "folders"}}


@settings(deadline=None)  # a busy machine is no fault of a policy
@given(st.dictionaries(st.sampled_from([written(name) for name in Policy.model_fields]) | st.text(), JSON_VALUES))
def test_no_file_starts_the_program_without_a_lock(values: dict[str, object]) -> None:
    found = load_policy([Source("here", values)])
    assert 1 <= found.policy.idle_lock_minutes <= 15
    assert 8 <= found.policy.min_passphrase_length <= 128
    for problem in found.problems:
        sentence = WORDS.say(problem.code, **problem.parameters)
        for part in ("key", "given"):
            sentence = sentence.replace(str(problem.parameters.get(part)), "")
        assert "{" not in sentence
    Policy.model_validate(
        found.policy.model_dump(exclude_none=True, exclude=FOLDERS)  # they are read from text, and are paths by now
    )


def test_every_setting_has_a_sentence_for_its_wrong_value() -> None:
    for name in Policy.model_fields:
        sentence = WORDS.say(f"policy.wrong_{name}", source="here", key=written(name), given='"x"', used="5")
        assert sentence.startswith(f'here: {written(name)} is "x", and must be ')


def test_exports_go_only_below_the_folders_allowed(tmp_path: Path) -> None:
    allowed, elsewhere = tmp_path / "allowed", tmp_path / "elsewhere"
    for folder in (allowed, elsewhere):
        folder.mkdir()
    (allowed / "way-out").symlink_to(elsewhere)
    policy = in_force(AllowedExportFolders=[str(allowed)]).policy
    assert policy.allows_export_to(allowed / "a.pdf")
    assert policy.allows_export_to(allowed / "deeper" / "a.pdf")
    assert not policy.allows_export_to(elsewhere / "a.pdf")
    assert not policy.allows_export_to(allowed / ".." / "elsewhere" / "a.pdf")
    assert not policy.allows_export_to(allowed / "way-out" / "a.pdf")
    assert not policy.allows_export_to(tmp_path / "allowed-too" / "a.pdf")
    assert Policy().allows_export_to(elsewhere / "a.pdf")


def test_the_practice_example_is_right_and_names_every_setting() -> None:
    found = read_policy_file(resources_folder() / "practice" / "policy.example.json")
    assert found.problems == ()
    assert set(found.origin) == set(Policy.model_fields)
