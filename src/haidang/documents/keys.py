"""
The keys documents are signed with, and the roots this installation trusts.

Production signs with the agency's certificate: a PKCS#12 file or a PKCS#11 token. A development installation has
an authority of its own. Roots stand in KEYS_DIR/trusted/*.pem.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import Signer as KeyHolder
from pyhanko.sign.signers import SimpleSigner

from haidang.documents import development_ca
from haidang.documents.contracts import Signer
from haidang.documents.mode import is_development


def ensure_keys() -> None:
    """
    Make or open what is needed to sign; called at start, by several processes at once.

    :raises ImproperlyConfigured: if production has no signing certificate or it cannot be opened
    """
    if is_development():
        development_ca.authority()
    else:
        _production_key()


def key_of(signer: Signer) -> KeyHolder:
    """Return what signs for this person: the agency's certificate, or in development one of their own."""
    return development_ca.key_of(signer) if is_development() else _production_key()


def trusted_roots() -> list[asn1.Certificate]:
    """Return the certificates a chain may end in: those the operator put down, in development also our own."""
    files = sorted((Path(settings.KEYS_DIR) / "trusted").glob("*.pem"))
    roots = [each for file in files for each in load_certs_from_pemder_data(file.read_bytes())]
    return [*roots, development_ca.root()] if is_development() else roots


def _production_key() -> KeyHolder:
    if settings.SIGNER_PKCS12:
        return _open_pkcs12(settings.SIGNER_PKCS12, settings.SIGNER_PASSPHRASE)
    return _open_pkcs11(settings.SIGNER_PKCS11, settings.SIGNER_PASSPHRASE)


@lru_cache(maxsize=1)
def _open_pkcs12(path: str, passphrase: str) -> SimpleSigner:
    try:
        holder = SimpleSigner.load_pkcs12_data(Path(path).read_bytes(), other_certs=[], passphrase=passphrase.encode())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"SIGNER_PKCS12: {path} cannot be opened with SIGNER_PASSPHRASE: {error}") from error
    assert isinstance(holder, SimpleSigner)
    return holder


@lru_cache(maxsize=1)
def _open_pkcs11(address: str, pin: str) -> KeyHolder:
    """Open the session once: a token allows few of them, and signing in takes longer than signing."""
    import pkcs11  # loads the vendor's library; wanted only where a token is configured
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        module, token, label = address.split(";")
        session = open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)
        holder = PKCS11Signer(session, cert_label=label, key_label=label, other_certs_to_pull=None)
        assert holder.signing_cert is not None
        # Hashing is ours: many tokens know ECDSA only without it.
        holder.use_raw_mechanism = holder.signing_cert.public_key.algorithm == "ec"
    except (ValueError, AssertionError, RuntimeError, pkcs11.PKCS11Error) as error:
        raise ImproperlyConfigured(
            f"SIGNER_PKCS11 must read /path/module.so;token;label and SIGNER_PASSPHRASE be its PIN: {error!r}"
        ) from error
    return holder
