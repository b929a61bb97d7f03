"""The door of the directory: units, their calendars, officers and duties."""

from haidang.directory.pack import read_calendar
from haidang.directory.queries import (
    calendar_of,
    competent_units,
    find_officer_actor,
    get_unit,
    get_unit_by_code,
    iter_heads,
    list_below,
    list_officers,
    list_units,
    successor_on,
)
from haidang.directory.use_cases.loading_units import check_units, load_units
from haidang.directory.use_cases.posting_many import post_new_officers
from haidang.directory.use_cases.posting_officers import end_posting, post_officer

__all__ = [
    "calendar_of",
    "check_units",
    "competent_units",
    "end_posting",
    "find_officer_actor",
    "get_unit",
    "get_unit_by_code",
    "iter_heads",
    "list_below",
    "list_officers",
    "list_units",
    "load_units",
    "post_new_officers",
    "post_officer",
    "read_calendar",
    "successor_on",
]
