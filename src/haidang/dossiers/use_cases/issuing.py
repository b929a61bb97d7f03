"""The slips that follow what an officer did are made afterwards, by a job, and put into the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haidang.catalogue import api as catalogue
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile
from haidang.dossiers import slips
from haidang.dossiers.case import Case
from haidang.dossiers.contracts import SLIP_ISSUED, SlipSheet
from haidang.dossiers.queries import load
from haidang.kernel.actor import SYSTEM
from haidang.kernel.errors import Refused
from haidang.register import api as register
from haidang.register.contracts import Entry, Fact


def issue_slip(*, dossier_id: int, entry: int, now: datetime) -> UUID:
    """
    Make the slip that puts an entry of the dossier's register on paper, and put it into the dossier; once.

    Set and signed outside any transaction, like the receipt.

    :raises Missing: if there is no such dossier
    :raises Refused: if the rule pack has no form for what the entry tells
    """
    dossier = load(SYSTEM, dossier_id)
    entries = register.list_entries(dossier.uid)
    standing = _find(entries, entry)
    if standing is not None:
        return standing
    event = next((each.event for each in entries if each.seq == entry), "")
    if not slips.title_of(catalogue.get_rule_pack(dossier.rule_pack), event):
        raise Refused(_("The rules of this dossier know no form for this."))
    made = slips.make_slip(dossier, entries, entry)
    return _attach(dossier_id=dossier_id, entry=entry, kind=slips.kind_of(event), file=made, now=now)


@transaction.atomic
def _attach(*, dossier_id: int, entry: int, kind: str, file: StoredFile, now: datetime) -> UUID:
    """Put the slip into the dossier unless another worker was faster; return the one that stands."""
    case = Case.locked(dossier_id)
    standing = _find(register.list_entries(case.dossier.uid), entry)
    if standing is not None:
        return standing
    documents.keep_for_ever(file.id)
    form = case.pack.forms[kind]
    told = {"entry": entry, "kind": kind, "number": form.number, "title": form.title.vi}
    case.record(Fact(SLIP_ISSUED, told | {"file": str(file.id), "sha256": file.sha256}), by=SYSTEM, at=now)
    return file.id


def _find(entries: Sequence[Entry], entry: int) -> UUID | None:
    """Return the slip that puts the entry on paper, if it was made."""
    made = [SlipSheet.of(each) for each in entries if each.event == SLIP_ISSUED]
    return next((each.file for each in made if each.entry == entry), None)
