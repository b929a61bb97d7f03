"""`haidang simulate` tells with all cores, may be stopped at any batch, and finds its people again."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

MANY = 60


@pytest.fixture(scope="module")
def _pack(module_database: str) -> None:
    from support.world import load_pack
    from support.worlds import _forget

    _forget()
    load_pack()


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A nation of few units and small batches."""
    from haidang.cli import simulate
    from haidang.cli.simulating import nation, workers

    settle = nation.settle
    monkeypatch.setattr(simulate, "settle", lambda *args, **more: settle(*args, **more, units=1))
    monkeypatch.setattr(workers, "_BATCH", 12)


def run(*words: str) -> str:
    """Run the command and return what it printed."""
    from haidang.cli.simulate import simulate

    app = typer.Typer()
    app.command()(simulate)
    told = CliRunner().invoke(app, list(words))
    assert told.exit_code == 0, told.output
    return told.output


def proved() -> bool:
    """Return whether register and figures prove themselves."""
    from haidang.cli.figures import figures_app
    from haidang.cli.register import register_app

    return all(CliRunner().invoke(app, ["verify"]).exit_code == 0 for app in (register_app, figures_app))


def dossiers() -> int:
    from haidang.dossiers.models import Dossier

    return Dossier.objects.count()


@pytest.mark.usefixtures("_pack", "_small")
def test_a_second_run_adds_dossiers_to_the_same_people():
    from haidang.accounts.models import User

    before = dossiers()
    assert f"{MANY} dossiers" in run("--dossiers", str(MANY), "--years", "0.3", "--seed", "3")
    people = User.objects.count()
    run("--dossiers", str(MANY), "--years", "0.3", "--seed", "3")

    assert dossiers() - before == 2 * MANY
    assert User.objects.count() == people
    assert proved()


@pytest.mark.usefixtures("_pack", "_small")
def test_stopped_on_the_way_it_leaves_whole_dossiers(monkeypatch):
    from haidang.cli import simulate

    tell, before = simulate.tell, dossiers()

    def interrupted(*args, **more):
        batches = tell(*args, **more)
        yield next(batches)
        batches.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(simulate, "tell", interrupted)

    assert "Stopped" in run("--dossiers", "400", "--years", "0.3", "--seed", "4")
    assert 0 < dossiers() - before < 400
    assert proved()
