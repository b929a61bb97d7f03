"""
Numbers as people type them.

In Vietnam a dot groups thousands and a comma begins the decimals: 1.234,5. The English way, 1,234.5, is read too
where it cannot mean anything else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from haidang.catalogue.contracts import Field
from haidang.catalogue.forms.typed import Unusable, limit, line, one

Number = TypeVar("Number", int, float)

_LONGEST = 40
_DOTTED, _COMMAED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+"), re.compile(r"[1-9]\d{0,2}(,\d{3}){2,}")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_BIGGEST = 10**15


def integer(field: Field) -> Callable[[Any], int | None]:
    """Return the reader of a whole number."""

    def read(raw: Any) -> int | None:
        number = _number(raw)
        return None if number is None else _bounded(_whole(number), field)

    return read


def money(field: Field) -> Callable[[Any], int | None]:
    """Return the reader of an amount in đồng, which has no decimals."""

    def read(raw: Any) -> int | None:
        raw = one(raw)
        number = _number(_CURRENCY.sub("", line(raw)) if isinstance(raw, str) else raw)
        if number is None:
            return None
        if not number.is_integer():
            raise Unusable("money", _("An amount in đồng has no decimals, e.g. 1.250.000."))
        if number < 0:
            raise Unusable("too_small", _("An amount cannot be below zero."))
        return _bounded(int(number), field)

    return read


def decimal(field: Field) -> Callable[[Any], int | float | None]:
    """Return the reader of a number that may have decimals; a whole one is stored as such."""

    def read(raw: Any) -> int | float | None:
        number = _number(raw)
        if number is None:
            return None
        return _bounded(int(number), field) if number.is_integer() else _bounded(round(number, 6), field)

    return read


def _number(raw: Any) -> float | None:
    raw = one(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _finite(raw)
    text = line(raw).replace(" ", "")
    if not text:
        return None
    plain = _with_decimal_point(text)
    if len(text) > _LONGEST or not _NUMBER.fullmatch(plain):
        raise Unusable("number", _("Write a number with digits, e.g. 1.234,5; you typed “%(typed)s”.") % _short(text))
    return _finite(float(plain))


def _with_decimal_point(text: str) -> str:
    unsigned = text.lstrip("+-")
    if "." in text and "," in text:
        mark = max(".", ",", key=text.rfind)
        other = "," if mark == "." else "."
        whole, _mark, rest = text.rpartition(mark)
        is_grouped = re.fullmatch(r"[+-]?\d{1,3}(" + re.escape(other) + r"\d{3})+", whole)
        return f"{whole.replace(other, '')}.{rest}" if is_grouped else "?"
    if _DOTTED.fullmatch(unsigned):
        return text.replace(".", "")
    if _COMMAED.fullmatch(unsigned):
        return text.replace(",", "")
    return text.replace(",", ".")


def _finite(number: float) -> float:
    if abs(number) >= _BIGGEST or not math.isfinite(number):
        raise Unusable("too_large", _("This number is too large; please check it."))
    return float(number)


def _whole(number: float) -> int:
    if not number.is_integer():
        raise Unusable("integer", _("A whole number is expected here, without decimals."))
    return int(number)


def _bounded(number: Number, field: Field) -> Number:
    if field.minimum is not None and number < field.minimum:
        raise Unusable("too_small", _("At least %(limit)s is expected here.") % {"limit": limit(field.minimum)})
    if field.maximum is not None and number > field.maximum:
        raise Unusable("too_large", _("At most %(limit)s is possible here.") % {"limit": limit(field.maximum)})
    return number


def _short(text: str) -> dict[str, str]:
    return {"typed": text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"}
