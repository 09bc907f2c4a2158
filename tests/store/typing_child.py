"""A process that types into a store until it is killed: `python -m tests.store.typing_child FOLDER FAMILY WORK SEED`.

The vault keys come in hexadecimal on standard input, because deriving them anew would be most of a trial's time. Each
acknowledgement on standard output is one line, `seq number words`, written when the store has said "saved"; with
`early` as a last word it is written before, which is the fault that the campaign must be able to see.
"""

import random
import sys
from pathlib import Path

from tests.store import made_up
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, ItemId
from thinkfamily_desktop.domain.records import Save
from thinkfamily_desktop.store.opening import open_vault_by
from thinkfamily_desktop.store.slots import VaultKeys
from thinkfamily_desktop.store.vault import _on_a_thread

ITEMS = 40


def key(number: int) -> AnswerKey:
    """The field that the nth save writes into: a few saves to each visit."""
    return AnswerKey(ItemId(f"typed.{number // 5 % ITEMS}"))


def main() -> None:
    """Type for ever."""
    folder, family, work, seed, *early = sys.argv[1:]
    choose = random.Random(int(seed))  # noqa: S311  a campaign that can be run again
    keys = VaultKeys.from_bytes(bytes.fromhex(sys.stdin.readline()))
    store = _on_a_thread(lambda: open_vault_by(Path(folder), lambda _: keys, made_up.CLOCK), made_up.CLOCK)
    number = int(seed) * 1_000_000
    print("open", flush=True)  # noqa: T201
    while True:
        number += 1
        words = f"{number} " + "word " * choose.choice([1, 20, 400, 3000])
        save = Save(
            FamilyId(family),
            made_up.WORKER.id,
            made_up.NOW,
            AssessmentId(work),
            answers={key(number): Answer(value=words)},
            field_visited=key(number),
            seal=number % 5 == 4,
        )
        if early:
            print(0, number, len(words), flush=True)  # noqa: T201
        receipt = store.save(save).result()
        if not early:
            print(receipt.seq, number, len(words), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
