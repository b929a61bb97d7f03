"""Forms that check the shape of what is typed beside a procedure's own form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haidang.accounts.contracts import BusinessCard
from haidang.catalogue.contracts import Procedure
from haidang.directory.contracts import Competent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HIMSELF = "0"


class StartForm(forms.Form):
    """Which unit gets the dossier, and for whom it is filed."""

    business = forms.ChoiceField(
        label=_("For whom do you file?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom you file.")},
    )
    unit = forms.ChoiceField(
        label=_("Which customs unit?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the customs unit that is to handle the dossier."),
            "invalid_choice": _("This unit does not handle this procedure any more. Choose one of the list."),
        },
    )

    def __init__(
        self,
        *args: Any,
        procedure: Procedure,
        units: Sequence[Competent],
        businesses: Sequence[BusinessCard],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        who: list[tuple[str, StrOrPromise]] = [(str(card.id), f"{card.name} ({card.tax_code})") for card in businesses]
        if procedure.who_may_file & {"person", "organisation"} or not who:
            who.append((HIMSELF, _("for myself")))
        self.fields["business"].choices = who  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(str(each.unit.id), each.unit.name) for each in units]  # type: ignore[attr-defined]
        if len(who) == 1:
            self.fields["business"].required = False
        if len(units) == 1:
            self.fields["unit"].required = False

    def only(self, name: str) -> str:
        """Return the value chosen, or the only one there is."""
        choices = list(self.fields[name].choices)  # type: ignore[attr-defined]
        return str(self.cleaned_data[name] or choices[0][0])


class WithdrawForm(forms.Form):
    """Why somebody withdraws; the reason stands in the register."""

    reason = forms.CharField(
        label=_("Why do you withdraw the dossier?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why you withdraw; the unit has to note it.")},
    )


class LookUpForm(forms.Form):
    """The code and the secret on a receipt."""

    code = forms.CharField(
        label=_("Dossier code or submission number"),
        max_length=60,
        help_text=_("It stands on the receipt and in our e-mails."),
        error_messages={"required": _("Type the code that stands on the receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-medium", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Secret"),
        max_length=60,
        help_text=_("It stands under the QR code of the receipt."),
        error_messages={"required": _("Type the secret that stands under the QR code of the receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-medium", "spellcheck": "false"}),
    )


class AuthenticityForm(forms.Form):
    """The secret of a result, or the file itself, or both."""

    secret = forms.CharField(
        label=_("Secret of the result"),
        required=False,
        max_length=60,
        help_text=_("It stands under the QR code of the paper."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "is-medium", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A PDF. It is only read, not kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("secret") and not cleaned.get("file"):
            self.add_error("secret", _("Type the secret, or choose the file, or both."))
        return cleaned


class BusinessForm(forms.Form):
    """A business to act for."""

    tax_code = forms.CharField(
        label=_("Tax code of the business"),
        max_length=20,
        error_messages={"required": _("Type the tax code of the business.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "is-medium"}),
    )
    name = forms.CharField(
        label=_("Name of the business"),
        max_length=250,
        help_text=_("As on the business registration certificate."),
        error_messages={"required": _("Please give the name of the business.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)


def _scale(label: StrOrPromise) -> forms.TypedChoiceField:
    """Return a question answered by one of five, the best first."""
    words = {5: _("very good"), 4: _("good"), 3: _("fair"), 2: _("bad"), 1: _("very bad")}
    return forms.TypedChoiceField(
        label=label,
        choices=list(words.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )


class RatingForm(forms.Form):
    """How a filer rates time and service after the result."""

    use_required_attribute = False

    time = _scale(_("How was the time it took?"))
    satisfaction = _scale(_("How satisfied are you with the service?"))
    text = forms.CharField(
        label=_("Anything you want to add"),
        help_text=_("No names or numbers, please: this text is shown to the unit."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
