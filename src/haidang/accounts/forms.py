"""The sign-up form: the person, and the business they act for if there is one. The screens are allauth's."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haidang.accounts.models import User
from haidang.accounts.tax_codes import read_tax_code
from haidang.accounts.use_cases.acting_for_businesses import register_business
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.errors import Invalid
from haidang.kernel.now import now  # noqa: TID251  a form that saves: this is the edge

_PHONE = re.compile(r"^(0|\+84)[0-9]{8,10}$")


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """Opens an account; a tax code makes the person act for that business, or ask its owner to."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As on your identity card."),
        error_messages={"required": _("Please give your full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        help_text=_("The customs office calls this number when something in a dossier is unclear."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    tax_code = forms.CharField(
        label=_("Tax code of the business"),
        required=False,
        max_length=20,
        help_text=_("Leave empty if you file for yourself; you can add a business later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    business_name = forms.CharField(
        label=_("Name of the business"),
        required=False,
        max_length=250,
        help_text=_("As on the business registration certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ("full_name", "email", "phone", "password1", "password2", "tax_code", "business_name")

    def clean_phone(self) -> str:
        """Check the shape of a Vietnamese number; spaces, dots and hyphens do not matter."""
        typed: str = self.cleaned_data["phone"]
        number = re.sub(r"[\s.()-]", "", typed)
        if number and not _PHONE.match(number):
            raise forms.ValidationError(
                _("A telephone number looks like 0912 345 678 or +84 912 345 678; please check yours."),
                code="phone",
            )
        return number

    def clean_tax_code(self) -> str:
        """Check the tax code with its check digit."""
        typed: str = self.cleaned_data["tax_code"].strip()
        try:
            return read_tax_code(typed) if typed else ""
        except Invalid as error:
            raise forms.ValidationError(str(error), code="tax_code") from None

    def clean(self) -> dict[str, Any]:
        """Check that tax code and name of the business come together."""
        cleaned: dict[str, Any] = super().clean()
        name = (cleaned.get("business_name") or "").strip()
        if cleaned.get("tax_code") and not name:
            self.add_error("business_name", gettext("Please give the name of the business with this tax code."))
        if name and "tax_code" not in self.errors and not cleaned.get("tax_code"):
            self.add_error("tax_code", gettext("Please give the tax code of this business, or leave both empty."))
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Open the account, and with it the person's place in the business."""
        user: User = super().save(request)
        user.full_name, user.phone = self.cleaned_data["full_name"].strip(), self.cleaned_data["phone"]
        user.save(update_fields=["full_name", "phone"])
        if self.cleaned_data["tax_code"]:
            register_business(
                tax_code=self.cleaned_data["tax_code"],
                name=self.cleaned_data["business_name"],
                by=Actor(person=user.pk, name=user.full_name, capacity=Capacity.FILER),
                now=now(),
            )
        return user
