"""What moved a dossier's dates, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from haidang.dossiers.contracts import CORRECTABLE, EntryKind, LedgerEntry
from haidang.dossiers.entries import moment_of
from haidang.kernel.text import Text


def supplement_told(complete: LedgerEntry, zone: tzinfo, *, restarted: bool) -> Text:
    """Say what a completed supplement did to the term."""
    day = f"{complete.at.astimezone(zone):%d/%m/%Y}"
    number = complete.data["round"]
    if restarted:
        return Text(
            f"Bổ sung lần {number} đầy đủ ngày {day}: thời hạn tính lại từ đầu "
            "(Nghị định 61/2018/NĐ-CP Điều 19 khoản 4).",
            f"Supplement {number} complete on {day}: counted again from the beginning (Decree 61/2018 art. 19(4)).",
        )
    return Text(
        f"Bổ sung lần {number} đầy đủ ngày {day}; yêu cầu bổ sung ra muộn nên thời hạn theo luật không thay đổi.",
        f"Supplement {number} complete on {day}; it was asked for late, so the legal term did not move.",
    )


def extensions_told(entries: Sequence[LedgerEntry]) -> list[Text]:
    """Say by which article the term was lengthened, and who signed."""
    return [
        Text(
            f"Gia hạn theo luật: {each.data['article']}, người ký {each.data['signer']}.",
            f"Extended by law: {each.data['article']}, signed by {each.data['signer']}.",
        )
        for each in entries
        if each.kind is EntryKind.EXTENDED
    ]


def corrections_told(
    entries: Sequence[LedgerEntry], corrections: Sequence[LedgerEntry], zone: tzinfo
) -> Iterator[Text]:
    """Say which moments were corrected, and why."""
    kinds = {each.seq: each.kind for each in entries}
    for each in corrections:
        was, right = (f"{moment_of(each.data[key]).astimezone(zone):%H:%M %d/%m/%Y}" for key in ("was_at", "right_at"))
        what, number, reason = CORRECTABLE[kinds[each.data["entry"]]], each.data["number"], each.data["reason"]
        yield Text(
            f"Mốc “{what.vi}” ghi {was}, đúng là {right} (sửa lần {number}, lãnh đạo đã ký xác nhận): {reason}",
            f"“{what.en}” was recorded as {was} and was {right} (correction {number}, countersigned): {reason}",
        )
