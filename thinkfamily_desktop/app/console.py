"""What the command line says and where: results on standard output, one plain sentence on standard error."""

import json
import sys
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class Console:
    """The two streams of a command. A windowed program has neither: then nothing is said."""

    out: TextIO | None = field(default_factory=lambda: sys.stdout)
    err: TextIO | None = field(default_factory=lambda: sys.stderr)

    def say(self, words: str) -> None:
        """A result, or a line of one."""
        if self.out is not None:
            self.out.write(words + "\n")

    def say_json(self, value: object) -> None:
        """A result for another program, in a shape that is kept."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))

    def complain(self, words: str) -> None:
        """What stands in the way, and what to do."""
        if self.err is not None:
            self.err.write(words + "\n")
