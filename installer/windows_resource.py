"""What each Windows program says of itself under Properties, Details: name, maker, version, copyright."""

from __future__ import annotations

from typing import Any

NAME = "Think Family Desktop"
MAKER = "The Think Family Desktop authors"
COPYRIGHT = "Copyright (c) 2026 The Think Family Desktop authors. MIT licence; parts by others: see licences."
ENGLISH_UK, UNICODE = 0x0809, 1200


def said(program: str, describes: str, version: str) -> dict[str, str]:
    """The lines by the names under which Windows looks for them."""
    return {
        "CompanyName": MAKER,
        "FileDescription": describes,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
    }


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Windows compares versions by four numbers: 1.2.3 is 1, 2, 3, 0. Raises ValueError for any other form."""
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch, 0


def resource(program: str, describes: str, version: str) -> Any:
    """The same as PyInstaller takes it. On Windows only: its module needs Windows' own calls."""
    from PyInstaller.utils.win32 import versioninfo as to  # noqa: PLC0415, RUF100  not importable elsewhere

    numbers = four_numbers(version)
    lines = [to.StringStruct(name, text) for name, text in said(program, describes, version).items()]
    table = to.StringTable(f"{ENGLISH_UK:04X}{UNICODE:04X}", lines)
    language = to.VarFileInfo([to.VarStruct("Translation", [ENGLISH_UK, UNICODE])])
    kinds = to.FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, OS=0x40004, fileType=0x1)
    return to.VSVersionInfo(ffi=kinds, kids=[to.StringFileInfo([table]), language])
