"""The workspace exists for officers alone, and a dossier for those who may know of it."""

from __future__ import annotations

import pytest
from django.test import Client

from support.desks import address, sheet_of

PLACES = ["/can-bo/", "/can-bo/ho-so/{id}/", "/can-bo/ho-so/{id}/tiep-nhan/", "/can-bo/ho-so/{id}/tep/{file}/"]


@pytest.mark.parametrize("place", PLACES)
def test_a_filer_finds_nothing_there(world, sign_in, place):
    dossier = world.submitted()
    file = sheet_of(dossier, world.filer.actor).papers[0].file

    assert sign_in(world.filer.actor).get(place.format(id=dossier, file=file)).status_code == 404


@pytest.mark.parametrize("place", PLACES[1:])
def test_an_officer_of_another_unit_finds_no_such_dossier(world, sign_in, place):
    dossier = world.submitted()
    file = sheet_of(dossier, world.filer.actor).papers[0].file

    assert sign_in(world.staff["KV01"].receiver).get(place.format(id=dossier, file=file)).status_code == 404


def test_an_officer_of_another_unit_cannot_act_by_its_number(world, sign_in):
    dossier, stranger = world.submitted(), world.staff["KV01"].receiver

    answer = sign_in(stranger).post(address(dossier, "tiep-nhan"), {"seen": 2})

    assert answer.status_code == 404
    assert sheet_of(dossier, world.filer.actor).status == "submitted"


def test_the_queue_of_a_unit_out_of_sight_is_empty(world, sign_in):
    world.submitted()

    page = sign_in(world.staff["KV01"].receiver).get(f"/can-bo/?don-vi={world.staff['CHQ'].unit.id}&buoc=tat-ca")

    assert "data-row" not in page.content.decode()


def test_somebody_unknown_is_asked_to_sign_in(world):
    answer = Client().get("/can-bo/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/tai-khoan/")
