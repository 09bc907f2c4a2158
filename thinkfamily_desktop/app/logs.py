"""The program's log: what happened, in fields of a closed list. Ids and counters; never names, answers or paths."""

import json
import logging
import os
import re
from collections.abc import Mapping
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

LOG_NAME: Final = "thinkfamily.log"
LARGEST_FILE = 500_000
FILES_KEPT = 3

FIELDS: Final[Mapping[str, re.Pattern[str]]] = {
    "version": re.compile(r"[0-9A-Za-z.+-]{1,20}"),
    "code": re.compile(r"[a-z_]{1,30}(\.[a-z_]{1,40}){1,2}"),  # of a sentence in resources/words
    "kind": re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}"),  # of a failure: its class
    "stage": re.compile(r"screening|referral|full"),
    "reader": re.compile(r"[a-z-]{1,30}"),
    "assessment": re.compile(r"[0-9a-f]{32}"),
    "seq": re.compile(r"[0-9]{1,18}"),
    "count": re.compile(r"[0-9]{1,18}"),
    "bytes": re.compile(r"[0-9]{1,18}"),
    "milliseconds": re.compile(r"[0-9]{1,18}"),
}
"""Every field that may be written, with the only shape it may have."""

EVENT = re.compile(r"[a-z]+([_-][a-z]+)*")
LEFT_OUT = "left-out"


class Log:
    """Writes one line of JSON for each event. What does not fit its field's shape is left out, never written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handler = _PrivateFile(folder / LOG_NAME, maxBytes=LARGEST_FILE, backupCount=FILES_KEPT, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
        self._logger = logging.Logger("thinkfamily")  # noqa: LOG001  apart from the tree: no library writes here
        self._logger.addHandler(self._handler)

    def say(self, event: str, /, **fields: str | int) -> None:
        """Write that something happened, with fields of the closed list; how many did not fit is written too."""
        kept = {key: value for key, value in fields.items() if key in FIELDS and FIELDS[key].fullmatch(str(value))}
        left_out = {LEFT_OUT: len(fields) - len(kept)} if len(kept) < len(fields) else {}
        name = event if EVENT.fullmatch(event) else LEFT_OUT
        self._logger.info(json.dumps({"event": name, **kept, **left_out}))

    def close(self) -> None:
        """Write what is waiting and let go of the file."""
        self._handler.close()


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner can read. A disk that refuses costs the line, never the work."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding=self.encoding)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Nothing: Python would print the record and a traceback."""
