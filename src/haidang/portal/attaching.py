"""Taking papers in for a draft, and the controls they are attached with."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.kernel.errors import Problem
from haidang.kernel.now import now
from haidang.look.attaching import PaperBox, box, files_by_paper, removal, take
from haidang.portal import drafts
from haidang.portal.drafts import OpenDraft
from haidang.portal.requests import ActorRequest


def boxes(opened: OpenDraft, problems: Sequence[Problem]) -> list[PaperBox]:
    """Return the controls of a draft's papers, in the order of the procedure."""
    attached = files_by_paper(opened.sheet.papers)
    return [
        box(paper, attached.get(paper.key, []), problems, required=is_needed)
        for paper, is_needed in opened.papers_needed()
    ]


def to_draft(request: ActorRequest, opened: OpenDraft) -> list[Problem]:
    """Attach every file that was sent and drop the one that was to go; return what could not be taken."""
    moment = now()
    dropped = removal(request.POST)
    if dropped:
        key, file_id = dropped
        drafts.change_papers(request.actor, opened.uid, moment, key=key, add=[], drop=file_id)
    known = {paper.key for paper in opened.procedure.papers}
    taken, problems = take(request.FILES, opened.sheet.papers, known, by=request.actor, now=moment)
    for key, ids in taken.items():
        drafts.change_papers(request.actor, opened.uid, moment, key=key, add=ids, drop=None)
    return problems
