"""Which folders a store may live in: on this laptop's own disk, and where nothing copies files behind its back.

Sync programs and network disks copy the database without its log, or an old one over a new one: work is lost unseen.
"""

import ctypes
import os
import sys
from pathlib import Path

from thinkfamily_desktop.store.errors import StoreError

_SYNCED_NAMES = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "mobile documents",
    "cloudstorage", "nextcloud", "owncloud", "box sync", "sharepoint", "pcloud drive", "megasync", "sync.com",
)  # fmt: skip
_SYNC_MARKS = (".stfolder", ".dropbox", ".dropbox.cache")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "APPDATA")  # APPDATA is the roaming profile
_NETWORK_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "davfs", "ceph"})
_LOCAL_FUSE = frozenset({"fuseblk", "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat"})
_DRIVE_REMOTE = 4


def refuse_unsafe_folder(folder: Path, mounts: str | None = None) -> None:
    """Raise StoreError when the folder is synchronised, roaming or on a network.

    `mounts` is the text of /proc/mounts, for tests; None reads it where there is one.
    """
    if str(folder).startswith(("\\\\", "//")):
        raise StoreError("store.network_folder", folder=str(folder))
    whole = folder.expanduser().absolute()
    if _is_synced(whole) or _is_synced(whole.resolve()):
        raise StoreError("store.synced_folder", folder=str(folder))
    if _is_remote(whole.resolve(), _read_mounts() if mounts is None else mounts):
        raise StoreError("store.network_folder", folder=str(folder))


def _is_synced(folder: Path) -> bool:
    for part in folder.parts:
        name = part.casefold()
        if any(name == synced or name.startswith((f"{synced} -", f"{synced} (")) for synced in _SYNCED_NAMES):
            return True
    for variable in _SYNC_VARIABLES:
        place = os.environ.get(variable)
        if place and folder.is_relative_to(Path(place)):
            return True
    return any((parent / mark).exists() for parent in (folder, *folder.parents) for mark in _SYNC_MARKS)


def _read_mounts() -> str:
    table = Path("/proc/mounts")
    return table.read_text("utf-8", errors="replace") if table.exists() else ""


def _is_remote(folder: Path, mounts: str) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
    kind, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= depth:  # the deepest, and the last mounted there
            kind, depth = fields[2], len(place.parts)
    return kind in _NETWORK_KINDS or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)
