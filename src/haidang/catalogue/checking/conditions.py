"""
Conditions of a pack: the CEL library takes any name and any types, so this asks what it does not.

An expression may only name fields that were asked before it, compare them with answers that exist, give true or
false whatever is answered, and be true of at least one way of answering: else nobody would ever see the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from haidang.catalogue.checking.findings import At, Sheet, meant
from haidang.catalogue.conditions import Condition, compared_values, field_names, other_names
from haidang.catalogue.contracts import Field, FieldType

_CLOSED = {FieldType.CHOICE, FieldType.CHOICES, FieldType.BOOLEAN}
_MOST_TRIALS = 2000


def check_condition(sheet: Sheet, at: At, source: str, fields: Sequence[Field], *, known: Sequence[Field]) -> None:
    """Note what is wrong with a condition that may speak of the `known` among the fields of the form."""
    try:
        others = other_names(source)
    except ValueError as error:
        problem = _syntax_problem(str(error))
        sheet.wrong(at, f"Điều kiện viết sai cú pháp CEL: {problem}.", f"The condition is not right CEL: {problem}.")
        return
    if _check_names(sheet, at, source, others, fields, known) and _check_options(sheet, at, source, known):
        _try_out(sheet, at, source, known)


def _check_names(
    sheet: Sheet, at: At, source: str, others: Sequence[str], fields: Sequence[Field], known: Sequence[Field]
) -> bool:
    right = True
    for name in others:
        right = False
        sheet.wrong(
            at,
            f"Điều kiện không biết “{name}”; hãy viết form.<mục>.",
            f"The condition does not know “{name}”; write form.<field>.",
        )
    keys, later = [field.key for field in known], {field.key for field in fields}
    for name in dict.fromkeys(field_names(source)):
        if name in keys:
            continue
        right = False
        if name in later:
            sheet.wrong(
                at,
                f"Điều kiện dùng mục “{name}” chưa được hỏi trước đó, nên không ai thấy mục này.",
                f"The condition uses “{name}”, which is not asked before it, so nobody would see this field.",
            )
        else:
            vi, en = meant(name, keys)
            sheet.wrong(at, f"Biểu mẫu không có mục “{name}”.{vi}", f"The form has no field “{name}”.{en}")
    return right


def _check_options(sheet: Sheet, at: At, source: str, known: Sequence[Field]) -> bool:
    options = {field.key: [option.value for option in field.options] for field in known if field.options}
    right = True
    for name, value in compared_values(source):
        if name in options and value not in options[name]:
            right = False
            vi, en = meant(value, options[name])
            sheet.wrong(
                at,
                f"Mục “{name}” không có lựa chọn “{value}”.{vi}",
                f"The field “{name}” has no option “{value}”.{en}",
            )
    return right


def _try_out(sheet: Sheet, at: At, source: str, known: Sequence[Field]) -> None:
    named = [field for field in known if field.key in field_names(source)]
    condition = Condition(source, known)
    outcomes = set()
    for answers in _trials(named, source):
        try:
            outcome = condition.evaluate(answers)
        except (TypeError, ValueError, RuntimeError, KeyError, OverflowError):
            outcome = None
        if not isinstance(outcome, bool):
            sheet.wrong(
                at,
                "Điều kiện không cho ra đúng hoặc sai: kiểm tra kiểu của các mục (ví dụ số lẻ viết 1000.0).",
                "The condition does not give true or false: check the types (decimals are written 1000.0).",
            )
            return
        outcomes.add(outcome)
    if outcomes == {False} and all(field.type in _CLOSED for field in named):
        sheet.wrong(
            at,
            "Không câu trả lời nào làm điều kiện này đúng, nên không ai thấy mục này.",
            "No answer makes this condition true, so nobody would ever see this.",
        )


def _trials(named: Sequence[Field], source: str) -> Iterator[Mapping[str, Any]]:
    for values in islice(product(*(_samples(field, source) for field in named)), _MOST_TRIALS):
        yield dict(zip((field.key for field in named), values, strict=True))


def _samples(field: Field, source: str) -> list[Any]:
    options = [option.value for option in field.options]
    numbers = [int(each) for each in re.findall(r"\b\d{1,12}\b", source)]
    match field.type:
        case FieldType.BOOLEAN:
            return [True, False]
        case FieldType.CHOICE:
            return ["", *options]
        case FieldType.CHOICES:
            return [[], options, *([each] for each in options)]
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            return [0, *(number + step for number in numbers for step in (-1, 0, 1))]
        case FieldType.TABLE:
            return [[], [{column.key: "" for column in field.columns}]]
        case FieldType.DATE_RANGE:
            return [{"from": "2018-02-01", "to": "2018-03-01"}]
        case FieldType.BANK_ACCOUNT:
            return [{"account": "0123", "bank": "…"}]
        case _:
            return ["", "2018-02-01"]


def _syntax_problem(message: str) -> str:
    """Return the parser's own words without the expression it repeats: where, and what it did not expect."""
    found = re.search(r"<input>:(\d+):(\d+): (.*?)(?: expecting|\n|$)", message)
    return f"ký tự/column {found[2]}, {found[3]}" if found else message.splitlines()[0]
