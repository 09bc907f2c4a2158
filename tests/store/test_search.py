import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.records import Save
from thinkfamily_desktop.store.search import folded, terms_of
from thinkfamily_desktop.store.vault import VaultStore


@pytest.fixture
def łucja(store: VaultStore) -> Family:
    family = made_up.family("TF-2026-0147")
    card = made_up.card("Łucja O’Brien-Østergård", "999 291 4173", "straße", "নাসরিন")
    store.new_family(family, card, made_up.WORKER.id).result()
    return family


@pytest.mark.parametrize(
    "typed",
    ["łucja", "LUCJA", "luc", "obrien", "O'Brien", "ostergard o", "ost luc", "9992914173", "999 291",
     "TF-2026-0147", "tf 2026 0147", "STRASSE", "নাস", " luc  "],
)  # fmt: skip
def test_a_family_is_found_by_what_a_person_would_type(store: VaultStore, łucja: Family, typed: str) -> None:
    assert łucja.id in store.search(typed).result()


@pytest.mark.parametrize("typed", ["", "  ", "'", "ucja", "luc nobody", "lucjaa", "tree"])
def test_what_does_not_fit_finds_nobody(store: VaultStore, łucja: Family, typed: str) -> None:
    assert łucja.id not in store.search(typed).result()


def test_every_word_must_fit(store: VaultStore, made: Made, łucja: Family) -> None:
    assert store.search("tun").result() == {łucja.id, made.family.id}
    assert store.search("tun gra").result() == {made.family.id}


def test_a_name_that_is_no_longer_theirs_finds_nobody(store: VaultStore, made: Made) -> None:
    store.save(Save(made.family.id, made_up.WORKER.id, made_up.NOW, card=made_up.card("Ruth"))).result()
    assert store.search("grace").result() == frozenset()
    assert store.search("ruth").result() == {made.family.id}
    assert store.search("TF-2026-0001").result() == {made.family.id}


@pytest.mark.parametrize("typed", ["tun", "tun gra", "gra tun", "tun o"])
def test_among_many_families_the_same_are_found(
    store: VaultStore, made: Made, łucja: Family, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    few = store.search(typed).result()
    assert few <= {made.family.id, łucja.id}
    assert few
    monkeypatch.setattr("thinkfamily_desktop.store.search._FEW", 0)
    assert store.search(typed).result() == few


def test_folding_and_terms() -> None:
    assert folded("Đặng Nguyễn\u200b-O’Neil ﬁ Ǆ") == ("dang", "nguyen", "oneil", "fi", "dz")
    assert folded("\ud800 lone") == ("lone",)
    assert terms_of(["999 291 4173", "12 High St"]) == {"999", "291", "4173", "9992914173", "12", "high", "st"}
