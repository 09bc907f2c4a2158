"""`store new`, `check`, `backup`, `restore`, `passphrase` and `recover`."""

import argparse
import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.output_files import read_given, refuse_existing, write_new
from thinkfamily_desktop.app.passphrase_input import read_passphrase
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.report.recovery_sheet import build_recovery_sheet
from thinkfamily_desktop.session.comparing import compare, difference_in_words
from thinkfamily_desktop.session.desk import FIRST_FORM
from thinkfamily_desktop.session.restoring import Beside, lay_beside, lay_newest_beside
from thinkfamily_desktop.session.swapping import finish
from thinkfamily_desktop.store.checking import store_check
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.escrow import fingerprint
from thinkfamily_desktop.store.journal import THE_PROGRAM
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import RECOVERY
from thinkfamily_desktop.store.vault import (
    VaultStore,
    create_store,
    open_store,
    recover_store,
    salvage_store,
    store_exists,
)
from thinkfamily_desktop.store.ways_in import by_sheet, by_unlock_file

_STANDARD_INPUT = "-"


def new(options: argparse.Namespace, house: House, console: Console) -> int:
    """Make an empty store with a way back: a recovery sheet, the organisation's key, or none, said out loud."""
    house.in_force.refuse_new_store()
    escrow = house.in_force.policy.escrow_public_key
    sheet: Path | None = options.recovery_sheet
    if sheet is None and escrow is None and not options.without_recovery:
        raise ThinkFamilyError("cli.without_recovery")
    if sheet is not None:
        refuse_existing(sheet)
    folder = _folder(options, house)
    passphrase = _strong_enough(read_passphrase(options.passphrase_file, house.words), house)
    with _closing(create_store(folder, passphrase)) as store:
        console.say(house.words.say("cli.store_made", folder=str(folder)))
        if escrow is not None:
            key = base64.b64decode(escrow)
            store.upkeep.add_escrow(key, THE_PROGRAM).result()
            console.say(house.words.say("cli.escrow_added", fingerprint=fingerprint(key)))
        if sheet is not None:
            try:
                _write_sheet(store, sheet, house, console)
            except ThinkFamilyError as error:
                why = house.words.say(error.code, **error.parameters)
                raise ThinkFamilyError("cli.sheet_made_without", why=why) from error
        elif escrow is None:
            console.say(house.words.say("cli.no_way_back"))
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


def backup(options: argparse.Namespace, house: House, console: Console) -> int:
    """Write a backup, which was opened and read through before it got its name."""
    refuse_existing(options.out)
    with _opened(options, house) as store:
        made = store.upkeep.back_up(options.out.parent).result()
    made.path.rename(options.out)
    console.say(house.words.say("cli.backed_up", file=str(options.out)))
    return OK


def restore(options: argparse.Namespace, house: House, console: Console) -> int:
    """Put a backup's store where there is none; where there is one, show what would change, or keep it beside."""
    folder = _folder(options, house)
    finish(folder)
    if store_exists(folder) and not (options.show or options.replace):
        raise ThinkFamilyError("cli.restore_over", folder=str(folder))
    passphrase = read_passphrase(options.passphrase_file, house.words)
    of_then = options.backup_passphrase_file
    then = passphrase if of_then is None else read_passphrase(of_then, house.words)
    laid = lay_beside(options.file, folder, then, house.clock)
    try:
        if options.show or options.replace:
            _show_difference(laid, passphrase, house, console, names=options.names)
    except BaseException:
        laid.discard()
        raise
    if options.show:
        laid.discard()
        return OK
    kept = laid.take_its_place(house.clock.now())
    console.say(house.words.say("cli.restored", folder=str(folder)))
    if kept is not None:
        console.say(house.words.say("cli.kept_beside", folder=str(kept)))
    return OK


def _show_difference(laid: Beside, passphrase: str, house: House, console: Console, *, names: bool) -> None:
    """What would change. A store that cannot be opened is said; then all that the backup holds is what is known."""
    register, today = house.forms[FIRST_FORM].people.register_items, house.clock.now().date()
    if not store_exists(laid.vault):
        return
    try:
        now = open_store(laid.vault, passphrase)
    except StoreError as error:
        if not error.is_damage:
            raise
        console.say(house.words.say(error.code, **error.parameters))
        found = compare(None, laid.store, register, today)
    else:
        with _closing(now):
            found = compare(now, laid.store, register, today)
    for line in difference_in_words(found, house.words, names=names):
        console.say(line)


def passphrase(options: argparse.Namespace, house: House, console: Console) -> int:
    """Change the passphrase."""
    if options.passphrase_file == options.new_passphrase_file == _STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    old = read_passphrase(options.passphrase_file, house.words)
    new_one = _strong_enough(read_passphrase(options.new_passphrase_file, house.words), house)
    with _closing(open_store(_folder(options, house), old)) as store:
        store.upkeep.change_passphrase(old, new_one, _who(store)).result()
    console.say(house.words.say("cli.passphrase_changed"))
    return OK


def salvage(options: argparse.Namespace, house: House, console: Console) -> int:
    """Lay what can be read of a damaged store beside it, say person by person what it adds to the newest backup."""
    folder = _folder(options, house)
    finish(folder)
    passphrase = read_passphrase(options.passphrase_file, house.words)
    beside = folder.with_name(f"{folder.name}.salvaged")
    refuse_existing(beside)
    store, got = salvage_store(folder, beside, passphrase)
    laid = Beside(folder, beside, store)
    try:
        _show_salvaged(laid, got.backup, passphrase, house, console, names=options.names)
    except BaseException:
        laid.discard()
        raise
    if got.unread:
        console.say(house.words.say("cli.salvage_unread"))
    console.say(house.words.say("cli.salvage_limits"))
    if not got.backup:
        console.say(house.words.say("cli.salvage_sheet"))
    if not options.replace:
        store.close().result()
        console.say(house.words.say("cli.salvaged", folder=str(beside)))
        return OK
    kept = laid.take_its_place(house.clock.now())
    console.say(house.words.say("cli.restored", folder=str(folder)))
    if kept is not None:
        console.say(house.words.say("cli.kept_beside", folder=str(kept)))
    return OK


def _show_salvaged(laid: Beside, backup: str, passphrase: str, house: House, console: Console, *, names: bool) -> None:
    """What the damaged store still had beyond the backup; all of it where there is no backup."""
    register, today = house.forms[FIRST_FORM].people.register_items, house.clock.now().date()
    if not backup:
        console.say(house.words.say("cli.salvage_no_backup"))
        found = compare(None, laid.store, register, today)
    else:
        _, under = lay_newest_beside(laid.vault, passphrase, house.clock)
        try:
            found = compare(under.store, laid.store, register, today)
        finally:
            under.discard()
    for line in difference_in_words(found, house.words, names=names):
        console.say(line)


def go_on(options: argparse.Namespace, house: House, console: Console) -> int:
    """Open a store whose last saved changes are missing: its files are kept aside, and the journal says so."""
    found = read_passphrase(options.passphrase_file, house.words)
    with _closing(open_store(_folder(options, house), found, go_on=True)) as store:
        for notice in store.notices:
            console.say(house.words.say(notice.code, **notice.parameters))
    console.say(house.words.say("cli.store_sound"))
    return OK


def rotate(options: argparse.Namespace, house: House, console: Console) -> int:
    """Seal the store with new keys: the old passphrase, sheet and backups open nothing any more."""
    if options.passphrase_file == options.new_passphrase_file == _STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    if options.recovery_sheet is not None:
        refuse_existing(options.recovery_sheet)
    old = read_passphrase(options.passphrase_file, house.words)
    new_one = _strong_enough(read_passphrase(options.new_passphrase_file, house.words), house)
    with _closing(open_store(_folder(options, house), old)) as store:
        had_sheet = any(slot.kind == RECOVERY for slot in store.upkeep.ways_in)
        made = store.upkeep.rotate(old, new_one, None, _who(store)).result()
        console.say(house.words.say("cli.rotated", file=str(made.path)))
        if options.recovery_sheet is not None:
            _write_sheet(store, options.recovery_sheet, house, console)
        elif had_sheet:
            console.say(house.words.say("cli.rotated_sheet"))
    return OK


def recover(options: argparse.Namespace, house: House, console: Console) -> int:
    """Open a store whose passphrase is forgotten, by its sheet or the custodian's file, and give it a new one."""
    if options.code_file == options.new_passphrase_file == _STANDARD_INPUT:
        raise ThinkFamilyError("cli.one_stdin")
    if options.recovery_sheet is not None:
        refuse_existing(options.recovery_sheet)
    if options.code_file is not None:
        way = by_sheet(read_passphrase(options.code_file, house.words))
    else:
        way = by_unlock_file(read_given(options.unlock_file))
    new_one = _strong_enough(read_passphrase(options.new_passphrase_file, house.words), house)
    with _closing(recover_store(_folder(options, house), way, new_one)) as store:
        console.say(house.words.say("cli.recovered"))
        if options.recovery_sheet is not None:
            _write_sheet(store, options.recovery_sheet, house, console)
        elif options.code_file is not None:
            console.say(house.words.say("store.note_sheet_used"))
    return OK


def _write_sheet(store: VaultStore, file: Path, house: House, console: Console) -> None:
    """The sheet is on the disk before its code opens anything: a code that nobody has is no way back."""
    code = RecoveryCode.fresh()
    made = house.clock.now().date()
    write_new(file, build_recovery_sheet(code.text, store.upkeep.vault, made, house.words, house.fonts))
    store.upkeep.add_sheet(code, _who(store)).result()
    console.say(house.words.say("cli.sheet_written", file=str(file)))


def _who(store: VaultStore) -> WorkerId:
    worker = store.worker().result()
    return THE_PROGRAM if worker is None else worker.id


def _strong_enough(chosen: str, house: House) -> str:
    house.passphrase_rule.refuse_weak(chosen)
    return chosen


@contextmanager
def _opened(options: argparse.Namespace, house: House) -> Iterator[VaultStore]:
    found = read_passphrase(options.passphrase_file, house.words)
    with _closing(open_store(_folder(options, house), found)) as store:
        yield store


@contextmanager
def _closing(store: VaultStore) -> Iterator[VaultStore]:
    try:
        yield store
    finally:
        store.close().result()


def _folder(options: argparse.Namespace, house: House) -> Path:
    return options.store or house.vault
