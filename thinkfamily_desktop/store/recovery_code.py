"""The code on the recovery sheet: 160 random bits that a person can copy by hand and type back without fear."""

import hashlib
import secrets
from dataclasses import dataclass

from thinkfamily_desktop.store.errors import StoreError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\t": None, "\n": None, "\r": None})
_CODE_BYTES = 20
_CODE_LETTERS, _CHECK_LETTERS, _GROUP = 32, 4, 4


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The code itself. `text` is how it is printed: eight groups of four, and a group that checks them."""

    secret: bytes

    @classmethod
    def fresh(cls) -> "RecoveryCode":
        """A new code, never used before."""
        return cls(secrets.token_bytes(_CODE_BYTES))

    @classmethod
    def from_text(cls, typed: str) -> "RecoveryCode":
        """The code as typed: any case, with or without spaces and dashes, O for 0, I or L for 1.

        Raises StoreError when a letter is missing, too many or mistyped.
        """
        letters = typed.upper().translate(_MISREAD)
        if len(letters) != _CODE_LETTERS + _CHECK_LETTERS or not set(letters) <= set(_ALPHABET):
            raise StoreError("store.code_mistyped")
        number = 0
        for letter in letters[:_CODE_LETTERS]:
            number = number * 32 + _ALPHABET.index(letter)
        code = cls(number.to_bytes(_CODE_BYTES, "big"))
        if code._check != letters[_CODE_LETTERS:]:
            raise StoreError("store.code_mistyped")
        return code

    @property
    def text(self) -> str:
        """K7QM-… as it is printed."""
        letters = _spelt(int.from_bytes(self.secret, "big"), _CODE_LETTERS) + self._check
        return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))

    @property
    def _check(self) -> str:
        digest = hashlib.sha256(b"thinkfamily recovery sheet" + self.secret).digest()
        return _spelt(int.from_bytes(digest[:4], "big") >> 12, _CHECK_LETTERS)

    def __repr__(self) -> str:
        return "RecoveryCode(…)"  # so that no log or crash note can hold it


def _spelt(number: int, letters: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))
