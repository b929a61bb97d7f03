"""What crosses the door of the documents: stored files, papers to set, signatures and what they prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from haidang.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """
    A file kept by its content hash. Has no address of its own: the room that owns it decides who may open it.

    `uploaded_by` is the account that sent it, None for what the system made; `pages` is known for PDFs alone.
    """

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None = None
    uploaded_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadType:
    """One kind of file people may send: `kind` is what its bytes are, `extensions` what its name may end in."""

    kind: str
    name: Text
    extensions: tuple[str, ...]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """
    What may be uploaded; announced at the control itself (Circular 32/2017/TT-BTTTT art. 7).

    Sizes are bytes: of one file, of everything in one request, and of an Office file once unpacked. Of what is in no
    dossier a filer may have sent so much, and so many files, within 24 hours; after so many days it goes.
    """

    largest_file: int
    largest_request: int
    largest_unpacked: int
    types: tuple[UploadType, ...]
    source: str
    confidence: str | None
    unfiled_size: int
    unfiled_files: int
    unfiled_kept_days: int

    @property
    def accept(self) -> str:
        """The extensions as the `accept` attribute of a file control."""
        return ",".join(f".{extension}" for kind in self.types for extension in kind.extensions)

    @property
    def names(self) -> str:
        """The kinds as people call them: "PDF, Word, Excel"."""
        return ", ".join(dict.fromkeys(str(kind.name) for kind in self.types))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which of some files a record names: for ever, or for now, as a draft does."""

    for_ever: frozenset[UUID]
    for_now: frozenset[UUID]


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
    `issuer` is the authority that vouches for the signer: a development CA says so in its name.
    """

    intact: bool
    trusted: bool
    signer: str
    signed_at: datetime | None
    bound_to: str
    problem: str = ""
    issuer: str = ""
    reason: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether the document may be relied on: unchanged, whole and signed by someone trusted."""
        return self.intact and self.trusted
