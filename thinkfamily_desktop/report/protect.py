"""A PDF that opens only with a password: AES-256, and nothing of the text readable without it."""

import io
import secrets

import pikepdf

OWNER_BYTES = 24  # of randomness; nobody is told the owner's password, so nobody can lift what is not allowed


def protect(pdf: bytes, password: str) -> bytes:
    """The same pages behind a password. Screen readers may read them; two calls never give the same bytes.

    PDF/A allows no password, so the file no longer says it is one; PDF/UA it stays.
    """
    out = io.BytesIO()
    allowed = pikepdf.Permissions(modify_assembly=False, modify_other=False)
    encryption = pikepdf.Encryption(owner=secrets.token_urlsafe(OWNER_BYTES), user=password, R=6, allow=allowed)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in ("pdfaid:part", "pdfaid:conformance"):
                if claim in metadata:
                    del metadata[claim]
        document.save(out, encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
