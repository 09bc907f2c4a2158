"""On Windows a policy file counts only when administrators alone can change it: descriptors as Windows writes them."""

from pathlib import Path

import pytest

from tests.settings.test_policy_sources import Key, codes, registry
from thinkfamily_desktop.settings.policy_sources import SHELL_FOLDERS, windows_file_sources, windows_policy_file
from thinkfamily_desktop.settings.windows_rights import CHANGES, LEADS_ELSEWHERE, is_administrators_alone

USUAL = "O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)"  # written by an administrator in ProgramData
CLOSED = "O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)"
FOLDER = (  # made by an administrator in ProgramData, where anybody may add a file
    "O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)"
)
INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"


@pytest.mark.parametrize("descriptor", [USUAL, CLOSED, f"O:{INSTALLER}G:SYD:(A;;FA;;;BA)", "O:BAD:(D;;FA;;;WD)"])
def test_what_only_administrators_can_change_is_theirs(descriptor: str) -> None:
    assert is_administrators_alone(descriptor)


@pytest.mark.parametrize(
    "descriptor",
    [
        USUAL.replace("O:BA", "O:S-1-5-21-1-2-3-1001"),
        USUAL.replace("0x1200a9;;;BU", "0x1301bf;;;BU"),
        USUAL.replace("0x1200a9;;;BU", "FA;;;BU"),
        USUAL.replace("0x1200a9;;;BU", "FRFW;;;AU"),
        USUAL.replace("0x1200a9;;;BU", "WD;;;BU"),
        USUAL.replace("0x1200a9;;;BU", "GW;;;WD"),
        USUAL.replace("0x1200a9;;;BU", "XX;;;BU"),
        USUAL.replace("0x1200a9;;;BU", "FRF;;;BU"),
        USUAL.replace("(A;ID;0x1200a9;;;BU)", "(XA;ID;FR;;;BU;(1 == 1))"),
        USUAL.replace("(A;ID;0x1200a9;;;BU)", "(OA;ID;FR;guid;;BU)"),
        "O:BAG:SYD:NO_ACCESS_CONTROL",
        "O:BAG:SY",
        "",
    ],
)
def test_what_somebody_else_can_change_or_is_not_understood_is_not(descriptor: str) -> None:
    assert not is_administrators_alone(descriptor)


def test_that_users_may_add_files_to_a_folder_harms_nothing_and_that_they_may_delete_does() -> None:
    assert is_administrators_alone(FOLDER, LEADS_ELSEWHERE)
    assert not is_administrators_alone(FOLDER, CHANGES)
    for right in ("DT", "SD", "WO", "GA"):
        assert not is_administrators_alone(FOLDER.replace("DCLCRPCR", right), LEADS_ELSEWHERE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "ThinkFamily").mkdir()
    policy = tmp_path / "ThinkFamily" / "policy.json"
    policy.write_text('{"IdleLockMinutes": 3}', encoding="utf-8")
    return policy


def test_the_file_counts_only_when_it_and_its_folder_are_administrators_alone(file: Path) -> None:
    rights = {file: USUAL, file.parent: FOLDER}
    (source,) = windows_file_sources(file, rights.__getitem__)
    assert source.values == {"IdleLockMinutes": 3}
    for place in rights:
        (source,) = windows_file_sources(file, (rights | {place: USUAL.replace("O:BA", "O:BU")}).__getitem__)
        assert (source.values, codes(source)) == ({}, ["policy.not_trusted"])


def test_a_file_whose_rights_cannot_be_read_does_not_count_and_one_that_is_not_there_is_nothing(file: Path) -> None:
    def refuse(place: Path) -> str:
        raise OSError(place)

    (source,) = windows_file_sources(file, refuse)
    assert (source.values, codes(source)) == ({}, ["policy.not_readable"])
    file.unlink()
    assert windows_file_sources(file, refuse) == windows_file_sources(None, refuse) == ()


def test_where_it_lies_is_what_the_registry_says() -> None:
    assert windows_policy_file(registry(None)) is None
    found = windows_policy_file(registry(Key({"Common AppData": "/programdata"}), SHELL_FOLDERS))
    assert found == Path("/programdata/ThinkFamily/policy.json")
