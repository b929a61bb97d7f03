"""Indices as fractions on a page and in a table: what was counted above and below the line, and the lists behind it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.directory.contracts import UnitCard
from haidang.indices.contracts import Measured, Part
from haidang.look import wording
from haidang.look.templatetags.look import confidence
from haidang.supervision.choice import told
from haidang.supervision.columns import BY_FIGURE
from haidang.supervision.export import as_cell
from haidang.supervision.indices.page import Asked

_UNITS = {
    "per cent": "%",
    "days": gettext_lazy("days"),
    "hours": gettext_lazy("hours"),
    "VND": "VND",
    "number": gettext_lazy("number"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addend:
    """One figure of a fraction and the list of its dossiers."""

    label: object
    value: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One index with what stands behind numerator and denominator; `url` is where a stated value is entered."""

    measured: Measured
    above: tuple[Addend, ...]
    below: tuple[Addend, ...]
    above_url: str
    below_url: str
    url: str

    @property
    def amount(self) -> int:
        """The value in whole đồng."""
        return round(self.measured.value or 0)


def lines(measured: Iterable[Measured], found: Asked) -> list[Line]:
    """Return indices as a page shows them."""
    return [
        Line(
            measured=each,
            above=_addends(each.numerator, found),
            below=_addends(each.denominator, found),
            above_url=_behind(each.numerator, found),
            below_url=_behind(each.denominator, found),
            url=f"{reverse('supervision:indices_state', args=[each.index.code])}?{found.query}",
        )
        for each in measured
    ]


def as_csv(by_unit: Iterable[tuple[UnitCard, Iterable[Measured]]], found: Asked, *, name: str) -> HttpResponse:
    """Return the indices of units as a table, one line for each unit and index; what is not known is left empty."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = wording.local(found.moment).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{found.area.unit.code}-{day}.csv"'
    response.write("\ufeff")  # spreadsheets of Vietnamese offices read UTF-8 only by its mark
    table = csv.writer(response)
    table.writerow([str(found.area.unit.name), told(found.choice.period), wording.moment(found.moment)])
    table.writerow(
        [
            _("Unit"),
            _("Code"),
            _("Index"),
            _("Formula"),
            _("Numerator"),
            _("Denominator"),
            _("Value"),
            _("Measured in"),
            _("Source"),
            _("How well known"),
            _("Not available"),
            _("Published elsewhere"),
        ]
    )
    for unit, measured in by_unit:
        for each in measured:
            table.writerow([as_cell(cell) for cell in (unit.name, *_cells(each))])
    return response


def _cells(each: Measured) -> list[object]:
    index = each.index
    lacking = index.missing or (_("nothing to divide by") if each.value is None else "")
    return [
        index.code,
        index.name,
        index.formula or "",
        each.numerator.value if each.numerator else "",
        each.denominator.value if each.denominator else "",
        "" if each.value is None else f"{each.value:.2f}",
        _UNITS[index.shown_as],
        index.source or "",
        confidence(index.confidence),
        lacking,
        "; ".join(f"{stated.value} ({stated.source})" for stated in each.stated),
    ]


def _addends(part: Part | None, found: Asked) -> tuple[Addend, ...]:
    if part is None:
        return ()
    address, unit = reverse("supervision:list"), str(found.area.unit.id)
    query = found.choice.query(don_vi=unit, nhom="", thutuc="", kenh=part.channel)
    return tuple(
        Addend(label=BY_FIGURE[figure].label, value=value, url=f"{address}?muc={figure}&{query}" if value else "")
        for figure, value in part.figures
    )


def _behind(part: Part | None, found: Asked) -> str:
    """Return the page that holds what was counted, where it is not the list of a board's figure."""
    if part is None or not part.behind:
        return ""
    page, _colon, which = part.behind.partition(":")
    if page == "procedures":
        return f"{reverse('supervision:indices_procedures')}?{found.query}&muc={which}"
    if page in {"survey", "costs"}:
        return f"{reverse(f'supervision:indices_{page}')}?{found.query}"
    return f"{reverse('supervision:indices_dossiers')}?{found.query}&co={page}" if part.value else ""
