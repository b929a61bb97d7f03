"""One reader per type of field: from what was typed (or sent as JSON) to the value that is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from haidang.accounts import api as accounts
from haidang.catalogue.contracts import Field, FieldType
from haidang.catalogue.forms import days, numbers
from haidang.catalogue.forms.countries import find_country
from haidang.catalogue.forms.typed import Unusable, block, fitting, line, one
from haidang.kernel.errors import Invalid

Parse = Callable[[Any], Any]
"""Returns the value to store, None where nothing was typed; raises Unusable."""

_YES, _NO = {"true", "1", "on", "yes", "có"}, {"false", "0", "off", "no", "không"}
_PHONE = re.compile(r"0\d{9,10}|1[89]00\d{4,6}|\+\d{8,15}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{4,30}")
_is_email = EmailValidator()


def parser(field: Field, *, takes_people: bool) -> Parse:
    """Return the reader of one simple field; `takes_people`: a personal number serves as a tax code."""
    if field.type is FieldType.TAX_CODE:
        return _tax_code_of_people if takes_people else _tax_code
    return _PARSERS[field.type](field)


def account_number(raw: Any) -> str | None:
    """Read the number of a bank account."""
    text = line(raw).replace(" ", "").replace("-", "").replace(".", "")
    if text and not _ACCOUNT.fullmatch(text):
        raise Unusable("bank_account", _("An account number has 4 to 30 digits or letters; please check it."))
    return text or None


def _line(field: Field) -> Parse:
    return lambda raw: fitting(line(raw), field.max_length) or None


def _block(field: Field) -> Parse:
    return lambda raw: fitting(block(raw), field.max_length) or None


def _boolean(_field: Field) -> Parse:
    def read(raw: Any) -> bool | None:
        text = line(raw).lower()
        if not text:
            return None
        if text in _YES or text in _NO:
            return text in _YES
        raise Unusable("boolean", _("Answer yes or no."))

    return read


def _choice(field: Field) -> Parse:
    values = {option.value for option in field.options}

    def read(raw: Any) -> str | None:
        text = line(raw)
        if text and text not in values:
            raise Unusable("choice", _("Choose one of the answers offered."))
        return text or None

    return read


def _choices(field: Field) -> Parse:
    values = [option.value for option in field.options]

    def read(raw: Any) -> list[str] | None:
        chosen = {line(each) for each in (raw if isinstance(raw, list | tuple) else [raw])} - {""}
        if not chosen <= set(values):
            raise Unusable("choice", _("Choose among the answers offered."))
        return [value for value in values if value in chosen] or None

    return read


def _tax_code(raw: Any) -> str | None:
    text = line(raw)
    try:
        return accounts.read_tax_code(text) if text else None
    except Invalid as error:
        raise Unusable("tax_code", str(error)) from None


def _tax_code_of_people(raw: Any) -> str | None:
    """The personal number serves as the tax code of a person (Circular 86/2024/TT-BTC art. 5)."""
    digits = line(raw).replace(" ", "").replace(".", "")
    return digits if len(digits) == 12 and _are_digits(digits) else _tax_code(raw)


def _personal_id(_field: Field) -> Parse:
    def read(raw: Any) -> str | None:
        digits = line(raw).replace(" ", "").replace(".", "")
        if digits and not (len(digits) in (9, 12) and _are_digits(digits)):
            message = _("A personal number has 12 digits (9 on an old identity card); you typed %(count)d characters.")
            raise Unusable("personal_id", message % {"count": len(digits)})
        return digits or None

    return read


def _email(_field: Field) -> Parse:
    def read(raw: Any) -> str | None:
        text = fitting(line(raw), 254)
        try:
            if text:
                _is_email(text)
        except ValidationError:
            raise Unusable("email", _("An e-mail address looks like name@company.vn; please check yours.")) from None
        return text or None

    return read


def _phone(_field: Field) -> Parse:
    def read(raw: Any) -> str | None:
        text = re.sub(r"[\s.()\-]", "", line(raw))
        text = f"+{text[2:]}" if text.startswith("00") else text
        if text and not _PHONE.fullmatch(text):
            raise Unusable(
                "phone",
                _("A telephone number looks like 0912 345 678 or +84 912 345 678; please check yours."),
            )
        return text or None

    return read


def _country(_field: Field) -> Parse:
    def read(raw: Any) -> str | None:
        text = line(raw)
        found = find_country(text)
        if text and not found:
            raise Unusable("country", _("There is no country of this name in the list; choose one of it."))
        return found

    return read


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(_field: Field) -> Parse:
    return lambda raw: days.day(one(raw))


def _moment(_field: Field) -> Parse:
    return lambda raw: days.moment(one(raw))


_PARSERS: dict[FieldType, Callable[[Field], Parse]] = {
    FieldType.TEXT: _line,
    FieldType.LONG_TEXT: _block,
    FieldType.INTEGER: numbers.integer,
    FieldType.DECIMAL: numbers.decimal,
    FieldType.MONEY: numbers.money,
    FieldType.DATE: _day,
    FieldType.DATETIME: _moment,
    FieldType.BOOLEAN: _boolean,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.PERSONAL_ID: _personal_id,
    FieldType.EMAIL: _email,
    FieldType.PHONE: _phone,
    FieldType.COUNTRY: _country,
}
