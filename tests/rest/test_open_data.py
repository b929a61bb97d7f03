"""Open data over the API: anyone reads what was published, as JSON or a table, and caches keep it."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from arro3.io import read_parquet
from django.test import Client

from haidang.reports import api as reports
from support.procedures import at
from support.world import VALUE, WAREHOUSE

TENTH = at("2026-07-10 01:20")
URL = "/rest/v1/statistics"


@pytest.fixture
def june(world):
    """A published month with six dossiers of one region and two of headquarters."""
    for day in (2, 3, 4, 9, 10, 11):
        world.submitted(VALUE, unit="KV01", now=at(f"2026-06-{day:02} 08:30"))
    for day in (16, 17):
        world.submitted(WAREHOUSE, now=at(f"2026-06-{day} 08:30"))
    reports.publish_what_is_due(now=TENTH)


def test_anyone_reads_it_and_caches_keep_it(june):
    client = Client()

    listed, told = client.get(URL), client.get(f"{URL}/2026-06")
    again = client.get(f"{URL}/2026-06", headers={"If-None-Match": told["ETag"]})

    assert [each["month"] for each in listed.json()] == ["2026-06"]
    assert told.json()["sha256"] == listed.json()[0]["sha256"]
    assert {row["measure"] for row in told.json()["rows"]} == {"received"}
    assert (told["Cache-Control"], again.status_code) == ("public, max-age=604800, immutable", 304)
    assert not told.cookies


def test_it_is_a_table_too(june):
    answer = Client().get(f"{URL}/2026-06.csv")

    table = list(csv.DictReader(StringIO(answer.content.decode())))
    assert answer["Content-Type"].startswith("text/csv")
    assert table[0] == {"measure": "received", "division": "total", "keys": "", "names": "", "count": "8"}
    assert table[1]["names"] == "Cục Hải quan;Chi cục Hải quan khu vực I"


@pytest.mark.parametrize("path", ["2026-06", "days/2026-06-09", "2026-06/days"])
def test_the_same_rows_come_as_columns_with_their_types(june, path):
    client = Client()

    answer = client.get(f"{URL}/{path}.parquet")

    columns = read_parquet(BytesIO(answer.content)).read_all()
    told = {name: columns.column(name).to_pylist() for name in columns.column_names}
    table = list(csv.DictReader(StringIO(client.get(f"{URL}/{path}.csv").content.decode())))
    assert answer["Content-Disposition"].endswith('.parquet"')
    assert told["count"] == [int(row["count"]) for row in table]
    assert told["names"] == [row["names"].split(";") if row["names"] else [] for row in table]
    if "days" in path:
        assert set(told["first"]) == {date(2026, 6, 1)}


@pytest.mark.parametrize("ending", ["txt", "csv.csv", "PARQUET"])
def test_a_table_of_another_kind_is_not_there(june, ending):
    assert Client().get(f"{URL}/2026-06.{ending}").status_code == 404


def test_the_days_are_there_one_by_one_and_together(june):
    client = Client()

    listed = client.get(f"{URL}/days?month=2026-06").json()
    told = client.get(f"{URL}/days/2026-06-09")
    tables = [client.get(f"{URL}/{path}") for path in ("days/2026-06-09.csv", "2026-06/days.csv")]

    assert [(each["first"], each["last"]) for each in listed] == [("2026-06-01", "2026-06-30")]
    assert told.json()["sha256"] == listed[0]["sha256"]
    assert told["Cache-Control"] == "public, max-age=604800, immutable"
    for answer in tables:
        first = next(csv.DictReader(StringIO(answer.content.decode())))
        assert (first["first"], first["last"], first["count"]) == ("2026-06-01", "2026-06-30", "8")
    assert tables[1]["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["days/2026-05-01", "days/heute.csv", "2026-05/days.csv", "days?month=x"])
def test_days_that_are_not_published_are_not_there(world, path):
    assert Client().get(f"{URL}/{path}").status_code == 404


@pytest.mark.parametrize("month", ["2026-05", "2026-13", "june", "2026-06-01"])
def test_what_is_not_published_is_not_there(world, month):
    for ending in ("", ".csv"):
        answer = Client().get(f"{URL}/{month}{ending}")

        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"


def test_the_description_says_how_small_counts_are_told(world):
    described = Client().get("/rest/v1/openapi.json").json()

    row = described["components"]["schemas"]["RowOut"]
    assert "fewer than five" in row["description"]
    assert row["properties"]["count"]["minimum"] == 5
    assert f"{URL}/{{month}}.{{kind}}" in described["paths"]
