"""The ways in: each slot holds the same vault keys, sealed for one holder. A new way in is a new kind of slot."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.kdf import KdfSettings, derive

PASSPHRASE = "passphrase"  # noqa: S105  the name of a kind, not a secret
RECOVERY = "recovery"
ESCROW = "escrow"
_NONCE_BYTES = 12
_SALT_BYTES = 16
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The random keys of one store. `salt` is SQLCipher's: kept here, a store that lost its first bytes still opens."""

    data_key: bytes  # 32
    salt: bytes  # 16

    @classmethod
    def fresh(cls) -> "VaultKeys":
        """New keys, never used before."""
        return cls(secrets.token_bytes(32), secrets.token_bytes(16))

    @classmethod
    def from_bytes(cls, joined: bytes) -> "VaultKeys":
        """Keys as a slot seals them."""
        if len(joined) != 48:
            raise StoreError("store.keys_damaged")
        return cls(joined[:32], joined[32:])

    def to_bytes(self) -> bytes:
        """Key and salt, one after the other."""
        return self.data_key + self.salt

    def derived(self, purpose: str, vault: str) -> bytes:
        """A key for one other purpose, from which neither the data key nor any other purpose's key can be found."""
        info = f"thinkfamily {purpose} 1".encode()
        return _hkdf(self.data_key, vault.encode(), info)

    def __repr__(self) -> str:
        return "VaultKeys(…)"  # so that no log or crash note can hold them


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. `parameters` are what its kind needs to be opened; kinds this program does not know are kept."""

    kind: str
    id: str
    made: str
    parameters: Mapping[str, str | int]
    nonce: bytes = b""
    sealed: bytes = b""

    def bound_to(self, vault: str, practice: bool) -> bytes:
        """Everything that must not be altered, as the authenticated data of the seal."""
        return canonical_json(
            {"vault": vault, "practice": practice, "slot": self.id, "kind": self.kind, "made": self.made}
            | {"parameters": dict(self.parameters)}
        )

    def seal(self, keys: VaultKeys, key: bytes, vault: str, practice: bool) -> "Slot":
        """This slot with the vault keys sealed under `key`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415, RUF100  the unlock screen is painted without them

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, keys.to_bytes(), self.bound_to(vault, practice))
        return replace(self, nonce=nonce, sealed=sealed)

    def with_seal(self, sealed: bytes) -> "Slot":
        """This slot with the vault keys as another kind of seal holds them."""
        return replace(self, sealed=sealed)

    def unseal(self, key: bytes, vault: str, practice: bool) -> VaultKeys | None:
        """The vault keys, or None when the key is not this slot's or anything of it was altered."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415, RUF100  as above
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415, RUF100  as above

        try:
            return VaultKeys.from_bytes(AESGCM(key).decrypt(self.nonce, self.sealed, self.bound_to(vault, practice)))
        except (InvalidTag, ValueError):  # ValueError: a nonce of no possible length
            return None

    def to_json(self) -> dict[str, object]:
        """The slot as the key file holds it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "made": self.made,
            "parameters": dict(self.parameters),
            "nonce": encode(self.nonce),
            "sealed": encode(self.sealed),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, object]) -> "Slot":
        """The slot from the key file. Raises KeyError, TypeError or ValueError when it is not one."""
        parameters = raw["parameters"]
        if not isinstance(parameters, dict):
            raise TypeError("a slot's parameters are a table")
        return cls(
            str(raw["kind"]),
            str(raw["id"]),
            str(raw["made"]),
            parameters,
            decode(str(raw["nonce"])),
            decode(str(raw["sealed"])),
        )


def new_slot(kind: str, parameters: Mapping[str, str | int]) -> Slot:
    """A slot of a kind with nothing sealed in it yet."""
    return Slot(kind, secrets.token_hex(8), datetime.now(UTC).isoformat(timespec="seconds"), parameters)


def passphrase_slot(keys: VaultKeys, passphrase: str, settings: KdfSettings, vault: str, practice: bool) -> Slot:
    """A new way in by passphrase."""
    salt = secrets.token_bytes(_SALT_BYTES)
    parameters: dict[str, str | int] = {
        "name": "argon2id",
        "version": 19,
        "memory_kib": settings.memory_kib,
        "passes": settings.passes,
        "lanes": settings.lanes,
        "salt": encode(salt),
    }
    return new_slot(PASSPHRASE, parameters).seal(keys, derive(passphrase, salt, settings), vault, practice)


def kdf_of(slot: Slot) -> tuple[KdfSettings, bytes]:
    """What one guess at this passphrase slot costs, and its salt. Raises StoreError below the floor."""
    try:
        settings = KdfSettings(*(int(slot.parameters[name]) for name in ("memory_kib", "passes", "lanes")))
        salt = decode(str(slot.parameters["salt"]))
    except (KeyError, ValueError, TypeError):
        raise StoreError("store.keys_damaged") from None
    if len(salt) != _SALT_BYTES:
        raise StoreError("store.keys_damaged")
    settings.check()
    return settings, salt


def open_with_passphrase(slots: tuple[Slot, ...], passphrase: str, vault: str, practice: bool) -> VaultKeys:
    """The vault keys. Raises StoreError when no slot opens with it, or a slot is weaker than the floor."""
    for slot in slots:
        if slot.kind == PASSPHRASE:
            settings, salt = kdf_of(slot)
            if keys := slot.unseal(derive(passphrase, salt, settings), vault, practice):
                return keys
    raise StoreError("store.wrong_passphrase")


def recovery_slot(keys: VaultKeys, code: bytes, vault: str, practice: bool) -> Slot:
    """A new way in by recovery sheet. No slow derivation: the code has all the entropy there is to have."""
    salt = secrets.token_bytes(_SALT_BYTES)
    slot = new_slot(RECOVERY, {"name": "hkdf-sha256", "salt": encode(salt)})
    return slot.seal(keys, _recovery_key(code, salt), vault, practice)


def open_with_recovery(slots: tuple[Slot, ...], code: bytes, vault: str, practice: bool) -> VaultKeys:
    """The vault keys. Raises StoreError when there is no sheet, or another one."""
    for slot in slots:
        if slot.kind == RECOVERY:
            try:
                salt = decode(str(slot.parameters["salt"]))
            except (KeyError, ValueError):
                raise StoreError("store.keys_damaged") from None
            if keys := slot.unseal(_recovery_key(code, salt), vault, practice):
                return keys
    raise StoreError("store.wrong_code")


def _recovery_key(code: bytes, salt: bytes) -> bytes:
    return _hkdf(code, salt, b"thinkfamily recovery 1")


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415, RUF100  as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415, RUF100  as above

    return HKDF(SHA256(), length=32, salt=salt, info=info).derive(secret)


def canonical_json(value: object) -> bytes:
    """One and only one spelling of a JSON value."""
    return _CANONICAL.encode(value).encode("ascii")


def encode(raw: bytes) -> str:
    """Bytes as text."""
    return base64.b64encode(raw).decode("ascii")


def decode(text: str) -> bytes:
    """Bytes from text. Raises ValueError when it is not what `encode` writes."""
    return base64.b64decode(text, validate=True)
