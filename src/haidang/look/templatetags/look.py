"""Tags and filters of the design system: `{% load look %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.defaulttags import querystring
from django.template.loader import select_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from haidang.catalogue.contracts import Field
from haidang.kernel.errors import Problem
from haidang.look import boxes, wording
from haidang.look.icons import ICONS
from haidang.look.kept import Written, written
from haidang.look.parts import Tone

register = template.Library()
register.simple_tag(querystring, name="qs_replace", takes_context=True)

_TONE_ICONS = {
    Tone.OK: "done",
    Tone.INFO: "info",
    Tone.WAIT: "wait",
    Tone.WARNING: "alert",
    Tone.LATE: "late",
    Tone.QUIET: "todo",
    Tone.NEXT: "forward",
}
_CONFIDENCE = {
    "sure": _("read in the law"),
    "secondary": _("from a second source"),
    "from memory": _("from memory"),
    "uncertain": _("uncertain"),
}


@register.filter
def confidence(mark: str | None) -> str:
    """Say how well something of the data is known, to editors."""
    return str(_CONFIDENCE.get(mark or "", _("unknown")))


@register.filter
def vi_date(value: date | datetime | str | None) -> str:
    """Show a day as the reader writes it; an ISO text of a form is read first."""
    found = _read(value)
    return wording.day(found) if found else str(value or "")


@register.filter
def vi_datetime(value: date | datetime | str | None) -> str:
    """Show a moment in the time of the offices."""
    found = _read(value)
    return wording.moment(found) if found else str(value or "")


@register.filter
def iso(value: date | datetime | None) -> str:
    """Give the machine's form of a moment, for <time datetime>."""
    return value.isoformat() if value else ""


@register.filter
def number(value: wording.Number | None) -> str:
    """Show a number with its groups; nothing for None."""
    return "" if value is None else wording.number(value)


@register.filter
def money(value: wording.Number | None) -> str:
    """Show an amount in đồng; nothing for None."""
    return "" if value is None else wording.money(value)


@register.filter
def working_time(minutes: int | None, day_minutes: int = wording.OFFICE_DAY) -> str:
    """Show a length of working time; the argument is the office's own day in minutes."""
    return "" if minutes is None else wording.working_time(minutes, day_minutes)


@register.filter
def file_size(size: int | None) -> str:
    """Show the size of a file."""
    return "" if size is None else wording.file_size(size)


@register.filter
def percent_left(spent: int) -> int:
    """Give the part of a term that is still there, in per cent between 0 and 100."""
    return max(0, min(100, 100 - spent))


@register.filter
def spark(figures: Sequence[int]) -> str:
    """Give the points of a small line of figures in a box of 100 by 24, for <polyline>."""
    top, steps = max(figures, default=0) or 1, max(len(figures) - 1, 1)
    return " ".join(f"{i * 100 / steps:.1f},{23 - 22 * figure / top:.1f}" for i, figure in enumerate(figures))


@register.filter
def is_list(value: object) -> bool:
    """Say whether an answer holds several."""
    return isinstance(value, list | tuple)


@register.simple_tag
def icon(name: str, label: object = "") -> SafeString:
    """Draw an icon; without a label it is decoration and a screen reader passes over it."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>', spoken, ICONS[name])


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """Draw the shape that goes with a tone."""
    return icon(_TONE_ICONS[Tone(tone)])


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, face: str) -> str:
    """
    Draw a face's own navigation (`<face>/navigation.html`), on error and account pages too.

    It is given `here`, the name of the address one is at, empty where there is none.
    """
    found = select_template([f"{face}/navigation.html", "look/components/no_navigation.html"])
    match = getattr(context.get("request"), "resolver_match", None)
    drawn: str = found.render({**context.flatten(), "here": match.view_name if match else ""})
    return drawn


@register.inclusion_tag("look/components/field.html")
def procedure_field(
    field: Field,
    values: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    *,
    shows_confidence: bool = False,
    extra_rows: int = 0,
) -> dict[str, Any]:
    """
    Draw one field of a procedure's form with what was answered and what is wrong with it.

    `values` are stored answers, or what was just sent (`request.POST`), so that a refused form keeps every word.
    """
    box = boxes.box(field, values, problems=boxes.by_field(problems), extra_rows=extra_rows)
    return {"box": box, "shows_confidence": shows_confidence}


@register.inclusion_tag("look/components/form_field.html")
def form_field(field: BoundField, *, hint: object = "") -> dict[str, Any]:
    """Draw one field of a Django form."""
    return {"field": field, "hint": hint or field.help_text, "widget": field.field.widget}


@register.inclusion_tag("look/components/kept_text.html")
def kept_text(form: forms.Form | Written) -> dict[str, Any]:
    """Show what was written into a form that can no longer be sent; takes the form, or labels and texts."""
    return {"written": written(form) if isinstance(form, forms.Form) else form}


@register.inclusion_tag("look/components/error_summary.html")
def error_summary(errors: Any) -> dict[str, Any]:
    """List what is wrong, each linked to its field; takes problems of a procedure's form or a Django form."""
    if isinstance(errors, list | tuple):
        found = [(boxes.anchor(problem.field) if problem.field else "", str(problem.message)) for problem in errors]
    else:
        wrong = errors.errors.items()
        found = [(_form_anchor(errors, name), str(text)) for name, texts in wrong for text in texts]
    return {"errors": found}


def _form_anchor(form: Any, name: str) -> str:
    if name not in form.fields:
        return ""
    field = form[name]
    return str(field.id_for_label or f"{field.auto_id}_0")


def _read(value: date | datetime | str | None) -> date | datetime | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return None
