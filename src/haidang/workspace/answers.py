"""The form of a unit's answer to a call or a letter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from haidang.kernel.errors import Invalid, Refused
from haidang.workspace.forms import text_field


class Answer(forms.Form):
    """What the unit says; `answered_with` is the status of the answer."""

    answered_with = 200

    use_required_attribute = False  # the browser's own words are in the browser's language, not in the reader's
    answer = text_field(
        gettext_lazy("Answer of the unit"), gettext_lazy("What was done about each dossier, or when it will be.")
    )

    def put(self, error: Invalid | Refused) -> None:
        """Put what a use case could not use beside the field, and a refusal above what was typed."""
        if isinstance(error, Refused):
            self.add_error(None, str(error))
            self.answered_with = 403
            return
        for problem in error.problems:
            self.add_error("answer", str(problem.message))
