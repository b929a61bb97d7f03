"""A form as JSON Schema, for the API's readers and its OpenAPI description."""

from __future__ import annotations

from typing import Any

from haidang.catalogue.contracts import Field, FieldType, Procedure

Schema = dict[str, Any]

_TYPES: dict[FieldType, Schema] = {
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.MONEY: {"type": "integer", "minimum": 0},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.DATETIME: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"},
    FieldType.BOOLEAN: {"type": "boolean"},
    FieldType.TAX_CODE: {"type": "string", "pattern": r"^(\d{10}|\d{12}|\d{10}-?\d{3})$"},
    FieldType.PERSONAL_ID: {"type": "string", "pattern": r"^(\d{9}|\d{12})$"},
    FieldType.EMAIL: {"type": "string", "format": "email", "maxLength": 254},
    FieldType.PHONE: {"type": "string", "maxLength": 30},
    FieldType.COUNTRY: {"type": "string", "pattern": "^[A-Z]{2}$"},
    FieldType.DATE_RANGE: {
        "type": "object",
        "properties": {"from": {"type": "string", "format": "date"}, "to": {"type": "string", "format": "date"}},
        "required": ["from", "to"],
        "additionalProperties": False,
    },
    FieldType.BANK_ACCOUNT: {
        "type": "object",
        "properties": {"account": {"type": "string"}, "bank": {"type": "string", "maxLength": 200}},
        "required": ["account", "bank"],
        "additionalProperties": False,
    },
}


def json_schema(procedure: Procedure) -> Schema:
    """Return the JSON Schema of a form; a field asked only sometimes carries its condition as `x-when`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": procedure.name.en or procedure.name.vi,
        **_object(procedure.fields),
    }


def _object(fields: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {field.key: _property(field) for field in fields},
        "required": [field.key for field in fields if field.required and not field.when],
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    schema = {"title": field.label.en or field.label.vi, **_shape(field)}
    notes = {"description": field.help and (field.help.en or field.help.vi), "x-unit": field.unit, "x-when": field.when}
    return {**schema, "x-confidence": field.confidence, **{key: note for key, note in notes.items() if note}}


def _shape(field: Field) -> Schema:
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return {"type": "string", "maxLength": field.max_length}
        case FieldType.CHOICE:
            return {"type": "string", "enum": [option.value for option in field.options]}
        case FieldType.CHOICES:
            return {
                "type": "array",
                "items": {"enum": [option.value for option in field.options]},
                "uniqueItems": True,
            }
        case FieldType.TABLE:
            return {"type": "array", "items": _object(field.columns), **_bounds(field, "minItems", "maxItems")}
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            return {**_TYPES[field.type], **_bounds(field, "minimum", "maximum")}
        case _:
            return dict(_TYPES[field.type])


def _bounds(field: Field, least: str, most: str) -> Schema:
    bounds = {least: field.minimum, most: field.maximum}
    return {key: bound for key, bound in bounds.items() if bound is not None}
