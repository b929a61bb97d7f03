"""
The door of the catalogue: procedures as data, their forms, and the rule pack of a day.

`check_pack`, `read_procedures` and `coverage` read a pack's files and need no database.
"""

from haidang.catalogue.checking import check_pack
from haidang.catalogue.coverage import coverage, read_procedures
from haidang.catalogue.forms.answers import asked_fields, papers_needed, read_answers
from haidang.catalogue.forms.countries import list_countries
from haidang.catalogue.forms.schema import json_schema
from haidang.catalogue.forms.showing import show_value
from haidang.catalogue.pack import default_folder
from haidang.catalogue.queries import (
    find_current,
    find_ended,
    forget,
    get_procedure,
    get_rule_pack,
    iter_heads,
    list_ever,
    list_groups,
    list_offered_between,
    list_procedures,
    rule_pack_on,
)
from haidang.catalogue.search import search
from haidang.catalogue.use_cases.loading import load_pack

__all__ = [
    "asked_fields",
    "check_pack",
    "coverage",
    "default_folder",
    "find_current",
    "find_ended",
    "forget",
    "get_procedure",
    "get_rule_pack",
    "iter_heads",
    "json_schema",
    "list_countries",
    "list_ever",
    "list_groups",
    "list_offered_between",
    "list_procedures",
    "load_pack",
    "papers_needed",
    "read_answers",
    "read_procedures",
    "rule_pack_on",
    "search",
    "show_value",
]
