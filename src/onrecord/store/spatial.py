"""Events by where they were: within a distance of a point, in a box, or in a country.

The index ``ix_event_point`` gives the events of a band of latitude; the box around the circle is cut from it in SQL and
the distance on the sphere is reckoned for what is left. It reads whatever ``event`` means on the connection, so that a
store as of a day answers, too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

import sqlalchemy as sa

from onrecord.store import schema as s

_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.19
_e = s.event.c


@dataclass(frozen=True, slots=True)
class Near:
    """Within ``km`` of a point; degrees on WGS 84. A place is taken by its middle, whatever its extent."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Box:
    """Between two parallels and two meridians; with ``west`` greater than ``east`` across the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Area:
    """Where events are sought: all conditions given hold together. ``country`` is that of the place, ISO alpha-3."""

    near: Near | None = None
    box: Box | None = None
    country: str | None = None


def in_area(connection: sa.Connection, area: Area) -> sa.ColumnElement[bool]:
    """The condition on ``event`` that its place lies in ``area``."""
    found: list[sa.ColumnElement[bool]] = []
    if area.country is not None:
        found.append(_e.place_country == area.country.upper())
    if area.box is not None:
        found.append(_in_box(area.box))
    if area.near is not None:
        rows = connection.execute(
            sa.select(_e.number, _e.latitude, _e.longitude).where(_e.current == 1, _in_box(around(area.near)))
        )
        near = area.near
        numbers = [n for n, lat, lon in rows if distance_km(near.latitude, near.longitude, lat, lon) <= near.km]
        # one value, however many there are: SQLite limits the variables of a statement
        listed: Any = sa.func.json_each(json.dumps(numbers)).table_valued("value")
        found.append(_e.number.in_(sa.select(listed.c.value)))
    return sa.and_(sa.true(), *found)


def _in_box(box: Box) -> sa.ColumnElement[bool]:
    between = _e.latitude.between(box.south, box.north)
    if box.west <= box.east:
        return sa.and_(between, _e.longitude.between(box.west, box.east))
    return sa.and_(between, sa.or_(_e.longitude >= box.west, _e.longitude <= box.east))


def around(near: Near) -> Box:
    """The smallest box that holds the circle; all meridians where it reaches a pole."""
    reach = near.km / _KM_A_DEGREE + 1e-6
    south, north = near.latitude - reach, near.latitude + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    ratio = sin(min(near.km / _EARTH_KM, 1.57)) / cos(radians(near.latitude))
    wide = degrees(asin(min(1.0, ratio))) + 1e-6
    if ratio >= 1 or wide >= 180:
        return Box(south, -180.0, north, 180.0)
    return Box(south, _turned(near.longitude - wide), north, _turned(near.longitude + wide))


def _turned(longitude: float) -> float:
    return longitude + 360 if longitude < -180 else longitude - 360 if longitude > 180 else longitude


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, on a sphere of radius 6,371 km (haversine)."""
    a1, o1, a2, o2 = (radians(value) for value in (lat1, lon1, lat2, lon2))
    half = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin((o2 - o1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
