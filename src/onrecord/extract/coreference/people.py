"""Persons by their full names: which surname stands for whom in this article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.annotated import Phrase
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor


class People:
    """The persons whom an article names in full, and whom a shorter name of it stands for.

    A shorter name is the last word of a full one ("Annan"), its first ("Lee" of Lee Myung-bak), or words of it in
    their order ("de Klerk", "Suu Kyi"). One that fits two persons leads to neither.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._persons: list[tuple[list[str], Actor]] = []
        for phrase in phrases:
            actor = phrase.actor
            if actor.kind == "person" and actor.name[:1].isalpha():
                self._add(actor)
        self._by_word: dict[str, list[int]] = {}
        for at, (words, _) in enumerate(self._persons):
            for word in words:
                self._by_word.setdefault(word, []).append(at)

    def full(self, actor: Actor) -> Actor | None:
        """The person of whose full name ``actor`` bears a part, with all that the article tells of them."""
        words = words_of_name(actor.name)
        if not words:
            return None
        found = [at for at in self._by_word.get(words[-1], ()) if _part_of(words, self._persons[at][0])]
        if len(found) > 1:
            whole = [at for at in found if self._persons[at][0] == words]
            last = [at for at in found if self._persons[at][0][-len(words) :] == words]
            found = whole or (last if len(last) == 1 else found)
        if len(found) != 1:
            return None
        return self._persons[found[0]][1]

    def _add(self, actor: Actor) -> None:
        words = words_of_name(actor.name)
        if not words:
            return
        for at, (known, other) in enumerate(self._persons):
            if known == words or (
                len(words) > 1 and len(known) > 1 and (_part_of(words, known) or _part_of(known, words))
            ):
                self._persons[at] = (max(known, words, key=len), _merged(other, actor))
                return
        if len(words) == 1:
            fits = [at for at, (known, _) in enumerate(self._persons) if _part_of(words, known)]
            if fits:
                if len(fits) == 1:
                    known, other = self._persons[fits[0]]
                    self._persons[fits[0]] = (known, _merged(other, actor))
                return
        else:
            singles = [
                at for at, (known, _) in enumerate(self._persons) if len(known) == 1 and known[0] == words[-1]
            ]
            if singles:
                self._persons[singles[0]] = (words, _merged(self._persons[singles[0]][1], actor))
                return
        self._persons.append((words, actor))


def words_of_name(name: str) -> list[str]:
    """The words of a name as they are compared: without case, initials' dots, possessive and Arabic article."""
    particles = load_reference_words().name_particles
    words = []
    for word in name.casefold().replace("’", "'").split():
        word = word.removesuffix("'s").strip("'\".,")
        first, hyphen, rest = word.partition("-")
        if hyphen and first in particles:
            word = rest
        if word:
            words.append(word)
    return words


def _part_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a shorter name is a part of a longer: its first or last word, or words of it in their order."""
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or (
            len(long) > 2 and short[0] in long[1:-1] and len(short[0]) > 2
        )
    rest = iter(long)
    return all(word in rest for word in short)


def _merged(one: Actor, other: Actor) -> Actor:
    longer, shorter = (one, other) if len(one.name) >= len(other.name) else (other, one)
    return replace(longer, country=longer.country or shorter.country, sector=longer.sector or shorter.sector)
