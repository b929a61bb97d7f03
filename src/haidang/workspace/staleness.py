"""Two officers at once: what the second one is told where the form no longer fits the dossier."""

from __future__ import annotations

from django.utils.translation import gettext as _

from haidang.dossiers.contracts import Sheet
from haidang.kernel.actor import Capacity
from haidang.workspace.forms import ActForm


def who_was_faster(sheet: Sheet, form: ActForm) -> str:
    """
    Return who changed the dossier since the form was drawn, in a sentence; "" when nobody did.

    The use cases say so themselves; this is for a form that cannot be read any more because its choices are gone.
    """
    seen = form.cleaned_data.get("seen")
    since = [
        entry
        for entry in sheet.history
        if seen is not None and entry.seq > seen and entry.capacity != Capacity.SYSTEM.value
    ]
    if not since:
        return ""
    return _("%(name)s was faster and changed this dossier in the meantime. Look at the new state, then decide.") % {
        "name": since[-1].name
    }
