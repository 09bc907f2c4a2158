"""A backup in the place of a store: what would change is told first, nothing is written over, no moment is deadly."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.session.real_family import PASSPHRASE, RealFamily, make_store, put_family, shipped
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, person_subject
from thinkfamily_desktop.session.comparing import Change, Comparison, Counts, change_in_words, compare
from thinkfamily_desktop.session.desk import FIRST_FORM, Desk
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.restoring import Beside, backups_of, lay_beside, lay_newest_beside
from thinkfamily_desktop.session.swapping import finish, kept_beside
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.store.presence import store_exists
from thinkfamily_desktop.store.vault import VaultStore, open_store

REGISTER = shipped().form(FIRST_FORM).people.register_items
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
EARLIER, LATER = "They both like the long bus home.", "They both like the swings."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RealFamily]:
    """A family in a store of which there is one backup; each test has a copy of its own."""
    family = put_family(make_store(tmp_path_factory.mktemp("made") / "vault"))
    family.store.upkeep.back_up().result()
    family.desk.close().result()
    return family.store.folder, family


@pytest.fixture
def family(made: tuple[Path, RealFamily], tmp_path: Path) -> Iterator[RealFamily]:
    """The family on a desk, its store open."""
    shutil.copytree(made[0], tmp_path / "vault")
    store = open_store(tmp_path / "vault", PASSPHRASE)
    family = replace(made[1], store=store, desk=Desk(store, made[1].desk.forms, SystemClock()))
    yield family
    family.desk.close().result()


def child(family: RealFamily) -> AnswerKey:
    """What Tunde likes to be called, which nobody has said yet."""
    return AnswerKey(REGISTER.preferred_name, person_subject(family.people["tunde"]))


def beside(family: RealFamily) -> Beside:
    backup = backups_of(family.store.folder)[0]
    return lay_beside(backup.path, family.store.folder, PASSPHRASE, SystemClock())


def test_the_same_store_changes_nothing_and_for_one_that_is_lost_everything_comes_back(family: RealFamily) -> None:
    laid = beside(family)
    assert compare(family.store, laid.store, REGISTER, TODAY) == Comparison((), 1)
    (back,) = compare(None, laid.store, REGISTER, TODAY).changed
    assert back.whole == "back"
    laid.discard()
    assert [path.name for path in family.store.folder.parent.iterdir()] == ["vault"], "what was laid beside is gone"


def test_what_was_saved_since_is_told_person_by_person_and_by_piece_of_work(family: RealFamily) -> None:
    nickname = child(family)
    session = family.desk.open_reference(family.reference).result()
    session.answer(nickname, "Tee")
    own = next(key for key in session.assessment.answers if key.subject == nickname.subject and not key.row)
    session.answer(own, None)
    session.add_note("Ask about the school bus.")
    future = session.save()
    assert future is not None
    future.result()
    second = put_family(family.store, 1)
    laid = beside(family)
    changed, lost = sorted(
        compare(family.store, laid.store, REGISTER, TODAY).changed,
        key=lambda change: change.reference != family.reference,
    )
    laid.discard()
    begun = session.assessment.started_at
    assert changed.reference == family.reference
    assert set(changed.changes) == {
        Change("Tee", None, Counts(lost=1), somebody=True),
        Change("Tee", begun, Counts(back=1), somebody=True),
        Change("", begun, Counts(lost=1)),
    }
    assert changed.counts == Counts(lost=2, back=1)
    assert EARLIER not in repr(changed), "counts and names, no answers"
    assert (lost.reference, lost.whole, bool(lost.name)) == (second.reference, "lost", True)
    assert lost.counts.lost > 10
    assert lost.counts.back == lost.counts.other == 0


def names(store: VaultStore) -> list[str]:
    return [summary.card.name for summary in store.caseload().result()]


def test_it_takes_the_place_and_what_was_there_is_kept_whole(family: RealFamily) -> None:
    put_family(family.store, 1)
    vault = family.store.folder
    both = names(family.store)
    laid = beside(family)
    family.store.close().result()
    kept = laid.take_its_place(NOW)
    assert kept == vault.with_name("vault.kept-20261122-153000")
    assert kept_beside(vault) == (kept,)
    restored = open_store(vault, PASSPHRASE)
    assert len(names(restored)) == 1
    assert backups_of(vault), "the backups go with the store in use"
    restored.close().result()
    old = open_store(kept, PASSPHRASE)
    assert names(old) == both
    old.close().result()


class KilledError(BaseException):
    """Stands for the end of the process."""


class Closed:
    """A store that is closed: what is killed here is the swap of two folders."""

    def close(self) -> Future[None]:
        future: Future[None] = Future()
        future.set_result(None)
        return future


def folder_called(path: Path, who: str) -> Path:
    (path / "backups").mkdir(parents=True)
    (path / "keys.a").write_text(who, encoding="utf-8")
    return path


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_killed_at_any_step_there_is_a_whole_store_and_never_an_empty_desk(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = folder_called(tmp_path / "vault", "old")
    store: Store = Closed()  # type: ignore[assignment]  # nothing else is asked of it
    laid = Beside(vault, folder_called(tmp_path / "vault.from-backup", "new"), store)
    steps, rename = iter(range(9)), Path.rename

    def dies(self: Path, target: Path) -> Path:
        if next(steps) == step:
            raise KilledError
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", dies)
        with pytest.raises(KilledError) if step < 3 else nullcontext():
            laid.take_its_place(NOW)
    if step == 2:
        assert not store_exists(vault), "the control: here nothing would be found without `finish`"
    finish(vault)
    assert (vault / "keys.a").read_text(encoding="utf-8") == ("old" if step < 2 else "new")
    again = Beside(vault, folder_called(tmp_path / "another", "newest"), store)
    again.take_its_place(NOW + timedelta(days=1))
    assert (vault / "keys.a").read_text(encoding="utf-8") == "newest", "what was cut short stands in nobody's way"


def test_a_wrong_passphrase_or_a_disk_that_refuses_leaves_all_as_it_was(
    family: RealFamily, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = family.store.folder
    backup = backups_of(vault)[0].path
    with pytest.raises(ThinkFamilyError, match=r"store\.wrong_passphrase"):
        lay_beside(backup, vault, "not this one", SystemClock())
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]
    laid = beside(family)
    family.store.close().result()

    def refuses(_self: Path, _target: Path) -> Path:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuses)
        with pytest.raises(ThinkFamilyError, match=r"store\.not_swapped"):
            laid.take_its_place(NOW)
    open_store(vault, PASSPHRASE).close().result()


def test_the_newest_sound_backup_is_found_behind_a_damaged_one(family: RealFamily) -> None:
    vault, clock = family.store.folder, SystemClock()
    newest = family.store.upkeep.back_up().result()
    raw = bytearray(newest.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    newest.path.write_bytes(raw)
    backup, laid = lay_newest_beside(vault, PASSPHRASE, clock)
    laid.discard()
    assert backup == backups_of(vault)[1]
    for each in backups_of(vault):
        each.path.unlink()
    with pytest.raises(ThinkFamilyError, match=r"store\.backup_none"):
        lay_newest_beside(vault, PASSPHRASE, clock)


def test_somebody_without_a_name_is_called_so_in_the_words_of_the_program() -> None:
    words = load_words(resources_folder() / "words")
    change = Change("", None, Counts(lost=1), somebody=True)
    assert change_in_words(change, words).startswith(words.say("store.would_a_person"))
    assert change_in_words(replace(change, somebody=False), words).startswith(words.say("store.would_family"))
