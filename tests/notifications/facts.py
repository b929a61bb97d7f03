"""Facts about one dossier, as the case engine announces them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from haidang.register.contracts import Origin

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZONE)
SECRET = "K7QM-2XRD"
ADDRESS = "an.tran@example.vn"

_DOSSIER: dict[str, Any] = {
    "dossier": 17,
    "uid": UUID("01970000-0000-7000-8000-000000000017"),
    "number": "N000000017",
    "code": None,
    "version": 1,
    "unit": 1,
    "filer_name": "Công ty TNHH Mẫu",
    "filer_email": ADDRESS,
    "language": "vi",
    "at": NOON,
    "origin": Origin.LIVE,
}


def a_fact(kind: type, **changes: Any) -> Any:
    """Return a fact of this kind about the dossier."""
    return kind(**(_DOSSIER | changes))
