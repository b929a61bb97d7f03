"""A program files a dossier over the API, once however often it sends it."""

from uuid import uuid4

import pytest

from haidang.dossiers import api as dossiers
from haidang.kernel.actor import SYSTEM

KEY = uuid4()


def count_dossiers():
    return len(dossiers.search_dossiers(actor=SYSTEM, text="Kho"))


def test_a_filing_gives_its_number_and_secret_at_once(send, filing):
    answer = send(filing)

    assert answer.status_code == 201
    assert answer.json()["number"].startswith("N")
    assert answer.json()["secret"]
    assert answer["Location"] == f"/rest/v1/dossiers/{answer.json()['id']}"


def test_the_dossier_can_be_read_with_its_papers_and_its_clock(send, filing, filer):
    filed = send(filing).json()

    dossier = filer.get(f"/rest/v1/dossiers/{filed['id']}").json()

    assert (dossier["number"], dossier["status"]) == (filed["number"], "submitted")
    assert dossier["status_name"]
    assert dossier["answers"]["site_address"] == "Lô A1, cảng Đình Vũ, Hải Phòng"
    assert {paper["key"] for paper in dossier["papers"]} == set(filing["papers"])
    assert dossier["due_at"]
    assert dossier["due_because"]
    assert [each["event"] for each in dossier["history"]] == ["submitted", "papers_added"]
    assert filed["secret"] not in str(dossier)


def test_the_same_key_and_body_give_the_same_dossier(send, filing):
    first = send(filing, key=KEY)
    second = send(filing, key=KEY)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert count_dossiers() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"site_address": "Nơi khác"}},
        {"answers": {"land_area": "nhiều"}},
        {"papers": {}},
        {"procedure": "cfs.thanh-lap"},
        {"unit": "không có"},
    ],
    ids=["another answer", "an answer nobody can read", "no papers", "another procedure", "no such unit"],
)
def test_the_same_key_with_another_body_is_a_conflict(send, filing, change):
    send(filing, key=KEY)
    answers = {"answers": filing["answers"] | change["answers"]} if "answers" in change else change

    again = send(filing | answers, key=KEY)

    assert again.status_code == 409
    assert count_dossiers() == 1


def test_the_key_of_one_person_says_nothing_about_another(send, filing, stranger, upload):
    send(filing, key=KEY)
    papers = {key: [upload(client=stranger).json()["id"]] for key in filing["papers"]}

    answer = send(filing | {"papers": papers}, key=KEY, client=stranger)

    assert answer.status_code == 201


def test_a_paper_can_be_downloaded_by_its_filer(send, filing, filer):
    filed = send(filing).json()
    file = filing["papers"]["layout"][0]

    answer = filer.get(f"/rest/v1/dossiers/{filed['id']}/documents/{file}")

    assert answer["Content-Type"] == "application/pdf"
    assert "giay.pdf" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_no_shared_computer_keeps_what_a_dossier_says(send, filing, filer):
    filed = send(filing).json()

    sheet = filer.get(f"/rest/v1/dossiers/{filed['id']}")
    file = filer.get(f"/rest/v1/dossiers/{filed['id']}/documents/{filing['papers']['layout'][0]}")
    file.close()

    assert {sheet["Cache-Control"], file["Cache-Control"]} == {"private, no-store"}


def test_a_stranger_cannot_tell_that_the_dossier_exists(send, filing, stranger):
    filed = send(filing).json()
    file = filing["papers"]["layout"][0]

    page = stranger.get(f"/rest/v1/dossiers/{filed['id']}")
    paper = stranger.get(f"/rest/v1/dossiers/{filed['id']}/documents/{file}")
    nothing = stranger.get("/rest/v1/dossiers/999999")

    assert [page.status_code, paper.status_code] == [404, 404]
    assert page.json() == nothing.json()


def test_a_file_of_another_dossier_is_not_there(send, filing, filer, upload):
    filed = send(filing).json()

    answer = filer.get(f"/rest/v1/dossiers/{filed['id']}/documents/{upload().json()['id']}")

    assert answer.status_code == 404


def test_an_officer_reads_the_dossier_but_files_none(send, filing, officer):
    filed = send(filing).json()

    assert officer.get(f"/rest/v1/dossiers/{filed['id']}").status_code == 200
    assert send(filing, client=officer).status_code == 403
