"""A noun phrase as units: the longest names and words of the tables, left to right, and the words between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.ontology.actor_words import Token, Word, tokens
from onrecord.ontology.actors import ActorTables, CountryForm, Entry, Named, Person, fits

_NO_WORD = Word()
_SKIPPED = frozenset({"determiners", "directions"})


@dataclass(slots=True)
class Unit:
    """One stretch of a phrase and all that the tables say of it.

    ``proper`` marks a capitalised word that no table knows; ``text`` is as written.
    """

    tokens: list[Token]
    forms: tuple[CountryForm, ...] = ()
    named: tuple[Named, ...] = ()
    persons: tuple[Person, ...] = ()
    word: Word = _NO_WORD
    key: str = ""

    @property
    def proper(self) -> bool:
        """Whether it is a capitalised word that no table knows, or an initial."""
        return not (self.forms or self.named or self.persons or self.word.tags or self.sector) and (
            any(token.capital for token in self.tokens)
        )

    @property
    def sector(self) -> str | None:
        """The sector that the words tell as a head, else as a modifier."""
        return self.word.head or self.word.modifier

    @property
    def start(self) -> int:
        """Where it starts in the phrase."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the phrase."""
        return self.tokens[-1].end

    def has(self, tag: str) -> bool:
        """Whether the table of words gives it ``tag``."""
        return tag in self.word.tags


def units_of(phrase: str, tables: ActorTables) -> list[Unit]:
    """Cut ``phrase`` into units; every token is in one of them."""
    cut = tokens(phrase)
    found: list[Unit] = []
    at = 0
    while at < len(cut):
        unit, taken = _longest(cut, at, tables)
        if taken == 2 and unit.tokens[0].key == "the" and _longest(cut, at + 1, tables)[1] > 1:
            unit, taken = _alone(cut[at], tables), 1  # "the National Guard" is not of the newspaper The National
        if found and unit.tokens[0].glued:
            _join(found, unit, tables)
        else:
            found.append(unit)
        at += taken
    return found


def _longest(cut: Sequence[Token], at: int, tables: ActorTables) -> tuple[Unit, int]:
    longest = min(tables.longest.get(cut[at].key, 1), len(cut) - at)
    for size in range(longest, 0, -1):
        words = list(cut[at : at + size])
        key = words[0].key if size == 1 else " ".join(word.key for word in words)
        entry = tables.entries.get(key)
        if entry is None:
            continue
        unit = _fitting(entry, words, key)
        if unit is not None:
            return unit, size
    return Unit([cut[at]], key=cut[at].key), 1


def _alone(token: Token, tables: ActorTables) -> Unit:
    entry = tables.entries.get(token.key)
    return (entry and _fitting(entry, [token], token.key)) or Unit([token], key=token.key)


def _fitting(entry: Entry, words: list[Token], key: str) -> Unit | None:
    """The unit of what ``entry`` may mean as written, or ``None`` where the case rules out all of it."""
    forms = tuple(form for case, form in entry.forms if fits(case, words))
    named = tuple(named for case, named in entry.named if fits(case, words))
    persons = tuple(entry.persons) if entry.persons and any(word.capital for word in words) else ()
    if not (forms or named or persons or entry.word):
        return None
    word = entry.word or _NO_WORD
    if forms and "pronouns" in word.tags:  # "US" written in capitals is no pronoun
        word = _NO_WORD
    return Unit(words, forms, named, persons, word, key)


def _join(found: list[Unit], unit: Unit, tables: ActorTables) -> None:
    """Put a word behind a hyphen to the unit before: "Somalia-based" tells the country, "US-backed" nothing."""
    before = found[-1]
    words = [*before.tokens, *unit.tokens]
    key = f"{before.key} {unit.key}"
    if before.forms and unit.has("binding"):
        found[-1] = Unit(words, forms=before.forms, key=key)
    elif before.has("particles") or "al" in (before.key, unit.key):
        found[-1] = Unit(words, key=key)  # "al-Assad", "Abdel-Fattah"
    elif before.tokens[0].capital and not (unit.tokens[0].capital and (unit.forms or unit.named)):
        if unit.sector and not before.forms and not before.named:
            found[-1] = Unit(words, word=unit.word, key=key)  # "Colonel-General", "Burke-class"
        elif before.forms or before.named:
            found[-1] = Unit(words, word=Word(tags=frozenset({"apart_of"})), key=key)  # "US-backed"
        else:
            found[-1] = Unit(words, key=key)  # "Kassym-Jomart", "Ki-moon"
    elif unit.word.head and not unit.forms:
        found[-1] = Unit(words, word=unit.word, key=key)
    else:
        found[-1] = Unit(words, word=Word(tags=frozenset({"apart_of"})), key=key)  # "anti-Chinese"


def is_skipped(unit: Unit) -> bool:
    """Whether the unit is a determiner, a number or a word of direction."""
    return (bool(unit.word.tags & _SKIPPED) and not unit.sector) or unit.key.isdigit() or unit.has("apart_of")
