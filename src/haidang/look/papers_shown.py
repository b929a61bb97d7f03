"""What is said about a paper to be handed in: how, in what form, how many."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from haidang.catalogue.contracts import PaperNeeded

_HOW = {
    "original": gettext_lazy("Electronic file made from the original"),
    "copy": gettext_lazy("Electronic file made from a copy"),
    "photocopy": gettext_lazy("Electronic file made from a photocopy"),
    "certified_copy": gettext_lazy("Electronic file made from a certified copy"),
    "shown": gettext_lazy("The original is shown to the officer; attach a picture of it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The particulars of a paper: `how` it comes, `number` of pieces, whether it is `must`, `hint` for the upload."""

    how: str
    number: str
    must: str
    hint: str


def about(paper: PaperNeeded) -> About:
    """Return the particulars of a paper in words."""
    how = _how(paper)
    must = _("yes") if paper.required else _("if needed")
    facts = [str(each) for each in (paper.condition, paper.note, paper.form) if each]
    return About(
        how=how, number=_number(paper), must=must, hint=" ".join(f"{_sentence(each)}" for each in [how, *facts])
    )


def _how(paper: PaperNeeded) -> str:
    if paper.signed:
        return _("Electronic file with a digital signature")
    return str(_HOW.get(paper.kind, paper.kind))


def _number(paper: PaperNeeded) -> str:
    parts = []
    if paper.originals:
        parts.append(ngettext("%(n)d original", "%(n)d originals", paper.originals) % {"n": paper.originals})
    if paper.copies:
        parts.append(ngettext("%(n)d copy", "%(n)d copies", paper.copies) % {"n": paper.copies})
    return ", ".join(parts)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
