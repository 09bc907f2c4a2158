"""The program as a person has it: a process of its own in a window on a screen of its own, keys sent through XTest.

Nothing here reaches into the program. What has the focus is asked of the accessibility bus, as a screen reader does.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

TOOLS = ("Xvfb", "xdotool", "xwininfo", "import", "dbus-daemon")
PATIENCE_SECONDS = 30.0
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def missing_tools() -> list[str]:
    """The programs that this machine lacks for driving a window from outside."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class OutsideError(AssertionError):
    """The program did not do what a person would have seen it do."""


class Outside:
    """A screen of 1366 x 768, an accessibility bus, and one program after another on it."""

    def __init__(self, home: Path, pictures: Path, *, dark: bool = False, before: tuple[str, ...] = ()) -> None:
        self.home = home
        self.patience = PATIENCE_SECONDS
        self._before = before  # what the program is started by, such as strace with its options
        self.pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)
        read, write = os.pipe()
        self._screen: subprocess.Popen[bytes] = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as display:
            number = display.readline().strip()
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
            "DISPLAY": f":{number}",
            "DBUS_SESSION_BUS_ADDRESS": _line(self._bus.stdout),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "HOME": str(home),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
        }
        if dark:
            self._prefer_dark()
        self._programs: list[subprocess.Popen[bytes]] = []
        self._listener = subprocess.Popen(
            ["/usr/bin/python3", str(HERE / "spoken_focus.py")],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.spoken()  # the bus is up, and somebody listens, before a program is there to speak

    def _prefer_dark(self) -> None:
        folder = self.home / "data" / "thinkfamily"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "preferences.json").write_text(json.dumps({"theme": "dark"}), encoding="utf-8")

    # -- the program

    def start(self, *arguments: str, code: str = "") -> None:
        """Start the program as a user does, or by other code in its place, and wait for its window."""
        how = ("-c", code) if code else ("-m", "thinkfamily_desktop")
        command = [*self._before, sys.executable, *how, *arguments]
        self._programs.append(subprocess.Popen(command, env=self.environment, cwd=self.home))
        self.wait_for_window()

    def command(self, *arguments: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
        """Another process of the same program, without a window."""
        return subprocess.run(
            [sys.executable, "-m", "thinkfamily_desktop", *arguments],
            env=self.environment,
            cwd=self.home,
            input=f"{passphrase}\n",
            capture_output=True,
            text=True,
            check=False,
        )

    def wait_for_window(self) -> None:
        """Wait until the window stands there and give it the keyboard."""
        self.until(lambda: self._gives_the_keyboard_to(self._window()), "a window with the keyboard")

    def wait_for_dialog(self, title: str) -> None:
        """Wait for a dialog and give it the keyboard, as a window manager would."""
        named = re.compile(rf'(0x[0-9a-f]+) "{title}')

        def dialog() -> str | None:
            found = named.search(self._run("xwininfo", "-root", "-tree"))
            return found[1] if found else None

        self.until(lambda: self._gives_the_keyboard_to(dialog()), f"the dialog {title!r}")

    def wait_for_another_process(self, old: str) -> None:
        """After a lock: wait for the window of the fresh process. It may well get the number of the old window."""
        self.until(lambda: self.process not in ("", old), "the window of a fresh process")
        self.wait_for_window()

    def _gives_the_keyboard_to(self, window: str | None) -> bool:
        """Ask for it, as a window manager would; a window that is not on the screen yet cannot have it."""
        if window is None:
            return False
        self._run("xdotool", "windowfocus", window)
        return self._run("xdotool", "getwindowfocus").strip() == str(int(window, 16))

    @property
    def process(self) -> str:
        """The process whose window is there now; empty when there is none."""
        window = self._window()
        return self._run("xdotool", "getwindowpid", window).strip() if window is not None else ""

    def _window(self) -> str | None:
        tree = self._run("xwininfo", "-root", "-tree")
        found = re.search(r'(0x[0-9a-f]+) ".*": \(".*" "thinkfamily"\)\s+(?:[2-9]\d\d|1\d\d\d)x', tree)
        return found[1] if found else None

    # -- hands

    def key(self, *names: str) -> None:
        """Press keys one after another, as XTest events; the last word is answered once the screen has them."""
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "15", *names, "getmouselocation")

    def type(self, text: str) -> None:
        """Type a text, as XTest events."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "8", "--", text)

    def go_to(self, name: str, *, inside: str = "", key: str = "Tab", most: int = 150) -> None:
        """Press a key until what is focused is called this, within something that is called `inside`.

        Both may be the beginning of a name.
        """
        seen: list[str] = []
        for _ in range(most):
            _, spoken, _, around = self.spoken()
            if spoken.startswith(name) and (not inside or any(part.startswith(inside) for part in around.split(" > "))):
                return
            seen.append(spoken)
            self.key(key)
        self.picture("lost")
        raise OutsideError(f"never came to {name!r}; came past {seen}")

    def finger(self, x: int, y: int) -> None:
        """Touch the screen: what a finger does to a program that hears of a mouse."""
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1", "getmouselocation")

    def scroll(self, x: int, y: int, *, down: bool) -> None:
        """A short swipe: this screen has no fingers, so a turn of the wheel stands for it."""
        self._run("xdotool", "mousemove", str(x), str(y), "click", "5" if down else "4", "getmouselocation")

    # -- eyes and ears

    def spoken(self) -> tuple[str, str, str, str]:
        """Role, name, description and surroundings of what has the focus; empty when nothing has."""
        answer = self._ask({})
        return tuple(answer) if answer else ("", "", "", "")

    def place_of(self, name: str, inside: str = "") -> tuple[str, int, int, int, int] | None:
        """Role and place on the screen (x, y, width, height) of the first usable thing whose name begins like this."""
        answer = self._ask({"name": name, "inside": inside})
        return tuple(answer) if answer else None

    def _ask(self, question: dict[str, str]) -> Any:
        if self._listener.stdin is None or self._listener.stdout is None:
            raise OutsideError("nobody listens to the accessibility bus")
        self._listener.stdin.write(json.dumps(question) + "\n")
        self._listener.stdin.flush()
        return json.loads(self._listener.stdout.readline() or "null")

    def hear(self, name: str) -> None:
        """Wait until what is focused is called this."""
        self.until(lambda: self.spoken()[1].startswith(name), f"focus on {name!r}, not on {self.spoken()}")

    def picture(self, name: str) -> Path:
        """A picture of the whole screen."""
        path = self.pictures / f"{name}.png"
        self._run("import", "-window", "root", str(path))
        return path

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for something that a person would wait for; fail when it does not come."""
        ends = time.monotonic() + self.patience
        while not true():
            if time.monotonic() > ends:
                self.picture("waited")
                raise OutsideError(f"waited for {what}")
            time.sleep(0.05)

    def end_programs(self) -> None:
        """End the programs on the screen, those that a lock started included."""
        for process in self._run("pgrep", "-f", "thinkfamily_desktop.*--after-lock").split():
            if str(self.home) in self._run("cat", f"/proc/{process}/cmdline"):
                self._run("kill", process)
        if self._before and self.process:
            self._run("kill", self.process)  # whatever it was started by may end without it
        for program in self._programs:
            program.terminate()
            program.wait(timeout=10)
        self.until(lambda: self._window() is None, "an empty screen")

    def close(self) -> None:
        """End everything that was started."""
        self.end_programs()
        for process in (self._listener, self._bus, self._screen):
            process.terminate()
            process.wait(timeout=10)
        for stream in (self._listener.stdin, self._listener.stdout, self._bus.stdout):
            if stream is not None:
                stream.close()

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout


def _line(stream: IO[str] | None) -> str:
    return stream.readline().strip() if stream is not None else ""
