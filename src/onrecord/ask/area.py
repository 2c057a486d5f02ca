"""Areas as a person writes them: ``24.86,67.01,100`` (a circle of 100 km), ``20,60,30,75`` (a box), a country."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.store.spatial import Area, Box, Near

_MOST_KM = 20_040.0  # half way round the earth


def area_of(near: str | None, box: str | None, inside: str | None) -> Area | None:
    """The area that the words describe, ``None`` where none is given. Raises InputError that names the option."""
    if not (near or box or inside):
        return None
    from onrecord.ask.query import country_code

    return Area(
        near_of(near) if near else None, box_of(box) if box else None, country_code(inside) if inside else None
    )


def near_of(text: str) -> Near:
    """``LAT,LON,KM``."""
    remedy = "Write latitude, longitude and kilometres: --near 24.86,67.01,100"
    latitude, longitude, km = _numbers(text, 3, "near", remedy)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < km <= _MOST_KM):
        raise InputError(f"{text!r} is no circle on earth", where="near", remedy=remedy)
    return Near(latitude, longitude, km)


def box_of(text: str) -> Box:
    """``SOUTH,WEST,NORTH,EAST``; a west greater than the east runs across the date line."""
    remedy = "Write south, west, north and east in degrees: --box 23,60,37,78"
    south, west, north, east = _numbers(text, 4, "box", remedy)
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise InputError(f"{text!r} is no box on earth", where="box", remedy=remedy)
    return Box(south, west, north, east)


def _numbers(text: str, count: int, where: str, remedy: str) -> list[float]:
    parts = text.replace(";", ",").split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(abs(number) < 1e6 for number in numbers):
        raise InputError(f"{text!r} is not {count} numbers", where=where, remedy=remedy)
    return numbers
