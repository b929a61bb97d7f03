"""`haidang clock explain` prints a due date with its reasons, and says in two languages what it cannot use."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner, Result

from haidang.cli.clock import clock_app

APP = typer.Typer()
APP.add_typer(clock_app, name="clock")


def explain(*words: str) -> Result:
    return CliRunner().invoke(APP, ["clock", "explain", *words])


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (["--days", "5", "--from", "2017-08-31T10:00"], "2017-09-08T17:00:00+07:00"),
        (["--hours", "8", "--from", "2017-06-30T20:00"], "2017-07-03T17:00:00+07:00"),
        (["--calendar-days", "30", "--from", "2017-08-03"], "2017-09-05T17:00:00+07:00"),
        (["--days", "5", "--from", "2017-08-30T17:30:00+00:00"], "2017-09-08T17:00:00+07:00"),
        (["--days", "5", "--from", "2017-08-30T16:30:00Z"], "2017-09-07T17:00:00+07:00"),
        (["--days", "400", "--from", "2024-05-20T08:00"], "2025-12-18T17:00:00+07:00"),
    ],
)
def test_the_due_date_is_printed_as_json(words, due):
    printed = json.loads(explain(*words, "--json").stdout)

    assert printed.keys() == {"due", "reasons"}
    assert printed["due"] == due
    assert all(isinstance(reason, str) and reason.endswith(".") for reason in printed["reasons"])


def test_reasons_are_vietnamese_unless_english_is_asked_for():
    words = ["--days", "5", "--from", "2017-08-31T10:00"]

    assert "Quốc khánh 2/9" in explain(*words).stdout
    assert "National Day" in explain(*words, "--english").stdout


def test_lines_begin_with_the_due_date():
    lines = explain("--days", "5", "--from", "2017-08-31T10:00").stdout.splitlines()

    assert lines[0] == "2017-09-08T17:00:00+07:00"
    assert all(line.startswith("- ") for line in lines[1:])


@pytest.mark.parametrize(
    "pauses",
    [
        ["--pause", "2024-05-21T10:00", "2024-05-22T09:00", "--pause", "2024-05-22T10:00", "2024-05-23T09:00"],
        ["--pause", "2024-05-21T10:00/2024-05-22T09:00", "--pause=2024-05-22T10:00/2024-05-23T09:00"],
    ],
)
def test_pauses_may_be_repeated(pauses):
    printed = explain("--days", "5", *pauses, "--from", "2024-05-20T08:00", "--json").stdout

    assert json.loads(printed)["due"] == "2024-05-29T17:00:00+07:00"


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        (["--from", "2017-08-31"], "Cần đúng một thời hạn", "Exactly one term"),
        (["--days", "5", "--hours", "8", "--from", "2017-08-31"], "Cần đúng một thời hạn", "Exactly one term"),
        (["--days", "5"], "--from cần một ngày giờ", "--from needs"),
        (["--days", "5", "--from", "2017-02-30"], "nhận được “2017-02-30”", "it was “2017-02-30”"),
        (["--days", "5", "--from", "hôm qua"], "nhận được “hôm qua”", "it was “hôm qua”"),
        (["--days", "năm", "--from", "2017-08-31"], "“năm” không phải là số nguyên", "“năm” is not a whole number"),
        (["--days", "-5", "--from", "2017-08-31"], "“-5” không phải là số nguyên", "“-5” is not a whole number"),
        (["--days", "99999999", "--from", "2017-08-31"], "không phải là số nguyên", "is not a whole number"),
        (["--days", "9999999", "--from", "2017-08-31"], "dài hơn 100 năm", "longer than 100 years"),
        (["--days", "5", "--from", "0001-01-01"], "Năm 1 nằm ngoài", "The year 1 lies outside"),
        (["--days", "5", "--from", "2017-08-31", "--pause"], "--pause cần hai thời điểm", "two moments"),
        (["--days", "5", "--from", "2017-08-31", "--pause", "2017-09-01"], "cần hai thời điểm", "two moments"),
        (["--days", "5", "--pause", "2017-09-01", "--from", "2017-08-31"], "cần hai thời điểm", "two moments"),
        (["--days", "5", "--from", "2017-08-31", "--pause", "x", "2017-09-01"], "nhận được “x”", "it was “x”"),
        (
            ["--days", "5", "--from", "2017-08-31", "--pause", "2017-09-02", "2017-09-01"],
            "kết thúc (00:00 thứ Sáu 01/9/2017) trước khi bắt đầu",
            "ends (00:00 on Friday 1 September 2017) before it begins",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_vietnamese_first(words, vi, en):
    answer = explain(*words, "--json")

    assert answer.exit_code == 2
    assert answer.stdout == ""
    first, second = answer.stderr.splitlines()
    assert first.startswith("Lỗi: ")
    assert vi in first
    assert second.startswith("Error: ")
    assert en in second


def test_the_command_needs_neither_settings_nor_a_database():
    program = "from haidang.cli.clock import clock_app; clock_app(['explain', '--days', '5', '--from', '2017-08-31'])"

    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": ":".join(sys.path)},
        check=True,
    )

    assert ran.stdout.startswith("2017-09-08T17:00:00+07:00")
