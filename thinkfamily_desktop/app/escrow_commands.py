"""`escrow new-key`, `escrow unlock`: the custodian's side, offline, on a computer that holds no families."""

import argparse
import base64
import binascii
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.output_files import read_given, refuse_existing, write_new
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.escrow import EscrowKey, fingerprint, unlock_file
from thinkfamily_desktop.store.keyfile import parse_copy

_PRIVATE = "THINKFAMILY ESCROW PRIVATE KEY 1"


def new_key(options: argparse.Namespace, house: House, console: Console) -> int:
    """Make the organisation's key pair: the private half into a file, the public half for the policy."""
    key = EscrowKey.fresh()
    write_new(options.out, f"{_PRIVATE}\n{base64.b64encode(key.private).decode()}\n".encode())
    console.say(house.words.say("cli.key_made", file=str(options.out)))
    console.say(house.words.say("cli.key_policy", public=base64.b64encode(key.public).decode()))
    console.say(house.words.say("cli.key_fingerprint", fingerprint=fingerprint(key.public)))
    return OK


def unlock(options: argparse.Namespace, house: House, console: Console) -> int:
    """Turn a store's key file into the file that opens that store once."""
    refuse_existing(options.out)
    keys = parse_copy(read_given(options.keyfile))
    key = EscrowKey.from_private(_private_key(options.key))
    console.say(house.words.say("cli.key_fingerprint", fingerprint=fingerprint(key.public)))  # a slip is seen by it
    write_new(options.out, unlock_file(keys, key.private))
    console.say(house.words.say("cli.unlock_made", file=str(options.out)))
    return OK


def _private_key(file: Path) -> bytes:
    """As it was written, or typed again from paper: its two halves on lines of their own, however a line ends."""
    try:
        first, *halves = read_given(file).decode("utf-8-sig").split("\n")
        if first.strip() == _PRIVATE:
            return base64.b64decode("".join("".join(halves).split()), validate=True)
    except (ValueError, binascii.Error):
        pass
    raise StoreError("store.escrow_key_wrong")
