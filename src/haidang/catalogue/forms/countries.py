"""Countries by their ISO 3166 code, with the names that Babel keeps in Vietnamese and English."""

from __future__ import annotations

from functools import cache

from babel import Locale

from haidang.catalogue.contracts import Option
from haidang.kernel.text import Text, fold

# Two-letter codes of CLDR that are no country: unions, test and outlying regions.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@cache
def list_countries() -> tuple[Option, ...]:
    """Return every country to choose from, in the order of the Vietnamese names."""
    vietnamese, english = Locale("vi").territories, Locale("en").territories
    options = [
        Option(value=code, label=Text(name, english.get(code)))
        for code, name in vietnamese.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    ]
    return tuple(sorted(options, key=lambda option: fold(option.label.vi)))


def find_country(text: str) -> str | None:
    """Return the code of a country given by its code or its name in either language, None if there is none."""
    return _by_name().get(fold(text))


def country_name(code: str) -> Text:
    """Return a country's name."""
    return _names()[code]


@cache
def _names() -> dict[str, Text]:
    return {option.value: option.label for option in list_countries()}


@cache
def _by_name() -> dict[str, str]:
    found = {fold(name): code for code, text in _names().items() for name in (text.vi, text.en) if name}
    return {**found, **{code.lower(): code for code in _names()}}
