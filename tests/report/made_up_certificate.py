"""A made-up organisation's certificate, and poppler's word on what was signed with it."""

import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)
PASSWORD = "made up certificate"


@cache
def certificate(*, expired: bool = False) -> bytes:
    """A made-up organisation's own certificate and key, in force about NOW or until the day before."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Made-Up Trust (practice)")])
    usage = {
        each: each == "digital_signature"
        for each in (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        )
    }  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=300))
        .not_valid_after(NOW + timedelta(days=-1 if expired else 300))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"made up", key, made, None, protection)


def pdfsig(data: bytes, folder: Path) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
