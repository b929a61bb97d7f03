"""The answer of every rule: allowed, or refused because."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from haidang.kernel.errors import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed; otherwise `refusal` is the reason in words a person can read."""

    refusal: StrOrPromise = ""

    def __bool__(self) -> bool:
        return not self.refusal

    def enforce(self) -> None:
        """
        Pass when allowed.

        :raises Refused: with the reason, otherwise
        """
        if self.refusal:
            raise Refused(self.refusal)


ALLOWED = Verdict()
