"""A made-up family of whom copies were saved beside the store, with and without a password."""

from dataclasses import dataclass
from pathlib import Path

from tests.session.real_family import RealFamily, make_store, put_family
from thinkfamily_desktop.session.exporting import Document, register_document, save_document
from thinkfamily_desktop.session.on_laptop import Found, OnLaptop


@dataclass
class Left:
    family: RealFamily
    folder: Path  # into which files are saved
    store: Path

    @property
    def on_laptop(self) -> OnLaptop:
        found = self.family.desk.on_laptop
        assert found is not None
        return found

    def look(self) -> Found:
        return self.on_laptop.look().result()

    def names(self) -> list[str]:
        return [file.path.name for file in self.look().files]

    def save(self, name: str, *, password: bool = False) -> Path:
        desk = self.family.desk
        session = desk.open_reference(self.family.reference).result()
        document = Document(session.release("social-care"), f"what is in {name}".encode())
        path = self.folder / name
        save_document(document, path)
        register_document(desk.store, session, document, path, desk.clock.now(), password=password).result()
        session.close()
        return path

    def older_store(self) -> Path:
        kept = self.store.with_name(f"{self.store.name}.kept-20261101-090000")
        kept.mkdir()
        (kept / "vault.db").write_bytes(b"x" * 3_000_000)
        return kept

    def kinds(self) -> list[str]:
        """Of the family's journal."""
        (family,) = self.family.desk.caseload().result()
        return [line.kind for line in self.family.store.journal(family.id).result()]


def left_on_laptop(folder: Path) -> Left:
    files = folder / "saved"
    files.mkdir(parents=True)
    return Left(put_family(make_store(folder / "vault")), files, folder / "vault")
