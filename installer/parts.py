"""The parts of others that the program ships: Python packages as locked, and what came without a package.

python installer/parts.py FROZEN     (names every file that is nobody's; 1 when there is one)
"""

import json
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
HANDED_OVER = ("README.md", "policy_templates", "windows/README.md", "macos/README.md")
"""What lies beside the program for whoever installs it, as it lies in installer/."""

OURS = ("thinkfamily_desktop/", "LICENSE")
_TEXT = re.compile(
    r"(?:^|/)(?:LICEN[CS]E|COPYING|NOTICE|BUILD_LICENSES/|third-party-licenses/|LICENSES/)[^/]*", re.IGNORECASE
)
_KNOWN = {  # where a package says its licence in prose
    "charset-normalizer": "MIT",
    "chunspell": "MIT",
    "lxml": "BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyyaml": "MIT",
    "reportlab": "BSD-3-Clause",
    "rl-accel": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib",
    "uharfbuzz": "Apache-2.0",
    "zxcvbn": "MIT",
}


@dataclass(frozen=True, slots=True)
class Inside:
    """Something that is compiled into a part, as the SBOM that the part brings names it."""

    name: str
    version: str
    licence: str
    purl: str

    @property
    def known_by(self) -> str:
        """What tells it from others in the same part."""
        return self.purl or f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part with its licence. `files` are patterns below _internal; `texts` its licences by the name to keep."""

    name: str
    version: str
    licence: str
    supplier: str = ""
    files: tuple[str, ...] = ()
    texts: Mapping[str, Path] = field(default_factory=dict)
    purl: str = ""
    needs: tuple[str, ...] = ()
    bills: tuple[Path, ...] = ()  # SBOMs that the wheel itself brings: what is compiled into it

    def owns(self, file: str) -> bool:
        """Whether this file of the frozen folder, named from _internal, is of this part."""
        return any(fnmatchcase(file, pattern.replace("**", "*")) for pattern in self.files)

    def inside(self) -> tuple[Inside, ...]:
        """What is compiled into it, itself left out."""
        read = [json.loads(bill.read_text(encoding="utf-8")) for bill in self.bills]
        found = [component for bill in read for component in bill.get("components", ())]
        said = [_inside(component) for component in found if component.get("name") and component.get("version")]
        others = {one.known_by: one for one in said if (one.name, one.version) != (self.name, self.version)}
        return tuple(others.values())


def third_party(system: str = sys.platform) -> tuple[Part, ...]:
    """Every part of others, packages first. Raises PackageNotFoundError when a locked package is not installed."""
    names = re.findall(r"^([a-z0-9-]+)==", (HERE / "lock" / "run.txt").read_text(encoding="utf-8"), re.MULTILINE)
    table = tomllib.loads((LICENCES / "native.toml").read_text(encoding="utf-8"))
    packages = [_package(name, names, table["packages"]) for name in names]
    here = [part for part in table["part"] if system in part.pop("systems", [system])]
    return (*packages, *(_native(**part) for part in here))


def main(arguments: list[str]) -> int:
    """Say which files of a frozen folder nobody owns."""
    unowned = nobodys(Path(arguments[0]), third_party())
    print("".join(f"{name}: whose is it? Say so in installer/licences/native.toml.\n" for name in unowned), end="")
    return 1 if unowned else 0


def nobodys(frozen: Path, parts: tuple[Part, ...]) -> list[str]:
    """The files below _internal for which no part, and not we, are named."""
    inside = frozen / "_internal"
    files = [file for file in sorted(inside.rglob("*")) if file.is_file() and not file.is_symlink()]
    names = [file.relative_to(inside).as_posix() for file in files]
    return [name for name in names if owner(name, parts) is None]


def owner(file: str, parts: tuple[Part, ...]) -> str | None:
    """Whose a file of the frozen folder is: a part's name, "ours", or None when nobody has said."""
    if file.startswith(OURS):
        found = next((part.name for part in parts if part.owns(file)), None)
        return found or "ours"
    native = next((part.name for part in parts if not part.purl and part.owns(file)), None)
    return native or next((part.name for part in parts if part.owns(file)), None)


def _package(name: str, locked: list[str], texts: Mapping[str, list[str]]) -> Part:
    found = metadata.distribution(name)
    files = [PurePosixPath(str(file)) for file in found.files or ()]
    about = [file for file in files if ".dist-info" in file.parts[0]]
    (said,) = found.metadata.get_all("License-Expression") or [_KNOWN.get(name, "")]
    kept = {_kept_name(name, file): Path(str(found.locate_file(file))) for file in about if _TEXT.search(str(file))}
    needs = (re.match(r"[A-Za-z0-9._-]+", need) for need in found.requires or () if "extra ==" not in need)
    plain = {re.sub(r"[-_.]+", "-", need[0]).lower() for need in needs if need}
    return Part(
        name=name,
        version=found.version,
        licence=said,
        files=tuple(str(file) for file in files if file.suffix not in {".py", ".pyc"}),
        texts=kept | {text: LICENCES / text for text in texts.get(name, ())},
        purl=f"pkg:pypi/{name}@{found.version}",
        needs=tuple(sorted(plain & set(locked))),
        bills=tuple(
            Path(str(found.locate_file(file))) for file in about if "sboms" in file.parts and file.suffix == ".json"
        ),
    )


def _inside(component: Mapping[str, Any]) -> Inside:
    said = [entry.get("expression") or entry["license"].get("id", "") for entry in component.get("licenses") or ()]
    return Inside(component["name"], component["version"], " AND ".join(said), component.get("purl") or "")


def _kept_name(name: str, file: PurePosixPath) -> str:
    inside = [part for part in file.parts[1:] if part.lower() != "licenses" or part.isupper()]
    return f"{name}/{'_'.join(inside)}"


def _native(*, name: str, licence: str, supplier: str, version: str, files: list[str], texts: list[str]) -> Part:
    asked = _VERSIONS[version]() if version else ""
    return Part(name, asked, licence, supplier, tuple(files), {text: LICENCES / text for text in texts})


def _sqlcipher(pragma: str) -> str:
    from sqlcipher3 import dbapi2  # noqa: PLC0415, RUF100  only where it is asked

    connection = dbapi2.connect(":memory:")
    try:
        connection.execute("pragma key = 'none'")
        (said,) = connection.execute(f"pragma {pragma}").fetchone()
    finally:
        connection.close()
    found = re.search(r"\d+(?:\.\d+)+", str(said))
    return found[0] if found else ""


def _sqlite() -> str:
    from sqlcipher3 import dbapi2  # noqa: PLC0415, RUF100  only where it is asked

    return str(dbapi2.sqlite_version)


def _icu() -> str:
    qt = metadata.distribution("pyside6-essentials")
    names = [str(file) for file in qt.files or ()]
    found = re.search(r"libicuuc\.so\.(\d+)", "\n".join(names))
    return found[1] if found else ""


def _zlib() -> str:
    import zlib  # noqa: PLC0415, RUF100  only where it is asked

    return zlib.ZLIB_RUNTIME_VERSION


def _hunspell() -> str:
    names = [str(file) for file in metadata.distribution("chunspell").files or ()]
    found = re.search(r"libhunspell-([\d.]+)\.", "\n".join(names))
    return found[1] if found else ""


def _pyinstaller() -> str:
    try:
        return metadata.version("pyinstaller")
    except metadata.PackageNotFoundError:
        return ""


_VERSIONS: dict[str, Callable[[], str]] = {
    "qt": lambda: metadata.version("pyside6-essentials"),
    "icu": _icu,
    "sqlcipher": lambda: _sqlcipher("cipher_version"),
    "openssl": lambda: _sqlcipher("cipher_provider_version"),
    "sqlite": _sqlite,
    "python": lambda: sys.version.split()[0],
    "zlib": _zlib,
    "hunspell": _hunspell,
    "pyinstaller": _pyinstaller,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
