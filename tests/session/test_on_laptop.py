"""What was saved without a password and is still here is found by its bytes, and removed only when somebody says so."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.session.left_on_laptop import Left, left_on_laptop
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.store.holding import Hold

BY = WorkerId("somebody")


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    made = left_on_laptop(tmp_path)
    yield made
    made.family.desk.close().result()


def code_of(asked: "Future[None]") -> str:
    with pytest.raises(ThinkFamilyError) as told:
        asked.result()
    return told.value.code


def test_saved_files_without_a_password_are_found_also_under_another_name(left: Left) -> None:
    plain, other = left.save("one.pdf"), left.save("two.pdf")
    left.save("locked.pdf", password=True)
    (left.folder / "not ours.pdf").write_bytes(b"something else")
    other.rename(left.folder / "renamed.pdf")
    assert left.names() == ["one.pdf", "renamed.pdf"]
    plain.write_bytes(b"changed by somebody")
    assert left.names() == ["renamed.pdf"], "no longer the file that left"


def test_a_family_out_of_the_list_has_files_too(left: Left) -> None:
    left.save("one.pdf")
    (family,) = left.family.desk.caseload().result()
    left.family.store.upkeep.put_in_bin(family.id, BY).result()
    assert left.names() == ["one.pdf"]


def test_removing_removes_the_file_alone_and_the_journal_says_so(left: Left) -> None:
    path, kept = left.save("one.pdf"), left.save("two.pdf")
    (file, _) = left.look().files
    assert left.on_laptop.remove_files([file], BY).result() == ()
    assert not path.exists()
    assert kept.exists()
    assert left.kinds()[-1] == "file-removed"
    (family,) = left.family.desk.caseload().result()
    assert len(left.family.store.register(family.id).result()) == 2, "what was sent stays on record"


def test_a_file_that_somebody_has_changed_meanwhile_stays(left: Left) -> None:
    path = left.save("one.pdf")
    files = left.look().files
    path.write_bytes(b"notes written into it")
    assert left.on_laptop.remove_files(files, BY).result() == files
    assert path.read_bytes() == b"notes written into it"
    assert "file-removed" not in left.kinds()


def test_an_older_store_goes_only_once_somebody_has_looked_through_it(left: Left) -> None:
    kept = left.older_store()
    (store,) = left.look().stores
    assert (store.folder, store.megabytes) == (kept, 3)
    assert code_of(left.on_laptop.remove_store(store, BY, " ")) == "laptop.needs_looked"
    assert kept.exists()
    left.on_laptop.remove_store(store, BY, "A. Mensah, today").result()
    assert not kept.exists()
    assert left.look().stores == ()
    assert left.family.store.verify_chain().result().verifies
    assert code_of(left.on_laptop.remove_store(store, BY, "A. Mensah, today")) == "laptop.store_gone"


def test_no_older_store_goes_under_a_legal_hold(left: Left) -> None:
    kept = left.older_store()
    (family,) = left.family.desk.caseload().result()
    hold = Hold(family.id, "Inquest", BY, "A. Mensah", left.family.desk.clock.now())
    left.family.store.upkeep.hold(hold).result()
    (store,) = left.look().stores
    assert code_of(left.on_laptop.remove_store(store, BY, "A. Mensah, today")) == "laptop.held"
    assert kept.exists()
