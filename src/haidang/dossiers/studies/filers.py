"""
Who files by hand and who online: for those who win filers over to the service.

A filer is known by the tax code, one without by the name. The row filter is inside: an officer learns of filers from
the dossiers in sight alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from haidang.dossiers._visible import visible_to
from haidang.dossiers.contracts import DossierRow, FilerUse
from haidang.dossiers.queries import ROW, read_row
from haidang.kernel import sql
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Missing

_NAME = "CASE WHEN d.filer_tax_code = '' THEN d.filer_name ELSE '' END"
_SAME = "d.filer_tax_code = f.tax_code AND (f.tax_code <> '' OR d.filer_name = f.name)"
_BY_HAND = f"""
SELECT f.tax_code, f.name, f.unit, f.by_hand, f.latest, f.filers, o.online, o.latest FROM (
    SELECT d.filer_tax_code AS tax_code, (array_agg(d.filer_name ORDER BY d.submitted_at DESC))[1] AS name,
        (array_agg(d.unit ORDER BY d.submitted_at DESC))[1] AS unit, count(*) AS by_hand,
        max(d.submitted_at) AS latest, count(*) OVER () AS filers
    FROM dossiers_dossier d
    WHERE d.channel <> 'online' AND d.unit = ANY(%(units)s)
        AND d.submitted_at >= %(since)s AND d.submitted_at < %(until)s AND {{visible}}
    GROUP BY d.filer_tax_code, {_NAME}
    ORDER BY by_hand DESC, name LIMIT %(size)s OFFSET %(skip)s
) AS f
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE d.submitted_at >= %(since)s AND d.submitted_at < %(until)s) AS online,
        max(d.submitted_at) AS latest
    FROM dossiers_dossier d WHERE d.channel = 'online' AND {_SAME} AND {{visible}}
) AS o
ORDER BY f.by_hand DESC, f.name
"""
_ONLINE = f"""
SELECT f.tax_code, f.name, max(d.submitted_at)
FROM unnest(CAST(%(codes)s AS text[]), CAST(%(names)s AS text[])) AS f (tax_code, name)
JOIN dossiers_dossier d ON {_SAME} WHERE d.channel = 'online' AND {{visible}}
GROUP BY f.tax_code, f.name
"""
_ONE = f"""
SELECT d.filer_tax_code, d.filer_name, d.unit
FROM (SELECT CAST(%(code)s AS text) AS tax_code, CAST(%(name)s AS text) AS name) AS f
JOIN dossiers_dossier d ON {_SAME} WHERE d.channel <> 'online' AND {{visible}}
ORDER BY d.submitted_at DESC LIMIT 1
"""
_LATEST = f"""
SELECT {ROW}, d.filer_phone, d.filer_email, d.filer_address
FROM (SELECT CAST(%(code)s AS text) AS tax_code, CAST(%(name)s AS text) AS name) AS f
JOIN dossiers_dossier d ON {_SAME} WHERE {{visible}}
ORDER BY d.submitted_at DESC, d.id DESC LIMIT %(size)s
"""
_CONTACTS = 3


def list_filers_by_hand(
    *, actor: Actor, units: Iterable[int], since: datetime, until: datetime, page: int = 1, size: int = 50
) -> tuple[list[FilerUse], int]:
    """Return a page of those who filed by hand in a period, who does it most first, and how many there are."""
    condition, params = visible_to(actor)
    wanted = params | {"units": sorted(units), "since": since, "until": until}
    rows = sql.rows(_BY_HAND.format(visible=condition), wanted | {"size": size, "skip": (max(page, 1) - 1) * size})
    found = [
        FilerUse(
            tax_code=code,
            name=name,
            unit=unit,
            by_hand=by_hand,
            latest_by_hand=latest,
            online=online,
            latest_online=latest_online,
        )
        for code, name, unit, by_hand, latest, _filers, online, latest_online in rows
    ]
    return found, rows[0][5] if rows else 0


def latest_online(*, actor: Actor, filers: Sequence[tuple[str, str]]) -> dict[tuple[str, str], datetime]:
    """Return when each of these filers (tax code, name) last filed online, as far as it is in sight."""
    condition, params = visible_to(actor)
    wanted = params | {"codes": [code for code, _name in filers], "names": [name for _code, name in filers]}
    return {(code, name): at for code, name, at in sql.rows(_ONLINE.format(visible=condition), wanted)}


def get_filer_by_hand(*, actor: Actor, tax_code: str, name: str) -> tuple[str, str, int]:
    """
    Return the tax code, the name and the unit of the latest dossier by hand of a filer.

    :raises Missing: if there is no such dossier in sight
    """
    condition, params = visible_to(actor)
    row = sql.row(
        _ONE.format(visible=condition), params | {"code": tax_code.replace("\0", ""), "name": name.replace("\0", "")}
    )
    if row is None:
        raise Missing(_("Nobody of this name or tax code has filed by hand."))
    return row[0], row[1], row[2]


def list_of_filer(*, actor: Actor, tax_code: str, name: str, size: int = 20) -> list[tuple[DossierRow, str]]:
    """
    Return the latest dossiers in sight of a tax code, or without one of exactly this name.

    Each comes with how its filer is reached, as it stands in the dossier: a name alone may be that of two people.
    """
    condition, params = visible_to(actor)
    wanted = params | {"code": tax_code.replace("\0", ""), "name": name.replace("\0", ""), "size": size}
    rows = sql.rows(_LATEST.format(visible=condition), wanted)
    return [(read_row(*row[:-_CONTACTS]), ", ".join(filter(None, row[-_CONTACTS:]))) for row in rows]
