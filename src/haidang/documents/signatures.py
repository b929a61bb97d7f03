"""
Signing generated papers (PAdES B-B) and saying what a signature proves.

The hash of the dossier's head stands in the document's information dictionary, so it lies inside the signed
bytes: a result cannot be moved to another dossier, nor to another state of the same one.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from io import BytesIO
from threading import Lock

from asn1crypto import cms
from asn1crypto import x509 as asn1
from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from haidang.documents import keys
from haidang.documents.contracts import SignatureReport, Signer

FIELD = "ChuKySo"
_HEAD = "/HaiDangDossierHead"
_ONE_AT_A_TIME = Lock()  # the session of a token does one thing at a time
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
)


def sign(*, pdf: bytes, signer: Signer, reason: str, at: datetime, bound_to: str) -> bytes:
    """
    Return the PDF signed as of `at`; any later change, even an added revision, breaks it.

    Runs outside every transaction: a token may take its time.
    """
    writer = _Writer(BytesIO(pdf))
    _bind(writer, bound_to)
    seal = _SealAt(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            name=signer.name,
            location=signer.unit_name,
            reason=reason,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=keys.key_of(signer),
    )
    seal.at = at
    with _ONE_AT_A_TIME:
        signed = seal.sign_pdf(writer)
    assert isinstance(signed, BytesIO)
    return signed.getvalue()


def verify(pdf: bytes) -> SignatureReport:
    """Return what the signature proves; a file that is no PDF, or not signed, is a report too, never an error."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = reader.embedded_signatures
        if not signatures:
            return _nothing(_("This file carries no signature."))
        return _report(pdf, reader, signatures[0])
    except _UNREADABLE:
        return _nothing(_("This file is damaged: its signature cannot be read."))


def _report(pdf: bytes, reader: PdfFileReader, signature: EmbeddedPdfSignature) -> SignatureReport:
    signed_at = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=keys.trusted_roots(), allow_fetching=False, moment=signed_at, best_signature_time=signed_at
    )
    status = asyncio.run(async_validate_pdf_signature(signature, context))
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE and _fills_its_place(pdf, signature)
    certificate = signature.signer_cert
    return SignatureReport(
        intact=status.intact and status.valid and whole,
        trusted=status.trusted,
        signer=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        signed_at=signed_at,
        bound_to=_bound_to(reader),
        reason=str(signature.sig_object.get("/Reason", "")),
        problem=_problem(status, whole=whole),
    )


def _fills_its_place(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether nothing hides in the gap that the signature itself cannot cover: its own bytes, then zeros."""
    _start, length, following, _rest = (int(each) for each in signature.byte_range)
    contents = signature.pkcs7_content
    padding = contents[len(cms.ContentInfo.load(contents).dump()) :].strip(b"\x00")
    written = contents.hex().encode()
    return not padding and pdf[length:following] in (b"<%s>" % written, b"<%s>" % written.upper())


def _problem(status: PdfSignatureStatus, *, whole: bool) -> str:
    if not (status.intact and status.valid):
        return _("The document was changed after it was signed.")
    if not whole:
        return _("Something was added to the document after it was signed.")
    if not status.trusted:
        return _("The signature is not from an authority that this service trusts.")
    return ""


def _nothing(problem: str) -> SignatureReport:
    return SignatureReport(intact=False, trusted=False, signer="", signed_at=None, bound_to="", problem=problem)


def _bind(writer: IncrementalPdfFileWriter, head: str) -> None:
    info = writer.trailer["/Info"]
    assert isinstance(info, generic.DictionaryObject)
    info[generic.pdf_name(_HEAD)] = generic.pdf_string(head)
    writer.update_container(info)


def _bound_to(reader: PdfFileReader) -> str:
    info = reader.trailer["/Info"]
    return str(info.get(_HEAD, "")) if isinstance(info, generic.DictionaryObject) else ""


def _common_name(name: asn1.Name) -> str:
    found = name.native.get("common_name", "")
    return found if isinstance(found, str) else ", ".join(found)


class _SealAt(PdfSigner):
    """Signs as of a moment that is passed in; the library would read the wall clock."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 (the library's own signature)
    ) -> PdfSigningSession:
        """Begin as the library does, with our moment."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


class _Writer(IncrementalPdfFileWriter):
    """Leaves title, author and dates as they were set: PDF/A wants them equal in both places they stand."""

    def _update_meta(self) -> None:
        pass
