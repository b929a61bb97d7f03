"""What nobody can mean in an address or a field is told, and breaks no page."""

from __future__ import annotations

import pytest

OVERFLOWS = [
    "/giam-sat/su-dung/bao-cao-thang/?thang=9999-12",
    "/giam-sat/su-dung/bao-cao-thang/?thang=0001-01",
    "/giam-sat/bao-cao/tuan/?tuan=9999-12-31",
    "/giam-sat/su-dung/nguoi-nop/tiep-can/?ten=%00",
    "/giam-sat/cong-van/?page=99999999999999999999",
    "/giam-sat/don-doc/?don-vi=99999999999999999999&page=-1",
    "/giam-sat/ban-do/?tu=31/02/2026&den=x",
]


@pytest.mark.parametrize("address", OVERFLOWS)
def test_an_address_out_of_all_reason_is_answered(headquarters, address):
    assert headquarters.get(address).status_code in (200, 404)


def test_costs_too_large_for_any_office_are_told_at_their_fields(headquarters):
    given = dict.fromkeys(("papers", "hours_per_paper", "trips", "hours_per_trip"), "99999999999")
    given |= dict.fromkeys(("cost_per_trip", "fees", "wage_per_day", "filings_per_year"), "9" * 20)
    given |= {"source": "Khảo sát", "confidence": "uncertain"}

    page = headquarters.post("/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/", given).content.decode()

    assert "Hãy nhập số nhỏ hơn 10.000." in page
    assert "Hãy nhập số nhỏ hơn 1.000.000.000." in page
    assert "99999999999" in page


def test_the_same_costs_entered_twice_are_one_version(headquarters, world):
    from haidang.indices import api as indices

    given = {
        "papers": "4",
        "hours_per_paper": "2",
        "trips": "2",
        "hours_per_trip": "4",
        "cost_per_trip": "0",
        "fees": "0",
    }
    given |= {"filings_per_year": "10", "wage_per_day": "240.000", "source": "Khảo sát", "confidence": "uncertain"}
    for _press in range(2):
        headquarters.post("/giam-sat/chi-so/chi-phi/kho-ngoai-quan.thanh-lap/", given)

    assert len(indices.list_costs(actor=world.supervisor, procedure="kho-ngoai-quan.thanh-lap")) == 1
