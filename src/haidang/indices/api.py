"""
The door of the indices: how well procedures are handled, what filers say of it, and what following them costs.

Reading: the row filter is inside; who may not read figures gets nothing. Weights and scales are the pack's.
"""

from __future__ import annotations

from haidang.indices.answers import list_remarks, may_answer_survey, survey_results
from haidang.indices.cost import cost_of, saving_between, saving_of_days
from haidang.indices.evaluating import list_scored, score_officers, score_units
from haidang.indices.facts import moments
from haidang.indices.measuring import list_procedures_behind, measure_766, measure_inputs
from haidang.indices.pack import (
    circular_01,
    cost_model,
    decision_766,
    input_schemes,
    published_coverage,
    survey_rules,
)
from haidang.indices.queries import list_costs, offered_on, published_savings
from haidang.indices.recorded import list_recorded
from haidang.indices.rules import may_enter_values, may_record
from haidang.indices.streams import iter_heads
from haidang.indices.studying import study_time
from haidang.indices.use_cases.costing import enter_costs
from haidang.indices.use_cases.recording import record_count, settle_count
from haidang.indices.use_cases.stating import state_value
from haidang.indices.use_cases.surveying import answer_survey

__all__ = [
    "answer_survey",
    "circular_01",
    "cost_model",
    "cost_of",
    "decision_766",
    "enter_costs",
    "input_schemes",
    "iter_heads",
    "list_costs",
    "list_procedures_behind",
    "list_recorded",
    "list_remarks",
    "list_scored",
    "may_answer_survey",
    "may_enter_values",
    "may_record",
    "measure_766",
    "measure_inputs",
    "moments",
    "offered_on",
    "published_coverage",
    "published_savings",
    "record_count",
    "saving_between",
    "saving_of_days",
    "score_officers",
    "score_units",
    "settle_count",
    "state_value",
    "study_time",
    "survey_results",
    "survey_rules",
]
