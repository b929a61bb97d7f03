"""Behind a proxy the system names, each person counts alone; whoever else sends the header is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import reverse

from haidang.config import env

if TYPE_CHECKING:
    from support.world import World

TOKEN = "a" * 32


@pytest.fixture(autouse=True)
def _connection_kept() -> Iterator[None]:
    """A server gives its connection back between requests; here it holds the transaction of the test."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def look_up(*, near: str, forwarded: str) -> str:
    """Try a look-up through the application as the server loads it; return the status."""
    from haidang.config.wsgi import application

    request = RequestFactory().post(
        reverse("portal:look_up"),
        {"code": "X", "secret": "Y"},
        REMOTE_ADDR=near,
        headers={"X-Forwarded-For": forwarded, "X-CSRFToken": TOKEN, "Cookie": f"haidang_csrf={TOKEN}"},
    )
    told: list[str] = []
    application(request.environ, lambda status, _headers: told.append(status.partition(" ")[0]))
    return told[0]


def tried_from(near: str, addresses: list[str]) -> list[str]:
    return [look_up(near=near, forwarded=address) for address in addresses]


def test_behind_the_proxy_each_client_has_a_count_of_its_own(world: World):
    one_client = tried_from("127.0.0.1", ["203.0.113.7"] * 21)

    another = look_up(near="127.0.0.1", forwarded="203.0.113.7, 203.0.113.8")

    assert (one_client[-1], another) == ("429", "422")


@pytest.mark.parametrize("near", ["10.0.0.9", "198.51.100.4"])
def test_from_any_other_address_the_header_counts_for_nothing(world: World, near: str):
    answers = tried_from(near, [f"203.0.113.{number}" for number in range(21)])

    assert answers[-1] == "429"


def test_proxies_are_addresses_and_networks():
    assert env.proxies("10.0.0.0/24, ::1") == ["10.0.0.0/24", "::1"]
    assert env.proxies("") == []


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.1/24", "*", "10.0.0.300"])
def test_what_is_neither_is_named_at_the_start(wrong: str):
    with pytest.raises(env.BadEnvironment, match="HAIDANG_TRUSTED_PROXIES"):
        env.proxies(f"127.0.0.1,{wrong}")
