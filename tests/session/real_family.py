"""A made-up family in a store as real as a worker's: encrypted, on the disk, not marked as practice."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock, SystemClock
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.session.desk import FIRST_FORM, Desk
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import VaultStore, create_store

PASSPHRASE = "apple bridge cotton dune"


@cache
def shipped() -> FormSet:
    """The shipped forms, read once."""
    return load_set(forms_folder() / "think_family")


@cache
def _made_up() -> tuple[PracticeFamily, ...]:
    return practice_families(resources_folder() / "practice", shipped().form(FIRST_FORM))


@dataclass
class RealFamily:
    """The Okafor family on a desk of its own."""

    store: VaultStore
    desk: Desk
    reference: str
    people: dict[str, PersonId]


def put_family(store: VaultStore, which: int = 0, clock: Clock | None = None) -> RealFamily:
    """Keep one of the made-up families in a store that is open."""
    form = shipped().form(FIRST_FORM)
    made_up = _made_up()[which]
    desk = Desk(store, {FIRST_FORM: form}, clock or SystemClock())
    who = made_up.worker
    desk.set_worker(who.name, who.role, who.team, who.phone, who.cover_phone)
    family, work = replace(made_up.family, practice=False), made_up.assessment
    state = evaluate(form, family, work.answers, work.raised, made_up.now, work.finished_sections)
    desk.add(family, work, family_card(form, family, work, state), form)
    return RealFamily(store, desk, family.reference, dict(made_up.people))


def make_store(folder: Path) -> VaultStore:
    """An empty store with the passphrase above, as quick to open as the floor allows."""
    return create_store(folder, PASSPHRASE, kdf=FLOOR)
