"""A dossier's clock is read from its ledger, by the law and not by the last hand that touched it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haidang.catalogue.contracts import SupplementPolicy
from haidang.clock import api as clock
from haidang.clock.contracts import Length
from haidang.dossiers.contracts import EntryKind as K
from haidang.dossiers.ledger import Rules, latest_legal_due, read_clock, restarts_term, timeliness
from support.procedures import (
    DAYS,
    DECISION,
    FIVE_DAYS,
    HOURS,
    INSPECTION,
    NO_LIMIT,
    a_ledger,
    a_procedure,
    a_rule_pack,
    at,
)

STANDARD = clock.standard_calendar()


def rules(*stages, pack=None, **procedure):
    return Rules(procedure=a_procedure(*stages, **procedure), pack=a_rule_pack(**(pack or {})), calendar=STANDARD)


def test_reception_is_due_eight_working_hours_after_filing():
    # V6 of the domain rules
    state = read_clock(a_ledger((K.SUBMITTED, "2017-06-30 15:30")), rules())

    assert state.running == "reception"
    assert state.due.at == at("2017-07-03 15:30")


def test_reception_is_never_longer_than_the_term_itself():
    two_hours = a_procedure().stages[0].__class__
    stage = two_hours(
        key="check", name=INSPECTION.name, starts="accepted", length=Length(2, HOURS), source="", confidence="sure"
    )

    state = read_clock(a_ledger((K.SUBMITTED, "2017-06-30 08:00")), rules(stage))

    assert state.due.at == at("2017-06-30 10:00")


def test_a_supplement_at_reception_stops_and_restarts_the_reception_clock():
    asked = (K.SUPPLEMENT_ASKED, "2017-06-30 16:00", {"round": 1, "restarts": True})
    submitted = (K.SUBMITTED, "2017-06-30 15:30")

    waiting = read_clock(a_ledger(submitted, asked), rules())
    again = read_clock(a_ledger(submitted, asked, (K.SUPPLEMENT_COMPLETE, "2017-07-10 08:00", {"round": 1})), rules())

    assert waiting.running == "waiting"
    assert waiting.due is None
    assert again.due.at == at("2017-07-10 17:00")


def test_five_working_days_pass_over_the_national_day():
    # V1 of the domain rules
    state = read_clock(a_ledger((K.SUBMITTED, "2017-08-31 08:10"), (K.ACCEPTED, "2017-08-31 09:00")), rules())

    assert state.running == "decision"
    assert state.due.at == at("2017-09-08 17:00")
    assert state.legal == state.due
    assert any("2/9" in str(reason) or "02/09" in str(reason) for reason in state.reasons)


def test_the_inspection_runs_first_and_the_receipt_shows_the_latest_date():
    ledger = a_ledger((K.SUBMITTED, "2017-08-31 08:10"), (K.ACCEPTED, "2017-08-31 09:00"))

    state = read_clock(ledger, rules(INSPECTION, DECISION))

    assert state.running == "inspection"
    assert state.due.at == at("2017-09-15 17:00")
    assert state.legal.at == at("2017-09-22 17:00")
    assert state.legal == latest_legal_due(at("2017-08-31 09:00"), rules(INSPECTION, DECISION))


def test_an_early_inspection_brings_the_decision_forward():
    ledger = a_ledger(
        (K.SUBMITTED, "2017-08-31 08:10"),
        (K.ACCEPTED, "2017-08-31 09:00"),
        (K.STAGE_ENDED, "2017-09-06 15:00", {"stage": "inspection"}),
    )

    state = read_clock(ledger, rules(INSPECTION, DECISION))

    assert state.running == "decision"
    assert state.due.at == at("2017-09-13 17:00")
    assert state.legal == state.due
    assert state.legal_original.at == at("2017-09-22 17:00")


@pytest.mark.parametrize(
    ("inspected", "decided", "outcome"),
    [
        ("2017-09-06 15:00", "2017-09-12 09:00", "early"),
        ("2017-09-15 17:30", "2017-09-22 16:00", "on_time"),
        ("2017-09-06 15:00", "2017-09-14 09:00", "late"),
        ("2017-09-18 09:00", "2017-09-19 09:00", "late"),
    ],
    ids=["both early", "both on the last day", "decision late", "inspection late, decision quick"],
)
def test_each_stage_can_be_late_and_the_next_does_not_undo_it(inspected, decided, outcome):
    ledger = a_ledger(
        (K.SUBMITTED, "2017-08-31 08:10"),
        (K.ACCEPTED, "2017-08-31 09:00"),
        (K.STAGE_ENDED, inspected, {"stage": "inspection"}),
    )

    assert timeliness(read_clock(ledger, rules(INSPECTION, DECISION)), at(decided)) == outcome


def test_a_stage_that_never_began_does_not_take_the_decision_out_of_the_term():
    on_demand = replace(DECISION, starts="goods_presented", optional=True)
    ledger = a_ledger(
        (K.SUBMITTED, "2017-08-31 08:10"),
        (K.ACCEPTED, "2017-08-31 09:00"),
        (K.STAGE_ENDED, "2017-09-06 15:00", {"stage": "inspection"}),
    )

    state = read_clock(ledger, rules(INSPECTION, on_demand))

    assert state.legal.at == at("2017-09-15 17:00")
    assert timeliness(state, at("2017-09-18 09:00")) == "late"


def test_a_supplement_asked_for_in_time_counts_the_term_again_from_the_beginning():
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.SUPPLEMENT_ASKED, "2018-07-04 10:00", {"round": 1, "restarts": True}),
        (K.SUPPLEMENT_COMPLETE, "2018-07-16 10:00", {"round": 1}),
    )

    state = read_clock(ledger, rules())

    assert state.due.at == at("2018-07-23 17:00")
    assert "Điều 19 khoản 4" in state.reasons[0].vi


def test_a_supplement_asked_for_late_does_not_erase_lateness():
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.SUPPLEMENT_ASKED, "2018-07-09 10:00", {"round": 1, "restarts": False}),
    )
    complete = (K.SUPPLEMENT_COMPLETE, "2018-07-16 10:00", {"round": 1})

    waiting = read_clock(ledger, rules())
    answered = read_clock([*ledger, a_ledger(*[(K.SUBMITTED, "2018-07-02 08:00")] * 3, complete)[3]], rules())

    assert waiting.due.at == answered.due.at == at("2018-07-09 17:00")


@pytest.mark.parametrize(
    ("asked", "restarts"), [("2018-07-05 17:00", True), ("2018-07-05 17:01", False), ("2018-07-09 09:00", False)]
)
def test_only_a_request_within_three_working_days_of_acceptance_restarts(asked, restarts):
    assert restarts_term(asked_at=at(asked), accepted_at=at("2018-07-02 09:00"), rules=rules()) is restarts


def test_the_sectors_own_period_for_the_request_comes_before_the_general_one():
    own = rules(supplement_notice=Length(5, DAYS))

    assert restarts_term(asked_at=at("2018-07-09 16:00"), accepted_at=at("2018-07-02 09:00"), rules=own)


def test_under_a_pausing_rule_pack_the_term_grows_by_the_days_waited():
    pausing = {"supplement_policy": SupplementPolicy.PAUSE}
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.SUPPLEMENT_ASKED, "2018-07-04 10:00", {"round": 1, "restarts": False}),
        (K.SUPPLEMENT_COMPLETE, "2018-07-06 10:00", {"round": 1}),
    )

    state = read_clock(ledger, rules(pack=pausing))

    assert state.due.at == at("2018-07-11 17:00")


def test_an_apology_moves_the_promise_and_never_the_law():
    promised = at("2018-07-20 17:00").isoformat()
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.APOLOGISED, "2018-07-05 09:00", {"promised_at": promised}),
    )

    state = read_clock(ledger, rules())

    assert state.promised == at("2018-07-20 17:00")
    assert state.legal.at == state.due.at == at("2018-07-09 17:00")


def test_an_extension_by_law_moves_the_legal_term_and_names_its_article():
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (
            K.EXTENDED,
            "2018-07-05 09:00",
            {
                "stage": "decision",
                "value": 2,
                "unit": "working_days",
                "article": "Luật Hải quan Điều 23",
                "signer": "A",
            },
        ),
    )

    state = read_clock(ledger, rules())

    assert state.legal.at == at("2018-07-11 17:00")
    assert state.legal_original.at == at("2018-07-09 17:00")
    assert any("Luật Hải quan Điều 23" in reason.vi for reason in state.reasons)


def test_without_a_statutory_term_the_promise_is_due_and_says_that_it_is_not_the_law():
    promised = at("2018-07-20 17:00").isoformat()
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.PROMISED, "2018-07-02 09:00", {"promised_at": promised}),
    )

    state = read_clock(ledger, rules(NO_LIMIT))

    assert state.running == "promised"
    assert state.due.at == at("2018-07-20 17:00")
    assert state.legal is None


def test_the_order_in_which_equal_entries_were_written_does_not_matter():
    first = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.STAGE_ENDED, "2018-07-05 09:00", {"stage": "inspection"}),
    )

    assert read_clock(first, rules(INSPECTION, DECISION)) == read_clock(first[::-1], rules(INSPECTION, DECISION))


def test_after_the_decision_no_clock_runs():
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"), (K.ACCEPTED, "2018-07-02 09:00"), (K.DECIDED, "2018-07-05 09:00")
    )

    state = read_clock(ledger, rules())

    assert state.running == ""
    assert state.due is None


def test_a_statute_may_give_a_shorter_term_once_the_dossier_is_complete():
    shorter = replace(FIVE_DAYS, after_supplement=Length(3, DAYS))
    ledger = a_ledger(
        (K.SUBMITTED, "2018-07-02 08:00"),
        (K.ACCEPTED, "2018-07-02 09:00"),
        (K.SUPPLEMENT_ASKED, "2018-07-04 10:00", {"round": 1, "restarts": True}),
        (K.SUPPLEMENT_COMPLETE, "2018-07-16 10:00", {"round": 1}),
    )

    assert read_clock(ledger, rules(shorter)).due.at == at("2018-07-19 17:00")
