"""A message as the filer reads it: what happened, what to do next, where. Never with a secret in an address."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haidang.catalogue import api as catalogue
from haidang.clock import api as clock
from haidang.directory import api as directory
from haidang.notifications.contracts import Kind
from haidang.notifications.models import Message
from haidang.notifications.wording import SUBJECT

_MOMENTS = ("due_at", "answer_by", "promised_at")
_OCCASIONS = ("closed_at", "read_at")
_EMPTY_LINES = re.compile(r"\n{3,}")


def compose(message: Message) -> EmailMessage:
    """
    Return the mail in the filer's language.

    The Message-ID is the same at every try, so that a mail server sees what arrives twice.
    """
    with translation.override(message.language):
        about = _about_dossier(message) if message.dossier else _about_occasion(message)
        body = render_to_string(f"notifications/{message.kind}.txt", {**about, "site": settings.BASE_URL})
        subject = str(SUBJECT[Kind(message.kind)])
    number = about.get("code") or about.get("number")
    return EmailMessage(
        subject=f"{subject} ({number})" if number else subject,
        body=_EMPTY_LINES.sub("\n\n", body),
        to=[message.address],
        headers={
            "Message-ID": _message_id(message),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )


def _about_dossier(message: Message) -> dict[str, Any]:
    unit = directory.get_unit(message.data["unit"])
    zone = directory.calendar_of(unit.id).zone
    told = {key: datetime.fromisoformat(message.data[key]) for key in _MOMENTS if message.data.get(key)}
    return {
        "due_at": None,
        "answer_by": None,
        "slip": "",
        **message.data,
        **{key: _moment(moment, zone) for key, moment in told.items()},
        "at": _moment(message.created_at, zone),
        "procedure": str(catalogue.get_procedure(message.data["version"]).name),
        "unit": str(unit.name),
        "phone": unit.phone,
        "link": settings.BASE_URL + reverse("portal:dossier", args=[message.dossier]),
    }


def _about_occasion(message: Message) -> dict[str, Any]:
    """Return what a text about no dossier needs; moments are told in the time of the offices."""
    zone = clock.standard_calendar().zone
    told = {key: message.data[key] for key in _OCCASIONS if message.data.get(key)}
    moments = {key.removesuffix("_at"): _moment(datetime.fromisoformat(at), zone) for key, at in told.items()}
    return {**message.data, **moments}


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    day = dateformat.format(local, pgettext("how a day is written (see Django's date filter)", "j F Y"))
    return _("%(time)s on %(day)s") % {"time": f"{local:%H:%M}", "day": day}


def _message_id(message: Message) -> str:
    about = message.dossier_uid or message.occasion or f"member-{message.member}"
    return f"<{message.pk}.{about}@{urlsplit(settings.BASE_URL).hostname}>"
