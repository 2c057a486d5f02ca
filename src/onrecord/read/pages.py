"""Pages to articles, through a process that is killed where a page takes too long.

One process serves page after page; after a kill or a crash the next page gets a new one. The process is this
program's child and ends with it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, cast

from onrecord.read.articles import read_text, with_headline
from onrecord.read.asides import UnreadableError, too_large
from onrecord.read.dates import date_range
from onrecord.read.page_worker import read_message, write_message
from onrecord.records import Article, DateRange
from onrecord.settings import Settings

log = logging.getLogger("onrecord.read")
START_SECONDS = 30.0  # what a fresh process may take for its imports, on top of the page's own time


class PageProcess:
    """The process that takes pages apart. Not shared between threads or forks."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, page: bytes, *, max_nodes: int, max_depth: int, seconds: float) -> dict[str, Any]:
        """The worker's answer. Raises UnreadableError where it took longer than ``seconds`` or died."""
        fresh = self._process is None
        process = self._process or self._start()
        limit = seconds + (START_SECONDS if fresh else 0)
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limit, kill)
        timer.start()
        try:
            header = json.dumps({"max_nodes": max_nodes, "max_depth": max_depth}).encode()
            write_message(cast(BinaryIO, process.stdin), header, b"\n", page)
            reply = read_message(cast(BinaryIO, process.stdout))
        except OSError:
            reply = None
        finally:
            timer.cancel()
        if reply is None or late.is_set():
            self.close()
            if late.is_set():
                raise UnreadableError(
                    "page-time", f"the page took longer than {seconds:g} seconds",
                    "Save the text alone, or raise ONRECORD_PAGE_SECONDS.",
                )  # fmt: skip
            raise UnreadableError(
                "bad-page", "the page broke the process that read it", "Save the text alone."
            )
        answer: dict[str, Any] = json.loads(reply)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        package = str(Path(__file__).parents[2])
        path = os.pathsep.join(part for part in (package, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "onrecord.read.page_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
        )
        return self._process

    def close(self) -> None:
        """End the process; the next page gets a new one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be written has nowhere to go
                    pipe.close()
        process.wait()


_shared: PageProcess | None = None


def _page_process() -> PageProcess:
    global _shared  # noqa: PLW0603 - one child a process, and a forked process must not use its parent's
    if _shared is None or _shared.owner != os.getpid():
        _shared = PageProcess()
        atexit.register(_shared.close)
    return _shared


def read_html(
    page: bytes,
    *,
    settings: Settings | None = None,
    published: DateRange | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    external_id: str | None = None,
    metadata: DateRange | None = None,
    where: str = "page",
) -> Article:
    """The article of a page: its headline, then its paragraphs, a blank line between them.

    What is given outranks what the page says of itself. Raises UnreadableError where the page is above the
    limits of ``settings`` or holds no article.
    """
    settings = settings or Settings()
    if len(page) > settings.max_bytes:
        raise too_large("page", settings.max_bytes)
    found = _page_process().ask(
        page, max_nodes=settings.max_nodes, max_depth=settings.max_depth, seconds=settings.page_seconds
    )
    if "code" in found:
        raise UnreadableError(found["code"], found["sentence"], found["remedy"])
    if found["encoding"] == "cp1252":
        log.warning("%s: not valid UTF-8; read as Windows-1252", where)
    title = title or found["title"]
    body = "\n\n".join(line for line in found["text"].split("\n") if line.strip())
    return read_text(
        with_headline(title, body),
        outlet=outlet or found["outlet"],
        published=published,
        title=title,
        url=url or found["url"],
        external_id=external_id,
        metadata=metadata or _page_date(found["date"]),
    )


def _page_date(text: str | None) -> DateRange | None:
    """The page's own date; what it writes there and is none says nothing."""
    from onrecord.errors import InputError

    try:
        return date_range(text) if text else None
    except InputError:
        return None
