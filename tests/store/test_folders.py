import shutil
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.folders import refuse_unsafe_folder
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store, open_store, restore_store

MOUNTS = """/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /mnt/home nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
rclone /mnt/cloud fuse.rclone rw 0 0
/dev/sdb1 /mnt/ntfs fuseblk rw 0 0
/dev/sdc1 /mnt/home/local ext4 rw 0 0
broken
"""


def code_of(folder: Path, mounts: str | None = "") -> str | None:
    try:
        refuse_unsafe_folder(folder, mounts)
    except StoreError as told:
        return told.code
    return None


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - Some NHS Trust", "onedrive (1)", "Dropbox", "Google Drive", "Mobile Documents",
     "CloudStorage", "Nextcloud", "SharePoint"],
)  # fmt: skip
def test_a_folder_that_a_sync_program_copies_is_refused(tmp_path: Path, name: str) -> None:
    assert code_of(tmp_path / name / "vault") == "store.synced_folder"


@pytest.mark.parametrize("name", ["one drive notes", "dropboxes", "my sharepointless work", "vault", "Über Ordner"])
def test_a_folder_that_only_sounds_like_it_is_taken(tmp_path: Path, name: str) -> None:
    assert code_of(tmp_path / name) is None


def test_a_link_into_a_sync_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "deep").mkdir(parents=True)
    (tmp_path / "harmless").symlink_to(tmp_path / "Dropbox" / "deep")
    assert code_of(tmp_path / "harmless" / "vault") == "store.synced_folder"


@pytest.mark.parametrize("variable", ["OneDriveCommercial", "APPDATA"])
def test_wherever_the_sync_program_says_its_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert code_of(tmp_path / "elsewhere" / "vault") == "store.synced_folder"
    assert code_of(tmp_path / "here" / "vault") is None


def test_a_folder_marked_by_a_sync_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert code_of(tmp_path / "shared" / "vault") == "store.synced_folder"


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("/mnt/home/me/vault", "store.network_folder"),
        ("/mnt/my share/vault", "store.network_folder"),
        ("/mnt/cloud", "store.network_folder"),
        ("/mnt/ntfs/vault", None),
        ("/mnt/home/local/vault", None),
        ("/srv/vault", None),
        ("\\\\server\\share\\vault", "store.network_folder"),
        ("//server/share/vault", "store.network_folder"),
    ],
)
def test_a_network_is_refused_and_the_disk_beneath_decides(folder: str, code: str | None) -> None:
    assert code_of(Path(folder), MOUNTS) == code


def test_this_laptops_own_disk_is_taken(tmp_path: Path) -> None:
    assert code_of(tmp_path, None) is None


def test_nothing_is_made_where_a_store_may_not_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        create_store(tmp_path / "Dropbox" / "vault", made_up.PASSPHRASE, kdf=FLOOR)
    assert not (tmp_path / "Dropbox").exists()


AWKWARD = (
    "Zoë Łukasiewicz-O'Brien",
    "家族 familia عائلة",
    "50% done #1? [new] & more",
    *["a long folder name " * 3] * 4,
)


def test_whatever_the_folders_are_called_a_store_is_opened_backed_up_and_restored_there(
    made: Made, tmp_path: Path
) -> None:
    home = tmp_path.joinpath(*AWKWARD)
    shutil.copytree(made.folder, home / "vault")
    store = open_store(home / "vault", made_up.PASSPHRASE)
    backup = store.upkeep.back_up().result()
    store.close().result()
    restored = restore_store(backup.path, home / "restored", made_up.PASSPHRASE)
    assert restored.assessment(made.work.id).result().answers == made_up.ANSWERS
    restored.close().result()
    assert len(str(backup.path)) > 260, "longer than Windows once allowed"
