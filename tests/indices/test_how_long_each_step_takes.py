"""A time study tells the working time of each step, median and nine tenths, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haidang.directory import api as directory
from haidang.dossiers.contracts import Way
from haidang.indices import api as indices
from haidang.indices.studying import minutes_by_step
from indices.conftest import JUNE, NOW
from support.procedures import at

if TYPE_CHECKING:
    from indices.conftest import Region


def study(region: Region, actor=None):
    from support.world import VALUE

    return indices.study_time(
        actor=actor or region.supervisor, units=[region.unit.id], procedure=VALUE, period=JUNE, zone=NOW.tzinfo
    )


def test_each_step_has_its_distribution_under_each_version(region):
    found = study(region)

    (version,) = found.versions
    steps = {each.key: each.by_version[0] for each in found.steps}
    assert (version.decided, version.measured) == (2, 2)
    assert list(steps) == ["reception", "assign", "propose", "approve", "return", "handling"]
    assert (steps["reception"].dossiers, steps["reception"].median, steps["reception"].ninety) == (2, 60, 60)
    assert (steps["assign"].median, steps["return"].median) == (60, 60)


def test_time_waited_for_the_filer_belongs_to_no_step(region):
    calendar = directory.calendar_of(region.unit.id)
    way = Way(
        version=1,
        unit=region.unit.id,
        decided=1,
        moments=(
            ("submitted", at("2026-06-08 08:30")),
            ("accepted", at("2026-06-08 09:30")),
            ("assigned", at("2026-06-08 10:30")),
            ("supplement_asked", at("2026-06-08 11:00")),
            ("supplemented", at("2026-06-10 09:00")),
            ("result_proposed", at("2026-06-10 10:00")),
            ("sent_back", at("2026-06-10 10:30")),
            ("result_proposed", at("2026-06-10 11:00")),
            ("decided", at("2026-06-10 11:15")),
        ),
    )

    found = minutes_by_step(way, calendar)

    assert found == {"reception": 60, "assign": 60, "propose": 120, "approve": 45, "handling": 225}


def test_a_change_of_version_stands_between_its_two_columns_the_older_first(region):
    from haidang.dossiers.models import Dossier

    later = region.world.procedure("to-khai.huy").version
    Dossier.objects.filter(pk=region.supplemented).update(version=later)

    found = study(region)

    handling = next(each for each in found.steps if each.key == "handling")
    assert [each.measured for each in found.versions] == [1, 1]
    assert [each.valid_from for each in found.versions] == sorted(each.valid_from for each in found.versions)
    assert all(each.dossiers == 1 for each in handling.by_version)


def test_of_very_many_dossiers_only_the_latest_are_measured(region):
    from haidang.dossiers import api as dossiers
    from support.world import VALUE

    ways = dossiers.list_ways(
        actor=region.supervisor,
        units=[region.unit.id],
        procedure=VALUE,
        since=at("2026-06-01 00:00"),
        until=at("2026-07-01 00:00"),
        size=1,
    )

    assert [way.decided for way in ways] == [2]
    assert dict(ways[0].moments)["decided"] == at("2026-06-10 10:00")


def test_who_may_not_read_figures_studies_nothing(region):
    assert study(region, region.world.filer.actor).steps == ()
    assert study(region, region.world.staff["KV03"].leader).versions == ()
