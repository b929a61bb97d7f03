"""The general rules of the one-stop mechanism, compiled, and the choice among them by the day of acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from haidang.catalogue.compiling import length, text
from haidang.catalogue.contracts import Principle, RulePack, StandardForm, SupplementPolicy
from haidang.catalogue.pack import Document
from haidang.clock.contracts import Length

RULES = (
    "reception",
    "supplement_policy",
    "supplement_restarts_within",
    "supplements_at_most",
    "appointments_moved_at_most",
    "apology_before_end",
    "close_without_reply",
    "shows_officer",
    "applicant_may_stop",
    "code_pattern",
    "forms",
)
"""Every rule a pack must give, itself or through what it extends."""


def rule_pack(document: Document, *, valid_to: date | None = None) -> RulePack:
    """Return the contract of a resolved rule pack."""
    rules = document["rules"]
    value = {name: rules[name]["value"] for name in RULES}
    return RulePack(
        id=document["id"],
        name=text(document["name"]),
        valid_from=date.fromisoformat(document["valid"]["from"]),
        valid_to=valid_to,
        reception=length(value["reception"]),
        supplement_policy=SupplementPolicy(value["supplement_policy"]),
        supplement_restarts_within=_known(value["supplement_restarts_within"]),
        supplements_at_most=value["supplements_at_most"],
        appointments_moved_at_most=value["appointments_moved_at_most"],
        apology_before_end=_known(value["apology_before_end"]),
        close_without_reply=length(value["close_without_reply"]),
        shows_officer=value["shows_officer"],
        applicant_may_stop=value["applicant_may_stop"],
        forms={
            key: StandardForm(number=form["number"], title=text(form["title"])) for key, form in value["forms"].items()
        },
        code_pattern=value["code_pattern"],
        sources={name: rules[name]["source"] for name in RULES},
        confidence={name: rules[name]["confidence"] for name in RULES},
        principles=tuple(
            Principle(text=text(each["text"]), source=each["source"], confidence=each["confidence"])
            for each in document["principles"]
        ),
    )


def in_force(packs: Sequence[RulePack], day: date) -> RulePack:
    """Return the rule pack of a day; the packs follow each other without a gap (`catalogue check`)."""
    return next(pack for pack in packs if pack.valid_from <= day and (pack.valid_to is None or day <= pack.valid_to))


def _known(value: str) -> Length:
    found = length(value)
    assert found is not None
    return found
