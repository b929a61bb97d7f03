"""A filer may have only so much lying in no dossier; what is filed no longer counts, and tomorrow is another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from haidang.kernel.errors import Invalid
from support.files import pdf

if TYPE_CHECKING:
    from support.world import World


def send(world: World, *, after: timedelta = timedelta(), by: Any = None, pages: int = 1, **limits: int) -> Any:
    """Send a paper under other limits than the pack's."""
    from haidang.documents import api as documents
    from haidang.dossiers import api as dossiers
    from support.world import MONDAY

    return dossiers.store_paper(
        file=ContentFile(pdf(pages=pages), name="ban-ve.pdf"),
        name="ban-ve.pdf",
        by=by or world.filer.actor,
        now=MONDAY + after,
        field="paper.layout",
        limits=replace(documents.upload_limits(), **limits),
    )


@pytest.mark.parametrize(("limit", "most"), [("unfiled_files", 2), ("unfiled_size", 2 * len(pdf()) + 1)])
def test_one_too_many_is_refused_at_its_field_with_the_way_out(world: World, limit: str, most: int):
    send(world, **{limit: most})
    send(world, **{limit: most})

    with override("vi"), pytest.raises(Invalid) as vi:
        send(world, **{limit: most})
    with override("en"), pytest.raises(Invalid) as en:
        send(world, **{limit: most})

    (problem,) = vi.value.problems
    assert (problem.field, problem.code) == ("paper.layout", "quota")
    assert "Hãy gửi các hồ sơ đã soạn xong" in str(problem.message)
    assert "Send the dossiers that are ready" in str(en.value.problems[0].message)


def test_what_is_in_a_dossier_no_longer_counts(world: World):
    from support.world import MONDAY

    papers = len(world.filing(now=MONDAY).papers)
    world.submitted(now=MONDAY)

    assert send(world, unfiled_files=papers + 1)
    with pytest.raises(Invalid):
        send(world, unfiled_files=papers + 1)


def test_a_day_later_there_is_room_again(world: World):
    send(world, unfiled_files=1)

    assert send(world, after=timedelta(hours=24, minutes=1), unfiled_files=1)


def test_another_person_has_a_measure_of_their_own(world: World):
    send(world, unfiled_files=1)

    assert send(world, by=world.applicants[1].actor, unfiled_files=1)


def test_who_enters_paper_dossiers_at_the_counter_is_not_measured(world: World):
    receiver = world.staff["CHQ"].receiver
    send(world, by=receiver, unfiled_files=1)

    assert send(world, by=receiver, unfiled_files=1)
