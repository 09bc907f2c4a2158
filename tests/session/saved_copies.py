"""Two made-up families at a desk, and copies of them saved into the register as the program saves them."""

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf

from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import Document, behind_password, make_document, register_document
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.practice import practice_families
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.words import load_words

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"
OKAFOR, LEWIS = "TF-2026-0147", "TF-2026-0131"


@cache
def words() -> Words:
    return load_words(RESOURCES / "words")


def keep_practice_families(desk: Desk, form: Form) -> None:
    """The made-up families that the program brings along."""
    for made in practice_families(RESOURCES / "practice", form):
        work = made.assessment
        state = evaluate(form, made.family, work.answers, work.raised, made.now, work.finished_sections)
        desk.add(made.family, work, family_card(form, made.family, work, state), form)


def save_copy(desk: Desk, session: Session, reader: str = "school", about: str = "Tunde", password: str = "") -> bytes:
    """The bytes of a copy as it lies on the disk once it stands in the register."""
    whom = next((person.id for person in session.state.people if person.name == about), None)
    document = make_document(session.release(reader, about=whom), words(), FONTS)
    if password:
        document = behind_password(document, password)
    register(desk, session, document, password=bool(password))
    return document.pdf


def register(
    desk: Desk, session: Session, document: Document, *, kind: str = "referral", password: bool = False
) -> None:
    kept = register_document(
        desk.store, session, document, Path("copy.pdf"), desk.clock.now(), kind=kind, password=password
    )
    kept.result()


def resaved_by_qpdf(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def resaved_by_pypdf(data: bytes) -> bytes:
    out = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(data)).write(out)
    return out.getvalue()


def pages_alone_by_pypdf(data: bytes) -> bytes:
    """The pages put into a new file, as a program that joins files does: title, metadata and tags are lost."""
    writer, out = pypdf.PdfWriter(), BytesIO()
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        writer.add_page(page)
    writer.write(out)
    return out.getvalue()


def locked_by_qpdf(data: bytes, password: str) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="somebody", user=password, R=6))
    return out.getvalue()


def one_byte_changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def strangers() -> bytes:
    """A PDF that another program made."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def with_store(form: Form, clock: object) -> Desk:
    """A desk of its own, such as another laptop's."""
    desk = Desk(MemoryStore(practice=True), {"full": form}, clock)  # type: ignore[arg-type]  # a clock of the tests
    desk.set_worker("B. Quill", "social worker", "Team South", "", "")
    keep_practice_families(desk, form)
    return desk
