"""The keys of an installation are made once, privately, whoever starts first; production brings its own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from haidang.documents import api as documents
from haidang.documents.contracts import Signer
from haidang.documents.development_ca import NAME, authority, key_of
from support import files
from support.files import NOW

START = "import django; django.setup(); from haidang.documents.api import ensure_keys; input(); ensure_keys()"


def test_two_processes_starting_at_once_share_one_authority(keys_dir: Path) -> None:
    environment = {**os.environ, "KEYS_DIR": str(keys_dir)}
    command = [sys.executable, "-c", START]
    processes = [subprocess.Popen(command, env=environment, stdin=subprocess.PIPE) for _ in range(2)]

    for process in processes:
        process.communicate(b"\n", timeout=60)

    assert [process.returncode for process in processes] == [0, 0]
    assert [path.name for path in keys_dir.iterdir()] == ["development-ca.pem"]
    x509.load_pem_x509_certificate((keys_dir / "development-ca.pem").read_bytes())


def test_the_authority_says_what_it_is_and_is_valid_from_2016(keys_dir: Path) -> None:
    documents.ensure_keys()

    certificate = x509.load_pem_x509_certificate((keys_dir / "development-ca.pem").read_bytes())
    assert certificate.subject.rfc4514_string() == f"CN={NAME}"
    assert "not for real use" in NAME
    assert certificate.not_valid_before_utc == datetime(2016, 1, 1, tzinfo=UTC)


def test_starting_again_keeps_the_authority(keys_dir: Path) -> None:
    documents.ensure_keys()
    first = (keys_dir / "development-ca.pem").read_bytes()

    documents.ensure_keys()

    assert (keys_dir / "development-ca.pem").read_bytes() == first


def test_keys_can_be_read_by_nobody_else(keys_dir: Path, leader: Signer) -> None:
    key_of(leader)

    assert {stat.S_IMODE(path.stat().st_mode) for path in keys_dir.iterdir()} == {0o600}
    assert stat.S_IMODE(keys_dir.stat().st_mode) == 0o700


def test_production_does_not_sign_with_a_development_key(settings: Settings) -> None:
    settings.IS_DEVELOPMENT = False

    with pytest.raises(ImproperlyConfigured, match="Set SIGNER_PKCS12 or SIGNER_PKCS11"):
        documents.ensure_keys()


@pytest.fixture
def agency_key(tmp_path: Path, settings: Settings) -> Path:
    """A production installation with the agency's PKCS#12 file and the root that issued it."""
    agency = Signer(name="Cục Hải quan", title="", unit_name="Bộ Tài chính")
    key_of(agency)
    (issued,) = Path(settings.KEYS_DIR).glob("signer-*.pem")
    pem = issued.read_bytes()
    root = "".join(authority().read_text().rpartition("-----END CERTIFICATE-----")[:2])
    trusted = Path(settings.KEYS_DIR) / "trusted"
    trusted.mkdir()
    (trusted / "root.pem").write_text(root)
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, pkcs12.PKCS12PrivateKeyTypes)
    content = pkcs12.serialize_key_and_certificates(
        b"agency", key, x509.load_pem_x509_certificate(pem), None, BestAvailableEncryption(b"passphrase")
    )
    path = tmp_path / "agency.p12"
    path.write_bytes(content)
    settings.IS_DEVELOPMENT = False
    settings.SIGNER_PKCS12, settings.SIGNER_PASSPHRASE = str(path), "passphrase"
    return path


def test_production_signs_with_the_agency_s_file(agency_key: Path, leader: Signer) -> None:
    documents.ensure_keys()

    signed = documents.sign(pdf=files.paper(), signer=leader, reason="Ký", at=NOW, bound_to="ab" * 32)

    report = documents.verify(signed)
    assert report.is_valid
    assert report.signer == "Cục Hải quan"


def test_production_does_not_trust_a_development_authority(
    agency_key: Path, leader: Signer, settings: Settings
) -> None:
    (Path(settings.KEYS_DIR) / "trusted" / "root.pem").unlink()
    signed = documents.sign(pdf=files.paper(), signer=leader, reason="Ký", at=NOW, bound_to="ab" * 32)

    assert not documents.verify(signed).trusted


def test_a_wrong_passphrase_stops_the_start_with_a_sentence(agency_key: Path, settings: Settings) -> None:
    settings.SIGNER_PASSPHRASE = "wrong"

    with pytest.raises(ImproperlyConfigured, match="cannot be opened with SIGNER_PASSPHRASE"):
        documents.ensure_keys()


@pytest.mark.parametrize("address", ["nonsense", "/no/such/module.so;token;label"])
def test_a_token_that_cannot_be_opened_stops_the_start_with_a_sentence(settings: Settings, address: str) -> None:
    settings.SIGNER_PKCS11 = address

    with pytest.raises(ImproperlyConfigured, match=r"/path/module\.so;token;label"):
        documents.ensure_keys()
