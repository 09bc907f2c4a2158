"""The exit codes of every command, as the command line's documentation promises them."""

OK = 0
WANTING = 1  # checked and found wanting
USAGE = 2
COULD_NOT_UNLOCK = 3
WORLD = 4  # something about the world, in one plain sentence on standard error
FAULT = 70  # a fault of ours; the crash note says where

UNLOCK_CODES = frozenset(
    {
        "store.wrong_passphrase",
        "store.wrong_code",
        "store.code_mistyped",
        "store.unlock_file_damaged",
        "store.unlock_file_other",
        "store.unlock_file_used",
        "unlock.wait",
        "cli.no_passphrase",
    }
)
