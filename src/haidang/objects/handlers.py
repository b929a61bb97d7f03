"""How this room reacts to a decision: what it recognises enters the register, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from haidang.catalogue import api as catalogue
from haidang.directory import api as directory
from haidang.dossiers.contracts import Outcome
from haidang.dossiers.events import DossierDecided
from haidang.kernel.actor import SYSTEM
from haidang.kernel.ids import new_uid
from haidang.objects.contracts import ObjectKind
from haidang.objects.models import RecognisedObject
from haidang.objects.pack import object_kinds
from haidang.register import api as register
from haidang.register.contracts import Fact, Head


def on_dossier_decided(event: DossierDecided) -> None:
    """Enter what a granted decision recognises, once; a refusal, or a decision about nothing lasting, enters none."""
    if event.outcome != Outcome.GRANTED or event.object_kind is None:
        return
    if RecognisedObject.objects.filter(dossier=event.uid).exists():
        return
    found = _recognised(event, object_kinds()[event.object_kind])
    told = {
        "kind": found.kind,
        "name": found.name,
        "address": found.address,
        "holder": found.holder_name,
        "tax_code": found.holder_tax_code,
        "dossier": event.uid,
        "decision": found.decision_number,
        "valid_to": found.valid_to,
        "facts": found.facts,
    }
    head = register.append(found.uid, Head(), [Fact("recognised", told)], by=SYSTEM, at=event.at, origin=event.origin)
    found.head_seq, found.head_hash = head.seq, head.hash
    found.save(force_insert=True)


def _recognised(event: DossierDecided, kind: ObjectKind) -> RecognisedObject:
    day = event.at.astimezone(directory.calendar_of(event.unit).zone).date()
    years = catalogue.get_procedure(event.version).object_valid_years
    return RecognisedObject(
        uid=new_uid(),
        kind=kind.key,
        name=event.answers.get(kind.called) or event.filer_name,
        address=event.answers.get(kind.place) or "",
        holder_name=event.filer_name,
        holder_tax_code=event.filer_tax_code,
        business=event.business,
        unit=event.unit,
        decision_number=event.result_number,
        decided_on=day,
        valid_from=day,
        valid_to=_years_later(day, years) if years else None,
        dossier=event.uid,
        facts=_facts(event.answers, kind),
    )


def _facts(answers: Mapping[str, Any], kind: ObjectKind) -> dict[str, Any]:
    return {key: answers[key] for key in kind.facts if key in answers}


def _years_later(day: date, years: int) -> date:
    """Return the corresponding day of the last year, its end included (Civil Code 2015 art. 148(4))."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, of a year that has none
        return day.replace(year=day.year + years, day=28)
