"""The JSON Schema of a record, made from the types of ``onrecord.records``, so that the two cannot drift apart."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from onrecord import records
from onrecord.export.json import FORM, id_names, parts_of
from onrecord.records import Record, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_COUNTRY = {"type": "string", "pattern": "^[A-Z]{3}$"}
_PREFIX = {
    records.Article: "art", records.Actor: "act", records.Place: "plc", records.Mention: "men",
    records.Attribution: "att", records.Claim: "clm", records.Run: "run",
}  # fmt: skip


def record_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of what ``record_to_json`` gives."""
    kinds: dict[str, Any] = {}
    _of(Record, kinds)
    whole = kinds.pop("Record")
    return {
        "$schema": DIALECT,
        "title": "onrecord record",
        **whole,
        "required": ["form", *whole["required"]],
        "properties": {"form": {"const": FORM}, **whole["properties"]},
        "$defs": dict(sorted(kinds.items())),
    }


def part_schema(kind: type) -> dict[str, Any]:
    """The schema of one part of a record, such as ``Event``, as ``to_json`` gives it."""
    kinds: dict[str, Any] = {}
    reference = _of(kind, kinds)
    return {"$schema": DIALECT, **reference, "$defs": dict(sorted(kinds.items()))}


def _of(kind: Any, kinds: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; dataclasses are put into ``kinds`` and referred to."""
    if kind is date:
        return {"type": "string", "format": "date"}
    if is_dataclass(kind):
        named = typing.cast(type, kind)
        if named.__name__ not in kinds:
            kinds[named.__name__] = {}  # stands while its parts are looked at
            kinds[named.__name__] = _object(named, kinds)
        return {"$ref": f"#/$defs/{named.__name__}"}
    origin, options = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return {"enum": list(options)}
    if origin is tuple:
        return {"type": "array", "items": _of(options[0], kinds)}
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if origin is not None and issubclass(origin, Mapping) if isinstance(origin, type) else False:
        return {"type": "object"}
    inner = next(option for option in options if option is not type(None))
    return {"anyOf": [_of(inner, kinds), {"type": "null"}]}


def _object(kind: type, kinds: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _identity(kind, name) for name in id_names(kind)}
    for name, hint in parts_of(kind).items():
        properties[name] = _of(hint, kinds)
        if name == "country":
            properties[name] = {"anyOf": [_COUNTRY, {"type": "null"}]}
    if kind is Span:
        properties = {edge: {"type": "integer", "minimum": 0} for edge in ("start", "end")}
        properties["quote"] = {"type": "string"}
    return {
        "description": _first_sentence(kind),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _identity(kind: type, name: str) -> dict[str, Any]:
    prefix = "txt" if name == "text_id" else _PREFIX[kind]
    return {"type": "string", "pattern": f"^{prefix}-[0-9a-f]{{16}}$"}


def _first_sentence(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())


__all__ = ["part_schema", "record_schema"]

if __name__ == "__main__":
    import json
    import sys

    json.dump(record_schema(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
