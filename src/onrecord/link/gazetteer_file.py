"""The gazetteer's file: one flat file, mapped into memory and shared between processes.

Layout, all numbers little-endian: a head (magic, counts, offsets), a JSON list of country codes, fixed records of
places in order of weight, a table of slots, and an area of text. A name's slot is found by the CRC-32 of its key with
linear probing; it points to ``length, key, count, rows`` in the text area, each row shifted left by one with the
lowest bit telling the place's usual name. A look-up touches a few pages; nothing is loaded when the file is opened.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from onrecord.errors import StoreError

MAGIC = b"ORPLACE1"
_HEAD = struct.Struct("<8sIIIIII")  # magic, places, slots, and where codes, records, slots and text begin
_PLACE = struct.Struct("<IIIiiIIBBBB")
_NUMBER = struct.Struct("<I")
_COUNT = struct.Struct("<H")
_NOWHERE = 0x7FFFFFFF  # a coordinate that is not known
_SCALE = 100_000  # coordinates are kept to five decimals, about a metre
_NO_CODE = 255
_MOST_ROWS = 60_000


class Row(NamedTuple):
    """A place as it is stored; ``admin1`` and ``admin2`` are rows, 0 for none."""

    name: str
    kind: int
    country: str | None
    admin1: int
    admin2: int
    latitude: float | None
    longitude: float | None
    population: int
    geonames_id: int | None
    flags: int


class PlaceFile:
    """Reads a file of places. Rows count from 1."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            magic, self.places, slots, codes, self._records, self._slots, self._text = _HEAD.unpack_from(self._map)
        except (OSError, ValueError, struct.error) as error:
            raise StoreError(f"no index of places: {error}", where=str(path), remedy="Delete it.") from None
        if magic != MAGIC:
            raise StoreError("no index of places", where=str(path), remedy="Delete it; it is built again.")
        self._mask = slots - 1
        self.codes: list[str] = json.loads(self._map[codes : self._records])

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()

    def rows_of(self, key: str, most: int) -> tuple[int, ...]:
        """The rows called ``key`` in order of weight, at most ``most``; each doubled, and odd where it is the usual
        name."""
        data, wanted = self._map, key.encode()
        slot, length = crc32(wanted) & self._mask, len(wanted)
        while True:
            (at,) = _NUMBER.unpack_from(data, self._slots + 4 * slot)
            if not at:
                return ()
            if data[at] == length and data[at + 1 : at + 1 + length] == wanted:
                (count,) = _COUNT.unpack_from(data, at + 1 + length)
                if count == 1:
                    return _NUMBER.unpack_from(data, at + 3 + length)
                return struct.unpack_from(f"<{min(count, most)}I", data, at + 3 + length)
            slot = (slot + 1) & self._mask

    def read(self, row: int) -> Row:
        """The place of ``row``."""
        text, admin1, admin2, latitude, longitude, people, geonames, size, kind, code, flags = _PLACE.unpack_from(
            self._map, self._records + (row - 1) * _PLACE.size
        )
        country = self.codes[code] if code != _NO_CODE else None
        name = self._map[text : text + size].decode()
        if latitude == _NOWHERE:
            return Row(name, kind, country, admin1, admin2, None, None, people, geonames or None, flags)
        north, east = latitude / _SCALE, longitude / _SCALE
        return Row(name, kind, country, admin1, admin2, north, east, people, geonames or None, flags)

    def inside(self, south: float, north: float, west: float, east: float) -> Iterator[int]:
        """The rows of the places in a box, the weightiest first."""
        low, high, left, right = (round(value * _SCALE) for value in (south, north, west, east))
        body = memoryview(self._map)[self._records : self._records + self.places * _PLACE.size]
        try:
            for row, record in enumerate(_PLACE.iter_unpack(body), 1):
                if low <= record[3] <= high and left <= record[4] <= right and record[3] != _NOWHERE:
                    yield row
        finally:
            body.release()


def write(path: Path, places: Sequence[Row], names: Iterable[tuple[str, int, bool]]) -> None:
    """Write a file of ``places`` under ``names``: (key, row, whether it is the place's usual name)."""
    keys: dict[str, list[int]] = {}
    for key, row, usual in names:
        keys.setdefault(key, []).append(row << 1 | usual)
    codes = sorted({place.country for place in places if place.country})
    assert len(codes) < _NO_CODE
    coded = json.dumps(codes).encode()
    slots = 1 << max(4, (2 * len(keys) - 1).bit_length())
    start = _HEAD.size
    records = start + len(coded)
    table = records + len(places) * _PLACE.size
    text = table + 4 * slots
    area, body = bytearray(), bytearray()
    numbers = {code: number for number, code in enumerate(codes)}
    for place in places:
        name = place.name.encode()[:255]
        body += _PLACE.pack(
            text + len(area), place.admin1, place.admin2, _degrees(place.latitude), _degrees(place.longitude),
            place.population, place.geonames_id or 0, len(name), place.kind,
            numbers[place.country] if place.country else _NO_CODE, place.flags,
        )  # fmt: skip
        area += name
    found = bytearray(4 * slots)
    for key in sorted(keys):
        _put(found, key.encode(), slots - 1, text + len(area))
        rows = sorted(keys[key])[:_MOST_ROWS]
        area += _entry(key.encode(), rows)
    head = _HEAD.pack(MAGIC, len(places), slots, start, records, table, text)
    path.write_bytes(b"".join((head, coded, body, found, area)))


def _degrees(value: float | None) -> int:
    return _NOWHERE if value is None else round(value * _SCALE)


def _put(table: bytearray, key: bytes, mask: int, at: int) -> None:
    slot = crc32(key) & mask
    while _NUMBER.unpack_from(table, 4 * slot)[0]:
        slot = (slot + 1) & mask
    _NUMBER.pack_into(table, 4 * slot, at)


def _entry(key: bytes, rows: Sequence[int]) -> bytes:
    return bytes([len(key)]) + key + _COUNT.pack(len(rows)) + struct.pack(f"<{len(rows)}I", *rows)
