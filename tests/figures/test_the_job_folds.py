"""The job folds what was filed, so that reading stays quick."""

from __future__ import annotations

from figures.conftest import moved
from haidang.figures.handlers import on_dossier_moved
from haidang.kernel import sql


def test_a_run_leaves_no_change_unfolded(nation):
    from haidang.figures.tasks import fold_figures

    on_dossier_moved(moved(nation("KV01")))

    fold_figures(timestamp=0)

    assert sql.row("SELECT count(*) FROM figure_change") == (0,)
    assert sql.row("SELECT sum(value) FROM figure_total WHERE measure = 'received' AND span = 'year'") == (2,)


def test_it_runs_every_five_seconds_and_never_queues_behind_itself():
    from procrastinate.contrib.django import app

    from haidang.figures.tasks import fold_figures

    periodic = app.periodic_registry.periodic_tasks[fold_figures.name, ""]
    assert periodic.cron == "* * * * * */5"
    assert fold_figures.queueing_lock == "fold_figures"
