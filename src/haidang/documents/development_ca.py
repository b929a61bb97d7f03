"""
The authority of a development installation: made at first use, worth nothing outside, and named so.

It issues one certificate to each signer. P-256; valid from 2016, so that a dossier of any year can be signed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from haidang.documents.contracts import Signer

NAME = "Hải Đăng development CA – not for real use"
_VALID_FROM, _VALID_TO = datetime(2016, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
_LONGEST_NAME = 64  # upper bound of X.520 for names and organisations
_CERTIFICATES_END = b"-----END CERTIFICATE-----\n"


def root() -> asn1.Certificate:
    """Return the certificate of the authority, made now if there is none."""
    return _certificates(authority().read_bytes())[0]


def key_of(signer: Signer) -> SimpleSigner:
    """Return the key of this person in this capacity, issued now if there is none."""
    who = "\n".join((signer.name, signer.signs_as, signer.title, signer.unit_name))
    name = f"signer-{hashlib.sha256(who.encode()).hexdigest()[:32]}.pem"
    return _open(_first_of_its_name(name, lambda: _issue_to(signer)))


def authority() -> Path:
    """Return the file with key and certificate of the authority, made now if there is none."""
    return _first_of_its_name("development-ca.pem", _make_authority)


def _first_of_its_name(name: str, make: Callable[[], bytes]) -> Path:
    """
    Return the file, made by whoever is first.

    Web and worker start together: each writes its own complete file, the link to the final name succeeds for
    one of them, and both use that one.
    """
    folder = Path(settings.KEYS_DIR)
    target = folder / name
    if not target.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".key-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, target)
        finally:
            Path(draft).unlink()
    return target


def _make_authority() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    certificate = (
        _draft(subject=name, issuer=name, key=key.public_key(), issuer_key=key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(for_authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _pem(certificate, key)


def _issue_to(signer: Signer) -> bytes:
    pem = authority().read_bytes()
    issuer = x509.load_pem_x509_certificate(pem)
    issuer_key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    parts = {
        NameOID.COMMON_NAME: signer.name,
        NameOID.TITLE: " ".join(filter(None, (signer.signs_as, signer.title))),
        NameOID.ORGANIZATION_NAME: signer.unit_name,
    }
    subject = x509.Name([x509.NameAttribute(oid, text[:_LONGEST_NAME]) for oid, text in parts.items() if text])
    certificate = (
        _draft(subject=subject, issuer=issuer.subject, key=key.public_key(), issuer_key=issuer_key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(for_authority=False), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    return _pem(certificate, key)


def _draft(
    *, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, issuer_key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_VALID_FROM)
        .not_valid_after(_VALID_TO)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _usage(*, for_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not for_authority,
        content_commitment=not for_authority,
        key_cert_sign=for_authority,
        crl_sign=for_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return certificate and key as one text, so that a key and its certificate are never apart."""
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@lru_cache(maxsize=256)
def _open(path: Path) -> SimpleSigner:
    """Open a key; the root goes into no signature, who checks one has it or has no reason to trust it."""
    pem = path.read_bytes()
    return SimpleSigner(
        signing_cert=_certificates(pem)[0],
        signing_key=load_private_key_from_pemder_data(pem.rpartition(_CERTIFICATES_END)[2], passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko leaves it untyped
    )


def _certificates(pem: bytes) -> list[asn1.Certificate]:
    return list(load_certs_from_pemder_data(b"".join(pem.rpartition(_CERTIFICATES_END)[:2])))
