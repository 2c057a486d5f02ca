"""Where a phrase names a person, and what the table of offices says of that person on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.link.units_actors import Unit
from onrecord.ontology.actors import ActorTables, Person, Spell
from onrecord.records import DateRange

OUT_OF_OFFICE = "ELI"
NEAR = 5  # years from an office within which a surname alone still means its holder


def name_start(units: Sequence[Unit], tables: ActorTables) -> int:
    """The index of the unit where the person's name at the end of ``units`` starts; their number if there is none."""
    start = len(units)
    while start and _is_name(units, start - 1, tables, started=start < len(units)):
        start -= 1
    while start < len(units) and units[start].has("particles") and not units[start].tokens[0].capital:
        start += 1
    return start


def _is_name(units: Sequence[Unit], at: int, tables: ActorTables, *, started: bool) -> bool:
    unit = units[at]
    if unit.proper or unit.persons:
        return True
    if unit.has("particles") and started:
        return True
    if len(unit.tokens) > 1 or not unit.tokens[0].capital:
        return False
    if at and _is_given(units[at - 1], tables) and (unit.has("surnames") or unit.forms or unit.named):
        return True  # "Michael Jordan", "Tom King"
    if not started and at and units[at - 1].proper and not unit.sector:
        if unit.has("surnames") and not unit.has("weak"):
            return True  # "Walker Bush"
        if at > 1 and _is_title(units[at - 2]):
            return True  # "President Ilir Meta"
    if not started and unit.key in tables.surnames and _may_be_surname(units, at):
        return True
    follows = units[at + 1] if at + 1 < len(units) else None
    return bool(
        started
        and follows is not None
        and follows.proper
        and unit.key in tables.given
        and (unit.forms or unit.named or unit.has("surnames") or unit.word.modifier)
        and unit.word.head is None
    )


def _is_title(unit: Unit) -> bool:
    return unit.has("courtesy") or unit.has("title") or (unit.word.head is not None and not unit.has("bodies"))


def _may_be_surname(units: Sequence[Unit], at: int) -> bool:
    """Whether a surname that is also a word stands as a name: behind a title ("Mr Major") or alone ("Bush")."""
    unit = units[at]
    if at:
        before = units[at - 1]
        return before.has("courtesy") or (unit.word.head is None and bool(before.sector or before.has("title")))
    return len(units) == 1 and not (unit.forms or unit.named or unit.sector or unit.word.tags - {"surnames"})


def _is_given(unit: Unit, tables: ActorTables) -> bool:
    return unit.tokens[0].capital and (unit.tokens[0].key in tables.given) and not unit.named and not unit.sector


def find_person(
    name: Sequence[Unit], tables: ActorTables, on: DateRange | None, country: str | None, sector: str | None
) -> Person | None:
    """The person of the table whom the units of a name mean, or ``None``.

    A full name means its bearer at any date; a surname only who is in office on a day of ``on``, or was or came
    to be within five years of it, and only where nobody else of that surname (and of ``country`` and ``sector``,
    where the phrase tells them) was. A common surname needs an office before it.
    """
    while len(name) > 1 and name[-1].has("generations"):
        name = name[:-1]
    key = " ".join(unit.key for unit in name)
    if key in tables.common and sector is None:
        return None
    own = name[0].persons if len(name) == 1 else ()
    bearers = own or tables.surnames.get(key, ())
    full = key not in tables.surnames
    if country is not None:
        bearers = tuple(p for p in bearers if p.country in (country, None if full else country))
    if full and len(bearers) == 1:
        return bearers[0]
    return _only(bearers, on, sector)


def _only(bearers: Sequence[Person], on: DateRange | None, sector: str | None) -> Person | None:
    """The only one in office on ``on``, else the only one within five years of it."""
    if on is None:
        return None
    in_office = [p for p in bearers if spell_on(p.spells, on) is not None]
    if sector is not None and len(in_office) > 1:
        in_office = [p for p in in_office if _sector(p, on) == sector]
    if in_office:
        return in_office[0] if len(in_office) == 1 else _agreed(in_office, on)
    near = DateRange(_moved(on.start, -NEAR), _moved(on.end, NEAR))
    found = [p for p in bearers if spell_on(p.spells, near) is not None]
    return found[0] if len(found) == 1 else None


def _agreed(bearers: Sequence[Person], on: DateRange) -> Person | None:
    """What holds of whichever is meant: "Castro" of Cuba's government while both brothers are in it."""
    countries, sectors = {p.country for p in bearers}, {_sector(p, on) for p in bearers}
    if len(countries) != 1:
        return None
    sector = sectors.pop() if len(sectors) == 1 else None
    return Person(bearers[0].name, countries.pop(), (Spell(sector, on),) if sector else ())


def _moved(day: date, years: int) -> date:
    """``day`` so many years on, within the calendar."""
    ordinal = day.toordinal() + round(years * 365.25)
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _sector(person: Person, on: DateRange | None) -> str | None:
    spell = spell_on(person.spells, on) if on else None
    return spell.sector if spell else None


def sector_on(spells: Sequence[Spell], on: DateRange | None) -> str | None:
    """A person's sector on ``on``: of the office held then, ELI after the last, ``None`` before the first.

    With no date: the sector of all offices, where they agree, else ``None``.
    """
    if on is None:
        sectors = {spell.sector for spell in spells}
        return sectors.pop() if len(sectors) == 1 else None
    spell = spell_on(spells, on)
    if spell is not None:
        return spell.sector
    before = [s for s in spells if s.days.end < on.start]
    if not before:
        return None
    last = max(before, key=lambda s: s.days.end)
    return OUT_OF_OFFICE if last.sector in ("GOV", "LEG", "MIL", "SPY", "JUD", "COP") else last.sector


def spell_on(spells: Sequence[Spell], on: DateRange) -> Spell | None:
    """The spell that shares most days with ``on``, the later of equals; ``None`` where none does."""
    best, most = None, 0
    for spell in spells:
        if not spell.days.overlaps(on):
            continue
        shared = (min(spell.days.end, on.end) - max(spell.days.start, on.start)).days + 1
        if shared >= most:
            best, most = spell, shared
    return best
