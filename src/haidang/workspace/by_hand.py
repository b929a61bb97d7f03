"""A dossier on paper as an officer types it in: who came, when, the form, the scans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from haidang.accounts import api as accounts
from haidang.accounts.contracts import BusinessCard
from haidang.catalogue.contracts import Procedure
from haidang.clock.contracts import Calendar
from haidang.dossiers.contracts import ByHand, Filer, Filing
from haidang.kernel.errors import Invalid, Problem
from haidang.workspace.moments import in_office, moment_field, shown

Files = dict[str, list[UUID]]

DRAWN = "filer-version"
"""Under this name a page says which version of the procedure it was drawn with."""


class FilerForm(forms.Form):
    """Who handed it in, how and when; what the law asks of it is said by the use case."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[("counter", gettext_lazy("At the counter")), ("post", gettext_lazy("By post"))],
        initial="counter",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether it came at the counter or by post.")},
    )
    handed_in = moment_field(
        gettext_lazy("Handed in at"),
        gettext_lazy("The clock runs from here: when the papers were in the office, not when they are typed."),
    )
    tax_code = forms.CharField(
        label=gettext_lazy("Tax code"),
        help_text=gettext_lazy("10 digits, or 13 for a dependent unit. Empty for a person who files for themselves."),
        max_length=20,
        error_messages={
            "required": gettext_lazy("Only a business or organisation may file this procedure: write its tax code.")
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "is-medium"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the filer"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the name of the filer as it stands on the papers.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "is-medium"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Receipt and news go there; without one they are handed over at the counter."),
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("This is no e-mail address. Compare it with the papers.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    followed = forms.BooleanField(
        label=gettext_lazy("The business follows the dossier in the portal"),
        help_text=gettext_lazy("Only when the papers come from this business: its members then see the dossier."),
        required=False,
    )
    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, procedure: Procedure, calendar: Calendar, now: datetime
    ) -> None:
        super().__init__(data, prefix="filer", initial={"handed_in": shown(now, calendar)})
        self.calendar = calendar
        self.fields["tax_code"].required = "person" not in procedure.who_may_file
        self.business = self._find_business()
        if self.business is None:
            del self.fields["followed"]

    def fill_in(self) -> None:
        """Put what is known of the business into what was left empty."""
        card = self.business
        if card is None:
            return
        typed = dict(self.data.items())
        known = {"name": card.name, "address": card.address, "phone": card.phone, "email": card.email}
        empty = {self.add_prefix(key): value for key, value in known.items() if not typed.get(self.add_prefix(key))}
        self.data = typed | empty

    def text(self, name: str) -> str:
        """Return what was typed."""
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def clean_handed_in(self) -> datetime:
        """Return the moment on the office's own clock."""
        return in_office(self.cleaned_data["handed_in"], self.calendar)

    def clean_tax_code(self) -> str:
        """Return the tax code as it is stored."""
        typed = str(self.cleaned_data["tax_code"]).strip()
        try:
            return accounts.read_tax_code(typed) if typed else ""
        except Invalid as invalid:
            raise forms.ValidationError(str(invalid)) from None

    def problems(self) -> list[Problem]:
        """Return what is wrong in words the summary links to its fields."""
        wrong = self.errors.get_json_data()
        return [
            Problem(field=f"filer.{name}", code=each["code"], message=each["message"])
            for name, errors in wrong.items()
            for each in errors
        ]

    def put(self, problems: Sequence[Problem]) -> None:
        """Put what the use case could not use beside its field."""
        for problem in problems:
            name = problem.field.removeprefix("filer.")
            if name != problem.field and name in self.fields:
                self.add_error(name, str(problem.message))

    def _find_business(self) -> BusinessCard | None:
        try:
            return accounts.find_business(accounts.read_tax_code(self.text("tax_code")))
        except Invalid:
            return None


def handed_in(data: Mapping[str, str], calendar: Calendar) -> datetime | None:
    """Return the moment that was typed on the office's own clock, None where it cannot be read."""
    try:
        typed = FilerForm.base_fields["handed_in"].clean(data.get("filer-handed_in", ""))
    except forms.ValidationError:
        return None
    return in_office(typed, calendar)


def prefilled(procedure: Procedure, values: Mapping[str, Any], form: FilerForm) -> dict[str, Any]:
    """Return the answers with what was typed about the filer where the form asks for it again."""
    names = ("name", "phone", "email", "address", "tax_code")
    who = "business" if form.text("tax_code") else "person"
    known = {f"{who}.{name}": form.text(name) for name in names} | {"person.full_name": form.text("name")}
    if who == "business":
        del known["person.full_name"]
    asked = {field.key: known.get(field.prefill or "") for field in procedure.fields}
    return {**values, **{key: value for key, value in asked.items() if value and not values.get(key)}}


def filing_of(
    procedure: Procedure, *, unit: int, key: UUID, form: FilerForm, values: Mapping[str, Any], files: Files
) -> Filing:
    """Return the filing of a form whose shape is right."""
    typed = form.cleaned_data
    follows = form.business if typed.get("followed") else None
    return Filing(
        procedure=procedure.id,
        unit=unit,
        answers=values,
        papers={paper.key: files[paper.key] for paper in procedure.papers if paper.key in files},
        key=key,
        filer=Filer(
            name=typed["name"],
            tax_code=typed["tax_code"],
            email=typed["email"],
            phone=typed["phone"],
            address=typed["address"],
        ),
        channel=typed["channel"],
        by_hand=ByHand(handed_in_at=typed["handed_in"], followed_by=follows.id if follows else None),
    )
