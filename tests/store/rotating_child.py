"""A process that changes the vault keys once, to be killed midway: `python -m tests.store.rotating_child FOLDER`."""

import sys
from pathlib import Path

from tests.store import made_up
from thinkfamily_desktop.store.vault import open_store


def main() -> None:
    """Rotate, and say before and after."""
    store = open_store(Path(sys.argv[1]), made_up.PASSPHRASE)
    print("open", flush=True)  # noqa: T201
    store.upkeep.rotate(made_up.PASSPHRASE, made_up.PASSPHRASE, None, made_up.WORKER.id).result()
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
