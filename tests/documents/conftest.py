"""Folders of their own for files and keys of each test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from haidang.documents.contracts import Signer, StoredFile
from haidang.kernel.actor import Actor, Capacity
from support.files import NOW, Store


@pytest.fixture
def files_dir(tmp_path: Path, settings: Settings) -> Path:
    """A folder for the files of this test."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def keys_dir(tmp_path: Path, settings: Settings) -> Path:
    """A folder for the keys of this test."""
    settings.KEYS_DIR = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def filer() -> Actor:
    """Somebody who sends files."""
    return Actor(person=42, name="Trần Thị Ví Dụ", capacity=Capacity.FILER)


@pytest.fixture
def store(db: Any, files_dir: Path, filer: Actor) -> Store:
    """Send bytes under a name, as a face does."""

    from haidang.documents import api as documents

    def send(content: bytes, name: str, **given: Any) -> StoredFile:
        upload = ContentFile(content, name="upload")
        limits = documents.upload_limits()
        return documents.store_upload(file=upload, name=name, limits=limits, by=filer, now=NOW, **given)

    return send


@pytest.fixture
def leader() -> Signer:
    """A deputy who signs for the head."""
    return Signer(name="Phạm Văn Ví Dụ", title="Phó Cục trưởng", signs_as="KT. Cục trưởng", unit_name="Cục Hải quan")
