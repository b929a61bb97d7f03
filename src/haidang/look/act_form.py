"""The form of an act: what the use case could not use comes back beside its field, and nothing typed is lost."""

from __future__ import annotations

from django import forms

from haidang.kernel.errors import Invalid, Refused


class ActForm(forms.Form):
    """Typed by somebody who wants something done; `put` takes what the use case answered."""

    use_required_attribute = False  # the browser's own words are in the browser's language, not in the reader's
    _is_refused = False

    @property
    def answered_with(self) -> int:
        """The status of the answer that shows this form."""
        if self._is_refused:
            return 403
        return 422 if self.is_bound and self.errors else 200

    def put(self, error: Invalid | Refused) -> None:
        """Put each problem beside its field, and a refusal above what was typed."""
        if isinstance(error, Refused):
            self.add_error(None, str(error))
            self._is_refused = True
            return
        for problem in error.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.message))
