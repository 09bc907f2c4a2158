import errno
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.store.errors import StoreError, as_store_error
from thinkfamily_desktop.store.opening import LOG_FILE
from thinkfamily_desktop.store.thread import StoreThread
from thinkfamily_desktop.store.vault import VaultStore

WAIT = 10  # seconds, for what takes none


@pytest.fixture
def thread() -> Iterator[StoreThread]:
    thread = StoreThread(idle_after=0.01)
    yield thread
    thread.close(lambda: None).result(WAIT)


def raising(fault: Exception) -> Callable[[], None]:
    def work() -> None:
        raise fault

    return work


def test_jobs_run_in_order_on_one_other_thread(thread: StoreThread) -> None:
    done: list[int] = []
    futures = [thread.submit(lambda number=number: done.append(number)) for number in range(100)]  # type: ignore[misc]
    assert thread.submit(threading.current_thread).result(WAIT) is not threading.current_thread()
    assert all(future.done() for future in futures)
    assert done == list(range(100))


def test_a_failed_job_ends_nothing(thread: StoreThread) -> None:
    future = thread.submit(raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        future.result(WAIT)
    assert thread.submit(lambda: "still here").result(WAIT) == "still here"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "store.disk_full"), (errno.EDQUOT, "store.disk_full"), (errno.EIO, "store.disk_fault")],
)
def test_a_fault_of_the_disk_is_told_in_words(thread: StoreThread, number: int, code: str) -> None:
    with pytest.raises(StoreError) as told:
        thread.submit(raising(OSError(number, "…"))).result(WAIT)
    assert told.value.code == code
    assert isinstance(told.value.__cause__, OSError)


def test_closing_waits_for_what_was_asked_and_refuses_what_comes_after() -> None:
    thread, gate, done = StoreThread(), threading.Event(), []
    thread.submit(gate.wait)
    asked = thread.submit(lambda: done.append("asked before"))
    closing = thread.close(lambda: done.append("closed"))
    late = thread.submit(lambda: done.append("never"))
    gate.set()
    closing.result(WAIT)
    assert asked.done()
    assert done == ["asked before", "closed"]
    assert thread.close(lambda: None) is closing
    with pytest.raises(StoreError) as told:
        late.result(WAIT)
    assert told.value.code == "store.closed"


def test_a_job_taken_back_is_not_done(thread: StoreThread) -> None:
    gate, done = threading.Event(), []
    thread.submit(gate.wait)
    taken_back = thread.submit(lambda: done.append("never"))
    assert taken_back.cancel()
    gate.set()
    thread.submit(lambda: None).result(WAIT)
    assert done == []


def test_when_nothing_is_asked_for_a_while_it_tidies_once(thread: StoreThread) -> None:
    tidied: list[int] = []
    first = threading.Event()

    def tidy() -> None:
        tidied.append(1)
        first.set()
        raise ValueError("tidying may fail, and that ends nothing")

    thread.when_idle = tidy
    thread.submit(lambda: None)
    assert first.wait(WAIT)
    assert thread.submit(lambda: "here").result(WAIT) == "here"


def test_the_log_is_folded_in_when_the_worker_pauses(store: VaultStore, made: Made) -> None:
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: Answer(value="typed")})).result()
    log = store.folder / LOG_FILE
    assert log.stat().st_size > 0
    tidy = store._thread.when_idle
    assert tidy is not None
    store._thread.submit(tidy).result()
    assert log.stat().st_size == 0


def test_a_full_disk_loses_nothing_and_saving_goes_on_when_there_is_room(store: VaultStore, made: Made) -> None:
    connection = store._vault.writer.connection

    def limit(pages: int) -> None:
        store._thread.submit(lambda: connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()).result()

    limit(1)
    words = made_up.said("long words " * 50_000)
    future = store.save(made_up.save(made.family, made.work, {made_up.BECAUSE: words}, field_visited=made_up.BECAUSE))
    with pytest.raises(StoreError) as told:
        future.result()
    assert told.value.code == "store.disk_full"
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    limit(1_000_000)
    store.save(made_up.save(made.family, made.work, {made_up.BECAUSE: words}, field_visited=made_up.BECAUSE)).result()
    assert store.assessment(made.work.id).result().answers[made_up.BECAUSE] == words
    assert store.verify_chain().result().verifies


def test_a_commit_without_its_anchor_is_not_called_saved(
    store: VaultStore, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "the disk is dying")

    save = made_up.save(made.family, made.work, {made_up.MOOD: Answer(value="typed")})
    with monkeypatch.context() as patched:
        patched.setattr("thinkfamily_desktop.store.head.flush", fail)
        with pytest.raises(StoreError) as told:
            store.save(save).result()
    assert told.value.code == "store.disk_fault"
    store.save(save).result()
    assert store.verify_chain().result().verifies


def test_a_closed_store_says_so(open_copy: Callable[[], VaultStore], made: Made) -> None:
    store = open_copy()
    store.close().result()
    with pytest.raises(StoreError) as told:
        store.caseload().result()
    assert told.value.code == "store.closed"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database or disk is full", "store.disk_full"),
        ("disk I/O error", "store.disk_fault"),
        ("database disk image is malformed", "store.vault_damaged"),
    ],
)
def test_a_fault_that_a_backup_tells_in_words_alone_is_told_plainly(words: str, code: str) -> None:
    told = as_store_error(sqlcipher.OperationalError(words))
    assert told is not None
    assert told.code == code
