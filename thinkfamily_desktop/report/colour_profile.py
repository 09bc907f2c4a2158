"""An sRGB colour profile, written out by rule: the colours of our pages mean the same on every device (PDF/A)."""

import struct

_WHITE = (0.9642, 1.0, 0.8249)  # D50, as every profile's connection space
_PRIMARIES = {
    "rXYZ": (0.43607, 0.22249, 0.01392),
    "gXYZ": (0.38515, 0.71687, 0.09708),
    "bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS = 256
_DATED = (2026, 1, 1, 0, 0, 0)  # never the clock


def srgb_profile() -> bytes:
    """ICC version 2, a matrix and the sRGB curve (IEC 61966-2.1). The same bytes always."""
    curve = _curve()
    tags = {
        "desc": _description("sRGB IEC61966-2.1"),
        "cprt": b"text\0\0\0\0Public domain\0",
        "wtpt": _xyz(_WHITE),
        **{signature: _xyz(primary) for signature, primary in _PRIMARIES.items()},
        "rTRC": curve,
        "gTRC": curve,
        "bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    table, body, places = b"", b"", dict[bytes, int]()
    for signature, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += signature.encode("ascii") + struct.pack(">II", places[data], len(data))
    size = start + len(body)
    return _header(size) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI3I4s44x",
        size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ", *_DATED, b"acsp", b"none", 0, b"none", b"sRGB", 0, 0,
        *map(_fixed, _WHITE), b"none",
    )  # fmt: skip


def _fixed(value: float) -> int:
    return round(value * 65536)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *map(_fixed, value))


def _curve() -> bytes:
    steps = (step / (_STEPS - 1) for step in range(_STEPS))
    linear = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in steps)
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *(round(value * 65535) for value in linear))


def _description(name: str) -> bytes:
    said = name.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(said)) + said + b"\0" * 78
