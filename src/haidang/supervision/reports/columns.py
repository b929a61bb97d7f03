"""The figures of a report: what they are called, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haidang.reports.contracts import Division, Sums

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One figure; `is_at_end` tells what was open at the end from what happened."""

    measure: str
    label: Words
    is_at_end: bool = False

    def value(self, sums: Sums) -> int:
        """Return the figure of a line."""
        return int(getattr(sums, self.measure))


COLUMNS = (
    Column(measure="carried_over", label=pgettext_lazy("figure", "Carried over")),
    Column(measure="received", label=pgettext_lazy("figure", "Received")),
    Column(measure="decided_early", label=pgettext_lazy("figure", "Early")),
    Column(measure="decided_on_time", label=pgettext_lazy("figure", "On the day")),
    Column(measure="decided_late", label=pgettext_lazy("figure", "Decided late")),
    Column(measure="decided_untimed", label=pgettext_lazy("figure", "No term")),
    Column(measure="returned", label=pgettext_lazy("figure", "Returned")),
    Column(measure="refused_at_reception", label=pgettext_lazy("figure", "Refused")),
    Column(measure="withdrawn", label=pgettext_lazy("figure", "Withdrawn")),
    Column(measure="stopped", label=pgettext_lazy("figure", "Stopped")),
    Column(measure="moved", label=pgettext_lazy("figure", "Moved")),
    Column(measure="reception", label=pgettext_lazy("figure", "To receive"), is_at_end=True),
    Column(measure="process", label=pgettext_lazy("figure", "In process"), is_at_end=True),
    Column(measure="waiting", label=pgettext_lazy("figure", "Waiting for supplement"), is_at_end=True),
    Column(measure="result", label=pgettext_lazy("figure", "To return"), is_at_end=True),
    Column(measure="open", label=pgettext_lazy("figure", "Open at the end"), is_at_end=True),
    Column(measure="late", label=pgettext_lazy("figure", "Of these overdue"), is_at_end=True),
)
FIRST = ("carried_over", "received", "returned", "decided_late", "open", "late")
"""What a reader looks at first."""

LABELS = {column.measure: column.label for column in COLUMNS} | {
    "accepted": pgettext_lazy("figure", "Accepted"),
    "supplement_asked": pgettext_lazy("figure", "Supplements asked for"),
}
DIVISIONS = {
    Division.UNIT: _("By unit"),
    Division.PROCEDURE: _("By procedure"),
    Division.CHANNEL: _("By way of filing"),
}
