"""The process that takes articles out of pages. It may be killed at any time; :mod:`onrecord.read.pages`
does that.

It reads requests from standard input and answers on standard output, each a length (4 bytes, big-endian)
and so many bytes: a request is a JSON header, a line break and the page; an answer is JSON, either
``{"text", "title", "outlet", "url", "date", "encoding"}`` or ``{"code", "sentence", "remedy"}``.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
from functools import cache
from typing import Any, BinaryIO

from onrecord.read.asides import UnreadableError
from onrecord.read.decode import decode

MEMORY = 2 << 30  # bytes of address space above what the libraries take
SHORT = 100  # characters of a report
FEWEST = 5  # words
_LENGTH = struct.Struct(">I")


class _Measure:
    """A parser target that builds nothing: it counts elements and depth, and stops above the limits."""

    def __init__(self, max_nodes: int, max_depth: int) -> None:
        self.max_nodes, self.max_depth = max_nodes, max_depth
        self.nodes = self.depth = 0

    def start(self, tag: str, attributes: Any) -> None:
        self.nodes += 1
        self.depth += 1
        if self.nodes > self.max_nodes:
            raise _limit(f"more than {self.max_nodes:,} elements", "ONRECORD_MAX_NODES")
        if self.depth > self.max_depth:
            raise _limit(f"elements nested more than {self.max_depth:,} deep", "ONRECORD_MAX_DEPTH")

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """Nothing was built."""


def _limit(what: str, setting: str) -> UnreadableError:
    return UnreadableError("page-limit", f"the page has {what}", f"Save the text alone, or raise {setting}.")


def extract(page: bytes, max_nodes: int, max_depth: int) -> dict[str, Any]:
    """The article of a page and what the page says of itself. Raises UnreadableError where there is none."""
    from lxml import etree, html  # type: ignore[import-untyped]

    from onrecord.read.metadata import metadata

    text, encoding = decode(page)
    markup = _without_declaration(text)
    if not markup.strip():
        raise UnreadableError("empty", "the page holds nothing", "Leave it out.")
    parser: Any = etree.HTMLParser(target=_Measure(max_nodes, max_depth), huge_tree=True)
    etree.HTML(markup.encode("utf-8", "replace"), parser)
    utf8 = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=utf8)
    about = metadata(tree)
    body = article_text(tree, about["url"])
    if not body:
        raise UnreadableError(
            "no-text", "no article was found in the page", "Save the text alone, if it has one."
        )
    return {**about, "text": body, "encoding": encoding}


def article_text(tree: Any, url: str | None) -> str:
    """The report in a page, a paragraph a line, by trafilatura (Barbaresi 2021)."""
    import trafilatura

    given = {"url": url, "include_comments": False, "config": _config()}
    found = (
        trafilatura.extract(tree, favor_precision=True, **given) or trafilatura.extract(tree, **given) or ""
    )
    return str(found) if len(found.split()) >= FEWEST else ""


@cache
def _config() -> Any:
    """trafilatura's own settings, but that a short report is a report, and the text of all the page is none."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORT))
    return config


def _without_declaration(text: str) -> str:
    """The page is handed on as UTF-8, so an XML declaration of another encoding must go."""
    if text.lstrip()[:5] == "<?xml":
        return text[text.find("?>") + 2 :] if "?>" in text[:400] else text
    return text


def answer(request: bytes) -> dict[str, Any]:
    """The answer to one request."""
    header, _, page = request.partition(b"\n")
    limits = json.loads(header)
    try:
        return extract(page, limits["max_nodes"], limits["max_depth"])
    except UnreadableError as error:
        code, _, sentence = error.reason.partition(": ")
        return {"code": code, "sentence": sentence, "remedy": error.remedy}
    except MemoryError:
        return {
            "code": "page-limit",
            "sentence": "the page takes too much memory",
            "remedy": "Save the text alone.",
        }
    except Exception as error:  # whatever a hostile page makes the libraries raise is that page's fault
        return {
            "code": "bad-page",
            "sentence": f"the page cannot be taken apart ({type(error).__name__}: {str(error)[:120]})",
            "remedy": "Save the text alone.",
        }


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message, or ``None`` where the stream has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    body = stream.read(length)
    return body if len(body) == length else None


def write_message(stream: BinaryIO, *parts: bytes) -> None:
    """Write one message made of ``parts``."""
    stream.write(_LENGTH.pack(sum(map(len, parts))))
    for part in parts:
        stream.write(part)
    stream.flush()


def main() -> None:
    """Answer until standard input ends."""
    logging.disable(logging.CRITICAL)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the protocol
    _limit_memory()
    while (request := read_message(requests)) is not None:
        write_message(answers, json.dumps(answer(request)).encode())


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the limits on bytes and elements must do
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    if soft == resource.RLIM_INFINITY or soft > limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
