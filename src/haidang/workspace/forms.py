"""
What an officer types for each act: shape only. Whether it may be done is a verdict of the dossier's rules.

Every form carries `seen`, the state of the dossier the screen showed: when somebody else was faster it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Stage
from haidang.clock.contracts import Calendar, TermUnit
from haidang.directory import api as directory
from haidang.directory.contracts import Duty
from haidang.dossiers.contracts import Fault, Outcome, Sheet, SupplementItem
from haidang.kernel.errors import Invalid
from haidang.kernel.now import now
from haidang.look import wording
from haidang.look.kept import Written, declared, written_into
from haidang.workspace import wording as words
from haidang.workspace.history import length_text

_DAY = ("%d/%m/%Y", "%Y-%m-%d")
_TEXT_LIMIT = 4000


class ActForm(forms.Form):
    """The form of an act without anything to type."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False  # the browser's own words are in the browser's language, not in the reader's

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, initial={"seen": sheet.seen})
        self.sheet = sheet
        self.calendar: Calendar = directory.calendar_of(sheet.unit.id)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a person fills in."""
        return self.visible_fields()

    @classmethod
    def written(cls, data: Mapping[str, Any]) -> Written:
        """Return what was written, by label: shown where the act is no longer possible, so that nothing is lost."""
        return written_into(declared(cls), data)

    @property
    def typed(self) -> Written:
        """What was written into this form."""
        return self.written(self.data) if self.is_bound else []

    @property
    def left_over(self) -> Written:
        """What was written into fields that are no longer asked."""
        gone = {name: field for name, field in declared(type(self)).items() if name not in self.fields}
        return written_into(gone, self.data) if self.is_bound else []

    def put(self, error: Invalid) -> None:
        """Put what a use case could not use beside its field."""
        for problem in error.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.message))


def _day_field(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(format=_DAY[0], attrs={"class": "is-short", "inputmode": "numeric", "autocomplete": "off"})
    message = gettext_lazy("Write the day as day/month/year, for example 27/06/2026.")
    wrong = {"invalid": message, "required": message}
    return forms.DateField(label=label, help_text=help_text, input_formats=_DAY, widget=widget, error_messages=wrong)


def text_field(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows, "data-count": _TEXT_LIMIT}),
        error_messages={"required": gettext_lazy("Write this: it stays in the register, for whoever asks why.")},
    )


class Accept(ActForm):
    """Accept: where the law gives no term the officer promises a day with a reason."""

    promised_on = _day_field(
        gettext_lazy("Day on which the result will be ready"),
        gettext_lazy(
            "The law gives no term for this procedure: promise a working day after today, until closing time."
        ),
    )
    promise_reason = text_field(
        gettext_lazy("Why this day"), gettext_lazy("The filer reads it on the receipt."), rows=2
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        if sheet.procedure.has_statutory_term:
            del self.fields["promised_on"], self.fields["promise_reason"]

    def clean_promised_on(self) -> datetime:
        """Return the closing of that day."""
        return _closing(self.cleaned_data["promised_on"], self.calendar)


class AskForSupplement(ActForm):
    """
    Ask for supplements: `items` are ticked as field:key or paper:key, each with its note in `note:<item>`.

    Where the law's two requests are used up (`needs_override`) the reason for one more is asked for as well.
    """

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What has to be completed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("The procedure does not ask for this.")},
    )
    reason = text_field(
        gettext_lazy("Reason"),
        gettext_lazy("What the filer reads first: why the dossier cannot go on as it is. Ask once and in full."),
        rows=3,
    )
    fault = forms.ChoiceField(
        label=gettext_lazy("On whose side the need lies"),
        choices=[
            (Fault.APPLICANT.value, gettext_lazy("The filer: something is missing, wrong or unreadable")),
            (Fault.AGENCY.value, gettext_lazy("The agency: it was not asked for in time, or was lost")),
        ],
        initial=Fault.APPLICANT.value,
        widget=forms.RadioSelect,
    )
    override_reason = text_field(
        gettext_lazy("Why the earlier guidance was not followed"),
        gettext_lazy("The law allows two requests; one more needs this reason (Decree 63/2010/NĐ-CP art. 20(4))."),
        rows=2,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        self.needs_override = not sheet.may["ask_for_supplement"] and bool(sheet.may["ask_again"])
        if not self.needs_override:
            del self.fields["override_reason"]
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        self.can_be_asked = [(f"field:{each.key}", str(each.label)) for each in sheet.procedure.fields]
        self.can_be_asked += [(f"paper:{each.key}", str(each.name)) for each in sheet.procedure.papers]
        field.choices = self.can_be_asked

    @classmethod
    def written(cls, data: Mapping[str, Any]) -> Written:
        """Return reason and notes; a note belongs to what was ticked."""
        notes = [
            (_("Note"), str(text)) for name, text in data.items() if name.startswith("note:") and str(text).strip()
        ]
        return [*super().written(data), *notes]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields below the list of what can be ticked, which is drawn by itself."""
        return [each for each in self.visible_fields() if each.name != "items"]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What can be ticked: value, label, what stands there now, whether it is ticked, the note that was typed."""
        ticked = set(self["items"].value() or [])
        fields, answers = self.sheet.procedure.fields, self.sheet.answers
        now_there = {f"field:{each.key}": catalogue.show_value(each, answers.get(each.key)) for each in fields}
        return [
            {
                "value": value,
                "label": label,
                "value_now": now_there.get(value, ""),
                "is_ticked": value in ticked,
                "note": self.data.get(f"note:{value}", ""),
                "is_paper": value.startswith("paper:"),
            }
            for value, label in self.can_be_asked
        ]

    def clean_items(self) -> list[SupplementItem]:
        """Return what was ticked; a note says what is wrong and what to do, and falls back on the reason."""
        items = []
        for value in self.cleaned_data["items"]:
            kind, _colon, key = value.partition(":")
            note = str(self.data.get(f"note:{value}", "")).strip()[:_TEXT_LIMIT]
            items.append(SupplementItem(kind=kind, key=key, note=note))
        return items


class Reason(ActForm):
    """An act with its reason."""

    reason = text_field(
        gettext_lazy("Reason"), gettext_lazy("The filer reads it, and it stays in the register. Name the article.")
    )


class SendBack(ActForm):
    """Send a proposal back, saying what to change."""

    reason = text_field(gettext_lazy("What has to change"), gettext_lazy("The handling officer reads it."), rows=3)


class Assign(ActForm):
    """Choose who handles the dossier."""

    officer = forms.ChoiceField(
        label=gettext_lazy("Handling officer"),
        error_messages={"required": gettext_lazy("Choose an officer who handles dossiers in this unit.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        handlers = directory.list_officers(unit_id=sheet.unit.id, duty=Duty.HANDLE, on=wording.local(now()).date())
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(each.person), f"{each.name} – {each.title}") for each in handlers]
        field.choices = [("", _("Choose")), *named]
        field.initial = str(sheet.officer or "")


class AssignMany(forms.Form):
    """Several dossiers for one officer, from the queue."""

    dossier = forms.TypedMultipleChoiceField(coerce=int)
    officer = forms.IntegerField(min_value=1)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["dossier"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each, each) for each in data.getlist("dossier")[:50] if each.isascii() and each.isdigit()]


class Work(ActForm):
    """Finish the step with a note, or record an event that starts a stage of the term."""

    FINISH = "finish"
    what = forms.ChoiceField(label=gettext_lazy("What has been done"), widget=forms.RadioSelect)
    note = text_field(
        gettext_lazy("What was found"),
        gettext_lazy("Needed to finish the step; officers read it, the filer does not."),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices = _work_choices(sheet)
        field.initial = choices[0][0] if choices else None
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.fields["note"].required = choices[0][0] == self.FINISH
        if self.FINISH not in dict(choices) and not self.is_bound:
            del self.fields["note"]


class Note(ActForm):
    """A note to the processing."""

    note = text_field(gettext_lazy("Note"), gettext_lazy("Officers read it, the filer does not."), rows=3)


class Propose(ActForm):
    """Propose a result to the leader."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Grant or refuse"),
        choices=[
            (Outcome.GRANTED.value, gettext_lazy("Grant what is asked for")),
            (Outcome.REFUSED.value, gettext_lazy("Refuse it, with the legal reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to grant or to refuse.")},
    )
    text = text_field(
        gettext_lazy("Text of the decision or answer"), gettext_lazy("It stands in the signed result as written here.")
    )
    reason = text_field(
        gettext_lazy("Legal reason of a refusal"),
        gettext_lazy("Only for a refusal. Name the article."),
        required=False,
        rows=2,
    )


class Apologise(ActForm):
    """Move the promised date with an apology."""

    promised_on = _day_field(
        gettext_lazy("New day on which the result will be ready"),
        gettext_lazy("A working day after today. The legal term stays as it is; the date can be moved once."),
    )
    reason = text_field(gettext_lazy("Reason"), gettext_lazy("It stands in the letter of apology."), rows=3)

    def clean_promised_on(self) -> datetime:
        """Return the closing of that day."""
        return _closing(self.cleaned_data["promised_on"], self.calendar)


class Extend(ActForm):
    """Lengthen a stage where a statute lets the head do so."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage of the term"))
    value = forms.IntegerField(
        label=gettext_lazy("By how much"),
        min_value=1,
        max_value=400,
        widget=forms.TextInput(attrs={"class": "is-short", "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Write by how much, as a whole number."),
            "invalid": gettext_lazy("Write by how much, as a whole number."),
        },
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=[
            (TermUnit.WORKING_DAYS.value, gettext_lazy("working days")),
            (TermUnit.CALENDAR_DAYS.value, gettext_lazy("calendar days")),
            (TermUnit.WORKING_HOURS.value, gettext_lazy("working hours")),
        ],
    )
    article = forms.CharField(
        label=gettext_lazy("Article that allows it"),
        help_text=gettext_lazy("For example: Customs Law art. 23(2)(b)."),
        max_length=300,
        error_messages={"required": gettext_lazy("Name the article: only a statute lengthens a term.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: Sheet) -> None:
        super().__init__(data, sheet=sheet)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(stage.key, _with_most(stage)) for stage in sheet.procedure.stages]


class Withdrawal(ActForm):
    """Answer a withdrawal: confirm that no decision exists, or decline with the reason."""

    CONFIRM, DECLINE = "confirm", "decline"
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer to the withdrawal"),
        choices=[
            (CONFIRM, gettext_lazy("Confirm: no decision exists, the dossier is withdrawn")),
            (DECLINE, gettext_lazy("Decline: the dossier goes on as before")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to confirm or to decline.")},
    )
    reason = text_field(
        gettext_lazy("Reason"), gettext_lazy("Needed to decline; the filer reads it."), required=False, rows=3
    )


def _with_most(stage: Stage) -> str:
    """Return the stage's name with the most by which the law lets it be lengthened, where the pack knows it."""
    if stage.extension is None:
        return str(stage.name)
    most = length_text(stage.extension.value, stage.extension.unit)
    return _("%(stage)s (by %(most)s in all at most)") % {"stage": stage.name, "most": most}


def _work_choices(sheet: Sheet) -> list[tuple[str, str]]:
    step = sheet.step
    choices = []
    if step and sheet.may["work"]:
        choices.append((Work.FINISH, _("Finish the step: %(step)s") % {"step": step.name}))
    if step and sheet.may["record_event"]:
        happened = {each.data["event"] for each in sheet.history if each.event == "event_recorded"}
        choices += [(key, str(words.event_name(key))) for key in step.records if key not in happened]
    return choices


def _closing(day: date, calendar: Calendar) -> datetime:
    """
    Return the moment the office closes on a day.

    :raises ValidationError: if it stays closed that day
    """
    windows = calendar.windows_on(day)
    if not windows:
        raise forms.ValidationError(_("The office is closed on that day. Choose a working day."))
    end = windows[-1][1]
    return datetime.combine(day, end if end != time(0) else time(23, 59), tzinfo=calendar.zone)
