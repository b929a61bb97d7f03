"""Whatever goes wrong over the API is told as a problem document, at the field, in both languages, never as HTML."""

from uuid import uuid4

import pytest
from django.test import Client

DOSSIERS = "/rest/v1/dossiers"


def told(answer, status):
    """Return the problem document of an answer with this status."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status
    assert document["title"]
    return document


def fields(document):
    return {each["field"]: each["code"] for each in document["problems"]}


def test_every_mistake_is_told_at_its_field_in_both_languages(send, filing):
    answers = filing["answers"] | {"tax_code": "0100112438", "site_address": ""}
    papers = {key: files for key, files in filing["papers"].items() if key != "layout"}

    document = told(send(filing | {"answers": answers, "papers": papers}), 422)

    assert {"tax_code", "site_address", "paper.layout"} == fields(document).keys()
    for each in document["problems"]:
        assert each["message_vi"]
        assert each["message_en"]
        assert each["message_vi"] != each["message_en"]


def test_a_misspelt_answer_is_not_dropped_without_a_word(send, filing):
    answers = filing["answers"] | {"site_adress": "Lô A1"}

    assert fields(told(send(filing | {"answers": answers}), 422)) == {"site_adress": "field_unknown"}


def test_nothing_was_filed_by_a_refused_filing(send, filing):
    key = uuid4()
    send(filing | {"papers": {}}, key=key)

    assert send(filing, key=key).status_code == 201


def test_a_unit_that_has_been_closed_is_told_at_its_field(send, filing):
    assert fields(told(send(filing | {"unit": "0100"}), 422)) == {"unit": "unit_unknown"}


def test_a_procedure_that_is_not_offered_says_so(send, filing, filer):
    listed = filer.get("/rest/v1/procedures").json()
    elsewhere = next(each for each in listed if not each["offered"])

    document = told(send(filing | {"procedure": elsewhere["id"]}, **{"Accept-Language": "en"}), 403)

    assert document["detail"].startswith("This procedure is not offered online.")


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({}, {"procedure": "missing", "unit": "missing", "answers": "missing"}),
        ({"answers": []}, {"procedure": "missing", "unit": "missing", "answers": "dict_type"}),
        (
            {"procedure": 1, "unit": "CHQ", "answers": {}, "papers": {"a": ["x"]}},
            {"procedure": "string_type", "papers.a.0": "uuid_parsing"},
        ),
        ({"procedure": "x", "unit": "CHQ", "answers": {}, "paper": {}}, {"paper": "extra_forbidden"}),
    ],
    ids=["nothing", "a list of answers", "wrong types", "a misspelt name"],
)
def test_a_body_of_the_wrong_shape_names_each_place(send, body, problems):
    assert fields(told(send(body), 422)) == problems


@pytest.mark.parametrize("body", ['{"procedure": ', "\udcff", "[1, 2]", "null"])
def test_a_body_that_is_no_json_object_is_told(filer, body):
    answer = filer.post(
        DOSSIERS,
        body.encode("utf-8", "surrogateescape"),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4())},
    )

    assert answer.status_code in (400, 422)
    told(answer, answer.status_code)


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "1"}])
def test_the_key_is_needed_and_must_be_a_uuid(filer, filing, headers):
    answer = filer.post(DOSSIERS, filing, content_type="application/json", headers=headers)

    assert fields(told(answer, 422)).keys() == {"Idempotency-Key"}


def test_a_body_too_large_is_refused_before_it_is_read(send, filing):
    pasted = filing | {"answers": filing["answers"] | {"site_address": "trang " * 1_000_000}}

    told(send(pasted), 413)


@pytest.mark.parametrize(
    ("content", "name", "code"), [(b"MZ\x90\x00", "giay.pdf", "unknown_type"), (b"%PDF-1.7 x", "giay.pdf", "broken")]
)
def test_a_file_that_cannot_be_used_is_told(upload, content, name, code):
    document = told(upload(content, name), 422)

    [each] = document["problems"]
    assert each["field"] == "file"
    assert each["message_vi"] != each["message_en"]


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_an_upload_that_is_no_form_is_told(filer, kind):
    answer = filer.post("/rest/v1/files", b"x", content_type=kind)

    told(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_no_file_is_told(filer):
    assert fields(told(filer.post("/rest/v1/files", {}), 422)) == {"file": "missing"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", DOSSIERS),
        ("post", "/rest/v1/files"),
        ("get", f"{DOSSIERS}/1"),
        ("get", f"{DOSSIERS}/1/documents/6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
    ],
)
def test_a_stranger_is_told_to_sign_in(world, method, path):
    answer = getattr(Client(), method)(path)

    told(answer, 401)
    assert answer["WWW-Authenticate"] == "Session"


def test_a_password_in_the_header_is_no_session(world):
    told(Client().get(f"{DOSSIERS}/1", headers={"Authorization": "Basic YW46bWF0a2hhdQ=="}), 401)


def test_a_change_needs_the_token_of_the_session(world, signed_in, send, filing):
    client = signed_in(world.filer.actor, enforce_csrf_checks=True)

    document = told(send(filing, client=client), 403)

    assert "X-CSRFToken" in document["detail"]


def test_with_the_token_it_goes_through(world, signed_in, send, filing):
    client, token = signed_in(world.filer.actor, enforce_csrf_checks=True), "a" * 32
    client.cookies["haidang_csrf"] = token

    answer = send(filing | {"papers": {}}, client=client, **{"X-CSRFToken": token})

    told(answer, 422)


@pytest.mark.parametrize("path", ["/rest/v1/", "/rest/v1/dossier", f"{DOSSIERS}/abc", f"{DOSSIERS}/1/documents/2"])
def test_an_address_that_does_not_exist_is_told(filer, path):
    told(filer.get(path), 404)


def test_a_method_an_address_does_not_take_is_told(filer):
    answer = filer.delete(DOSSIERS)

    told(answer, 405)
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize("path", ["procedures", "procedures/kho-ngoai-quan.thanh-lap", "openapi.json"])
def test_what_may_be_read_answers_head_as_it_answers_get(filer, path):
    whole, head = filer.get(f"/rest/v1/{path}"), filer.head(f"/rest/v1/{path}")

    assert (head.status_code, head["Content-Type"], head.content) == (200, whole["Content-Type"], b"")


def test_what_only_changes_does_not_take_head(filer):
    assert filer.head(DOSSIERS).status_code == 405


def test_the_language_is_the_readers(send, filing):
    vi, en = (send(filing | {"papers": {}}, **{"Accept-Language": language}).json() for language in ("vi", "en"))

    assert en["title"] == "Something that was sent cannot be used"
    assert vi["title"] != en["title"]
    assert vi["problems"] == en["problems"]
