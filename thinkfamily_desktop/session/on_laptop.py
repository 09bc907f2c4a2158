"""What this store has left on this laptop outside itself: PDFs saved without a password, and older stores kept beside.

Neither goes by itself. Each is found, said, and removed only when somebody says so; the journal keeps that.
"""

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.session.swapping import kept_beside
from thinkfamily_desktop.store.upkeep import Upkeep

T = TypeVar("T")
ENDINGS = frozenset({".pdf", ".json"})
MOST_IN_A_FOLDER = 300  # files of a folder into which we saved that are looked at for a renamed copy
LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file without a password that is, byte for byte, one that was saved from this store."""

    path: Path
    export: ExportRecord
    reference: str


@dataclass(frozen=True, slots=True)
class OlderStore:
    """A store that made room for a backup: encrypted, whole, with families of then."""

    folder: Path
    written: datetime  # for the last time
    megabytes: int


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found."""

    files: tuple[SavedFile, ...]
    stores: tuple[OlderStore, ...]


class OnLaptop:
    """Looks on threads of its own, because a folder may hold hundreds of files and nobody waits for them."""

    def __init__(self, upkeep: Upkeep, folder: Path) -> None:
        self._upkeep = upkeep
        self._folder = folder

    def look(self) -> Future[Found]:
        """Everything of this store's that is here."""
        return _apart(lambda: Found(self._files(), older_stores(self._folder)))

    def remove_files(self, files: Iterable[SavedFile], by: WorkerId) -> Future[tuple[SavedFile, ...]]:
        """Remove these files. One that has changed since is somebody's work and stays; returns those that are left."""
        return _apart(lambda: tuple(file for file in files if not self._remove(file, by)))

    def remove_store(self, store: OlderStore, by: WorkerId, looked: str) -> Future[None]:
        """Remove an older store, once somebody says who has looked through it.

        The future fails with a ThinkFamilyError without that, and while a family is under a legal hold.
        """

        def work() -> None:
            if not looked.strip():
                raise ThinkFamilyError("laptop.needs_looked")
            if self._upkeep.holds().result():
                raise ThinkFamilyError("laptop.held")
            if store.folder not in kept_beside(self._folder):
                raise ThinkFamilyError("laptop.store_gone")
            try:
                shutil.rmtree(store.folder)
            except OSError as fault:
                raise ThinkFamilyError("laptop.not_removed", folder=str(store.folder)) from fault
            self._upkeep.note_store_removed(store.folder.name, looked.strip(), by).result()

        return _apart(work)

    def _files(self) -> tuple[SavedFile, ...]:
        plain = {
            export.sha256: (export, reference)
            for export, reference in self._upkeep.exports().result()
            if not export.password
        }
        saved = {Path(export.path) for export, _ in plain.values()}
        hashed = ((path, _sha256(path)) for path in sorted(saved | _beside(saved)))
        return tuple(SavedFile(path, *plain[sha256]) for path, sha256 in hashed if sha256 in plain)

    def _remove(self, file: SavedFile, by: WorkerId) -> bool:
        if _sha256(file.path) != file.export.sha256:
            return not file.path.exists()
        try:
            file.path.unlink()
        except OSError:
            return False
        self._upkeep.note_file_removed(file.export, by).result()
        return True


def older_stores(folder: Path) -> tuple[OlderStore, ...]:
    """The stores kept beside this one, latest first."""
    found = []
    for kept in kept_beside(folder):
        files = [file.stat() for file in kept.rglob("*") if file.is_file()]
        last = max((file.st_mtime for file in files), default=kept.stat().st_mtime)
        size = sum(file.st_size for file in files)
        found.append(OlderStore(kept, datetime.fromtimestamp(last, UTC), max(1, round(size / 1e6))))
    return tuple(found)


def _beside(saved: Iterable[Path]) -> set[Path]:
    """Other files in the folders into which we saved: a copy may have been given another name."""
    found: set[Path] = set()
    for folder in {path.parent for path in saved}:
        with suppress(OSError):
            files = (path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
            found |= {path for path, _ in zip(files, range(MOST_IN_A_FOLDER), strict=False)}
    return found


def _sha256(path: Path) -> str:
    """Of a file that is here and of a size that we write; empty for anything else."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _apart(work: Callable[[], T]) -> Future[T]:
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as fault:  # noqa: BLE001  it belongs to whoever asked
            done.set_exception(fault)

    threading.Thread(target=run, name="on-laptop", daemon=True).start()
    return done
