"""A PDF that opens only with a password: AES-256, and nothing of the text readable without it."""

import io

import pikepdf


def protect(pdf: bytes, password: str) -> bytes:
    """The same pages behind a password. Screen readers may read them; two calls never give the same bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        allowed = pikepdf.Permissions(accessibility=True, extract=True, modify_form=True)
        document.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed))
    return out.getvalue()
