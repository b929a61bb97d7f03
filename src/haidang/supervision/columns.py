"""The figures a board shows: what they are called, how they feel, and which list makes each of them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haidang.figures.contracts import Counts
from haidang.look.parts import Tone

if TYPE_CHECKING:
    from haidang.look.parts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One figure; `title` names its list, `is_now` tells what is open at this moment from what happened."""

    figure: str
    label: Words
    title: Words
    is_now: bool = False
    tone: Tone | None = None

    def value(self, counts: Counts) -> int:
        """Return the figure."""
        return int(getattr(counts, self.figure))


COLUMNS = (
    Column(figure="open", label=pgettext_lazy("figure", "Open"), title=_("Open now"), is_now=True),
    Column(figure="process", label=pgettext_lazy("figure", "In process"), title=_("In process now"), is_now=True),
    Column(
        figure="in_time", label=pgettext_lazy("figure", "In time"), title=_("In time now"), is_now=True, tone=Tone.OK
    ),
    Column(
        figure="soon",
        label=pgettext_lazy("figure", "Soon late"),
        title=_("Soon late now"),
        is_now=True,
        tone=Tone.WARNING,
    ),
    Column(
        figure="late", label=pgettext_lazy("figure", "Overdue"), title=_("Overdue now"), is_now=True, tone=Tone.LATE
    ),
    Column(
        figure="waiting",
        label=pgettext_lazy("figure", "Waiting for supplement"),
        title=_("Waiting for a supplement now"),
        is_now=True,
        tone=Tone.WAIT,
    ),
    Column(
        figure="carried_over",
        label=pgettext_lazy("figure", "Carried over"),
        title=_("Carried over: open when the period began"),
    ),
    Column(figure="received", label=pgettext_lazy("figure", "Received"), title=_("Received in the period")),
    Column(
        figure="decided_early",
        label=pgettext_lazy("figure", "Early"),
        title=_("Decided early in the period"),
        tone=Tone.OK,
    ),
    Column(
        figure="decided_on_time",
        label=pgettext_lazy("figure", "On the day"),
        title=_("Decided on the due day"),
        tone=Tone.OK,
    ),
    Column(
        figure="decided_late",
        label=pgettext_lazy("figure", "Decided late"),
        title=_("Decided late in the period"),
        tone=Tone.LATE,
    ),
    Column(
        figure="decided_untimed", label=pgettext_lazy("figure", "No term"), title=_("Decided without a statutory term")
    ),
    Column(figure="returned", label=pgettext_lazy("figure", "Returned"), title=_("Returned in the period")),
    Column(
        figure="refused_at_reception", label=pgettext_lazy("figure", "Refused"), title=_("Not received, in the period")
    ),
    Column(figure="withdrawn", label=pgettext_lazy("figure", "Withdrawn"), title=_("Withdrawn in the period")),
    Column(figure="stopped", label=pgettext_lazy("figure", "Stopped"), title=_("Stopped in the period")),
)

_DECIDED = Column(figure="decided", label=pgettext_lazy("figure", "Decided"), title=_("Decided in the period"))
BY_FIGURE = {column.figure: column for column in (*COLUMNS, _DECIDED)}
"""Every figure that has a list, those the trends add to the board's included."""
FIRST = ("received", "in_time", "soon", "late", "waiting", "returned")
"""What headquarters looks at first."""
