"""Slips of a dossier: made by the jobs that were deferred for them, and read as words."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from haidang.documents import api as documents
from haidang.dossiers import api as dossiers
from haidang.dossiers import tasks
from haidang.dossiers.contracts import SlipSheet
from haidang.kernel import sql
from haidang.kernel.actor import SYSTEM

_DEFERRED = "SELECT args FROM procrastinate_jobs WHERE task_name = 'dossiers.make_slip' ORDER BY id"


def make_slips(dossier: int) -> tuple[SlipSheet, ...]:
    """Run every job for a slip, as a worker does, and return the slips of the dossier."""
    for (arguments,) in sql.rows(_DEFERRED):
        tasks.make_slip(**arguments)
    return dossiers.get_sheet(actor=SYSTEM, dossier_id=dossier).slips


def read_paper(file: UUID) -> str:
    """Return the words of a stored PDF in one line, once its signature was found good."""
    _stored, stream = documents.open_file(file)
    with stream:
        pdf = stream.read()
    assert documents.verify(pdf).is_valid
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\xa0", " ").split())
