"""The first page of the portal comes quickly, on any line, from one host."""

from __future__ import annotations

from playwright.sync_api import Request

from support.browsing import PHONE, Visitors

LARGEST = 100 * 1024


def test_everything_the_first_page_needs_weighs_at_most_100_kb(visit: Visitors):
    page = visit("", "about:blank", viewport=PHONE)
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))

    page.goto("/", wait_until="networkidle")

    sizes = [request.sizes() for request in finished]
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    assert {"document", "stylesheet", "script"} <= {request.resource_type for request in finished}
    assert weight <= LARGEST
