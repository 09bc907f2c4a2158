"""A fresh Windows (Wine) with a screen: what an administrator and a worker do on it."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import windows_python

PATIENCE_SECONDS = 400


@dataclass
class Windows:
    """One machine. Close it when done."""

    wine: windows_python.Wine
    display: str = ""
    _screen: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start_screen(self) -> None:
        """A screen for its windows."""
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self._screen = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as said:
            self.display = f":{said.readline().strip()}"

    def close(self) -> None:
        """End everything that runs on it."""
        subprocess.run(["wineserver", "--kill"], env=self._environment(), check=False)
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(timeout=10)

    def run(self, *command: str | Path, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """One command; paths of this machine are given as Windows sees them."""
        said = [windows_python.seen(part) if isinstance(part, Path) else part for part in command]
        done = subprocess.run(
            ["wine", *said], env=self._environment(), input=typed, capture_output=True, text=True, errors="replace",
            check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        subprocess.run(["wineserver", "--wait"], env=self._environment(), check=False, timeout=PATIENCE_SECONDS)
        return done

    def does(self, *command: str | Path, typed: str = "") -> str:
        """The same; it has to succeed."""
        done = self.run(*command, typed=typed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.replace("\r", "")

    def installer(self, *arguments: str | Path) -> int:
        """Windows Installer without a window; its exit code, of which Wine keeps the lowest byte."""
        return self.run("msiexec", *arguments, "/qn", "/norestart", "/l*v", r"C:\installer.log").returncode

    def registry(self, key: str) -> dict[str, str]:
        """The values of a key, and of those below it."""
        said = self.run("reg", "query", key, "/s", "/reg:64").stdout.replace("\r", "")
        return dict(re.findall(r"^ {4}(\S.*?) {4}REG_\w+ {4}(.*)$", said, re.MULTILINE))

    def path(self, name: str) -> Path:
        r"""Where C:\name lies on this machine."""
        return self.wine.drive / name.replace("\\", "/")

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, **self.wine.surroundings, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"}
