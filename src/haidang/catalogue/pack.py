"""
A pack's files as plain data: read, shared parts put in their place, nothing judged (`checking` does that).

A published version must never change under a dossier, so it is stored whole: `resolve` puts the route, the
shared form and the group's name into the procedure, and `content_hash` is taken over the result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from haidang import packs

Document = dict[str, Any]

SHARED = ("groups", "forms", "routes", "rule-packs", "coverage")
NO_ROUTE: Document = {"key": "", "name": "", "steps": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The files of one administration's catalogue. `procedures` maps each file's path to its data."""

    folder: Path
    procedures: Mapping[Path, Document]
    groups: Document
    forms: Document
    routes: Document
    rule_packs: list[Document]
    coverage: Document


def default_folder() -> Path:
    """Return the folder of the pack this installation ships with."""
    return Path(packs.__path__[0]) / "vietnam_customs"


def read_yaml(text: str) -> Any:
    """Return the data of one YAML text; a later duplicate key wins, which `checking` reports."""
    return yaml.load(text, yaml.CSafeLoader)


def read_pack(folder: Path | None = None) -> Pack:
    """Return the pack in a folder, by default the one we ship."""
    folder = folder or default_folder()
    shared = {name: read_yaml((folder / f"{name}.yaml").read_text("utf-8")) for name in SHARED}
    return Pack(
        folder=folder,
        procedures={path: read_yaml(path.read_text("utf-8")) for path in procedure_files(folder)},
        groups=shared["groups"],
        forms=shared["forms"],
        routes=shared["routes"],
        rule_packs=shared["rule-packs"],
        coverage=shared["coverage"],
    )


def procedure_files(folder: Path) -> list[Path]:
    """Return the files of the procedures, in order."""
    return sorted((folder / "procedures").glob("*.yaml"))


def resolve(document: Document, pack: Pack) -> Document:
    """Return a procedure that needs no other file, as JSON; its last day stays out, for that may still be set."""
    whole = dict(document)
    group, route, form = whole["group"], whole.get("route"), whole.get("form")
    whole["group"] = {"key": group, "name": pack.groups[group]}
    whole["route"] = {"key": route, **pack.routes[route]} if route else NO_ROUTE
    whole["valid"] = {"from": whole["valid"]["from"]}
    if isinstance(form, str):
        whole["form"], whole["form_note"] = pack.forms[form]["fields"], pack.forms[form].get("note")
    plain = _plain(whole)
    assert isinstance(plain, dict)
    return plain


def resolve_rule_packs(pack: Pack) -> Iterator[Document]:
    """Yield each rule pack whole: what it extends, overlaid with what it names itself."""
    done: dict[str, Document] = {}
    for document in pack.rule_packs:
        base = done.get(document.get("extends", ""), {"rules": {}, "principles": []})
        whole = {
            "id": document["id"],
            "name": document["name"],
            "valid": {"from": document["valid"].get("from", date.min)},
            "rules": {**base["rules"], **document["rules"]},
            "principles": [*base["principles"], *document.get("principles", [])],
        }
        plain = _plain(whole)
        assert isinstance(plain, dict)
        done[document["id"]] = plain
        yield plain


def last_day(document: Document) -> date | None:
    """Return the last day a version is in force, None while it is open."""
    found = document["valid"].get("to")
    assert found is None or isinstance(found, date)
    return found


def content_hash(resolved: Document) -> str:
    """Return the SHA-256 of a version's content; comments and the order of keys in the file do not count."""
    text = json.dumps(resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
