"""An officer enters a dossier that was handed in on paper, at the counter or by post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from haidang.accounts import api as accounts
from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Procedure
from haidang.directory import api as directory
from haidang.dossiers import rules
from haidang.dossiers.contracts import ByHand, Filed, Filing
from haidang.dossiers.use_cases.submitting import file_dossier, find_place
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem


def enter_dossier(*, filing: Filing, by: Actor, now: datetime) -> Filed:
    """
    File a dossier for somebody who came with paper, once, however often it is sent (Decree 61/2018 art. 17).

    It is filed at the moment it was handed in, from which the clock runs; the filer is who stands in it, not the
    officer. The register says who entered it, in which capacity and when.

    :raises Missing: if there is no such procedure or unit
    :raises Refused: if the officer does not receive dossiers in this unit, or it cannot be filed here that day
    :raises Invalid: naming each field and paper that is missing or cannot be used
    :raises Conflict: if the key was used for another procedure
    """
    filing, by_hand = _with_plain_tax_code(filing), filing.by_hand
    assert by_hand is not None, "what nobody handed in is submitted by its filer"
    _check_moment(filing, by_hand, now)
    unit, procedure, day = find_place(filing, at=by_hand.handed_in_at)
    rules.may_enter(by, procedure, unit, day, tax_code=filing.filer.tax_code).enforce()
    problems = _filer_problems(filing, by_hand, procedure)
    if problems:
        raise Invalid(problems)

    told = {"entered_at": now.isoformat(), "filer": {"name": filing.filer.name, "tax_code": filing.filer.tax_code}}
    return file_dossier(procedure, filing, by=by, now=by_hand.handed_in_at, told=told)


def _with_plain_tax_code(filing: Filing) -> Filing:
    """Return the filing with its tax code as rules and searches compare it; a wrong one is told later."""
    if not filing.filer.tax_code:
        return filing
    try:
        code = accounts.read_tax_code(filing.filer.tax_code, field="filer.tax_code")
    except Invalid:
        return filing
    return replace(filing, filer=replace(filing.filer, tax_code=code))


def _check_moment(filing: Filing, by_hand: ByHand, now: datetime) -> None:
    """
    Pass when what was handed in then may be entered now; first of all, since the moment decides the version.

    :raises Invalid: at the moment
    """
    calendar, told = directory.calendar_of(filing.unit), by_hand.handed_in_at
    day = told.astimezone(calendar.zone).date()
    if told > now:
        code, message = "future", _("This moment lies in the future. Write when the papers were handed in.")
    elif told < rules.earliest_entry(calendar=calendar, now=now):
        code, message = "past", _("This is too long past: what came on paper is entered within %(days)d working days.")
        message %= {"days": rules.ENTERED_WITHIN.value}
    elif not _was_in_force(filing.procedure, day, today=now.astimezone(calendar.zone).date()):
        code, message = "not_in_force", _("On that day the procedure was not in force.")
    else:
        return
    raise Invalid([Problem(field="filer.handed_in", code=code, message=message)])


def _was_in_force(procedure: str, day: date, *, today: date) -> bool:
    """Return whether a procedure that there is or was had a version in force on a day; of others the place is asked."""
    if catalogue.find_current(procedure, on=day) is not None:
        return True
    is_known = catalogue.find_current(procedure, on=today) or catalogue.find_ended(procedure, before=day)
    return is_known is None


def _filer_problems(filing: Filing, by_hand: ByHand, procedure: Procedure) -> list[Problem]:
    filer, problems = filing.filer, []
    if not filer.name.strip():
        message = _("Write the name of the filer as it stands on the papers.")
        problems.append(Problem(field="filer.name", code="required", message=message))
    if not filer.tax_code and "person" not in procedure.who_may_file:
        message = _("Only a business or organisation may file this procedure: write its tax code.")
        problems.append(Problem(field="filer.tax_code", code="required", message=message))
    known = None
    if filer.tax_code:
        try:
            known = accounts.find_business(accounts.read_tax_code(filer.tax_code, field="filer.tax_code"))
        except Invalid as invalid:
            return [*problems, *invalid.problems]
    if by_hand.followed_by is not None and (known is None or known.id != by_hand.followed_by):
        message = _("No business with this tax code has an account here.")
        problems.append(Problem(field="filer.followed", code="unknown", message=message))
    return problems
