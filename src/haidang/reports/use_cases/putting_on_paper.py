"""A closed report as a signed paper, made once, outside any transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from haidang.documents import api as documents
from haidang.reports.models import Report, ReportPaper
from haidang.reports.paper import make_paper


def put_on_paper(*, report_id: int, now: datetime) -> UUID:
    """Make the signed paper of a closed report; a second run returns the one that stands."""
    report = Report.objects.get(pk=report_id)
    standing = ReportPaper.objects.filter(report=report).first()
    if standing is None:
        stored = make_paper(report)
        standing = _name(report, stored.id, now)
    return standing.file


@transaction.atomic
def _name(report: Report, file: UUID, now: datetime) -> ReportPaper:
    """Return the paper that stands, this one unless another worker was faster."""
    standing, is_ours = ReportPaper.objects.get_or_create(report=report, defaults={"file": file, "made_at": now})
    if is_ours:
        documents.keep_for_ever(file)
    return standing
