"""An officer closes the report of a period: its figures are written down for ever."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from haidang.kernel import jobs, sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Conflict, Invalid, Problem
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Fact, Head
from haidang.reports import rules
from haidang.reports._reading import read_content
from haidang.reports.contracts import Period
from haidang.reports.periods import today
from haidang.reports.queries import own_unit, unit_in_sight

MAKE_PAPER = "reports.make_paper"
_INSERT = """
INSERT INTO reports_report (
    uid, unit, first, last, content, sha256, closed_at, closed_by, closed_name, reason, head_seq, head_hash
) VALUES (
    %(uid)s, %(unit)s, %(first)s, %(last)s, %(content)s, %(sha256)s, %(at)s, %(person)s, %(name)s, %(reason)s,
    %(seq)s, %(hash)s
) ON CONFLICT (unit, first, last) DO NOTHING RETURNING id
"""


@transaction.atomic
def close_report(*, unit_id: int, period: Period, reason: str, by: Actor, now: datetime) -> int:
    """
    Close the report of a unit for a period with the figures of this moment, and return its id.

    They never change again; what is corrected later shows beside them. The signed paper follows by a job.

    :raises Missing: if the unit is not in sight
    :raises Refused: if the actor does not close this unit's reports, or the period is not over
    :raises Invalid: if no reason is given
    :raises Conflict: if the report was closed already
    """
    unit = unit_in_sight(by, unit_id)
    rules.may_close(by, unit, period, on=today(now), own=own_unit(by)).enforce()
    if not reason.strip():
        message = _("Write why the report is closed now, for example: monthly report to headquarters.")
        raise Invalid([Problem(field="reason", code="required", message=message)])

    content = read_content(actor=by, unit=unit, period=period, now=now).as_json()
    values = {
        "uid": new_uid(),
        "unit": unit.id,
        "first": period[0],
        "last": period[1],
        "content": Jsonb(content),
        "sha256": hash_of(content),
        "at": now,
        "person": by.person,
        "name": by.name,
        "reason": reason.strip(),
    }
    report_id = _insert(values, unit.code, by=by)
    if report_id is None:
        raise Conflict(_("This report was closed already. It stands as it was closed."))
    jobs.defer(MAKE_PAPER, queue="documents", report_id=report_id)
    return report_id


def hash_of(content: dict[str, Any]) -> str:
    """Return the hash by which the register knows what a report says."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _insert(values: dict[str, Any], code: str, *, by: Actor) -> int | None:
    told = {
        "unit": code,
        "first": values["first"].isoformat(),
        "last": values["last"].isoformat(),
        "sha256": values["sha256"],
        "reason": values["reason"],
    }
    head = register.append(values["uid"], Head(), [Fact("report_closed", told)], by=by, at=values["at"])
    made = sql.row(_INSERT, values | {"seq": head.seq, "hash": head.hash})
    return int(made[0]) if made else None
