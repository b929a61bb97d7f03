"""The forms of a clock correction: one officer proposes it, a leader countersigns or refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.dossiers.contracts import CORRECTABLE, EntryKind, LedgerEntry, Sheet
from haidang.workspace import wording as words
from haidang.workspace.forms import ActForm, text_field
from haidang.workspace.moments import in_office, moment_field, shown


class ProposeCorrection(ActForm):
    """Say which moment of the clock was recorded wrongly, what is right, and why."""

    entry = forms.TypedChoiceField(
        label=gettext_lazy("Which moment is wrong"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the moment that was recorded wrongly.")},
    )
    right_at = moment_field(
        gettext_lazy("When it really was"), gettext_lazy("Day/month/year hour:minute, for example 27/06/2026 09:30.")
    )
    reason = text_field(
        gettext_lazy("Why, and what proves it"),
        gettext_lazy("Stays beside the first entry for ever. A leader of the unit countersigns."),
        rows=3,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        field = self.fields["entry"]
        assert isinstance(field, forms.TypedChoiceField)
        named = [(str(each.seq), self._named(each)) for each in sheet.correctable]
        field.choices = [("", _("Choose")), *named]

    def clean_right_at(self) -> datetime:
        """Return the moment on the office's own clock."""
        return in_office(self.cleaned_data["right_at"], self.calendar)

    def _named(self, entry: LedgerEntry) -> str:
        return f"{moment_name(entry, self.sheet)}: {shown(entry.at, self.calendar)}"


class AnswerCorrection(ActForm):
    """Countersign the correction that waits, or refuse it with the reason."""

    COUNTERSIGN, REFUSE = "countersign", "refuse"
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer to the correction"),
        choices=[
            (COUNTERSIGN, gettext_lazy("Countersign: the clock is read with it from now on")),
            (REFUSE, gettext_lazy("Refuse: the clock stays as it was recorded")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to countersign or to refuse.")},
    )
    reason = text_field(
        gettext_lazy("Reason"), gettext_lazy("Needed to refuse; it stays in the register."), required=False, rows=2
    )


def moment_name(entry: LedgerEntry, sheet: Sheet) -> str:
    """Return what an officer calls an entry of the clock: with its stage, event or round where it has one."""
    name = capfirst(str(CORRECTABLE[entry.kind]))
    if entry.kind is EntryKind.STAGE_ENDED:
        stages = {stage.key: str(stage.name) for stage in sheet.procedure.stages}
        return f"{name} ({stages.get(entry.data['stage'], entry.data['stage'])})"
    if entry.kind is EntryKind.EVENT:
        return f"{name} ({words.event_name(entry.data['event'])})"
    return f"{name} ({entry.data['round']})" if entry.kind is EntryKind.SUPPLEMENT_COMPLETE else name
