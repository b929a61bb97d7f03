"""The form of a unit's answer to a call or a letter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from haidang.look.act_form import ActForm
from haidang.workspace.forms import text_field


class Answer(ActForm):
    """What the unit says."""

    answer = text_field(
        gettext_lazy("Answer of the unit"), gettext_lazy("What was done about each dossier, or when it will be.")
    )
