"""The catalogue of open data: what is published, and what its columns mean, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from haidang.reports import api as reports
from support.procedures import at
from support.world import VALUE

if TYPE_CHECKING:
    from support.world import World

URL = "/du-lieu-mo/"


def test_before_anything_is_published_it_says_so(public: Client, world: World):
    page = public.get(URL).content.decode()

    assert "Chưa công bố số liệu nào" in page
    assert "measure" in page


def test_every_file_it_names_is_there(public: Client, world: World):
    for day in (2, 3, 4, 9, 10):
        world.submitted(VALUE, unit="KV01", now=at(f"2026-06-{day:02} 08:30"))
    reports.publish_what_is_due(now=at("2026-07-10 01:20"))

    page = public.get(URL).content.decode()

    assert "01/06/2026 – 30/06/2026" in page
    for path in ("2026-06.csv", "2026-06", "2026-06/days.csv", "days/2026-06-30.csv", "days"):
        assert f'"/rest/v1/statistics/{path}"' in page
        assert public.get(f"/rest/v1/statistics/{path}").status_code == 200


def test_it_is_offered_on_the_first_page(public: Client, world: World):
    assert f'href="{URL}"' in public.get(reverse("portal:home")).content.decode()
