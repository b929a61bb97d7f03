"""
Not by the process? Rules over the facts of one dossier, each with its reason in words.

A signal accuses nobody and changes nothing: somebody at headquarters looks, and confirms or dismisses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from haidang.dossiers.contracts import Conduct
from haidang.kernel.text import Text
from haidang.usage.contracts import SignalRule
from haidang.usage.pack import Measures

_CLOSED = {
    "refused_at_reception": Text("không được tiếp nhận", "not received"),
    "withdrawn": Text("rút hồ sơ", "withdrawn"),
    "stopped": Text("dừng xử lý", "stopped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found: in which dossier, why, when it happened."""

    rule: SignalRule
    dossier: int
    number: str
    unit: int
    procedure: str
    reason: Text
    at: datetime


def signals_in(conduct: Conduct, measures: Measures, zone: ZoneInfo) -> list[Found]:
    """Return what the rules find in the facts of one dossier."""
    found = [*_counted(conduct, measures), *_timed(conduct, measures, zone), *_corrected(conduct, zone)]
    return [*found, *_refiled(conduct, zone)]


def _counted(conduct: Conduct, measures: Measures) -> Iterator[Found]:
    requests, extensions = conduct.supplements, conduct.extensions
    if len(requests) >= measures.supplements:
        reason = Text(
            f"Yêu cầu bổ sung {len(requests)} lần sau khi đã tiếp nhận; "
            "khi tiếp nhận phải hướng dẫn đầy đủ một lần (Nghị định 61/2018/NĐ-CP Điều 17).",
            f"Asked for a supplement {len(requests)} times after acceptance; the reception must guide fully and "
            "once (Decree 61/2018 art. 17).",
        )
        yield _found(SignalRule.SUPPLEMENTS, conduct, reason, requests[-1])
    if len(extensions) >= measures.extensions:
        reason = Text(
            f"Gia hạn theo luật {len(extensions)} lần trong một hồ sơ.",
            f"Extended by law {len(extensions)} times in one dossier.",
        )
        yield _found(SignalRule.EXTENSIONS, conduct, reason, extensions[-1])
    if conduct.decided_at and conduct.skipped:
        vi, en = (
            ", ".join(names) for names in zip(*((each.vi, each.en or each.vi) for each in conduct.skipped), strict=True)
        )
        reason = Text(
            f"Đã quyết định nhưng chưa ghi nhận kết thúc: {vi}.",
            f"Decided, but this was never recorded as ended: {en}.",
        )
        yield _found(SignalRule.NO_INSPECTION, conduct, reason, conduct.decided_at)


def _timed(conduct: Conduct, measures: Measures, zone: ZoneInfo) -> Iterator[Found]:
    if conduct.decided_at and conduct.minutes:
        (used, whole), least = conduct.minutes, measures.speed_below_percent
        if used * 100 < whole * least:
            reason = Text(
                f"Quyết định sau {used} phút làm việc, thời hạn là {whole} phút (dưới {least} %).",
                f"Decided after {used} working minutes of a term of {whole} (below {least} %).",
            )
            yield _found(SignalRule.SPEED, conduct, reason, conduct.decided_at)
    if conduct.late_answer:
        at, due = conduct.late_answer
        reason = Text(
            f"Trả lời việc nộp hồ sơ lúc {_moment(at, zone)}, hạn tiếp nhận là {_moment(due, zone)}.",
            f"The filing was answered at {_moment(at, zone)}; the reception was due by {_moment(due, zone)}.",
        )
        yield _found(SignalRule.LATE_RECEPTION, conduct, reason, at)


def _corrected(conduct: Conduct, zone: ZoneInfo) -> Iterator[Found]:
    later = [each for each in conduct.moved if each.after > each.before]
    if later:
        each = later[-1]
        reason = Text(
            f"Sửa mốc thời gian lần {each.number} dời hạn từ {_moment(each.before, zone)} sang "
            f"{_moment(each.after, zone)}.",
            f"Correction {each.number} of the clock moved the end of the term from {_moment(each.before, zone)} to "
            f"{_moment(each.after, zone)}.",
        )
        yield _found(SignalRule.CORRECTION, conduct, reason, each.at)


def _refiled(conduct: Conduct, zone: ZoneInfo) -> Iterator[Found]:
    earlier = conduct.closed_before
    if earlier:
        label = _CLOSED[earlier.status]
        reason = Text(
            f"Kết thúc lúc {_moment(earlier.closed_at, zone)} ({label.vi}); cùng người nộp nộp lại thủ tục này lúc "
            f"{_moment(conduct.submitted_at, zone)}, hồ sơ {conduct.number}.",
            f"Closed at {_moment(earlier.closed_at, zone)} ({label.en}); the same filer filed the procedure again at "
            f"{_moment(conduct.submitted_at, zone)}, dossier {conduct.number}.",
        )
        yield Found(
            rule=SignalRule.REFILED,
            dossier=earlier.id,
            number=earlier.number,
            unit=earlier.unit,
            procedure=earlier.procedure,
            reason=reason,
            at=conduct.submitted_at,
        )


def _found(rule: SignalRule, conduct: Conduct, reason: Text, at: datetime) -> Found:
    return Found(
        rule=rule,
        dossier=conduct.id,
        number=conduct.number,
        unit=conduct.unit,
        procedure=conduct.procedure,
        reason=reason,
        at=at,
    )


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M %d/%m/%Y}"
