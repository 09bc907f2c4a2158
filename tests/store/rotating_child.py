"""A process that changes the vault keys once, to be killed midway: `python -m tests.store.rotating_child FOLDER`.

It says on standard output when the store is open, when each step begins, and when all of it is done.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.store import made_up
from thinkfamily_desktop.store import rotating
from thinkfamily_desktop.store.vault import open_store

STEPS = ("copy_out", "read_through", "put_in_place", "write_copies")


def said_first(name: str, step: Callable[..., object]) -> Callable[..., object]:
    """The step, with its name said before it begins."""

    def run(*arguments: object) -> object:
        print(name, flush=True)  # noqa: T201
        return step(*arguments)

    return run


def main() -> None:
    """Rotate, and say how far it is."""
    store = open_store(Path(sys.argv[1]), made_up.PASSPHRASE)
    for name in STEPS:
        setattr(rotating, name, said_first(name, getattr(rotating, name)))
    print("open", flush=True)  # noqa: T201
    store.upkeep.rotate(made_up.PASSPHRASE, made_up.PASSPHRASE, None, made_up.WORKER.id).result()
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
