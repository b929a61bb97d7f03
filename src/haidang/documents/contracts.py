"""What crosses the door of the documents: stored files, papers to set, signatures and what they prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file kept by its content hash. Has no address of its own: the room that owns it decides who may open it."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs a document in which capacity, e.g. "KT. CỤC TRƯỞNG / PHÓ CỤC TRƯỞNG"."""

    name: str
    title: str
    unit_name: str
    signs_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureReport:
    """
    What a signature proves.

    `intact` the bytes are those signed and the signature covers the whole file; `trusted` the certificate chains
    to a root this installation trusts; `bound_to` the dossier head hash written into the document, if any.
    """

    intact: bool
    trusted: bool
    signer: str
    signed_at: datetime | None
    bound_to: str
    problem: str = ""
