"""From the data of one resolved procedure to the frozen contract that every other room reads. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from haidang.catalogue.contracts import (
    Act,
    Fee,
    Field,
    FieldType,
    LegalBasis,
    Option,
    PaperNeeded,
    Procedure,
    Route,
    Stage,
    Step,
)
from haidang.catalogue.pack import Document, content_hash
from haidang.clock.contracts import Length, TermUnit
from haidang.directory.contracts import Duty
from haidang.kernel.text import Text

_TEXT, _LONG_TEXT = 500, 4000
"""How long an answer may be where the pack does not say."""


def procedure(document: Document, *, version: int = 0, valid_to: date | None = None) -> Procedure:
    """Return the contract of a resolved procedure; `version` is the id of its row, 0 straight from the files."""
    offered, marks = document["offered"], document["confidence"]
    supplement, thing = document.get("supplement") or {}, document.get("object") or {}
    result = document.get("result") or {}
    return Procedure(
        version=version,
        id=document["id"],
        source_id=document["source_id"],
        valid_from=date.fromisoformat(document["valid"]["from"]),
        valid_to=valid_to,
        name=text(document["name"]),
        aliases=tuple(document.get("aliases") or ()),
        tier=document["tier"],
        group=document["group"]["key"],
        group_name=text(document["group"]["name"]),
        level=document["level"],
        offered=offered.get("here", False),
        offered_where=offered.get("elsewhere"),
        not_offered_reason=maybe_text(offered.get("reason")),
        instead=maybe_text(offered.get("instead")),
        who_may_file=frozenset(document["who_may_file"]),
        who=maybe_text(document.get("who")),
        decided_by=maybe_text(document.get("decided_by")),
        how_to_file=maybe_text(document.get("how_to_file")),
        sets=document.get("sets"),
        steps=tuple(text(each) for each in document.get("steps") or ()),
        conditions=tuple(text(each) for each in document.get("conditions") or ()),
        papers=tuple(_paper(each) for each in document.get("papers") or ()),
        fields=tuple(fields(document.get("form") or ())),
        form_note=document.get("form_note"),
        stages=tuple(_stage(each) for each in document.get("term") or ()),
        term_note=maybe_text(document.get("term_note")),
        route=route(document["route"]),
        fees=tuple(_fee(each) for each in document.get("fees") or ()),
        legal_basis=tuple(
            LegalBasis(act=each["act"], articles=each.get("articles", ""), confidence=each["confidence"])
            for each in document.get("legal_basis") or ()
        ),
        result_name=text(result.get("name", "")),
        result_template=result.get("template", ""),
        object_kind=thing.get("kind"),
        object_valid_years=thing.get("valid_years"),
        supplement_notice=length(supplement.get("notice")),
        cancel_without_reply=length(supplement.get("cancel_without_reply")),
        reception=length(document.get("reception")),
        confidence=marks["name"],
        confidences=marks,
        note=document.get("note"),
        sha256=content_hash(document),
    )


def text(value: str | dict[str, str]) -> Text:
    """Return a text of the pack: Vietnamese alone, or `{vi: …, en: …}`."""
    return Text(value) if isinstance(value, str) else Text(value["vi"], value.get("en"))


def maybe_text(value: str | dict[str, str] | None) -> Text | None:
    """Return a text of the pack, None where there is none."""
    return None if value is None else text(value)


def length(value: str | None) -> Length | None:
    """Return the length of a term as the pack writes it, e.g. "10 working_days"."""
    if value is None:
        return None
    number, unit = value.split()
    return Length(int(number), TermUnit(unit))


def fields(items: Any) -> Iterator[Field]:
    """Yield the fields of a form; an item that only names a `section` is the heading of what follows."""
    section: Text | None = None
    for item in items:
        if "section" in item:
            section = text(item["section"])
        else:
            yield _field(item, section)


def _field(item: Document, section: Text | None) -> Field:
    kind = FieldType(item["type"])
    return Field(
        key=item["key"],
        type=kind,
        label=text(item["label"]),
        required=item["required"],
        confidence=item["confidence"],
        help=maybe_text(item.get("help")),
        example=item.get("example"),
        section=section,
        unit=item.get("unit"),
        options=tuple(Option(value=each["value"], label=text(each["label"])) for each in item.get("options") or ()),
        columns=tuple(fields(item.get("columns") or ())),
        when=item.get("when"),
        prefill=item.get("prefill"),
        max_length=item.get("max_length", _LONG_TEXT if kind is FieldType.LONG_TEXT else _TEXT),
        minimum=item.get("minimum"),
        maximum=item.get("maximum"),
    )


def _paper(item: Document) -> PaperNeeded:
    return PaperNeeded(
        key=item["key"],
        name=text(item["name"]),
        required=item["required"],
        kind=item["kind"],
        originals=item.get("originals", 0),
        copies=item.get("copies", 0),
        confidence=item["confidence"],
        form=item.get("form"),
        signed=item.get("signed"),
        original_shown=item.get("original_shown"),
        condition=maybe_text(item.get("condition")),
        when=item.get("when"),
        note=maybe_text(item.get("note")),
    )


def _stage(item: Document) -> Stage:
    return Stage(
        key=item["stage"],
        name=text(item["name"]),
        starts=item["from"],
        length=length(item.get("length")),
        source=item.get("source"),
        confidence=item.get("confidence"),
        optional=item.get("optional", False),
        extension=length(item.get("extension")),
        after_supplement=length(item.get("after_supplement")),
    )


def route(document: Document) -> Route:
    """Return a route with its steps."""
    steps = tuple(
        Step(
            key=item["key"],
            name=text(item["name"]),
            duty=Duty(item["duty"]),
            act=Act(item["act"]),
            then=item.get("then"),
            back=item.get("back"),
            ends_stage=item.get("ends_stage"),
            share=item.get("share") or 0,
            within=length(item.get("within")),
            source=item.get("source"),
            records=tuple(item.get("records") or ()),
        )
        for item in document["steps"]
    )
    return Route(key=document["key"], name=text(document["name"]), steps=steps)


def _fee(item: Document) -> Fee:
    return Fee(amount=item["amount"], per=item.get("per"), note=item.get("note"), confidence=item.get("confidence"))
