"""Many accounts at once, filers with a business of their own: for an invented nation. People open their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from haidang.accounts.contracts import BusinessCard, NewFiler, Person
from haidang.kernel import copying, sql
from haidang.kernel.actor import Actor, Capacity
from haidang.kernel.copying import cell, moment
from haidang.kernel.ids import new_uid
from haidang.register import api as register
from haidang.register.contracts import Origin

_IDS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
_KNOWN = """
SELECT u.id, u.email, u.full_name, u.phone, b.id, b.tax_code, b.name, b.address, b.phone, b.email
FROM unnest(CAST(%s AS text[])) AS wanted (email) JOIN accounts_user u ON u.email = wanted.email
JOIN accounts_membership m ON m.user_id = u.id JOIN accounts_business b ON b.id = m.business_id
"""
_USERS = "COPY accounts_user (id, email, full_name, phone, personal_id, is_active, password) FROM STDIN"
_ADDRESSES = 'COPY account_emailaddress (user_id, email, verified, "primary") FROM STDIN'
_BUSINESSES = """
COPY accounts_business (id, tax_code, name, address, phone, email, stream, head_seq, head_hash) FROM STDIN
"""
_MEMBERS = """
COPY accounts_membership (user_id, business_id, role, since, confirmed_at, confirmed_by_id) FROM STDIN
"""


@transaction.atomic
def open_filers(
    *, filers: Sequence[NewFiler], encoded_password: str, now: datetime, origin: Origin
) -> list[tuple[Person, BusinessCard]]:
    """
    Open an account for each filer with the business they own, and return all of them in their order.

    Whoever has an account under the address already is left as they are. `now` is in UTC.
    """
    known = _known(filers)
    new = [each for each in filers if each.email not in known]
    people, businesses = (
        [row[0] for row in sql.rows(_IDS, [table, len(new)])] for table in ("accounts_user", "accounts_business")
    )
    lines: dict[str, list[str]] = {statement: [] for statement in (_USERS, _ADDRESSES, _BUSINESSES, _MEMBERS)}
    entries: list[str] = []
    at = moment(now)
    for filer, person, business in zip(new, people, businesses, strict=True):
        stream = _stream(filer, person, business, at=at, origin=origin, entries=entries)
        name, phone, email = cell(filer.full_name), cell(filer.phone), cell(filer.email)
        card = f"{filer.tax_code}\t{cell(filer.business)}\t{cell(filer.address)}\t{phone}\t{email}"
        lines[_USERS].append(f"{person}\t{email}\t{name}\t{phone}\t\tt\t{cell(encoded_password)}\n")
        lines[_ADDRESSES].append(f"{person}\t{email}\tt\tt\n")
        lines[_BUSINESSES].append(f"{business}\t{card}\t{stream.uid}\t{stream.seq}\t\\\\x{stream.hash.hex()}\n")
        lines[_MEMBERS].append(f"{person}\t{business}\tOWNER\t{at}\t{at}\t{person}\n")
    for statement, rows in lines.items():
        copying.copy(statement, rows)
    register.write_lines(entries)
    known = _known(filers) if new else known
    return [known[each.email] for each in filers]


@transaction.atomic
def open_accounts(*, names: Mapping[str, str], encoded_password: str) -> dict[str, Person]:
    """Open an account for each name by its address, none of which may be known; return them by address."""
    ids = [row[0] for row in sql.rows(_IDS, ["accounts_user", len(names)])]
    people = [
        Person(id=id_, email=email, full_name=name) for id_, (email, name) in zip(ids, names.items(), strict=True)
    ]
    password = cell(encoded_password)
    copying.copy(_USERS, (f"{p.id}\t{cell(p.email)}\t{cell(p.full_name)}\t\t\tt\t{password}\n" for p in people))
    copying.copy(_ADDRESSES, (f"{p.id}\t{cell(p.email)}\tt\tt\n" for p in people))
    return {person.email: person for person in people}


def _stream(
    filer: NewFiler, person: int, business: int, *, at: str, origin: Origin, entries: list[str]
) -> register.Stream:
    by = Actor(person=person, name=filer.full_name, capacity=Capacity.FILER)
    stream = register.Stream(str(new_uid()), origin=origin, lines=entries)
    data = {"business": business, "tax_code": filer.tax_code, "person": person}
    stream.add("business_registered", register.dumped(data), by=register.Signature.of(by), at=at)
    return stream


def _known(filers: Sequence[NewFiler]) -> dict[str, tuple[Person, BusinessCard]]:
    return {
        row[1]: (
            Person(id=row[0], email=row[1], full_name=row[2], phone=row[3]),
            BusinessCard(id=row[4], tax_code=row[5], name=row[6], address=row[7], phone=row[8], email=row[9]),
        )
        for row in sql.rows(_KNOWN, [[each.email for each in filers]])
    }
