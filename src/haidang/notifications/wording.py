"""The subject of each kind of message; the texts themselves are the templates named like the kinds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haidang.notifications.contracts import Kind

SUBJECT = {
    Kind.SUBMITTED: _("We have received your dossier"),
    Kind.ACCEPTED: _("Your dossier has been accepted"),
    Kind.REFUSED_AT_RECEPTION: _("Your dossier could not be received"),
    Kind.SUPPLEMENT_ASKED: _("Please complete your dossier"),
    Kind.SUPPLEMENTED: _("We have received what you added"),
    Kind.PROMISE_MOVED: _("We apologise: your result will come later"),
    Kind.WITHDRAWN: _("Your dossier has been withdrawn"),
    Kind.WITHDRAWAL_DECLINED: _("Your dossier cannot be withdrawn"),
    Kind.STOPPED: _("Your dossier is no longer being handled"),
    Kind.RETURNED: _("Your result is ready"),
    Kind.MEMBER_ASKED: _("Someone asks to act for your business"),
    Kind.MEMBER_CONFIRMED: _("You may now act for the business"),
    Kind.REPORT: _("Report of a period"),
    Kind.REMINDED: _("Dossiers whose time runs out"),
}
