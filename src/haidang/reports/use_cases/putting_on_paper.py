"""A closed report as a signed paper, made once, outside any transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from haidang.reports.models import Report, ReportPaper
from haidang.reports.paper import make_paper


def put_on_paper(*, report_id: int, now: datetime) -> UUID:
    """Make the signed paper of a closed report; a second run returns the one that stands."""
    report = Report.objects.get(pk=report_id)
    standing = ReportPaper.objects.filter(report=report).first()
    if standing is None:
        stored = make_paper(report)
        standing, _is_ours = ReportPaper.objects.get_or_create(
            report=report, defaults={"file": stored.id, "made_at": now}
        )
    return standing.file
