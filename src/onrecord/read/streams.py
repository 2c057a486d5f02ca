"""Byte streams read within bounds: gzip undone on the way, lines never longer than the limit in memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from onrecord.read.asides import UnreadableError, too_large

CHUNK = 1 << 18
GZIP = b"\x1f\x8b"
TRUNCATED = (EOFError, gzip.BadGzipFile, zlib.error)


def truncated(sentence: str = "the gzip stream ends early or is damaged") -> UnreadableError:
    """The error for compressed data that cannot be read to its end."""
    return UnreadableError("truncated", sentence, "Fetch the file again.")


@contextmanager
def peekable(stream: BinaryIO) -> Iterator[io.BufferedReader]:
    """``stream`` with its first CHUNK bytes open to a look (``peek``), gzip undone where it is gzip.

    The stream itself stays open: it is its owner's to close.
    """
    outer = _buffered(stream)
    if outer.peek(2)[:2] != GZIP:
        try:
            yield outer
        finally:
            outer.detach()
        return
    # the gzip reader is itself a buffered stream, but its peek gives as little as one block
    with gzip.GzipFile(fileobj=outer, mode="rb") as unpacked:
        inner = _buffered(cast(BinaryIO, unpacked))
        try:
            yield inner
        finally:
            inner.detach()
            outer.detach()


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, stream), CHUNK)


def read_all(stream: BinaryIO, max_bytes: int, what: str = "file") -> bytes:
    """The whole stream. Raises UnreadableError above ``max_bytes`` or where the gzip breaks off."""
    parts: list[bytes] = []
    size = 0
    try:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise too_large(what, max_bytes)
            parts.append(chunk)
    except TRUNCATED:
        raise truncated() from None
    return b"".join(parts)


def lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """The lines of the stream without their ends; ``None`` stands for one longer than ``max_bytes``.

    At most ``max_bytes`` and one chunk are in memory at a time, however long a line is. Raises
    UnreadableError where the gzip breaks off, after the lines before it.
    """
    kept: list[bytes] = []
    size = 0
    while True:
        try:
            chunk = stream.read(CHUNK)
        except TRUNCATED:
            raise truncated("the gzip stream ends early or is damaged; the lines before were read") from None
        if not chunk:
            break
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            size += len(piece)
            yield b"".join((*kept, piece)) if size <= max_bytes else None
            kept, size = [], 0
        size += len(rest)
        if size <= max_bytes:
            kept.append(rest)
        else:
            kept = []
    if size:
        yield b"".join(kept) if size <= max_bytes else None
