"""Where a command gets the passphrase: a file, standard input, or a person. Never an argument or the environment."""

import getpass
import sys
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words

STANDARD_INPUT = "-"


def read_passphrase(file: str | None, words: Words) -> str:
    """The passphrase: the first line of a file, of standard input for "-", or typed unseen at a terminal."""
    if file == STANDARD_INPUT:
        return _first_line(sys.stdin.readline())
    if file is not None:
        try:
            return _first_line(Path(file).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise ThinkFamilyError("cli.passphrase_file", file=file) from error
    if not sys.stdin.isatty():
        raise ThinkFamilyError("cli.no_passphrase")
    return getpass.getpass(words.say("cli.passphrase_prompt"))


def _first_line(text: str) -> str:
    line = text.split("\n", 1)[0].removesuffix("\r")
    if not line:
        raise ThinkFamilyError("cli.no_passphrase")
    return line
