"""Files, folders and standard input to articles, one at a time, whatever some of them are like."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, cast

from onrecord.read import rows
from onrecord.read.articles import read_text
from onrecord.read.asides import Aside, Incoming, UnreadableError
from onrecord.read.decode import decode, refuse_binary
from onrecord.read.given import Given
from onrecord.read.pages import read_html
from onrecord.read.streams import CHUNK, GZIP, TRUNCATED, lines, peekable, read_all, truncated
from onrecord.records import DateRange
from onrecord.settings import Settings

log = logging.getLogger("onrecord.read")
Kind = Literal["text", "html", "jsonl", "json"]

STDIN = "standard input"
SUFFIXES = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json"})
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:p|div|article|section|span|table|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.DOTALL
)


def read_paths(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: DateRange | None = None,
    outlet: str | None = None,
) -> Iterator[Incoming]:
    """The articles of files, folders (all files below, sorted) and standard input (``-``), lazily and in
    order.

    Plain text, HTML, JSON Lines and gzip of these are told by their content, else by their name. What
    cannot be read comes as an Aside that names file and line, and the rest goes on; nothing is raised for
    an input. ``published`` and ``outlet`` outrank what the inputs say.
    """
    given = Given(settings or Settings(), published, outlet)
    for path in paths:
        if str(path) == "-":
            yield from _guarded(STDIN, given, None)
        else:
            yield from _path(Path(path), given)


def _path(path: Path, given: Given) -> Iterator[Incoming]:
    if not path.is_dir():
        yield from _guarded(str(path), given, path)
        return
    found = False
    for inner in _walk(path):
        found = True
        if isinstance(inner, Aside):
            yield inner
        elif _suffix(inner) not in SUFFIXES:
            yield Aside(
                str(inner), f"unsupported: files named {inner.suffix} are not read from folders",
                "Name it by itself to read it as text.",
            )  # fmt: skip
        else:
            yield from _guarded(str(inner), given, inner)
    if not found:
        yield Aside(str(path), "empty: the folder holds no files", "Name a folder with articles.")


def _walk(folder: Path) -> Iterator[Path | Aside]:
    """All files below ``folder``, sorted by path within each folder; hidden ones are passed over."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Aside(
            str(folder), f"unreadable: {_why(error)}", "Check that the folder is there and may be read."
        )
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix if "." in name.lstrip(".") else ""


def _guarded(where: str, given: Given, path: Path | None) -> Iterator[Incoming]:
    """The articles of one input; whatever goes wrong becomes the last thing that it gives."""
    try:
        if path is None:
            yield from _stream(sys.stdin.buffer, where, "", given)
        elif not path.exists() or path.is_file() or path.is_fifo():
            with path.open("rb") as stream:
                yield from _stream(stream, where, _suffix(path), given)
        else:
            raise UnreadableError("unsupported", "not a file or folder", "Name a file.")
    except UnreadableError as error:
        yield error.at(where)
    except FileNotFoundError:
        yield Aside(where, "missing: there is no such file", "Check the path; it may have been moved.")
    except OSError as error:
        yield Aside(where, f"unreadable: {_why(error)}", "Check that the file is there and may be read.")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower() if error.errno != errno.EACCES else "permission denied"


def _stream(raw: BinaryIO, where: str, suffix: str, given: Given) -> Iterator[Incoming]:
    with peekable(raw) as stream:
        yield from _content(stream, where, suffix, given)


def _content(stream: io.BufferedReader, where: str, suffix: str, given: Given) -> Iterator[Incoming]:
    try:
        head = stream.peek(CHUNK)[:CHUNK]
    except TRUNCATED:
        raise truncated() from None
    if head[:2] == GZIP:
        raise UnreadableError("unsupported", "gzip within gzip", "Undo one of the two.")
    if not head.strip():
        raise UnreadableError("empty", "the file holds nothing", "Leave it out, or fetch it again.")
    refuse_binary(head)
    kind = sniff(head, suffix)
    if kind == "jsonl":
        yield from _lines(stream, where, given)
        return
    data = read_all(cast(BinaryIO, stream), given.settings.max_bytes)
    if kind == "json":
        yield from rows.of_file(_text(data, where), where, given)
    elif kind == "html":
        yield read_html(
            data, settings=given.settings, published=given.published, outlet=given.outlet, where=where
        )
    else:
        yield _plain(data, where, given)


def _plain(data: bytes, where: str, given: Given) -> Incoming:
    article = read_text(_text(data, where), outlet=given.outlet, published=given.published)
    if not article.text.strip():
        raise UnreadableError("empty", "the file holds no text", "Leave it out, or fetch it again.")
    return article


def _text(data: bytes, where: str) -> str:
    text, encoding = decode(data)
    if encoding == "cp1252":
        log.warning("%s: not valid UTF-8; read as Windows-1252", where)
    return text


def _lines(stream: io.BufferedReader, where: str, given: Given) -> Iterator[Incoming]:
    """The articles of JSON Lines; a bad line is told of and the next is read."""
    limit = given.settings.max_bytes
    for number, line in enumerate(lines(cast(BinaryIO, stream), limit), 1):
        place = f"{where} line {number}"
        if line is None:
            yield Aside(
                place, f"too-large: the line is longer than {limit:,} bytes",
                "Cut it, or raise ONRECORD_MAX_BYTES.",
            )  # fmt: skip
            continue
        if not line.strip():
            continue
        try:
            row = rows.parse(_text(line, place))
        except UnreadableError as error:
            yield error.at(place)
            continue
        yield rows.article(row, place, given)


def sniff(head: bytes, suffix: str) -> Kind:
    """What an input is, by its first bytes, and by the end of its name where they do not tell.

    Raises UnreadableError for feeds and other XML, which hold no article of their own.
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    if _FEED.match(start[:4096]):
        raise UnreadableError(
            "unsupported", "a feed or a site map, no article", "Save the articles that it links to."
        )
    if start[:1] in (b"{", b"["):
        kind = _json_kind(start, suffix)
        if kind:
            return kind
    if _PAGE.search(start[:4096]) or suffix in (".html", ".htm", ".xhtml"):
        return "html"
    # a page without its head: markup all through, not one tag that a text speaks of
    if len(_MARKUP.findall(start[:65536])) >= 3 and start[:1] == b"<":
        return "html"
    return "json" if suffix == ".json" else "text"


def _json_kind(start: bytes, suffix: str) -> Kind | None:
    first, newline, _ = start.partition(b"\n")
    if start[:1] == b"{":
        if not newline and len(first) >= CHUNK // 2:
            return "jsonl"  # one very long line
        try:
            whole = isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            whole = False
        if whole:
            return "jsonl"
        if re.match(rb"\{\s*\"[^\"\n]{1,60}\"\s*:", start):
            # an object broken over lines, or a first line that is damaged
            return "json" if len(first.strip()) <= 1 or suffix == ".json" else "jsonl"
    return "json" if suffix == ".json" or re.match(rb"\[\s*\{\s*\"", start) else None
