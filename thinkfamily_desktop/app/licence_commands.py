"""`licences`: the parts by others that come along, and the whole text of a part's licence."""

import argparse

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.settings.licences import licence_text, licences_folder, shipped_parts


def show(options: argparse.Namespace, house: House, console: Console) -> int:
    """One line for each part, or the texts of the part that is named. Raises ThinkFamilyError for an unknown name."""
    folder = licences_folder()
    if folder is None:
        console.say(house.words.say("licences.from_source"))
        return OK
    parts = shipped_parts(folder)
    if options.part is None:
        console.say(house.words.say("licences.ours"))
        for part in parts:
            console.say(house.words.say("licences.line", part=part.title, licence=part.licence))
        return OK
    chosen = [part for part in parts if part.name.casefold() == options.part.casefold()]
    if not chosen:
        raise ThinkFamilyError("licences.not_known", part=options.part)
    console.say(licence_text(folder, chosen[0]))
    return OK
