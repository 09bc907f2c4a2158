"""NHS numbers: cleaned, and checked by their last digit. What fails is kept and named, never refused."""

_SEPARATORS = str.maketrans("", "", " -\u00a0\u2009\u2010\u2011\u2012\u2013\u2014\t")


def clean(typed: str) -> str:
    """What was typed without spaces and hyphens, such as ten digits pasted as 999 291 4173."""
    return typed.translate(_SEPARATORS)


def is_valid(typed: str) -> bool:
    """Whether these are ten digits whose last agrees with the others; ten the same pass the sum and are refused."""
    digits = clean(typed)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return (11 - remainder) % 11 == int(digits[9])  # 10 is no digit, so a number that works out to it never agrees
