"""A signature proves who signed, when, for which state of which dossier, and that nothing was changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pytest_django.fixtures import Settings

from haidang.documents import api as documents
from haidang.documents.contracts import Signer
from support import files
from support.files import NOW
from support.papers import DECISION

HEAD = "9f" * 32


@pytest.fixture
def unsigned() -> bytes:
    return documents.render(template="recognition-decision", data=DECISION, now=NOW)


@pytest.fixture
def signed(unsigned: bytes, leader: Signer) -> bytes:
    return documents.sign(pdf=unsigned, signer=leader, reason="Ký ban hành quyết định", at=NOW, bound_to=HEAD)


def test_a_signed_paper_proves_signer_moment_reason_and_dossier(signed: bytes) -> None:
    report = documents.verify(signed)

    assert report.is_valid
    assert (report.signer, report.signed_at) == ("Phạm Văn Ví Dụ", NOW)
    assert (report.bound_to, report.reason) == (HEAD, "Ký ban hành quyết định")
    assert report.issuer == "Hải Đăng development CA – not for real use"
    assert report.problem == ""


def test_the_certificate_names_office_and_capacity(signed: bytes) -> None:
    subject = PdfFileReader(BytesIO(signed)).embedded_signatures[0].signer_cert.subject.native

    assert subject["organization_name"] == "Cục Hải quan"
    assert subject["title"] == "KT. Cục trưởng Phó Cục trưởng"


def test_it_is_a_certified_pades_signature_with_p256(signed: bytes) -> None:
    signature = PdfFileReader(BytesIO(signed)).embedded_signatures[0]

    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level is not None
    assert signature.docmdp_level.name == "NO_CHANGES"
    assert signature.signer_cert.public_key.curve == ("named", "secp256r1")


def test_a_paper_of_2018_is_signed_in_2018(unsigned: bytes, leader: Signer) -> None:
    then = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)

    signed = documents.sign(pdf=unsigned, signer=leader, reason="Ký ban hành", at=then, bound_to=HEAD)

    assert documents.verify(signed).is_valid
    assert documents.verify(signed).signed_at == then


def test_a_signature_dated_before_the_certificate_is_not_trusted(unsigned: bytes, leader: Signer) -> None:
    signed = documents.sign(
        pdf=unsigned, signer=leader, reason="x", at=datetime(2015, 12, 31, tzinfo=UTC), bound_to=HEAD
    )

    assert documents.verify(signed).intact
    assert not documents.verify(signed).trusted


def test_signing_leaves_title_and_dates_as_they_were_set(signed: bytes, unsigned: bytes) -> None:
    after, before = (PdfFileReader(BytesIO(each)).trailer["/Info"] for each in (signed, unsigned))

    assert {key: str(after[key]) for key in before} == {key: str(before[key]) for key in before}


@pytest.mark.parametrize("place", [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999])
def test_one_changed_byte_anywhere_in_the_signed_part_is_found(signed: bytes, place: float) -> None:
    signature = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
    end_of_first_part = int(signature.byte_range[1])
    changed = bytearray(signed)
    changed[int(place * (end_of_first_part - 1))] ^= 0x01

    report = documents.verify(bytes(changed))

    assert not report.intact
    assert report.problem in (
        "Văn bản đã bị sửa sau khi ký.",
        "Tệp này bị hỏng: không đọc được chữ ký số.",
        "Tệp này không có chữ ký số.",
    )


def test_another_head_written_into_the_paper_is_found(signed: bytes) -> None:
    assert signed.count(HEAD.encode()) == 1

    report = documents.verify(signed.replace(HEAD.encode(), b"1f" * 32))

    assert not report.intact
    assert report.problem == "Văn bản đã bị sửa sau khi ký."


def with_new_title(signed: bytes) -> bytes:
    """Add a revision, as any PDF editor does."""
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    info = writer.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.pdf_string("Quyết định khác")
    writer.update_container(info)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_something_in_the_gap(signed: bytes) -> bytes:
    """Hide bytes behind the signature, where no signature can look."""
    end = int(PdfFileReader(BytesIO(signed)).embedded_signatures[0].byte_range[2])
    return signed[: end - 7] + b"abcdef>" + signed[end:]


@pytest.mark.parametrize(
    "add", [with_new_title, with_something_in_the_gap, lambda signed: signed + b"\n% one more line\n"]
)
def test_anything_added_is_found(signed: bytes, add: Callable[[bytes], bytes]) -> None:
    report = documents.verify(add(signed))

    assert not report.intact
    assert report.problem == "Văn bản đã bị thêm nội dung sau khi ký."


def test_a_second_signature_over_the_first_is_found(signed: bytes, leader: Signer) -> None:
    from pyhanko.sign.general import SigningError

    with pytest.raises(SigningError):
        documents.sign(pdf=signed, signer=leader, reason="again", at=NOW, bound_to=HEAD)


def test_a_signature_of_another_authority_is_not_trusted(signed: bytes, settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "another-installation"

    report = documents.verify(signed)

    assert report.intact
    assert not report.trusted
    assert report.problem == "Chữ ký số không do tổ chức chứng thực mà hệ thống tin cậy cấp."


def test_a_root_the_operator_put_down_is_trusted(
    signed: bytes, settings: Settings, tmp_path: Path, keys_dir: Path
) -> None:
    settings.KEYS_DIR = tmp_path / "another-installation"
    trusted = settings.KEYS_DIR / "trusted"
    trusted.mkdir(parents=True)
    certificate = "".join((keys_dir / "development-ca.pem").read_text().rpartition("-----END CERTIFICATE-----")[:2])
    (trusted / "national-root.pem").write_text(certificate)

    assert documents.verify(signed).is_valid


def test_a_paper_without_signature_says_so(unsigned: bytes) -> None:
    report = documents.verify(unsigned)

    assert not report.is_valid
    assert report.problem == "Tệp này không có chữ ký số."
    assert report.signed_at is None


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF", files.picture("PNG"), files.locked_pdf()])
def test_a_file_that_is_no_paper_is_answered_not_an_error(content: bytes) -> None:
    report = documents.verify(content)

    assert not report.is_valid
    assert report.problem


def test_half_a_paper_is_answered(signed: bytes) -> None:
    assert not documents.verify(signed[: len(signed) // 2]).is_valid


def test_each_signer_keeps_one_certificate(unsigned: bytes, leader: Signer, keys_dir: Path) -> None:
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        documents.sign(pdf=unsigned, signer=leader, reason="x", at=at, bound_to=HEAD)

    assert len(list(keys_dir.glob("signer-*.pem"))) == 1


def test_a_long_name_of_a_unit_still_signs(unsigned: bytes) -> None:
    signer = Signer(name="Nguyễn Văn Mẫu", title="Đội trưởng", unit_name="Đội thủ tục hàng hóa xuất nhập khẩu " * 4)

    signed = documents.sign(pdf=unsigned, signer=signer, reason="x", at=NOW, bound_to=HEAD)

    assert documents.verify(signed).is_valid
