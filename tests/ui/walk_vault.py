"""What random walks stand on: a vault with two families, a form in several versions, papers laid out at once."""

from concurrent.futures import Future
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf

from tests.ui.made_up import MadeUp, full_form
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.canonical import canonical, form_from_canonical
from thinkfamily_desktop.forms.migrations import Migration, Migrations, Rename, Retire
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.session.desk import FIRST_FORM
from thinkfamily_desktop.session.exporting import REFERRAL, Document
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import create_store
from thinkfamily_desktop.ui.documents import Documents

NAMES = {"Achterberg": ("Liesbeth", "Joost", "Maartje"), "Rahman": ("Nusrat", "Imran", "Sadia")}  # in no help page
VERSIONS = tuple(str(number) for number in range(1, 10))
RETIRED = 4  # the version from which on one question is asked no more
NOT_ASKED = ItemId("k.time")


def _line(version: str) -> ItemId:
    """The first question changes its id with every version."""
    return ItemId("k.text" if version == VERSIONS[0] else f"k.text{version}")


@cache
def forms() -> dict[str, Form]:
    """The form in each version."""
    first = full_form("Somebody is needed today.", talk=True)
    made = {}
    for version in VERSIONS:
        text = canonical(first).replace('"k.text"', f'"{_line(version)}"')
        form = form_from_canonical(text)
        pages = form.pages if int(version) < RETIRED else tuple(map(_without_retired, form.pages))
        info = form.info.model_copy(update={"version": version, "form": FIRST_FORM})
        made[version] = form.model_copy(update={"info": info, "pages": pages})
    return made


def _without_retired(page):  # type: ignore[no-untyped-def]
    sections = tuple(
        section.model_copy(update={"items": tuple(item for item in section.items if item.id != NOT_ASKED)})
        for section in page.sections
    )
    return page.model_copy(update={"sections": sections})


@cache
def migrations() -> Migrations:
    """How drafts come from each version into the next."""
    made = []
    for before, after in pairwise(VERSIONS):
        steps: tuple[Rename | Retire, ...] = (Rename(step="rename", item=_line(before), to=_line(after)),)
        if int(after) == RETIRED:
            steps = (*steps, Retire(step="retire", item=NOT_ASKED))
        made.append(Migration(form=FIRST_FORM, before=before, after=after, steps=steps))
    return Migrations(migrations=tuple(made))


@cache
def blank_page() -> bytes:
    """A PDF with nothing on it."""
    held = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(held)
    return held.getvalue()


class QuickDocuments(Documents):
    """Pretends to lay out: what is checked here is the walk, and the report has tests of its own."""

    def make(self, release: Release, kind: str = REFERRAL) -> "Future[Document]":  # noqa: ARG002, RUF100
        made: Future[Document] = Future()
        made.set_result(Document(release, blank_page()))
        return made


def make_vault(folder: Path) -> None:
    """A practice vault with two families who share no name."""
    store = create_store(folder, PRACTICE_PASSPHRASE, practice=True, kdf=FLOOR)
    for family, (parent, first, second) in NAMES.items():
        made = MadeUp(forms()[VERSIONS[0]], store=store, people=(parent, family, first, second))
        made.close()
    store.close().result()
