"""Papers to hand in, and what stands in those that come back."""

from __future__ import annotations

import re


def make_pdf(title: str) -> bytes:
    """Return a PDF of one page with a line of text (ASCII)."""
    drawing = f"BT /F1 18 Tf 60 760 Td ({title}) Tj ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    pdf, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(pdf),
    )  # fmt: skip


def find_address(pdf: bytes, start: str) -> str:
    """Return what follows `start#` in the address a paper gives programs among its keywords; "" without."""
    found = re.search(re.escape(start).encode() + rb"#([A-Za-z0-9.\-]+)", pdf)
    return found[1].decode() if found else ""
