"""The door of the directory: units, their calendars, officers and duties."""

from haidang.directory.pack import read_calendar
from haidang.directory.queries import (
    calendar_of,
    calendars_of,
    competent_units,
    find_officer_actor,
    get_unit,
    get_unit_by_code,
    iter_heads,
    list_below,
    list_officers,
    list_units,
    officer_told,
    successor_on,
)
from haidang.directory.rules import may_name_team
from haidang.directory.teams import list_contacts, list_members, list_without_team
from haidang.directory.tiles import list_tiles
from haidang.directory.use_cases.loading_units import check_units, load_units
from haidang.directory.use_cases.naming_teams import name_member, release_member
from haidang.directory.use_cases.posting_many import post_new_officers
from haidang.directory.use_cases.posting_officers import end_posting, post_officer

__all__ = [
    "calendar_of",
    "calendars_of",
    "check_units",
    "competent_units",
    "end_posting",
    "find_officer_actor",
    "get_unit",
    "get_unit_by_code",
    "iter_heads",
    "list_below",
    "list_contacts",
    "list_members",
    "list_officers",
    "list_tiles",
    "list_units",
    "list_without_team",
    "load_units",
    "may_name_team",
    "name_member",
    "officer_told",
    "post_new_officers",
    "post_officer",
    "read_calendar",
    "release_member",
    "successor_on",
]
