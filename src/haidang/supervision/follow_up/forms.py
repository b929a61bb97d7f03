"""What is typed about calls, agreements and teams: shape only. Whether it may be done is a rule of the room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haidang.directory.contracts import TEAM_DUTIES
from haidang.follow_up.contracts import Kept
from haidang.look import wording
from haidang.look.act_form import ActForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_DAY, _MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
_TEXT_LIMIT = 4000


def text_field(label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": _TEXT_LIMIT}),
        error_messages={"required": _("Write this: it stays in the register.")},
    )


def line_field(label: StrOrPromise, wrong: StrOrPromise, *, longest: int, **more: Any) -> forms.CharField:
    """Return a field for one line; `wrong` is told where it stays empty."""
    return forms.CharField(label=label, max_length=longest, error_messages={"required": wrong}, **more)


def day_field(label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True) -> forms.DateField:
    """Return a field for a day as people here write it."""
    wrong = _("Write the day as day/month/year, for example 27/06/2026.")
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=[_DAY, "%Y-%m-%d"],
        widget=forms.DateInput(format=_DAY, attrs={"class": "is-short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": wrong, "required": wrong},
    )


class RecordCall(ActForm):
    """A call: the moment is typed in the time of the offices."""

    reached = line_field(_("Who was reached"), _("Write who was reached."), longest=150)
    at = forms.DateTimeField(
        label=_("When (day/month/year hour:minute)"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(format=_MOMENT, attrs={"class": "is-medium", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "required"),
            _("Write it as day/month/year hour:minute, for example 27/06/2026 09:30."),
        ),
    )
    agreed = text_field(_("What was said and agreed"))
    until = day_field(
        _("Settled by (day/month/year)"),
        _("Comes back to you on that day. Leave it empty where nothing was agreed."),
        required=False,
    )

    def clean_at(self) -> datetime:
        """Return the moment on the clock of the offices."""
        typed: datetime = self.cleaned_data["at"]
        return typed.replace(tzinfo=wording.ZONE)


class CloseAgreement(ActForm):
    """Whether the unit kept what was agreed."""

    kept = forms.TypedChoiceField(
        label=_("What came of it"),
        coerce=Kept,
        choices=[(Kept.KEPT.value, _("Kept: the dossiers are settled")), (Kept.BROKEN.value, _("Broken"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the agreement was kept.")},
    )
    found = text_field(_("What you found"), _("Needed where it was broken."), required=False)


class DecideTrouble(ActForm):
    """What the leader does about repeated trouble."""

    decided = text_field(_("What is done about it"))


class PrepareLetter(ActForm):
    """What a reminder letter says beside its list, and until when the unit answers."""

    text = text_field(
        _("What the letter adds to the list"),
        _("For example earlier calls and what was agreed. The list, its dates and the request come by themselves."),
        required=False,
    )
    answer_by = day_field(_("The unit answers by (day/month/year)"))


class NameMember(ActForm):
    """Somebody of a roll-out team."""

    name = line_field(_("Name"), _("Write the name of the person."), longest=150)
    duty = forms.ChoiceField(label=_("Duty in the team"))
    phone = line_field(
        _("Telephone"),
        _("Write the telephone number: it is what headquarters calls."),
        longest=60,
        widget=forms.TextInput(attrs={"type": "tel", "class": "is-medium"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    notice = line_field(
        _("Number of the document that names the team"),
        _("Write the number of the document that names the team."),
        longest=120,
    )
    since = day_field(_("In the team since (day/month/year)"))

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        duty = self.fields["duty"]
        assert isinstance(duty, forms.ChoiceField)
        duty.choices = [(each.value, str(words)) for each, words in TEAM_DUTIES.items()]


class ReleaseMember(ActForm):
    """Who leaves the team, after which day."""

    member = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field(_("Last day (day/month/year)"))
