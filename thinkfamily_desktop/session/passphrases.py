"""Passphrases that are offered: four words drawn at random from a published list (51.7 bits)."""

from pathlib import Path

WORDS = 4
MINIMUM_LENGTH = 12


def four_words(word_list: Path) -> str:
    """Four words drawn with the system's random source from a list of one word a line."""
    import secrets  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    words = word_list.read_text(encoding="utf-8").split()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def too_short(passphrase: str, minimum: int = MINIMUM_LENGTH) -> bool:
    """Whether a passphrase of the worker's own is shorter than the organisation allows. Nothing else is demanded."""
    return len(passphrase.strip()) < minimum
