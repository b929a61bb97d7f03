"""Believable answers to any form, from its fields alone, and a small PDF for any paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pikepdf

from haidang.catalogue.contracts import Field, FieldType, Procedure
from haidang.cli.world.people import Applicant

_T = FieldType


def answers_for(procedure: Procedure, applicant: Applicant, chance: Random, now: datetime) -> dict[str, Any]:
    """Return answers to every field, as a person would type them."""
    return {field.key: _answer(field, applicant, chance, now) for field in procedure.fields}


def a_paper(title: str, number: int) -> bytes:
    """Return a one-page PDF that says what it stands for; `number` makes its content its own."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    text = f"BT /F1 16 Tf 60 760 Td (Demonstration paper {number}) Tj ET".encode()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(text)
    pdf.docinfo["/Title"] = title
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _answer(field: Field, applicant: Applicant, chance: Random, now: datetime) -> Any:
    known = {
        "business.tax_code": applicant.business.tax_code,
        "business.name": applicant.business.name,
        "business.address": applicant.business.address,
        "business.phone": applicant.phone,
        "business.email": applicant.email,
        "person.full_name": applicant.actor.name,
        "person.email": applicant.email,
        "person.phone": applicant.phone,
    }
    if field.prefill in known:
        return known[field.prefill]
    if field.options:
        picked = chance.choice(field.options).value
        return [picked] if field.type is _T.CHOICES else picked
    if field.type is _T.TABLE:
        return [{column.key: _answer(column, applicant, chance, now) for column in field.columns}]
    return _by_type(field, applicant, chance, now)


def _by_type(field: Field, applicant: Applicant, chance: Random, now: datetime) -> Any:
    low = field.minimum if field.minimum is not None else 1
    high = field.maximum if field.maximum is not None else low + 9000
    day = (now + timedelta(days=chance.randint(3, 40))).date()
    plain = {
        _T.INTEGER: str(chance.randint(low, high)),
        _T.DECIMAL: str(chance.randint(low, high)),
        _T.MONEY: str(chance.randint(max(low, 1), max(high, 2)) * 1000),
        _T.DATE: f"{day:%d/%m/%Y}",
        _T.DATETIME: f"{day:%d/%m/%Y} 09:30",
        _T.DATE_RANGE: {"from": f"{day:%d/%m/%Y}", "to": f"{day + timedelta(days=5):%d/%m/%Y}"},
        _T.BOOLEAN: "true",
        _T.TAX_CODE: applicant.business.tax_code,
        _T.PERSONAL_ID: "001099000001",
        _T.EMAIL: applicant.email,
        _T.PHONE: applicant.phone,
        _T.COUNTRY: "VN",
        _T.BANK_ACCOUNT: {"account": "0000000001", "bank": "Ngân hàng Ví Dụ"},
    }
    return plain.get(field.type, field.example or f"{field.label.vi}: nội dung minh họa")
