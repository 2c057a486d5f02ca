"""A record as plain JSON and back, with nothing lost; ``schema`` describes the form, ``docs/record.md`` explains it.

Every field of ``onrecord.records`` keeps its name and is always there, ``null`` or an empty list where nothing is
known. Days are ISO text. A span is ``{"start", "end", "quote"}``, so that the words can be read without the text. Ids
are written beside what they are hashes of; on the way back they are worked out anew and must agree.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord import records
from onrecord.errors import InputError
from onrecord.records import Record, Span

FORM = "onrecord-record-1"  # changes when a reader of the former form could no longer read it
IDENTIFIED: tuple[type, ...] = (
    records.Article, records.Actor, records.Place, records.Mention, records.Attribution, records.Claim, records.Run,
)  # fmt: skip

Write = Callable[[Any, str], Any]
Read = Callable[[Any, str], Any]


def record_to_json(record: Record) -> dict[str, Any]:
    """``record`` as what ``json.dumps`` takes."""
    written: dict[str, Any] = writer(Record)(record, record.article.text)
    return {"form": FORM, **written}


def to_json(thing: Any, text: str) -> dict[str, Any]:
    """Any part of a record as JSON; ``text`` is that of the article that its spans point into."""
    kind: Any = type(thing)
    written: dict[str, Any] = writer(kind)(thing, text)
    return written


def record_from_json(data: Mapping[str, Any]) -> Record:
    """The record that ``record_to_json`` made ``data`` of.

    Raises InputError, naming the place, where something is missing, is of another kind, or does not have its id.
    """
    form = data.get("form") if isinstance(data, Mapping) else None
    if form != FORM:
        raise InputError(
            f"the form is {form!r}, not {FORM!r}",
            where="record",
            remedy="Write it with this version of onrecord.",
        )
    made: Record = reader(Record)({key: value for key, value in data.items() if key != "form"}, "record")
    return made


def parts_of(kind: type) -> dict[str, Any]:
    """The fields of a dataclass of ``records`` that its maker takes, with their types."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.init}


def id_names(kind: type) -> tuple[str, ...]:
    """The ids that are written beside the fields."""
    if kind is records.Article:
        return ("id", "text_id")
    return ("id",) if kind in IDENTIFIED else ()


@cache
def writer(kind: Any) -> Write:
    """What writes values of the type ``kind``, given the article's text."""
    if kind is Span:
        return lambda span, text: {"start": span.start, "end": span.end, "quote": text[span.start : span.end]}
    if kind is date:
        return lambda day, text: day.isoformat()
    if is_dataclass(kind):
        return _dataclass_writer(typing.cast(type, kind))
    inner = _inside(kind)
    if inner is None:
        return lambda value, text: value
    write = writer(inner)
    if typing.get_origin(kind) is tuple:
        return lambda values, text: [write(value, text) for value in values]
    return lambda value, text: None if value is None else write(value, text)


def _dataclass_writer(kind: type) -> Write:
    names = id_names(kind)
    parts = [(name, writer(hint)) for name, hint in parts_of(kind).items()]

    def write(thing: Any, text: str) -> dict[str, Any]:
        ids = {name: getattr(thing, name) for name in names}
        return ids | {name: part(getattr(thing, name), text) for name, part in parts}

    return write


@cache
def reader(kind: Any) -> Read:
    """What reads values of the type ``kind``, given where in the document they stand."""
    if kind is date:
        return _read_day
    if is_dataclass(kind):
        return _dataclass_reader(typing.cast(type, kind))
    if typing.get_origin(kind) is typing.Literal:
        return _one_of(typing.get_args(kind))
    inner = _inside(kind)
    if inner is None:
        return _plain_reader(kind)
    read = reader(inner)
    if typing.get_origin(kind) is tuple:
        listed = _plain_reader(list)
        return lambda value, where: tuple(
            read(v, f"{where}[{at}]") for at, v in enumerate(listed(value, where))
        )
    return lambda value, where: None if value is None else read(value, where)


def _dataclass_reader(kind: type) -> Read:
    parts = {name: reader(hint) for name, hint in parts_of(kind).items()}
    derived = set(id_names(kind)) | ({"quote"} if kind is Span else set())
    mapped = _plain_reader(Mapping)

    def read(value: Any, where: str) -> Any:
        given = mapped(value, where)
        for name in (parts.keys() | derived) - given.keys():
            raise _wrong(f"{name} is missing", where)
        for name in given.keys() - parts.keys() - derived:
            raise _wrong(f"{name} is not part of it", where)
        values = {name: part(given[name], f"{where}.{name}") for name, part in parts.items()}
        try:
            made = kind(**values)
        except ValueError as error:
            raise _wrong(str(error), where) from error
        for name in id_names(kind):
            if getattr(made, name) != given[name]:
                raise _wrong(f"its {name} is not that of its content", where)
        return made

    return read


def _inside(kind: Any) -> Any:
    """The type inside ``X | None`` or ``tuple[X, ...]``; ``None`` for any other."""
    options = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        return options[0]
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(option for option in options if option is not type(None))
    return None


def _plain_reader(kind: Any) -> Read:
    wanted = typing.get_origin(kind) or kind  # Mapping[str, Any] is checked as Mapping

    def read(value: Any, where: str) -> Any:
        whole = wanted is float and isinstance(value, int)
        # in Python True is an int; in JSON it is none
        if not (whole or isinstance(value, wanted)) or (isinstance(value, bool) and wanted is not bool):
            raise _wrong(f"{value!r:.60} is not of the kind {_KINDS.get(wanted, wanted.__name__)}", where)
        return value

    return read


_KINDS: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    list: "array",
    Mapping: "object",
}
_KINDS |= {typing.get_origin(Mapping[str, Any]): "object"}


def _one_of(options: tuple[str, ...]) -> Read:
    def read(value: Any, where: str) -> Any:
        if value not in options:
            raise _wrong(f"{value!r:.60} is none of {', '.join(options)}", where)
        return value

    return read


def _read_day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _wrong(f"{value!r:.60} is no day", where) from error


def _wrong(what: str, where: str) -> InputError:
    return InputError(what, where=where, remedy="See docs/record.md for the form of a record.")
