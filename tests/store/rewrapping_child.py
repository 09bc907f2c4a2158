"""A process that changes the passphrase slot for ever: `python -m tests.store.rewrapping_child FOLDER SEED [in-place]`.

The vault keys come in hexadecimal on standard input. The slots are made once beforehand, so that nearly all of its
time goes into what must survive a kill: the writing.
"""

import sys
from pathlib import Path

from tests.store import made_up
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.store.keyfile import COPIES, read_copies
from thinkfamily_desktop.store.opening import open_vault_by
from thinkfamily_desktop.store.slots import PASSPHRASE, VaultKeys, new_slot
from thinkfamily_desktop.store.ways_in import put_slots

NAMES = ("one", "two", "three")


def write_in_place(folder: Path) -> None:
    """What must never be done: both copies emptied and filled again."""
    best = read_copies(folder).best.to_bytes()
    files = [(folder / name).open("wb", buffering=0) for name in COPIES]
    for start in range(0, len(best), 16):
        for file in files:
            file.write(best[start : start + 16])
    for file in files:
        file.close()


def main() -> None:
    """Rewrap for ever, saying before and after what the store opens with."""
    folder, in_place = Path(sys.argv[1]), "in-place" in sys.argv
    keys = VaultKeys.from_bytes(bytes.fromhex(sys.stdin.readline()))
    vault = None if in_place else open_vault_by(folder, lambda _: keys, SystemClock())
    slots = {name: new_slot(PASSPHRASE, {"note": name}) for name in NAMES}
    print("open", flush=True)  # noqa: T201
    number = int(sys.argv[2])
    while True:
        number += 1
        name = NAMES[number % len(NAMES)]
        print("start", name, flush=True)  # noqa: T201
        if vault is None:
            write_in_place(folder)
        else:
            put_slots(vault, (slots[name],), {PASSPHRASE}, "passphrase-changed", made_up.WORKER.id, SystemClock())
        print("done", name, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
