"""`haidang clock explain --procedure` counts the whole term of a procedure in a unit, stage by stage, from the pack."""

from __future__ import annotations

import json

import typer
from typer.testing import CliRunner, Result

from haidang.cli.clock import clock_app

APP = typer.Typer()
APP.add_typer(clock_app, name="clock")
ACCEPTED = ("--from", "2018-03-01T09:00+07:00")


def explain(*words: str) -> Result:
    return CliRunner().invoke(APP, ["clock", "explain", *words])


def test_the_stages_follow_each_other_to_the_day_of_the_result():
    printed = json.loads(
        explain("--procedure", "kho-ngoai-quan.thanh-lap", "--unit", "TCHQ", *ACCEPTED, "--json").stdout
    )

    assert printed["due"] == "2018-03-22T17:00:00+07:00"
    assert any("10 ngày làm việc" in reason for reason in printed["reasons"])
    assert any("5 ngày làm việc" in reason for reason in printed["reasons"])


def test_the_id_of_the_decision_names_the_procedure_as_well():
    named = [
        explain("--procedure", each, "--unit", "TCHQ", *ACCEPTED) for each in ("HQ36A-I-16", "kho-ngoai-quan.thanh-lap")
    ]

    assert named[0].exit_code == 0
    assert named[0].stdout == named[1].stdout


def test_without_a_statutory_term_it_says_that_the_unit_promises():
    answer = explain("--procedure", "tu-van.thu-tuc-hai-quan", "--unit", "03CC", *ACCEPTED)

    assert "promises a day" in str(answer.exception)


def test_a_unit_of_another_time_is_named():
    answer = explain("--procedure", "kho-ngoai-quan.thanh-lap", "--unit", "CHQ", *ACCEPTED)

    assert "CHQ" in str(answer.exception)


def test_a_procedure_needs_its_unit_and_no_bare_term():
    alone = explain("--procedure", "kho-ngoai-quan.thanh-lap", *ACCEPTED)
    mixed = explain("--procedure", "kho-ngoai-quan.thanh-lap", "--unit", "TCHQ", "--days", "5", *ACCEPTED)

    assert alone.exit_code == mixed.exit_code == 2
    assert "--unit CODE" in alone.stderr
    assert alone.stderr == mixed.stderr
