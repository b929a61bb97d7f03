"""What a board is asked for, as it stands in the address: period, channel, procedure. It is carried along in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.figures.contracts import Period
from haidang.look import wording
from haidang.look.parts import Tab
from haidang.supervision.days import DayField

CHANNELS = {
    "online": gettext_lazy("online"),
    "counter": gettext_lazy("at the counter"),
    "post": gettext_lazy("by post"),
}
_EARLIEST, _LATEST, _LONGEST = 1900, 2999, 100


class ChoiceForm(forms.Form):
    """Checks the shape of what was asked for; the names are those of the address."""

    tu = DayField(gettext_lazy("From (day/month/year)"))
    den = DayField(gettext_lazy("To (day/month/year)"))
    nhom = forms.ChoiceField(label=gettext_lazy("Group of procedures"), required=False)
    thutuc = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    kenh = forms.ChoiceField(
        label=gettext_lazy("Way of filing"), required=False, choices=[("", gettext_lazy("all")), *CHANNELS.items()]
    )

    def __init__(self, data: Mapping[str, Any], *, on: date) -> None:
        super().__init__(data)
        self._offer("thutuc", _procedures(data.get("thutuc", ""), on=on))
        self._offer("nhom", [(group.key, str(group.name)) for group in catalogue.list_groups(on=on)])

    def _offer(self, name: str, named: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *sorted(named, key=lambda each: each[1])]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins or cannot be meant."""
        found = self.cleaned_data
        first, last = found.get("tu"), found.get("den")
        if first and last and last < first:
            self.add_error("den", _("The last day lies before the first. Choose a later day."))
        for name in ("tu", "den"):
            if found.get(name) and not _EARLIEST <= found[name].year <= _LATEST:
                self.add_error(name, _("Choose a year between 1900 and 2999."))
        if first and last and last.year - first.year >= _LONGEST:
            self.add_error("den", _("That is longer than a hundred years. Choose days that are nearer to each other."))
        return found


def _procedures(asked: str, *, on: date) -> list[tuple[str, str]]:
    """Return the procedures of a day by name, and the one asked for though it is no longer in force: it has a past."""
    named = {card.id: str(card.name) for card in catalogue.list_procedures(on=on)}
    if asked and asked not in named:
        named |= {card.id: str(card.name) for card in catalogue.list_ever() if card.id == asked}
    return list(named.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    A period, perhaps one procedure, one group of them or one channel.

    `grouped` are the procedures of the group; `form` holds what was typed and what is wrong with it.
    """

    period: Period
    procedure: str = ""
    group: str = ""
    grouped: tuple[str, ...] = ()
    channel: str = ""
    form: ChoiceForm = field(compare=False)

    def query(self, **more: str) -> str:
        """Return the choice as the end of an address, without its question mark; `more` adds to it or replaces."""
        given = {"tu": self.period[0].isoformat(), "den": self.period[1].isoformat()}
        given |= {"nhom": self.group, "thutuc": self.procedure, "kenh": self.channel} | more
        return urlencode({name.replace("_", "-"): value for name, value in given.items() if value})

    @property
    def procedures(self) -> list[str] | None:
        """The one procedure, those of the group, or None for all."""
        if self.procedure:
            return [self.procedure] if not self.group or self.procedure in self.grouped else []
        return list(self.grouped) if self.group else None


def read_choice(query: QueryDict, *, on: date) -> Choice:
    """Return what the address asks for; what is wrong with it is told at its field, and the usual takes its place."""
    first, last = usual_period(on)
    given = {name: query[name] for name in ("tu", "den", "nhom", "thutuc", "kenh") if query.get(name)}
    form = ChoiceForm({"tu": first.isoformat(), "den": last.isoformat()} | given, on=on)
    if not form.is_valid():
        return Choice(period=(first, last), form=form)
    found = form.cleaned_data
    return Choice(
        period=(found["tu"], found["den"]),
        procedure=found["thutuc"],
        group=found["nhom"],
        grouped=tuple(card.id for card in catalogue.list_ever(group=found["nhom"])) if found["nhom"] else (),
        channel=found["kenh"],
        form=form,
    )


def usual_period(on: date) -> Period:
    """Return the running year: what the yearly plan is held against."""
    return date(on.year, 1, 1), date(on.year, 12, 31)


def shortcuts(choice: Choice, *, on: date, here: str, theo: str) -> list[Tab]:
    """Return the periods people ask for most, as links to the same page."""
    month = on.replace(day=1)
    quarter = date(on.year, on.month - (on.month - 1) % 3, 1)
    periods = [
        (_("Today"), (on, on)),
        (_("This month"), (month, _end(month, months=1))),
        (_("Last month"), ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1))),
        (_("This quarter"), (quarter, _end(quarter, months=3))),
        (_("This year"), usual_period(on)),
    ]
    return [
        Tab(
            label=label,
            url=f"{here}?{replace(choice, period=period).query(theo=theo)}",
            is_open=period == choice.period,
        )
        for label, period in periods
    ]


def told(period: Period) -> str:
    """Return a period in words."""
    if period[0] == period[1]:
        return wording.day(period[0])
    return _("%(first)s to %(last)s") % {"first": wording.day(period[0]), "last": wording.day(period[1])}


def _end(first: date, *, months: int) -> date:
    past = first.month - 1 + months
    return date(first.year + past // 12, past % 12 + 1, 1) - timedelta(days=1)
