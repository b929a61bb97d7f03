"""Taking papers in, and the controls they are attached with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from haidang.catalogue.contracts import PaperNeeded
from haidang.documents import api as documents
from haidang.documents.contracts import StoredFile, UploadLimits
from haidang.dossiers import api as dossiers
from haidang.kernel.actor import Actor
from haidang.kernel.errors import Invalid, Problem
from haidang.look import boxes as look_boxes
from haidang.look import papers_shown


class FileShown(TypedDict):
    """A file under its control, as components/file_input.html wants it."""

    name: str
    size: int
    url: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBox:
    """The control of one paper, as components/file_input.html wants it."""

    name: str
    label: str
    hint: str
    required: bool
    files: list[FileShown]
    problems: list[str]
    limits: UploadLimits
    note: str = ""

    @property
    def id(self) -> str:
        """The id of the control, which problems of the paper link to."""
        return look_boxes.anchor(f"paper.{self.name}")


def box(
    paper: PaperNeeded,
    files: Sequence[StoredFile],
    problems: Sequence[Problem],
    *,
    required: bool,
    note: str = "",
) -> PaperBox:
    """Return the control of one paper with what is attached and what is wrong."""
    return PaperBox(
        name=paper.key,
        label=str(paper.name),
        hint=papers_shown.about(paper).hint,
        required=required,
        files=[FileShown(name=f.name, size=f.size, url="", remove=f"{paper.key}:{f.id}") for f in files],
        problems=[str(each.message) for each in problems if each.field == f"paper.{paper.key}"],
        limits=documents.upload_limits(),
        note=note,
    )


def take(
    files: MultiValueDict[str, UploadedFile[Any]],
    attached: Mapping[str, Sequence[UUID]],
    known: set[str],
    *,
    by: Actor,
    now: datetime,
) -> tuple[dict[str, list[UUID]], list[Problem]]:
    """Store the files sent for known papers; return their ids by paper, and what is wrong with the others."""
    taken: dict[str, list[UUID]] = {}
    problems: list[Problem] = []
    for key in known & set(files):
        there = {f.sha256 for f in documents.get_files(list(attached.get(key, ())))}
        for upload in files.getlist(key):
            try:
                stored = dossiers.store_paper(file=upload, name=upload.name or "", by=by, now=now, field=f"paper.{key}")
            except Invalid as invalid:
                problems += invalid.problems
                continue
            if stored.sha256 in there:
                problems.append(_same(key, stored))
            else:
                there.add(stored.sha256)
                taken.setdefault(key, []).append(stored.id)
    return taken, problems


def removal(data: QueryDict) -> tuple[str, UUID] | None:
    """Return which file of which paper is to be taken off, if that was asked for."""
    key, _colon, text = data.get("remove", "").rpartition(":")
    try:
        return (key, UUID(text)) if key else None
    except ValueError:
        return None


def files_by_paper(papers: Mapping[str, Sequence[UUID]]) -> dict[str, list[StoredFile]]:
    """Return the attached files by paper, read in one statement."""
    found = {f.id: f for f in documents.get_files([each for ids in papers.values() for each in ids])}
    return {key: [found[each] for each in ids if each in found] for key, ids in papers.items()}


def _same(key: str, stored: StoredFile) -> Problem:
    message = _("“%(name)s” is already attached here. Choose another file, or go on.") % {"name": stored.name}
    return Problem(field=f"paper.{key}", code="same", message=message)
