"""
The door of the documents: uploads, generated papers, signatures, QR codes.

A document has no address of its own: the room that owns it decides who may open it and a face streams it.
"""

from __future__ import annotations

from haidang.documents.keys import ensure_keys
from haidang.documents.pack import upload_limits
from haidang.documents.qr import new_secret, qr_svg
from haidang.documents.queries import (
    count_files,
    get_files,
    list_damaged,
    list_orphans,
    open_file,
    verify_file,
)
from haidang.documents.signatures import sign, verify
from haidang.documents.typesetting import render
from haidang.documents.use_cases.storing import store_bytes, store_generated, store_upload

__all__ = [
    "count_files",
    "ensure_keys",
    "get_files",
    "list_damaged",
    "list_orphans",
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
