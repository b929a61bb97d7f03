"""A unit or a procedure is closed while a draft is being written: the filer is told, nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from portal.test_filing_a_dossier import begin, fill

if TYPE_CHECKING:
    from support.world import World


def test_the_successor_of_a_closed_unit_is_named_and_offered(filer: Client, world: World):
    from haidang.directory import api as directory
    from haidang.dossiers import api as dossiers
    from haidang.kernel.now import now

    old = next(unit for unit in directory.list_units(on=date(2020, 1, 6), tier=2) if unit.valid_to)
    uid = dossiers.start_draft(procedure=_at_tier(2), unit=old.id, answers={}, by=world.filer.actor, now=now())
    page = filer.get(reverse("portal:check", args=[uid]))
    successor = page.context["opened"].successor

    assert str(successor.name) in page.content.decode()
    assert "kết thúc hoạt động" in page.content.decode()
    filer.post(
        reverse("portal:start", args=[_at_tier(2)]), {"draft": uid, "unit": successor.id, "business": _business(world)}
    )

    assert dossiers.get_draft(actor=world.filer.actor, uid=uid).unit == successor.id


def test_a_procedure_closed_meanwhile_keeps_the_draft(filer: Client, world: World):
    from haidang.catalogue import queries
    from haidang.catalogue.models import ProcedureVersion

    uid = begin(filer, world)
    fill(filer, world, uid, site_address="Lô C2")
    ProcedureVersion.objects.filter(procedure="kho-ngoai-quan.thanh-lap").update(valid_to=date(2020, 1, 1))
    queries.forget()

    page = filer.get(reverse("portal:draft", args=[uid])).content.decode()
    refused = filer.post(reverse("portal:check", args=[uid]))

    assert "đã đóng trong khi bạn đang soạn" in page
    assert "Lô C2" in page
    assert refused.status_code == 403
    assert "vẫn được giữ" in refused.content.decode()
    assert "Lô C2" in filer.get(reverse("portal:draft", args=[uid])).content.decode()


def _at_tier(tier: int) -> str:
    from haidang.catalogue import api as catalogue
    from haidang.portal.requests import today

    return catalogue.list_procedures(on=today(), offered=True, tier=tier)[0].id


def _business(world: World) -> str:
    return str(world.filer.business.id)
