"""Anybody reads over the API what a procedure needs, its form as JSON Schema included."""

import pytest
from django.test import Client

from rest.conftest import ANSWERS, PAPERS, PROCEDURE


@pytest.fixture
def reader(world):
    return Client()


def test_the_list_holds_what_is_offered_and_what_is_not(reader):
    listed = reader.get("/rest/v1/procedures").json()

    assert len(listed) == 53
    assert sum(each["offered"] for each in listed) == 43
    assert all(each["not_offered_reason"]["vi"] for each in listed if not each["offered"])


@pytest.mark.parametrize("name", [PROCEDURE, "HQ36A-I-16"])
def test_a_procedure_says_what_it_needs(reader, name):
    procedure = reader.get(f"/rest/v1/procedures/{name}").json()

    assert procedure["name"]["vi"] == "Thủ tục thành lập kho ngoại quan"
    assert tuple(each["key"] for each in procedure["papers"]) == PAPERS
    assert [(each["length"], each["unit"]) for each in procedure["stages"]] == [
        (10, "working_days"),
        (5, "working_days"),
    ]
    assert procedure["units"][0]["code"]


def test_the_form_is_a_json_schema(reader):
    schema = reader.get(f"/rest/v1/procedures/{PROCEDURE}").json()["form"]

    assert set(schema["required"]) <= ANSWERS.keys() <= schema["properties"].keys()
    assert schema["properties"]["kind"]["enum"] == ["warehouse", "specialised", "yard"]
    assert schema["additionalProperties"] is False


def test_no_such_procedure_is_told(reader):
    answer = reader.get("/rest/v1/procedures/khong-co")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_the_description_names_every_address_and_its_problems(reader):
    described = reader.get("/rest/v1/openapi.json").json()

    assert set(described["paths"]) == {
        "/rest/v1/procedures",
        "/rest/v1/procedures/{procedure_id}",
        "/rest/v1/files",
        "/rest/v1/dossiers",
        "/rest/v1/dossiers/{dossier_id}",
        "/rest/v1/dossiers/{dossier_id}/documents/{file_id}",
        "/rest/v1/statistics",
        "/rest/v1/statistics/days",
        "/rest/v1/statistics/days/{day}",
        "/rest/v1/statistics/days/{day}.{kind}",
        "/rest/v1/statistics/{month}",
        "/rest/v1/statistics/{month}.{kind}",
        "/rest/v1/statistics/{month}/days.{kind}",
    }
    answers = described["paths"]["/rest/v1/dossiers"]["post"]["responses"]
    assert set(answers) == {"200", "201", "401", "403", "404", "409", "422"}
    assert set(answers["422"]["content"]) == {"application/problem+json"}


def test_there_is_no_page_that_asks_another_host(reader):
    assert reader.get("/rest/v1/docs").status_code == 404
