"""The door of the accounts: people, the businesses they act for, their sessions."""

from haidang.accounts.events import MembershipAsked, MembershipConfirmed
from haidang.accounts.limits import clear_old_attempts, within_limit
from haidang.accounts.queries import (
    find_business,
    get_filer,
    get_person,
    iter_heads,
    list_businesses,
    list_members,
    list_members_of,
    list_memberships,
    list_names,
    list_requests,
)
from haidang.accounts.sessions import clear_expired_sessions, filer_of, read_along, signed_in, told_along
from haidang.accounts.tax_codes import read_tax_code
from haidang.accounts.use_cases.acting_for_businesses import (
    confirm_member,
    join_business,
    register_business,
    remove_member,
)
from haidang.accounts.use_cases.opening_accounts import create_officer_account, register_person
from haidang.accounts.use_cases.opening_many import open_accounts, open_filers

__all__ = [
    "MembershipAsked",
    "MembershipConfirmed",
    "clear_expired_sessions",
    "clear_old_attempts",
    "confirm_member",
    "create_officer_account",
    "filer_of",
    "find_business",
    "get_filer",
    "get_person",
    "iter_heads",
    "join_business",
    "list_businesses",
    "list_members",
    "list_members_of",
    "list_memberships",
    "list_names",
    "list_requests",
    "open_accounts",
    "open_filers",
    "read_along",
    "read_tax_code",
    "register_business",
    "register_person",
    "remove_member",
    "signed_in",
    "told_along",
    "within_limit",
]
