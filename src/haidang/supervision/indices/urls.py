"""Addresses below `supervision/`. Indices, surveys, costs and the reports that are kept of a period."""

from django.urls import URLPattern, path

from haidang.supervision.indices import circular, costs, coverage, decision, inputs, recording, survey, times

urlpatterns: list[URLPattern] = [
    path("chi-so/", decision.indices_766, name="indices"),
    path("chi-so/gia-tri/<str:code>/", decision.state_value, name="indices_state"),
    path("chi-so/cham-diem/", circular.scores, name="indices_scores"),
    path("chi-so/cham-diem/ho-so/", circular.dossiers_scored, name="indices_dossiers"),
    path("chi-so/ghi-nhan/<str:code>/", recording.counts, name="indices_counts"),
    path("chi-so/ghi-nhan/<str:code>/<int:recorded_id>/", recording.settle, name="indices_settle"),
    path("chi-so/dau-vao/", inputs.inputs, name="indices_inputs"),
    path("chi-so/thu-tuc/", inputs.procedures, name="indices_procedures"),
    path("chi-so/khao-sat/", survey.results, name="indices_survey"),
    path("chi-so/do-phu/", coverage.coverage, name="indices_coverage"),
    path("chi-so/thoi-gian/", times.times, name="indices_times"),
    path("chi-so/chi-phi/", costs.overview, name="indices_costs"),
    path("chi-so/chi-phi/<str:procedure_id>/", costs.procedure, name="indices_cost"),
]
