"""Takes the commands that stand fenced under a heading of a README and runs exactly those.

How to use it. In the README each way of doing something has a heading of its own; every command is in a fence that
opens with ```sh, and what a person does in between (writes a passphrase into a file, copies the code from the printed
sheet) is said in the prose. A test takes the chapter's blocks in order and plays that person between them:

    walk = Walk(blocks(README, "By recovery sheet"), folder, shell(environment))
    walk.write("passphrase.txt", "four words of mine")
    walk.run()                      # the first block, as `sh -eu` runs it; it must end with 0
    walk.write("code.txt", code_printed_on(walk.folder / "sheet.pdf"))
    said = walk.run()               # the second block; what it wrote to standard output
    walk.refused(3)                 # a block (or the same one again, `again=True`) that must end with this code
    walk.finish()                   # fails when a block of the chapter was not run

`shell` runs a block in a real shell with `thinkfamily` found on its PATH: `checkout_on_path` makes such a command for
this checkout; in a chroot, give `before=("chroot", root, "sh", "-c", "cd /home/pilot && exec \"$@\"", "sh")` instead.
`in_process` calls the command line's own `main` for lines that begin with `thinkfamily`, which saves the start of a
process for each, and a shell for the others. Commands use no `|`, `>` or quotes that only one of the two would read.
"""

import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

OURS = "thinkfamily"
ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "installer" / "README.md"


@dataclass(frozen=True)
class Done:
    """How a block ended, and what it said."""

    code: int
    said: str
    complained: str = ""


Runner = Callable[[str, Path], Done]


def blocks(readme: Path, heading: str) -> tuple[str, ...]:
    """The blocks fenced with ```sh under this heading, up to the next heading that is not below it.

    Raises LookupError where there is no such heading, several, or one without a command.
    """
    lines = readme.read_text(encoding="utf-8").splitlines()
    starts = [place for place, line in enumerate(lines) if re.fullmatch(rf"#+ {re.escape(heading)}", line)]
    if len(starts) != 1:
        raise LookupError(f"{readme.name} has {len(starts)} headings {heading!r}")
    level = len(lines[starts[0]].split(" ")[0])
    found: list[str] = []
    inside: list[str] | None = None
    fenced = False
    for line in lines[starts[0] + 1 :]:
        if line.startswith("```"):
            if inside is not None:
                found.append("\n".join(inside))
            inside = [] if line == "```sh" and not fenced else None
            fenced = not fenced
        elif inside is not None:
            inside.append(line)
        elif not fenced and re.match(rf"#{{1,{level}}} ", line):
            break
    if not found:
        raise LookupError(f"{readme.name} has no command under {heading!r}")
    return tuple(found)


class Walk:
    """One walk through a chapter, in a folder that is the person's home and the place where they work."""

    def __init__(self, chapter: Sequence[str], folder: Path, run: Runner) -> None:
        self.folder = folder
        self._left = [*chapter]
        self._last = ""
        self._run = run

    def write(self, name: str, text: str) -> Path:
        """What the prose has a person do: write a line into a file."""
        path = self.folder / name
        path.write_text(f"{text}\n", encoding="utf-8")
        return path

    def run(self, *, again: bool = False) -> str:
        """Run the next block, or the one before `again`; it must end with 0. Returns what it said."""
        done = self._next(again=again)
        assert done.code == 0, f"exit code {done.code}: {done.complained}\n{self._last}"
        return done.said

    def refused(self, code: int, *, again: bool = False) -> str:
        """Run the next block, or the one before `again`; it must end with this code. Returns what it complained of."""
        done = self._next(again=again)
        assert done.code == code, f"exit code {done.code}, not {code}: {done.said}{done.complained}\n{self._last}"
        return done.complained

    def finish(self) -> None:
        """Fail when the chapter has a block that was not run."""
        assert self._left == []

    def _next(self, *, again: bool) -> Done:
        if not again:
            assert self._left, "the chapter has no block left"
            self._last = self._left.pop(0)
        return self._run(self._last, self.folder)


def shell(environment: Mapping[str, str] | None = None, before: Sequence[str] = ()) -> Runner:
    """Runs a block as one script of `sh -eu`, in the folder, after `before` (such as chroot and its arguments)."""

    def run(block: str, folder: Path) -> Done:
        done = subprocess.run(
            [*before, "sh", "-eu", "-c", block],
            cwd=folder,
            env=None if environment is None else {**environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


def checkout_on_path(bin_folder: Path, home: Path) -> dict[str, str]:
    """An environment of a person with this home, in which `thinkfamily` is this checkout."""
    bin_folder.mkdir(parents=True, exist_ok=True)
    command = bin_folder / OURS
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m {OURS}_desktop "$@"\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": str(home), "PATH": f"{bin_folder}{os.pathsep}{kept.get('PATH', os.defpath)}"}


def in_process(main: Callable[[Sequence[str]], int], heard: Callable[[], tuple[str, str]]) -> Runner:
    """Runs a block's own commands in this process: `main` with their words, `heard` for what they said since.

    HOME has to be the folder by then. The first command that fails ends the block, as `sh -e` does.
    """

    def run(block: str, folder: Path) -> Done:
        said, complained = "", ""
        for line in filter(None, re.sub(r"\\\n", " ", block).splitlines()):
            words = [os.path.expanduser(word) for word in shlex.split(line)]  # noqa: PTH111  only a leading ~
            if words[0] == OURS:
                code = main(words[1:])
                out, err = heard()
            else:
                done = shell()(line, folder)
                code, out, err = done.code, done.said, done.complained
            said, complained = said + out, complained + err
            if code:
                return Done(code, said, complained)
        return Done(0, said, complained)

    return run
