"""Answers, papers and problems as the page to check them shows them, each with the way to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haidang.catalogue import api as catalogue
from haidang.catalogue.contracts import Answers, Field
from haidang.kernel.errors import Problem
from haidang.kernel.text import Text
from haidang.look import boxes, typed
from haidang.look.attaching import files_by_paper
from haidang.look.parts import Row
from haidang.portal.drafts import OpenDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A problem and the place where it is mended."""

    message: str
    url: str


def sections(opened: OpenDraft, read: Answers) -> list[tuple[Text | None, list[Row]]]:
    """Return the questions asked with their answers, under the headings of the form."""
    asked = catalogue.asked_fields(opened.procedure, opened.sheet.answers)
    form = reverse("portal:draft", args=[opened.uid])
    wrong = {problem.field.partition(".")[0] for problem in read.problems}
    return [
        (title, [_row(field, opened, read, form, wrong) for field in fields]) for title, fields in typed.sections(asked)
    ]


def papers(opened: OpenDraft) -> list[Row]:
    """Return the papers with the files attached; one that is neither needed nor attached is left out."""
    attached = files_by_paper(opened.sheet.papers)
    page = reverse("portal:papers", args=[opened.uid])
    return [
        Row(
            label=paper.name,
            value=[f.name for f in attached.get(paper.key, [])] or _("not attached yet"),
            url=f"{page}#{boxes.anchor(f'paper.{paper.key}')}",
        )
        for paper, is_needed in opened.papers_needed()
        if is_needed or attached.get(paper.key)
    ]


def linked(opened: OpenDraft, problems: Sequence[Problem]) -> list[Linked]:
    """Return each problem with the address of its field or paper."""
    return [Linked(message=str(each.message), url=_place(opened, each.field)) for each in problems]


def gaps(opened: OpenDraft) -> list[Linked]:
    """Return which pages still have something to do, each in one line; empty when the draft can be sent."""
    answers, files = len(opened.read().problems), len(opened.missing_papers())
    told = [
        (answers, "portal:draft", ngettext("%(n)d answer in the form", "%(n)d answers in the form", answers)),
        (files, "portal:papers", ngettext("%(n)d paper to attach", "%(n)d papers to attach", files)),
    ]
    return [Linked(message=words % {"n": n}, url=reverse(page, args=[opened.uid])) for n, page, words in told if n]


def _row(field: Field, opened: OpenDraft, read: Answers, form: str, wrong: set[str]) -> Row:
    shown = catalogue.show_value(field, read.values.get(field.key))
    if not shown and field.key in wrong:
        shown = str(opened.sheet.answers.get(field.key) or _("still to be answered"))[:200]
    first = boxes.box(field, {}, problems={}).id
    return Row(label=field.label, value=shown, url=f"{form}#{first}")


def _place(opened: OpenDraft, field: str) -> str:
    if not field:
        return ""
    page = "portal:papers" if field.startswith("paper.") else "portal:draft"
    return f"{reverse(page, args=[opened.uid])}#{boxes.anchor(field)}"
