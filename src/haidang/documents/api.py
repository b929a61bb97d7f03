"""
The door of the documents: uploads, generated papers, signatures, QR codes.

A document has no address of its own: the room that owns it decides who may open it and a face streams it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from haidang.documents.pack import upload_limits
from haidang.documents.qr import new_secret, qr_svg
from haidang.documents.queries import (
    count_files,
    get_files,
    list_damaged,
    list_orphans,
    list_recent,
    open_file,
    verify_file,
)
from haidang.documents.typesetting import render
from haidang.documents.use_cases.clearing import clear_unused, keep_for_ever
from haidang.documents.use_cases.storing import hand_out, store_bytes, store_generated, store_upload

if TYPE_CHECKING:
    from haidang.documents.keys import ensure_keys
    from haidang.documents.signatures import sign, verify

__all__ = [
    "clear_unused",
    "count_files",
    "ensure_keys",
    "get_files",
    "hand_out",
    "keep_for_ever",
    "list_damaged",
    "list_orphans",
    "list_recent",
    "new_secret",
    "open_file",
    "qr_svg",
    "render",
    "sign",
    "store_bytes",
    "store_generated",
    "store_upload",
    "upload_limits",
    "verify",
    "verify_file",
]

_ON_DEMAND = {
    "ensure_keys": "haidang.documents.keys",
    "sign": "haidang.documents.signatures",
    "verify": "haidang.documents.signatures",
}
"""The signing libraries take most of a second to import; a command that signs nothing does without them."""


def __getattr__(name: str) -> Any:
    if name in _ON_DEMAND:
        return getattr(import_module(_ON_DEMAND[name]), name)
    raise AttributeError(name)
