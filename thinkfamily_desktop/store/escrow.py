"""The organisation's way in: the vault keys sealed to its public key (HPKE, X25519). The custodian's side is here too.

The custodian works offline, on a copy of a key file: `unlock_file` turns it, with the private key, into a file that
opens this one store once. Whoever holds that file until then holds the store.
"""

import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.keyfile import KeyFile
from thinkfamily_desktop.store.slots import ESCROW, Slot, VaultKeys, canonical_json, decode, encode, new_slot

_SUITE_NAME = "X25519-HKDF-SHA256-AES-256-GCM"
_UNLOCK = "THINKFAMILY UNLOCK 1"


@dataclass(frozen=True, slots=True)
class EscrowKey:
    """The organisation's key pair, 32 bytes each. The private half never comes near a laptop with families on it."""

    private: bytes
    public: bytes

    @classmethod
    def fresh(cls) -> "EscrowKey":
        """A new pair, made offline."""
        return cls.from_private(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_private(cls, private: bytes) -> "EscrowKey":
        """The pair of a private key. Raises StoreError when it is not one."""
        try:
            public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        except ValueError:
            raise StoreError("store.escrow_key_wrong") from None
        return cls(private, public)

    def __repr__(self) -> str:
        return f"EscrowKey({fingerprint(self.public)})"


def fingerprint(public: bytes) -> str:
    """How people compare two public keys: 40 hexadecimal digits in groups of four."""
    digits = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(digits[start : start + 4] for start in range(0, 40, 4))


def escrow_slot(keys: VaultKeys, public: bytes, vault: str, practice: bool) -> Slot:
    """A way in for whoever holds the private key. Raises StoreError when this is no public key."""
    try:
        recipient = X25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise StoreError("store.escrow_key_wrong") from None
    slot = new_slot(ESCROW, {"suite": _SUITE_NAME, "fingerprint": fingerprint(public), "public": encode(public)})
    sealed = _suite().encrypt(keys.to_bytes(), recipient, info=slot.bound_to(vault, practice))
    return slot.with_seal(sealed)


def unlock_file(keys: KeyFile, private: bytes) -> bytes:
    """The custodian's answer to a key file: opens that store once. Raises StoreError when no slot is this key's."""
    own = EscrowKey.from_private(private)
    for slot in keys.slots:
        if slot.kind == ESCROW and slot.parameters.get("public") == encode(own.public):
            unsealed = _unseal(slot, own, keys)
            told = {"vault": keys.vault, "sequence": keys.sequence, "keys": encode(unsealed.to_bytes())}
            body = canonical_json(told)
            return b"\n".join((_UNLOCK.encode(), hashlib.sha256(body).hexdigest().encode(), body, b""))
    raise StoreError("store.escrow_none")


def keys_from_unlock_file(raw: bytes, keys: KeyFile) -> VaultKeys:
    """The vault keys, if the file is whole, this store's, and not used yet."""
    try:
        first, checksum, body, _ = raw.split(b"\n")
        told = json.loads(body)
        vault, sequence, sealed = told["vault"], told["sequence"], decode(told["keys"])
    except (ValueError, KeyError, TypeError):
        raise StoreError("store.unlock_file_damaged") from None
    if first != _UNLOCK.encode() or checksum != hashlib.sha256(body).hexdigest().encode():
        raise StoreError("store.unlock_file_damaged")
    if vault != keys.vault:
        raise StoreError("store.unlock_file_other")
    if sequence != keys.sequence:
        raise StoreError("store.unlock_file_used")
    return VaultKeys.from_bytes(sealed)


def _unseal(slot: Slot, own: EscrowKey, keys: KeyFile) -> VaultKeys:
    private = X25519PrivateKey.from_private_bytes(own.private)
    try:
        return VaultKeys.from_bytes(
            _suite().decrypt(slot.sealed, private, info=slot.bound_to(keys.vault, keys.practice))
        )
    except InvalidTag:
        raise StoreError("store.keys_damaged") from None


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
