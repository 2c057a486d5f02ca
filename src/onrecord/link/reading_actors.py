"""What the words of a noun phrase tell: the head decides the sector, a nationality or an owner the country."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.link.person_actors import OUT_OF_OFFICE, find_person, name_start, sector_on, spell_on
from onrecord.link.units_actors import Unit, is_skipped
from onrecord.ontology.actors import ActorTables, CountryForm, Named, Person
from onrecord.records import DateRange

PlaceCountry = Callable[[str], str | None]
# Heads of these sectors take the sector of an armed group or gang that stands before them ("Boko Haram gunmen").
_YIELDING = frozenset({"UAF", "MIL"})
_ARMED = frozenset({"REB", "SEP", "PRM", "CRM", "UAF"})
_FEW = 20
_NOT_THERE = frozenset({"MIL", "UAF", "REB", "IGO"})  # being in a country does not make these of it
_PEOPLE = ("weak", "of_country", "bodies", "ranks", "population", "foreign", "persons", "means", "courtesy", "title")
_LOCAL = frozenset({"MIL", "COP", "GOV", "JUD", "EDU", "LEG", "HLH", "MED"})  # told by the town that they are of


@dataclass(frozen=True, slots=True)
class Reading:
    """Country, sector and kind of a phrase; ``name`` is the body that is its head, ``bare`` a country alone."""

    country: str | None = None
    sector: str | None = None
    kind: str = "unnamed"
    named: Named | None = None
    bare: bool = False
    head: Unit | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads descriptions at a date; ``place_country`` gives the country of a town, where the caller has one."""

    tables: ActorTables
    on: DateRange | None
    context: str | None
    place_country: PlaceCountry | None

    def read(self, units: Sequence[Unit]) -> Reading:
        """Read a phrase that names no person."""
        head_part, links = split_links(units)
        while head_part and head_part[-1].key in ("'s", "'"):
            head_part = head_part[:-1]
        content = [unit for unit in head_part if not is_skipped(unit)]
        if not content:  # "several of the unions in Denmark"
            return self.read(units[units.index(links[0][0]) + 1 :]) if links else Reading()
        if len(content) > 1 and content[-1].has("means") and _is_body(content[-2]):
            content = content[:-1]  # "an air force plane" is the air force's
        holder = self._possessor(content)
        country = self._country(content, units) or (holder.country if holder else None)
        last = content[-1]
        if last.named and not (last.word.head and len(content) > 1 and not self._agrees(last, country)):
            return self._body(last, country)
        if last.forms and not last.word.head:
            return self._nation(last, content, country, few=_is_few(head_part))
        sector = self._sector(content, links, country)
        if sector is None and holder is not None and last.has("weak"):
            sector = sector_on(holder.spells, self.on)
        if sector is None and not self._acts(last):
            return Reading(country, head=last)  # a thing: whose it is, is another's to tell
        country = country or self._owner(links, sector, last) or self._town(content, links, sector)
        if any(unit.has("former") for unit in content[:-1]) and sector in self.tables.offices:
            sector = OUT_OF_OFFICE
        return Reading(country, sector, _kind(last, sector, country), head=last)

    def _agrees(self, unit: Unit, country: str | None) -> bool:
        return any(named.country in (country, None) for named in unit.named)

    def _body(self, unit: Unit, country: str | None) -> Reading:
        named = self._choose(unit, country)
        sector = self.sector_of(named) if named else _same([self.sector_of(n) for n in unit.named])
        kind = unit.named[0].kind
        if named is None:
            return Reading(country, sector, kind, head=unit)
        generic = unit.word.head is not None and named.bloc is None and len(unit.tokens) == 1
        return Reading(country or (None if generic else named.country), sector, kind, named, head=unit)

    def _choose(self, unit: Unit, country: str | None) -> Named | None:
        wanted = country or self.context
        for named in unit.named:
            if named.country is not None and named.country == wanted:
                return named
        countries = {named.country for named in unit.named}
        return unit.named[0] if len(countries) == 1 else None

    def sector_of(self, named: Named) -> str:
        """The sector of a body at the date: that of a dated spell, else its usual one."""
        spell = spell_on(named.spells, self.on) if self.on and named.spells else None
        return spell.sector if spell else named.sector

    def _country(self, content: Sequence[Unit], units: Sequence[Unit]) -> str | None:
        for unit in content:
            if unit.forms:
                return self._form(unit, units).country
        return None

    def _form(self, unit: Unit, units: Sequence[Unit]) -> CountryForm:
        form = unit.forms[0]
        ambiguous = self.tables.ambiguous.get(unit.key)
        if ambiguous and (
            self.context == ambiguous.other
            or any(_singular(other.key) & ambiguous.words for other in units if other is not unit)
        ):
            return CountryForm(ambiguous.other, "region")
        return form

    def _nation(self, last: Unit, content: Sequence[Unit], country: str | None, *, few: bool) -> Reading:
        kinds = {form.form for form in last.forms}
        country = last.forms[0].country if len(content) > 1 and country is None else country
        if "name" in kinds:
            return Reading(country, None, "country", bare=True, head=last)
        if "capital" in kinds:
            return Reading(country, None, "country", bare=True, head=last)
        if "seat" in kinds:
            return Reading(country, "GOV", "organisation", bare=True, head=last)
        if "region" in kinds:
            return Reading(country, None, "unnamed", bare=True, head=last)
        return Reading(country, None if few else "CVL", "population", head=last)

    def _sector(self, content: Sequence[Unit], links: _Links, country: str | None) -> str | None:
        last = content[-1]
        own = last.word.head
        if last.has("never") or (own is None and last.has("things")):
            return None
        told = self._before(content[:-1])
        if country is None and self._of_bloc(links) and own in (None, *self.tables.offices):
            return "IGO"  # "ministers of the Association of ..."
        if own is not None and not last.has("weak"):
            yields = (own in _YIELDING and told in _ARMED and told != own) or (own == "MIL" and told == "IGO")
            return told if yields else own
        if not self._acts(last):
            return None
        found = told or self._linked(links) or own
        if found is None and last.has("of_country") and (country or self._owner(links, None, last)):
            return "GOV"
        return found

    def _acts(self, head: Unit) -> bool:
        """Whether a head can be somebody: a word of the tables for people and bodies, or one that ends like one."""
        if head.has("never") or (head.has("things") and head.word.head is None):
            return False
        if head.word.head or head.named or head.persons or head.forms or head.tokens[0].capital:
            return True
        return any(head.has(tag) for tag in _PEOPLE) or head.tokens[-1].key.endswith(self.tables.endings)

    def _of_bloc(self, links: _Links) -> bool:
        """Whether the phrase is "... of" an organisation of states."""
        return any(word.key == "of" and any(n.bloc for u in units[:2] for n in u.named) for word, units in links[:1])

    def _before(self, before: Sequence[Unit]) -> str | None:
        """The sector that the words before the head lend it, the nearest first."""
        bloc = next((named for unit in before for named in unit.named if named.bloc), None)
        if bloc is not None:  # "a UN human rights expert"
            return self.sector_of(bloc)
        for unit in reversed(before):
            if unit.named:
                named = self._choose(unit, None) or unit.named[0]
                return self.sector_of(named)
            sector = unit.word.modifier or (None if unit.has("weak") else unit.word.head)
            if sector:
                return sector
            if unit.persons:
                person = find_person([unit], self.tables, self.on, None, None)
                return sector_on(person.spells, self.on) if person else None
            if any(form.form == "seat" for form in unit.forms):
                return "GOV"
        return None

    def _linked(self, links: _Links) -> str | None:
        for word, units in links:
            if word.has("belongs"):
                reading = self.read(units)
                if reading.sector and not reading.bare and reading.kind != "population":
                    return reading.sector
        return None

    def _owner(self, links: _Links, sector: str | None, last: Unit) -> str | None:
        for word, units in links:
            if word.has("belongs") or (
                word.has("stands") and sector not in _NOT_THERE and not last.has("foreign")
            ):
                holder = self._holder(units)
                country = self.read(units).country or (holder.country if holder else None)
                if country:
                    return country
        return None

    def _holder(self, units: Sequence[Unit]) -> Person | None:
        """The person of the table whom ``units`` end with ("the government of ...")."""
        start = name_start(units, self.tables)
        return find_person(units[start:], self.tables, self.on, None, None) if start < len(units) else None

    def _possessor(self, content: Sequence[Unit]) -> Person | None:
        """The person of the table whose the head is ("Olmert's office")."""
        at = next((i for i, unit in enumerate(content) if unit.key in ("'s", "'")), 0)
        return self._holder(content[:at]) if at and at < len(content) - 1 else None

    def _town(self, content: Sequence[Unit], links: _Links, sector: str | None) -> str | None:
        """The country of a body or owner of one: a body before the head, else the town that leads the phrase."""
        for unit in reversed(content[:-1]):
            if unit.named:
                named = self._choose(unit, None)
                return named.country if named and not (unit.word.head and len(unit.tokens) == 1) else None
            if unit.persons:
                person = find_person([unit], self.tables, self.on, None, None)
                return person.country if person else None
        if self.place_country is None or sector not in _LOCAL:
            return None
        names = [unit for unit in content[:-1] if unit.proper]
        for word, units in links:
            if word.key in ("of", "in") and not names:
                names = [unit for unit in units if unit.proper]
        return self.place_country(" ".join(t.text for unit in names for t in unit.tokens)) if names else None


_Links = list[tuple[Unit, list[Unit]]]


def split_links(units: Sequence[Unit]) -> tuple[list[Unit], _Links]:
    """The part of the head, and each preposition with the part behind it; clauses are left out."""
    parts: list[tuple[Unit | None, list[Unit]]] = [(None, [])]
    for unit in units:
        if unit.has("relatives") and _has_head(parts[-1][1]):
            break
        if unit.has("belongs") or unit.has("stands") or unit.has("apart"):
            parts.append((unit, []))
        else:
            parts[-1][1].append(unit)
    return parts[0][1], [(word, part) for word, part in parts[1:] if word is not None]


def _is_body(unit: Unit) -> bool:
    return bool(unit.named) or (unit.word.head is not None and unit.has("bodies"))


def _is_few(units: Sequence[Unit]) -> bool:
    """Whether a number of people small enough to be certain persons is told."""
    if any(unit.key.startswith(("hundred", "thousand", "million")) for unit in units):
        return False
    return any(unit.has("numerals") or (unit.key.isdigit() and int(unit.key) <= _FEW) for unit in units)


def _has_head(units: Sequence[Unit]) -> bool:
    return any(unit.sector or unit.named or unit.proper or unit.persons for unit in units)


def _kind(last: Unit, sector: str | None, country: str | None) -> str:
    if country and (sector == "CVL" or last.has("population")):
        return "population"
    if last.has("bodies") and (country or last.tokens[0].capital):
        return "organisation"
    return "unnamed"


def _same(values: Sequence[str]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _singular(key: str) -> set[str]:
    return {key, key.removesuffix("s")}
