"""Whether, on Windows, administrators alone can change a file or a folder: judged by its security descriptor.

Source: Microsoft, "Security Descriptor String Format" and "ACE Strings" (SDDL).
"""

import re
import sys
from pathlib import Path

ADMINISTRATORS = frozenset(
    {
        "BA",  # the group Administrators
        "SY",  # the system itself
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  # TrustedInstaller
    }
)
CHANGES = 0x500D0156
"""The rights by which a file, or its rights, could be changed, deleted or replaced by way of itself."""

LEADS_ELSEWHERE = 0x500D0040
"""Those by which something in a folder could be: to add another file to it harms nothing."""

_RIGHTS = {  # generic; of every object; of files; bit by bit, under the names that directories of users have for them
    name: bits
    for names, values in (
        (("GA", "GX", "GW", "GR"), (0x10000000, 0x20000000, 0x40000000, 0x80000000)),
        (("RC", "SD", "WD", "WO"), (0x20000, 0x10000, 0x40000, 0x80000)),
        (("FA", "FR", "FW", "FX"), (0x1F01FF, 0x120089, 0x120116, 0x1200A0)),
        (("CC", "DC", "LC", "SW", "RP", "WP", "DT", "LO", "CR"), (0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80, 0x100)),
    )
    for name, bits in zip(names, values, strict=True)
}
_SID = r"S-[0-9-]+|[A-Z]{2}"
_DESCRIPTOR = re.compile(rf"O:({_SID})(?:G:(?:{_SID}))?D:([A-Z_]*)((?:\([^()]*\))*)(?:S:.*)?")
_OWNER_AND_RIGHTS = 0x1 | 0x4
_FILE = 1


def is_administrators_alone(descriptor: str, forbidden: int = CHANGES) -> bool:
    """Whether nobody else owns it or has a right of `forbidden`. What is not understood counts as no."""
    parts = _DESCRIPTOR.fullmatch(descriptor)
    if parts is None or parts[1] not in ADMINISTRATORS or "NO_ACCESS_CONTROL" in parts[2]:
        return False
    entries = re.findall(r"\(([^()]*)\)", parts[3])
    return not any(_gives(entry, forbidden) for entry in entries)


def _gives(entry: str, forbidden: int) -> bool:
    """Whether one entry of the list gives somebody else one of these rights."""
    fields = entry.split(";")
    if len(fields) != 6 or fields[0] not in {"A", "D"}:  # type; flags; rights; object; its kind; who
        return True
    kind, flags, rights, _, _, who = fields
    only_below = "IO" in re.findall("..", flags)
    return kind == "A" and not only_below and who not in ADMINISTRATORS and bool(_mask(rights) & forbidden)


def _mask(rights: str) -> int:
    """The rights as bits; all of them where they are not understood."""
    if re.fullmatch(r"0x[0-9a-fA-F]+", rights):
        return int(rights, 16)
    named = re.findall("..", rights)
    if "".join(named) != rights:
        return CHANGES
    mask = 0
    for name in named:
        mask |= _RIGHTS.get(name, CHANGES)
    return mask


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def descriptor_of(place: Path) -> str:
        """Owner and rights of a file or folder as Windows writes them. Raises OSError."""
        security, free = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32").LocalFree
        free.argtypes = [ctypes.c_void_p]
        found, text = ctypes.c_void_p(), wintypes.LPWSTR()
        nothing = [None] * 4
        code = security.GetNamedSecurityInfoW(
            ctypes.c_wchar_p(str(place)), _FILE, _OWNER_AND_RIGHTS, *nothing, ctypes.byref(found)
        )
        if code:
            raise ctypes.WinError(code)
        try:
            convert = security.ConvertSecurityDescriptorToStringSecurityDescriptorW
            if not convert(found, 1, _OWNER_AND_RIGHTS, ctypes.byref(text), None):
                raise ctypes.WinError()
            return text.value or ""
        finally:
            free(found)
            free(text)
else:

    def descriptor_of(place: Path) -> str:
        """Only Windows has them."""
        raise OSError(place)
