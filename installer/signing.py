"""Signs Windows programs and packages with a given certificate, and checks each signature before it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from windows_resource import NAME

SYSTEM_TRUST = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS #12 file, the file that holds its passphrase, whom to trust when checking, and who stamps the time."""

    file: Path
    passphrase_file: Path
    trusted: Path = SYSTEM_TRUST
    time_stamper: str = ""


def sign(files: Sequence[Path], certificate: Certificate, run: Callable[[list[str | Path]], object]) -> None:
    """Sign these in place. `run` starts a tool and raises when it fails, so that nothing unsigned is handed on."""
    for file in files:
        signed = file.with_name(f"{file.name}.signed")
        signed.unlink(missing_ok=True)
        stamp: list[str | Path] = ["-ts", certificate.time_stamper] if certificate.time_stamper else []
        key: list[str | Path] = ["-pkcs12", certificate.file, "-readpass", certificate.passphrase_file]
        run(["osslsigncode", "sign", *key, "-h", "sha256", "-n", NAME, *stamp, "-in", file, "-out", signed])
        run(["osslsigncode", "verify", "-CAfile", certificate.trusted, "-in", signed])
        signed.chmod(file.stat().st_mode)
        signed.replace(file)
