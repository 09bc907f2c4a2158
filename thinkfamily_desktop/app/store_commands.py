"""`store new`, `store check`."""

import argparse
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.passphrase_input import read_passphrase
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.passphrases import MINIMUM_LENGTH, too_short
from thinkfamily_desktop.store.checking import store_check
from thinkfamily_desktop.store.vault import create_store


def new(options: argparse.Namespace, house: House, console: Console) -> int:
    """Make an empty store. Until recovery exists, saying `--without-recovery` out loud is the only way."""
    if not options.without_recovery:
        raise ThinkFamilyError("cli.without_recovery")
    folder = _folder(options, house)
    passphrase = read_passphrase(options.passphrase_file, house.words)
    if too_short(passphrase):
        raise ThinkFamilyError("cli.passphrase_short", count=MINIMUM_LENGTH)
    create_store(folder, passphrase).close().result()
    console.say(house.words.say("cli.store_made", folder=str(folder)))
    return OK


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """Open a store, look at every page and the whole journal. 0 sound (a repair is said), 1 damaged."""
    folder = _folder(options, house)
    report = store_check(folder, read_passphrase(options.passphrase_file, house.words))
    found = (*report.damage, *report.notices)
    sentences = [house.words.say(notice.code, **notice.parameters) for notice in found]
    if options.json:
        console.say_json({"sound": report.sound, "findings": sentences})
    else:
        for sentence in sentences:
            console.say(sentence)
        console.say(house.words.say("cli.store_sound" if report.sound else "cli.store_damaged"))
    return OK if report.sound else WANTING


def _folder(options: argparse.Namespace, house: House) -> Path:
    return options.store or house.vault
