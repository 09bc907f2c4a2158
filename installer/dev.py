"""Set up, run and test Think Family from a source checkout. Needs nothing but Python 3.11 or later.

  python3 installer/dev.py run [ARGUMENTS]            set up, then open the made-up families (`thinkfamily demo`)
  python3 installer/dev.py test [--full] [--windows] [--long [NAME]]  set up with the test tools, then run every check
  python3 installer/dev.py setup                      set up only

It makes a virtual environment in .venv, installs the packages locked by hash in installer/lock, and on Debian and
Ubuntu installs missing system libraries when run as root; otherwise it prints the line that does. What is in place is
left alone.
"""

from __future__ import annotations

import ctypes
import glob
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "thinkfamily.json"  # what this script installed, so that a second run is quick
LOCKS = ROOT / "installer" / "lock"

# What the wheels leave to a Linux system: library -> Debian and Ubuntu package.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_TOOLS = {
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "mutool": "mupdf-tools",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
}
FULL_TOOLS = {
    "javac": "default-jdk-headless",
    "strace": "strace",
    "xwininfo": "x11-utils",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "man": "man-db",
    "import": "imagemagick",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
"""By command, or by a file where there is no command."""
WINDOWS_TOOLS = {
    "wine": "wine",
    "/usr/lib/wine/wine64": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "wixl": "wixl",
    "msibuild": "msitools",
    "faketime": "faketime",
    "osslsigncode": "osslsigncode",
    "openssl": "openssl",
    "git": "git",
}
"""For building the Windows package here and trying it under Wine."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what tells the owner of an older Python
        return stop(f"Python 3.11 or later is needed; {sys.executable} is {sys.version.split()[0]}.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    try:
        if command == "run":
            set_up("run")
            return subprocess.run([PYTHON, "-m", "thinkfamily_desktop", "demo", *rest], env=surroundings()).returncode
        if command == "test":
            set_up("test", (FULL_TOOLS if "--full" in rest else {}) | (WINDOWS_TOOLS if "--windows" in rest else {}))
            return subprocess.run([PYTHON, ROOT / "tests" / "check.py", *rest], env=surroundings()).returncode
        if command == "setup" and not rest:
            set_up("run")
            say(f"Ready. {sys.executable} installer/dev.py run opens the program.")
            return 0
    except KeyboardInterrupt:
        return 130
    except SetUpError as error:
        return stop(str(error))
    print(__doc__)
    return 0 if command in {"help", "-h", "--help"} else 2


class SetUpError(Exception):
    """What stands in the way, in words that say what to do."""


def set_up(lock: str, tools: dict[str, str] | None = None) -> None:
    """Everything that running (`run`) or testing (`test`) needs. Raises SetUpError when something cannot be had."""
    if sys.platform.startswith("linux"):
        check_c_library()
        provide(missing_packages(for_tests=lock == "test", tools=tools or {}))
    make_environment()
    install(lock)


def check_c_library() -> None:
    """Qt's wheels need a C library of 2022 or later; pip would only say that nothing matches."""
    try:
        name, _, number = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except ValueError:
        name, number = "", ""
    if name != "glibc":
        raise SetUpError(
            "This Linux has no GNU C library, which the Qt packages need (Debian, Ubuntu, Fedora have it)."
        )
    if tuple(int(part) for part in number.split(".")[:2]) < (2, 34):
        raise SetUpError(f"This system's C library is {number}; Qt needs 2.34: Debian 12, Ubuntu 22.04 or later.")


def missing_packages(*, for_tests: bool, tools: dict[str, str]) -> list[str]:
    """The Debian packages that this machine lacks."""
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    libraries = {**LIBRARIES, **SCREEN_LIBRARIES} if has_screen or for_tests else LIBRARIES
    packages = [package for library, package in libraries.items() if not loads(library)]
    if for_tests:
        packages += [package for tool, package in {**TEST_TOOLS, **tools}.items() if not is_there(tool)]
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        packages.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return list(dict.fromkeys(packages))


def is_there(tool: str) -> bool:
    """Whether the system has this command, or a file like this."""
    return bool(glob.glob(tool)) if tool.startswith("/") else shutil.which(tool) is not None  # noqa: PTH207


def loads(library: str) -> bool:
    """Whether the system has this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide(packages: list[str]) -> None:
    """Install Debian packages where that is ours to do; otherwise say the line that does it."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise SetUpError(
            "System libraries or tools are missing. Under Debian's names they are:\n  " + " ".join(packages)
        )
    if os.geteuid() != 0:
        raise SetUpError("System packages are missing. Please run this, then try again:\n  sudo " + " ".join(command))
    say(f"Installing {len(packages)} system packages: {' '.join(packages)}")
    quietly(["apt-get", "update"], may_fail=True)  # a stale list may still do
    quietly(command)


def make_environment() -> None:
    """A virtual environment of this very Python. One of another Python, or a broken one, is made anew."""
    if PYTHON.exists():
        asked = subprocess.run(
            [PYTHON, "-c", "import sys, pip; print(*sys.version_info[:2])"], capture_output=True, text=True, check=False
        )
        if asked.stdout.split() == [str(part) for part in sys.version_info[:2]]:
            return
    say(f"Making a virtual environment with Python {sys.version.split()[0]} in {ENVIRONMENT}")
    quietly([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])


def install(lock: str) -> None:
    """Install what a lock file names, each file checked against its hash, unless that has been done already."""
    hashes = {name: hashlib.sha256((LOCKS / f"{name}.txt").read_bytes()).hexdigest() for name in ("run", "test")}
    installed = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    if installed.get("checkout") != str(ROOT):
        installed = {"checkout": str(ROOT)}
    if installed.get(lock) == hashes[lock]:
        return
    file = LOCKS / f"{lock}.txt"
    count = sum("==" in line for line in file.read_text(encoding="utf-8").splitlines())
    say(f"Installing {count} packages, each checked against its hash; the first time takes a minute or two")
    quietly([PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "-r", file])
    packages = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(packages) / "thinkfamily_checkout.pth").write_text(
        f"{ROOT}\n",
        encoding="utf-8" if sys.version_info >= (3, 13) else "locale",  # as that Python reads it
    )
    # What tests need holds what running needs, at the same versions.
    done = hashes if lock == "test" else {lock: hashes[lock]}
    STAMP.write_text(json.dumps({**installed, **done}), encoding="utf-8")


def quietly(command: Sequence[str | Path], *, may_fail: bool = False) -> None:
    """Run a tool without its chatter; when it fails, show all that it said. Raises SetUpError."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        check=False, env={**surroundings(), "DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip
    if done.returncode and not may_fail:
        raise SetUpError(f"{done.stdout}\nThis failed: {' '.join(map(str, command))}")


def surroundings() -> dict[str, str]:
    """Our environment less what would lead another Python astray."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    return {**kept, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def say(words: str) -> None:
    """Tell what is being done, with the time since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {words}", flush=True)


def stop(words: str) -> int:
    """Say why it cannot go on; the exit code for that is 1."""
    print(words, file=sys.stderr)
    return 1


STARTED = time.monotonic()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
