"""The organisation's signature on a finished PDF: CMS over every byte but its own, so that any change shows.

It is evidence for programs that look for it; to a reader it says no more than that nothing was changed since.
"""

import re
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from cryptography.x509 import Certificate

from thinkfamily_desktop.domain.errors import ThinkFamilyError

ROOM = 8_192  # bytes kept for the signature and its certificates
_PRINTED_LOCKED = 132  # flags of the field: it is printed, and it cannot be moved
_NO_NUMBER = 9_999_999_999  # as wide as any place in the file
_RANGE = re.compile(rb"/ByteRange \[ 0 9999999999 9999999999 9999999999 \]")
_CONTENTS = re.compile(rb"/Contents <(0{%d})>" % (2 * ROOM))

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def sign(pdf: bytes, certificate: bytes, password: str, at: datetime) -> bytes:
    """The same pages, signed at this moment with the key of a PKCS #12 file. Two calls never give the same bytes.

    Raises ThinkFamilyError: `report.no_signing_key` where the file or its password is wrong,
    `report.signing_key_out_of_date` where the certificate is not in force.
    """
    key, signer, others = _key_of(certificate, password)
    if not signer.not_valid_before_utc <= at <= signer.not_valid_after_utc:
        raise ThinkFamilyError("report.signing_key_out_of_date")
    prepared = _with_room(pdf, at)
    byte_range, contents = _RANGE.search(prepared), _CONTENTS.search(prepared)
    if byte_range is None or contents is None:
        raise ValueError("the place for the signature was not found")
    start, end = contents.start(1) - 1, contents.end(1) + 1  # its angle brackets are not signed either
    places = f"/ByteRange [ 0 {start} {end} {len(prepared) - end} ]".encode()
    whole = prepared[: byte_range.start()] + places.ljust(len(byte_range[0])) + prepared[byte_range.end() :]
    builder = pkcs7.PKCS7SignatureBuilder().set_data(whole[:start] + whole[end:])
    builder = builder.add_signer(signer, key, hashes.SHA256())
    for other in others:
        builder = builder.add_certificate(other)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
    signature = builder.sign(serialization.Encoding.DER, options).hex().upper().encode()
    if len(signature) > 2 * ROOM:
        raise ThinkFamilyError("report.no_signing_key")
    return whole[: start + 1] + signature.ljust(2 * ROOM, b"0") + whole[end - 1 :]


def _key_of(certificate: bytes, password: str) -> tuple[SigningKey, Certificate, list[Certificate]]:
    try:
        key, signer, others = pkcs12.load_key_and_certificates(certificate, password.encode("utf-8") or None)
    except ValueError as error:
        raise ThinkFamilyError("report.no_signing_key") from error
    if signer is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ThinkFamilyError("report.no_signing_key")
    return key, signer, others


def _with_room(pdf: bytes, at: datetime) -> bytes:
    """The file with an unseen signature field, and zeros where the signature will stand."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        value = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
                ByteRange=pikepdf.Array([0, _NO_NUMBER, _NO_NUMBER, _NO_NUMBER]),
                Contents=pikepdf.String(b"\0" * ROOM),
                M=pikepdf.String(at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")),
            )
        )
        look = document.make_stream(b"")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 0, 0])
        page, name = document.pages[0].obj, pikepdf.Name
        box = pikepdf.Array([0, 0, 0, 0])
        field = document.make_indirect(
            pikepdf.Dictionary(Type=name.Annot, Subtype=name.Widget, FT=name.Sig, Rect=box, P=page, F=_PRINTED_LOCKED)
        )
        field.T, field.TU = pikepdf.String("signature"), pikepdf.String("Signature")
        field.V, field.AP = value, pikepdf.Dictionary(N=look)
        _into_tree(document, field, page)
        annotations = page.get("/Annots", pikepdf.Array())
        annotations.append(field)
        page.Annots, page.Tabs = annotations, name.S
        form = document.Root.get("/AcroForm", pikepdf.Dictionary(Fields=pikepdf.Array()))
        form.Fields.append(field)
        form.SigFlags = 3
        document.Root.AcroForm = form
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    return out.getvalue()


def _into_tree(document: pikepdf.Pdf, field: pikepdf.Object, page: pikepdf.Object) -> None:
    """Give the field its place at the end of the structure tree: what is not in it is not there for a screen reader."""
    tree = document.Root.StructTreeRoot
    whole = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
    numbers = tree.ParentTree.Nums
    key = max(int(number) for number in list(numbers)[::2]) + 1
    there = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=field, Pg=page)
    element = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Form, P=whole, Pg=page, K=there)
    )
    field.StructParent = key
    kids = whole.K if isinstance(whole.K, pikepdf.Array) else pikepdf.Array([whole.K])
    kids.append(element)
    whole.K = kids
    numbers.append(key)
    numbers.append(element)
    tree.ParentTreeNextKey = key + 1
