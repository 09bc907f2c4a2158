"""From a passphrase to a key, so slowly and with so much memory that guessing does not pay (RFC 9106, Argon2id)."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from thinkfamily_desktop.store.errors import StoreError

KEY_BYTES = 32
_CEILING_KIB = 4 * 1024 * 1024  # a damaged file must not ask for all the memory there is
_PATIENCE = 1.5  # seconds at the unlock screen


@dataclass(frozen=True, slots=True)
class KdfSettings:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def check(self) -> None:
        """Raise StoreError when these are weaker than the floor, or beyond reason."""
        if self.memory_kib < FLOOR.memory_kib or self.passes < FLOOR.passes or self.lanes < 1:
            raise StoreError("store.kdf_weak")
        if self.memory_kib > _CEILING_KIB or self.passes > 64 or self.lanes > 64:
            raise StoreError("store.keys_damaged")


FLOOR = KdfSettings(64 * 1024, 3, 4)
"""The second choice of RFC 9106. No store is made or opened below it; practice stores, whose passphrase everybody
knows, and tests use exactly this."""

TARGET = KdfSettings(256 * 1024, 3, 4)


def derive(passphrase: str, salt: bytes, settings: KdfSettings) -> bytes:
    """The 32-byte key of a passphrase. Takes a good part of a second and lets other threads run meanwhile.

    The passphrase is composed first (NFC), so that an accent typed on another keyboard is the same accent.
    """
    from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw  # noqa: PLC0415, RUF100  slow, and not always needed

    settings.check()
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret,
        salt,
        time_cost=settings.passes,
        memory_cost=settings.memory_kib,
        parallelism=settings.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )


def calibrate(seconds_for: Callable[[KdfSettings], float] | None = None) -> KdfSettings:
    """The dearest settings that this laptop unlocks with in reasonable time: 256 MiB, halved down to the floor."""
    measure = seconds_for or _measure
    settings = TARGET
    while settings.memory_kib > FLOOR.memory_kib and measure(settings) > _PATIENCE:
        settings = KdfSettings(settings.memory_kib // 2, settings.passes, settings.lanes)
    return settings


def _measure(settings: KdfSettings) -> float:
    started = time.perf_counter()
    derive("how long does this take", b"\0" * 16, settings)
    return time.perf_counter() - started
