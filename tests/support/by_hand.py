"""What an officer types and scans at the counter, and where it leads."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

from haidang.kernel.now import now
from support.procedures import at

if TYPE_CHECKING:
    from support.world import World

CHOOSE = "/can-bo/ho-so-giay/"


def typed_for(world: World) -> dict[str, Any]:
    """Return everything an officer types and scans for a complete dossier of the first filer's business."""
    from haidang.cli.world.answers import a_paper, answers_for
    from haidang.look import wording

    filer, moment = world.filer, at("2026-06-01 08:30")
    answers = answers_for(world.procedure(), filer, Random(7), moment)
    scans = {}
    for number, paper in enumerate(world.procedure().papers):
        scans[paper.key] = BytesIO(a_paper(paper.key, number))
        scans[paper.key].name = f"{paper.key}.pdf"
    return {
        **{key: "true" if value is True else "false" if value is False else value for key, value in answers.items()},
        **scans,
        "filer-channel": "post",
        "filer-handed_in": f"{wording.local(now()):%d/%m/%Y %H:%M}",
        "filer-tax_code": filer.business.tax_code,
        "filer-name": filer.business.name,
        "filer-phone": "0901234567",
        "filer-email": "",
        "filer-address": "",
        "go": "send",
    }


def entered(answer: Any) -> int:
    """Return the id of the dossier an answer leads to."""
    found = re.search(r"/can-bo/ho-so/(\d+)/$", answer["Location"])
    assert found is not None
    return int(found[1])
