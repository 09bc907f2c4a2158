"""A process that saves, watched by strace: `python -m tests.store.power_child FOLDER FAMILY WORK SAVES [normal]`.

Each acknowledged save is written to the file ACK beside the store, so that the trace holds acknowledgements in order.
"""

import os
import sys
from pathlib import Path

from tests.store import made_up
from tests.store.typing_child import key
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId
from thinkfamily_desktop.domain.records import Save
from thinkfamily_desktop.store.vault import open_store

LENGTHS = (1, 20, 400, 3000)


def main() -> None:
    """Save so many times; `normal` asks SQLite to flush less, which is the control."""
    folder, family, work, saves, *more = sys.argv[1:]
    store = open_store(Path(folder), made_up.PASSPHRASE)
    connection = store._vault.writer.connection
    if more:
        store._thread.submit(lambda: connection.execute("PRAGMA synchronous = NORMAL").fetchall()).result()
    told = os.open(Path(folder).with_name("ACK"), os.O_WRONLY | os.O_CREAT, 0o600)
    for number in range(1, int(saves) + 1):
        words = f"{number} " + "word " * LENGTHS[number * 7 % 4]
        save = Save(
            FamilyId(family),
            made_up.WORKER.id,
            made_up.NOW,
            AssessmentId(work),
            answers={key(number): Answer(value=words)},
            field_visited=key(number),
            seal=number % 5 == 4,
        )
        store.save(save).result()
        os.pwrite(told, f"{number:08d}".encode(), 0)
        if number % 40 == 0:
            store._thread.submit(store._writer.checkpoint).result()
    os._exit(0)  # as the power goes: nothing is closed


if __name__ == "__main__":
    main()
