"""Who a noun phrase means: country, PLOVER sector and kind, by names, words and offices at a date.

The tables stand in ``data/actors/``; ``docs/actors.md`` tells the method. Nothing is guessed: what neither the
words nor the tables tell stays ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.link.person_actors import find_person, name_start, sector_on
from onrecord.link.reading_actors import PlaceCountry, Reader, Reading, split_links
from onrecord.link.units_actors import Unit, is_skipped, units_of
from onrecord.ontology.actors import ActorTables, actor_tables
from onrecord.records import Actor, DateRange

_ARTICLES = frozenset({"the", "a", "an"})
_CACHED = 65_536
_PIECES = 8  # pieces between commas that are looked at


class ActorLinker:
    """Links noun phrases to countries, sectors and named actors; the tables are read at the first use.

    ``place_country`` gives the alpha-3 code of the country where a town lies, or ``None``; it is asked only for
    the town that a police, army, court, government, school or hospital is named by.
    """

    def __init__(self, place_country: PlaceCountry | None = None) -> None:
        self._place_country = place_country
        self._tables: ActorTables | None = None
        self._cached = lru_cache(_CACHED)(self._link)

    def link(self, name: str, *, on: DateRange | None = None, context_country: str | None = None) -> Actor:
        """Return the actor that ``name`` (any noun phrase) means in a text of ``on``.

        ``context_country``: the country that the text before tells for it ("the president"), alpha-3.
        """
        return self._cached(name, on, context_country)

    def bloc(self, name: str, *, on: DateRange | None = None) -> str | None:
        """UNO, EUR or IGO where the phrase means an organisation of states or one of its people, else ``None``."""
        units = units_of(name, self.tables)
        return next((named.bloc for unit in units for named in unit.named if named.bloc), None)

    @property
    def tables(self) -> ActorTables:
        """The tables of names, offices and words."""
        if self._tables is None:
            self._tables = actor_tables()
        return self._tables

    def _link(self, name: str, on: DateRange | None, context: str | None) -> Actor:
        pieces = _pieces(units_of(name, self.tables))
        if not pieces:
            return Actor(" ".join(name.split()))
        reader = Reader(self.tables, on, context, self._place_country)
        found = [self._piece(name, piece, reader) for piece in pieces[:_PIECES]]
        if len(found) > 1 and _lists_countries(pieces):  # "Germany, France and Spain"
            return self._together(name, [unit for piece in pieces for unit in piece], found)
        actor = found[0]
        if len(found) > 1 and pieces[0][-1].forms and _lists_countries(pieces[1:]):
            # "leaders of France, Italy and Spain"
            return replace(actor, country=None)
        for piece, other in zip(pieces[1:3], found[1:3], strict=False):
            if not (_is_link(piece[0]) or piece[0].has("relatives")):
                actor = _joined(actor, other)
        if context and actor.country is None and _takes_context(actor):
            actor = replace(actor, country=context)
        return actor

    def _piece(self, phrase: str, units: list[Unit], reader: Reader) -> Actor:
        ship = self._ship(phrase, units)
        if ship is not None:
            return ship
        sides = _sides(units)
        if len(sides) > 1:
            return self._together(phrase, units, [self._piece(phrase, side, reader) for side in sides])
        start = name_start(units, self.tables)
        if start < len(units) and not any(unit.has("relatives") for unit in units[:start]):
            actor = self._person(phrase, units, start, reader)
            if actor is not None:
                return actor
        reading = reader.read(units)
        return Actor(_name(phrase, units, reading), reading.country, reading.sector, reading.kind)

    def _ship(self, phrase: str, units: list[Unit]) -> Actor | None:
        """A warship by its name ("USS ...", "HMS ..."): a means of the country whose navy it is in."""
        for at, unit in enumerate(units[:-1]):
            country = self.tables.ships.get(unit.key)
            if country and unit.tokens[0].text.isupper() and units[at + 1].tokens[0].capital:
                return Actor(_text(phrase, units[at:]), country, "MIL", "unnamed")
        return None

    def _person(self, phrase: str, units: list[Unit], start: int, reader: Reader) -> Actor | None:
        before, name = units[:start], units[start:]
        if before and before[-1].key not in self.tables.given and _is_bodys_name(before[-1]):
            told = reader.read(before)
            return Actor(_text(phrase, units), told.country, _modified(before) or told.sector, "organisation")
        titled = bool(before) and not _ends_in_link(before) and not _acts_for(before)
        told = reader.read(before) if before else Reading()
        full = len(name) > 1 or len(name[0].tokens) > 1 or bool(name[0].persons)
        if before and not titled:
            return None
        sector = _title_sector(before) or told.sector
        person = find_person(name, self.tables, reader.on, told.country, sector if told.head else None)
        office = before and any(u.sector or u.has("courtesy") or u.has("title") for u in before)
        if person is None and not (office or (full and not told.bare) or (full and not before)):
            return None
        if told.kind == "population" and not office:
            sector = None  # "the Iranian Ali Hassan"
        country = told.country
        if person is not None:
            held = sector_on(person.spells, reader.on)
            sector = held or sector if sector in (None, "CVL") else sector
            country = country or (person.country if sector != "IGO" else None)
        elif told.head and told.head.has("bodies") and sector and not told.head.tokens[0].capital:
            return Actor(_text(phrase, name), country, sector, "organisation")  # "the newspaper Kayhan"
        return Actor(_text(phrase, name), country, sector, "person")

    def _together(self, phrase: str, units: list[Unit], sides: list[Actor]) -> Actor:
        """Actors named together: what all agree on, or what only one tells of people without a name."""
        countries = {side.country for side in sides if side.country or side.name[:1].isupper()}
        sectors = {side.sector for side in sides if side.sector}
        return Actor(
            _text(phrase, units),
            countries.pop() if len(countries) == 1 else None,
            sectors.pop() if len(sectors) == 1 else None,
            _shared_kind(sides),
        )


def _pieces(units: list[Unit]) -> list[list[Unit]]:
    """The pieces between commas and brackets that hold a word."""
    pieces: list[list[Unit]] = [[]]
    for unit in units:
        if unit.key in (",", "(", ")", ";", ":"):
            pieces.append([])
        else:
            pieces[-1].append(unit)
    return [piece for piece in pieces if piece]


def _sides(units: list[Unit]) -> list[list[Unit]]:
    at = next((i for i, unit in enumerate(units) if unit.key in ("and", "&", "or")), None)
    if at is None or at == 0 or at == len(units) - 1:
        return [units]
    if any(unit.has("belongs") or "of" in (token.key for token in unit.tokens) for unit in units[:at]):
        return [units]  # "ministry of trade and industry"
    left, right = units[:at], units[at + 1 :]
    return [left, right] if any(u.sector or u.forms or u.named or u.proper or u.persons for u in left) else [right]


def _title_sector(before: Sequence[Unit]) -> str | None:
    """The sector of the titles before a name: an office goes before a rank ("President General ...")."""
    ranks = [unit.word.head for unit in before if unit.word.head and unit.has("ranks")]
    offices = [
        unit.word.head
        for unit in before
        if unit.word.head and not unit.has("ranks") and (unit.word.head == "GOV" or not unit.has("weak"))
    ]
    if not ranks or any(unit.has("former") for unit in before):
        return None
    return offices[-1] if offices else ranks[-1]


def _lists_countries(pieces: Sequence[Sequence[Unit]]) -> bool:
    """Whether nothing but countries stands between the commas, and "and" joins the last."""
    joined = any(unit.key in ("and", "&") for unit in pieces[-1]) and len(pieces[-1]) > 1
    return joined and all(unit.forms or unit.key in ("and", "&", *_ARTICLES) for piece in pieces for unit in piece)


def _shared_kind(sides: Sequence[Actor]) -> str:
    """The kind of all; countries together are no country."""
    kinds = {side.kind for side in sides}
    return sides[-1].kind if len(kinds) == 1 and kinds != {"country"} else "unnamed"


def _is_bodys_name(before: Unit) -> bool:
    """Whether an unknown word behind ``before`` is a body ("Humanitarian Fund"): that tells a calling, no office."""
    return before.word.head is None and before.word.modifier is not None and before.tokens[0].capital


def _modified(before: Sequence[Unit]) -> str | None:
    return next((unit.word.modifier for unit in reversed(before) if unit.word.modifier), None)


def _acts_for(before: Sequence[Unit]) -> bool:
    """Whether the name behind is of another, whom the head is of or for ("a spokesman for President ...")."""
    head, links = split_links(before)
    if not links or not any(unit.sector or unit.has("weak") for unit in head):
        return False
    word, part = links[-1]
    if word.key != "of":
        return any(unit.sector or unit.has("courtesy") for unit in part)
    return any(unit.word.head and not unit.has("ranks") and not unit.has("bodies") for unit in part)


def _ends_in_link(units: Sequence[Unit]) -> bool:
    return _is_link(units[-1]) or units[-1].key in ("'s", "'", "and", "&", "or")


def _is_link(unit: Unit) -> bool:
    return unit.has("belongs") or unit.has("stands") or unit.has("apart")


def _joined(first: Actor, second: Actor) -> Actor:
    """An actor with its apposition: a name stands for its description, each fills what the other leaves open."""
    if second.kind == "person" and first.kind not in ("person", "country", "group"):
        return replace(second, country=second.country or first.country, sector=first.sector or second.sector)
    if first.kind == "country" or first.sector == "IGO":
        return first
    return replace(first, country=first.country or second.country, sector=first.sector or second.sector)


def _takes_context(actor: Actor) -> bool:
    return actor.sector is not None and actor.kind in ("unnamed", "organisation", "person")


def _name(phrase: str, units: list[Unit], reading: Reading) -> str:
    head_part, links = split_links(units)
    head = reading.head
    if reading.named and head in head_part and any(u.word.head and not u.tokens[0].capital for u in head_part[:-1]):
        return _text(phrase, [head]) if head else _text(phrase, head_part)
    if head in head_part[:-1] and head_part[-1].has("means"):
        return _text(phrase, head_part[: head_part.index(head) + 1])
    kept = [*head_part, *(unit for word, part in links for unit in (word, *part))]
    return _text(phrase, kept or units)


def _text(phrase: str, units: Sequence[Unit]) -> str:
    kept = list(units)
    while len(kept) > 1 and kept[0].key in _ARTICLES:
        kept = kept[1:]
    while len(kept) > 1 and (kept[-1].key in ("'s", "'") or is_skipped(kept[-1])):
        kept = kept[:-1]
    return " ".join(phrase[kept[0].start : kept[-1].end].split())
