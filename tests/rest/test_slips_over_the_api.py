"""A program finds the signed slips of its dossier."""

from datetime import timedelta

from haidang.dossiers import api as dossiers
from support.slips import make_slips
from support.world import MONDAY, a_request


def test_what_the_unit_asks_for_is_listed_and_can_be_downloaded(filer, world):
    dossier, receiver = world.submitted(), world.staff["CHQ"].receiver
    items, now = a_request("paper:layout"), MONDAY + timedelta(hours=1)
    dossiers.ask_for_supplement(dossier_id=dossier, items=items, reason="Bị mờ.", by=receiver, now=now)
    make_slips(dossier)

    [slip] = filer.get(f"/rest/v1/dossiers/{dossier}").json()["slips"]
    paper = filer.get(f"/rest/v1/dossiers/{dossier}/documents/{slip['file']}")

    assert (slip["kind"], slip["number"]) == ("supplement", "02")
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
