"""The MSI, on a fresh Windows (Wine): installed silently, used, mended, upgraded, never downgraded, removed.

One command: `python3 installer/dev.py test --windows`. TF_TEST_MSI may name a folder that `build.py msi` filled.
"""

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import icon
import pytest
import running
import signing
import windows_python
import windows_resource

from tests.packaging.test_parts import not_shown
from tests.packaging.windows import Windows
from tests.report.test_build import failures
from tests.report.test_logo import drawn
from thinkfamily_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
MISSING = windows_python.missing_tools() + [tool for tool in ("Xvfb", "msiextract") if not shutil.which(tool)]
pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {' '.join(MISSING)}: dev.py test --windows installs them"),
]
MSI = f"thinkfamily-desktop_{__version__}_x64.msi"
FOLDER = r"Program Files\Think Family Desktop"
PROGRAM = rf"C:\{FOLDER}\thinkfamily.exe"
INSTALLED = r"HKLM\Software\ThinkFamily\Desktop"
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
STORE = r"C:\users\nurse\AppData\Local\ThinkFamily\Desktop\vault"
WORDS = r"C:\users\nurse\words.txt"
USE = ("--store", STORE, "--passphrase-file", WORDS)
Command = list[str | Path]
CONNECTS = re.compile(r"Qt6?Network|_ssl\.|libssl|_asyncio\.|plugins/tls", re.IGNORECASE)


@pytest.fixture(scope="module")
def msi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the one command makes."""
    if ready_made := os.environ.get("TF_TEST_MSI"):
        return Path(ready_made) / MSI
    out = tmp_path_factory.mktemp("built")
    command: Command = [sys.executable, ROOT / "installer" / "build.py", "msi", "--out", out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / MSI


@pytest.fixture(scope="module")
def folder(msi: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in it, unpacked without installing."""
    place = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["msiextract", "-C", place, msi], check=True, stdout=subprocess.DEVNULL)
    return next(place.rglob("thinkfamily.exe")).parent


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> signing.Certificate:
    """A certificate that only these tests trust."""
    place = tmp_path_factory.mktemp("certificate")
    (place / "passphrase").write_text("made up", encoding="utf-8")
    subject = ["-subj", "/CN=Made up for tests", "-addext", "extendedKeyUsage=codeSigning", "-days", "30"]
    new = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-noenc",
        "-keyout",
        "key.pem",
        "-out",
        "root.pem",
        *subject,
    ]
    keep = ["openssl", "pkcs12", "-export", "-inkey", "key.pem", "-in", "root.pem", "-out", "both.p12"]
    for command in (new, [*keep, "-passout", "file:passphrase"]):
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    return signing.Certificate(place / "both.p12", place / "passphrase", place / "root.pem")


@pytest.fixture(scope="module")
def newer(folder: Path, certificate: signing.Certificate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later version, signed, in which one file has gone."""
    changed = tmp_path_factory.mktemp("newer") / "changed"
    shutil.copytree(folder, changed)
    (changed / "README.md").unlink()
    package = make_msi(changed, changed.parent / "newer.msi", "99.0.0")
    signing.sign([package], certificate, running.run)
    return package


def make_msi(folder: Path, out: Path, version: str) -> Path:
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command: Command = [sys.executable, ROOT / "installer" / "msi.py", folder, out, version]
    subprocess.run(command, check=True, env=surroundings, capture_output=True)
    return out


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    machine = Windows(windows_python.make_wine(tmp_path_factory.mktemp("windows") / "prefix", running.run))
    machine.start_screen()
    machine.path(WORDS[3:]).parent.mkdir(parents=True)
    machine.path(WORDS[3:]).write_text("brass lantern otter meadow\n", encoding="utf-8")
    yield machine
    machine.close()


@pytest.fixture(scope="module")
def installed(windows: Windows, msi: Path) -> Windows:
    """Silently, as a management tool does it."""
    assert windows.installer("/i", msi) == 0
    return windows


def hashes(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def entries(windows: Windows) -> list[Path]:
    """The programs that Windows lists as installed, by their keys."""
    said = windows.run("reg", "query", UNINSTALL, "/reg:64").stdout
    return [Path(line.strip()) for line in said.splitlines() if "{" in line]


def test_the_same_folder_gives_the_same_bytes(msi: Path, folder: Path, tmp_path: Path) -> None:
    first, second = (make_msi(folder, tmp_path / f"{number}.msi", "1.2.3") for number in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert make_msi(folder, tmp_path / "3.msi", "1.2.4").read_bytes() != first.read_bytes()


def test_it_holds_the_hash_of_every_file_and_nothing_that_connects(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    there = hashes(folder)
    assert there.pop("SHA256SUMS")
    assert there == listed
    assert [name for name in there if CONNECTS.search(name)] == []
    assert {"policy_templates/ThinkFamilyDesktop.admx", "licences/README.txt", "sbom.cdx.json"} <= there.keys()


@pytest.mark.parametrize("program", ["thinkfamily", "thinkfamily-window"])
def test_each_program_says_its_name_and_version_and_carries_our_icon(folder: Path, program: str) -> None:
    inside = (folder / f"{program}.exe").read_bytes()
    for name, text in windows_resource.said(program, "", __version__).items():
        if text:
            assert re.search(utf16(name) + rb"\0{2,6}" + re.escape(utf16(text)), inside), name
    kept = icon.ICON.read_bytes()
    entries = struct.iter_unpack("<8xII", kept[6 : 6 + 16 * len(icon.SIZES)])
    pictures = [kept[offset : offset + size] for size, offset in entries]
    assert all(picture.startswith(b"\x89PNG") and picture in inside for picture in pictures)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_every_library_that_a_part_asks_for_is_there_or_windows_own(folder: Path) -> None:
    assert missing_libraries(folder) == set()


def test_a_library_that_is_gone_is_missed(folder: Path, tmp_path: Path) -> None:
    kept = ("PySide6/Qt6Gui.dll", "PySide6/QtGui.pyd")
    for name in kept:
        shutil.copyfile(folder / "_internal" / name, tmp_path / Path(name).name)
    assert "qt6core.dll" in missing_libraries(tmp_path)


def test_it_installs_silently_for_everybody_on_the_machine(installed: Windows, folder: Path) -> None:
    assert hashes(installed.path(FOLDER)) == hashes(folder)
    assert installed.registry(INSTALLED)["Version"] == __version__
    assert [file.name for file in installed.wine.drive.rglob("Think Family Desktop.lnk")] == [
        "Think Family Desktop.lnk"
    ]
    assert installed.registry(r"HKLM\Software\Policies\ThinkFamily") == {}
    assert len(entries(installed)) == 1


def test_windows_list_of_programs_says_that_stores_stay(installed: Windows) -> None:
    listed = installed.registry(str(entries(installed)[0]).replace("/", "\\"))
    assert listed["DisplayVersion"] == __version__
    assert "leaves every store where it is" in listed["Comments"]


def test_the_installed_program_passes_its_self_test_with_a_window(installed: Windows) -> None:
    installed.does(PROGRAM, "selftest", "--out", r"C:\selftest.txt")
    said = installed.path("selftest.txt").read_text(encoding="utf-8")
    assert "FAIL" not in said
    assert "win32" in said
    assert "ok    spelling: " in said
    assert "platform windows" in said


def test_the_installed_program_writes_a_referral_that_the_validator_passes(
    installed: Windows,
) -> None:
    installed.does(PROGRAM, "demo", "--pdf", r"C:\referral.pdf")
    assert failures(installed.path("referral.pdf").read_bytes()) == []


def test_the_installed_program_reads_a_logo_and_refuses_what_is_none(installed: Windows) -> None:
    drawn(installed.path("logo.png"), (800, 200))
    assert "40 mm wide and 10 mm high" in installed.does(PROGRAM, "policy", "check", r"C:\logo.png")
    installed.path("logo.png").write_bytes(b"GIF89a")
    assert installed.run(PROGRAM, "policy", "check", r"C:\logo.png").returncode == 1


def test_the_installed_program_shows_the_licence_of_every_part_in_its_bill(installed: Windows) -> None:
    bill = json.loads(installed.path(rf"{FOLDER}\sbom.cdx.json").read_text(encoding="utf-8"))
    libraries = [component for component in bill["components"] if component["type"] == "library"]
    assert not_shown(installed.path(rf"{FOLDER}\licences"), libraries) == []
    said = installed.does(PROGRAM, "licences")
    parts = [component for component in libraries if "properties" not in component]
    assert [part["name"] for part in parts if part["name"] not in said] == []


def test_a_policy_in_the_registry_counts(installed: Windows) -> None:
    key = r"HKLM\Software\Policies\ThinkFamily\Desktop"
    installed.does("reg", "add", key, "/v", "IdleLockMinutes", "/t", "REG_DWORD", "/d", "3", "/f", "/reg:64")
    assert f"IdleLockMinutes = 3  ({key})" in installed.does(PROGRAM, "policy", "show")
    installed.does("reg", "delete", key, "/f", "/reg:64")
    assert "IdleLockMinutes = 5" in installed.does(PROGRAM, "policy", "show")


def test_a_policy_file_that_is_not_an_administrators_alone_is_ignored_and_said(installed: Windows) -> None:
    file = installed.path(r"ProgramData\ThinkFamily\policy.json")
    file.parent.mkdir(parents=True)
    file.write_text('{"IdleLockMinutes": 3}', encoding="utf-8")
    said = installed.does(PROGRAM, "policy", "show")
    assert "IdleLockMinutes = 5" in said
    assert r"C:\ProgramData\ThinkFamily\policy.json was ignored" in said
    shutil.rmtree(file.parent)


def test_a_repair_brings_back_what_was_deleted(installed: Windows, msi: Path, folder: Path) -> None:
    lost = installed.path(rf"{FOLDER}\_internal\PySide6\Qt6Gui.dll")
    lost.unlink()
    assert installed.installer("/i", msi, "REINSTALL=ALL", "REINSTALLMODE=amus") == 0
    assert hashes(installed.path(FOLDER)) == hashes(folder)


@pytest.fixture(scope="module")
def upgraded(installed: Windows, newer: Path) -> Windows:
    """The later version over the first one, with a store made under the first."""
    installed.does(PROGRAM, "store", "new", "--without-recovery", *USE)
    assert installed.installer("/i", newer) == 0
    return installed


def test_an_upgrade_keeps_a_store_and_opens_it(upgraded: Windows) -> None:
    assert upgraded.registry(INSTALLED)["Version"] == "99.0.0"
    assert len(entries(upgraded)) == 1
    assert not upgraded.path(rf"{FOLDER}\README.md").exists()
    upgraded.does(PROGRAM, "store", "check", *USE)


def test_a_downgrade_is_refused_and_changes_nothing(upgraded: Windows, msi: Path) -> None:
    before = hashes(upgraded.path(FOLDER))
    assert upgraded.installer("/i", msi) != 0
    assert upgraded.registry(INSTALLED)["Version"] == "99.0.0"
    assert hashes(upgraded.path(FOLDER)) == before


def test_removal_leaves_the_stores_and_nothing_else(upgraded: Windows, newer: Path) -> None:
    store = upgraded.path(STORE[3:])
    before = hashes(store)
    assert before
    assert upgraded.installer("/x", newer) == 0
    assert hashes(store) == before
    assert not upgraded.path(FOLDER).exists()
    assert upgraded.registry(INSTALLED) == {}
    assert entries(upgraded) == []
    assert list(upgraded.wine.drive.rglob("Think Family Desktop*")) == []


def test_a_folder_chosen_once_is_kept_by_an_upgrade_and_emptied_by_removal(
    windows: Windows, msi: Path, newer: Path
) -> None:
    chosen = ("INSTALLDIR=C:\\Chosen by IT", "ADDLOCAL=Program,DesktopShortcut,PolicyTemplates")
    assert windows.installer("/i", msi, *chosen) == 0
    assert windows.path(r"Chosen by IT\thinkfamily.exe").is_file()
    assert windows.path(r"windows\PolicyDefinitions\ThinkFamilyDesktop.admx").is_file()
    assert windows.path(r"windows\PolicyDefinitions\en-US\ThinkFamilyDesktop.adml").is_file()
    assert list(windows.wine.drive.rglob("Desktop/Think Family Desktop.lnk"))
    assert windows.installer("/i", newer) == 0
    assert windows.path(r"Chosen by IT\thinkfamily.exe").is_file()
    assert not windows.path(FOLDER).exists()
    assert windows.installer("/x", newer) == 0
    assert not windows.path("Chosen by IT").exists()


def test_a_signature_is_checked_and_a_changed_program_is_not_signed(
    folder: Path, certificate: signing.Certificate, tmp_path: Path
) -> None:
    program = tmp_path / "thinkfamily.exe"
    shutil.copyfile(folder / "thinkfamily.exe", program)
    verify: Command = ["osslsigncode", "verify", "-CAfile", certificate.trusted, "-in", program]
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0
    signing.sign([program], certificate, running.run)
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    signed = bytearray(program.read_bytes())
    signed[len(signed) // 2] ^= 1
    program.write_bytes(signed)
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0


def test_a_certificate_that_nobody_trusts_signs_nothing(
    folder: Path, certificate: signing.Certificate, tmp_path: Path
) -> None:
    program = tmp_path / "thinkfamily.exe"
    shutil.copyfile(folder / "thinkfamily.exe", program)
    before = program.read_bytes()
    elsewhere = signing.Certificate(certificate.file, certificate.passphrase_file)
    with pytest.raises(running.BuildError):
        signing.sign([program], elsewhere, running.run)
    assert program.read_bytes() == before


WINDOWS_OWN = {
    *("advapi32", "authz", "bcrypt", "bcryptprimitives", "combase", "comctl32", "comdlg32", "crypt32", "d2d1", "d3d11"),
    *(
        "d3d12",
        "d3d9",
        "dcomp",
        "dnsapi",
        "dwmapi",
        "dwrite",
        "dxgi",
        "gdi32",
        "icuuc",
        "imm32",
        "iphlpapi",
        "kernel32",
    ),
    *("mpr", "mscms", "msvcrt", "netapi32", "ntdll", "ole32", "oleaut32", "powrprof", "psapi", "rpcrt4", "secur32"),
    *("setupapi", "shcore", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32", "userenv", "usp10"),
    *("uxtheme", "version", "windowscodecs", "winmm", "winspool", "ws2_32", "wtsapi32"),
}


def missing_libraries(folder: Path) -> set[str]:
    """What the binaries of a folder are linked to that is neither in it nor a part of Windows 10."""
    binaries = [file for file in folder.rglob("*") if file.suffix.lower() in {".dll", ".pyd", ".exe"}]
    there = {file.name.lower() for file in binaries}
    tool: Command = [f"{windows_python.COMPILER}objdump", "-p", *binaries]
    said = subprocess.run(tool, capture_output=True, text=True, errors="replace", check=True).stdout
    wanted = {name.lower() for name in re.findall(r"DLL Name: (\S+)", said)}
    own = re.compile(r"(?:api-ms-win-|ext-ms-).*")
    return {
        name
        for name in wanted - there
        if not own.match(name) and re.sub(r"\.(?:dll|drv)$", "", name) not in WINDOWS_OWN
    }
