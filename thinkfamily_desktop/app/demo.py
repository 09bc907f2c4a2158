"""`demo`: made-up families in a practice store, in a window; or, without one, their first referral as a PDF."""

import argparse
import os
import sys
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.session.desk import FIRST_FORM, Desk
from thinkfamily_desktop.session.exporting import file_name, make_document, save_document
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.practice import PracticeFamily, practice_families
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE, Unlocking
from thinkfamily_desktop.store.errors import StoreError


def run(options: argparse.Namespace, house: House, console: Console) -> int:
    """Open the practice store in a window, or write the first family's referral."""
    folder = options.store or house.practice_vault
    if options.fresh and (kept := lay_aside(folder, house)) is not None:
        console.say(house.words.say("practice.laid_aside", folder=str(kept)))
    prepare(folder, house)
    if options.pdf is not None:
        return _write_referral(folder, options.pdf, options.to, house, console)
    if not has_screen():
        console.say(house.words.say("practice.no_screen"))
        return _write_referral(folder, None, options.to, house, console)
    from thinkfamily_desktop.app.main import run_window  # noqa: PLC0415, RUF100  the PDF alone needs no Qt

    console.say(house.words.say("practice.opening", passphrase=PRACTICE_PASSPHRASE))
    return run_window(house, folder)


def has_screen() -> bool:
    """Whether a window can be shown here. Only a Linux machine can be without one."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def prepare(folder: Path, house: House) -> None:
    """Make the practice store where there is none. A store that holds real families is never touched."""
    unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
    if unlocking.exists:
        _refuse_real(unlocking)
        return
    desk = Desk(unlocking.create(PRACTICE_PASSPHRASE, practice=True).result(), house.forms, house.clock)
    try:
        for made_up in made_up_families(house):
            keep(made_up, desk)
    finally:
        desk.close().result()


def lay_aside(folder: Path, house: House) -> Path | None:
    """Move a practice store out of the way of a new one. Returns where it is now; None where there was none."""
    from thinkfamily_desktop.app.single import hold_store  # noqa: PLC0415, RUF100  Qt: not needed by other commands

    unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
    if not unlocking.exists:
        return None
    _refuse_real(unlocking)
    with hold_store(folder):
        pass  # nobody has it open; its lock file cannot move while it is held
    return folder.rename(folder.with_name(f"{folder.name}-kept-{house.clock.now():%Y%m%d-%H%M%S}"))


def _refuse_real(unlocking: Unlocking) -> None:
    if not unlocking.practice:
        raise ThinkFamilyError("practice.not_practice", folder=str(unlocking.folder))


def made_up_families(house: House) -> tuple[PracticeFamily, ...]:
    """The families that the program brings along."""
    return practice_families(house.resources / "practice", house.forms[FIRST_FORM])


def keep(made_up: PracticeFamily, desk: Desk) -> None:
    """Put one made-up family into a practice store. Waits for the disk."""
    form, work = desk.forms[FIRST_FORM], made_up.assessment
    desk.store.set_worker(made_up.worker).result()
    state = evaluate(form, made_up.family, work.answers, work.raised, made_up.now, work.finished_sections)
    desk.add(made_up.family, work, family_card(form, made_up.family, work, state), form)


def _write_referral(folder: Path, to: Path | None, reader: str, house: House, console: Console) -> int:
    from thinkfamily_desktop.app.single import hold_store  # noqa: PLC0415, RUF100  Qt: not needed by other commands

    with hold_store(folder):
        unlocking = Unlocking(folder, house.tries_file(folder), house.clock)
        try:
            store = unlocking.unlock(PRACTICE_PASSPHRASE).result()
        except StoreError as fault:
            if fault.is_damage or fault.code == "store.newer":
                raise ThinkFamilyError("practice.unread", folder=str(folder)) from fault
            raise
        desk = Desk(store, house.forms, house.clock)
        try:
            first = made_up_families(house)[0].family.reference
            release = desk.open_reference(first).result().release(reader)
        finally:
            desk.close().result()
    path = to if to is not None else folder.parent / file_name(release)
    save_document(make_document(release, house.words, house.fonts), path)
    console.say(house.words.say("practice.written", file=str(path)))
    return OK
