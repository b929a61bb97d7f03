"""
Tax codes (mã số thuế): ten digits, or thirteen for a dependent unit.

Circular 105/2020/TT-BTC art. 5, Circular 86/2024/TT-BTC art. 5. The tenth digit checks the first nine.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _
from stdnum import exceptions
from stdnum.vn import mst

from haidang.kernel.errors import Invalid, Problem

_USUAL = 20


def read_tax_code(text: str, *, field: str = "tax_code") -> str:
    """
    Return a tax code as it is stored: 10 digits, or 13 as 10-3; spaces, dots and hyphens do not matter.

    :raises Invalid: naming what is wrong with it and where to look
    """
    try:
        return _stored(text) if len(text) <= _USUAL else _read(text)
    except exceptions.ValidationError as error:
        raise Invalid([Problem(field=field, code="tax_code", message=_sentence(text, error))]) from None


def _read(text: str) -> str:
    return str(mst.format(mst.validate(text)))


_stored = lru_cache(maxsize=20_000)(_read)
"""For texts as people type them: the same businesses file again and again."""


def _sentence(text: str, error: exceptions.ValidationError) -> str:
    digits = mst.compact(text)
    if digits and not digits.isdigit():
        return _("A tax code has digits only, e.g. 0100112437 or 0100112437-001; take out the other characters.")
    if isinstance(error, exceptions.InvalidLength):
        return _(
            "A tax code has 10 or 13 digits; you typed %(count)d. It stands on the business registration certificate."
        ) % {"count": len(digits)}
    if isinstance(error, exceptions.InvalidChecksum):
        return _(
            "This tax code does not exist: its tenth digit does not fit the nine before it. "
            "Please compare it with the business registration certificate."
        )
    return _("No such tax code is issued. Please compare it with the business registration certificate.")
