"""The actors that an article has named so far, with what it called them and where it last did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from onrecord import grammar
from onrecord.annotated import Phrase, Sentence, Token
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor

Key = tuple[int, int]  # sentence index, head token

REACH = 4  # sentences that a pronoun or definite noun looks back over
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_BODIES = frozenset({"group", "organisation"})


@dataclass(slots=True)
class Entity:
    """One actor of the article: ``actor`` at its fullest, what it was called, where it was named.

    ``latest`` is it by the name that was used last. ``faint`` tells of the last mention that it was only a place or
    an adjective ("in Paris", "French"), ``subject`` how much of a subject it was (see :func:`subjecthood`).
    ``members`` are those that a coordination joined ("India and Pakistan").
    """

    actor: Actor
    latest: Actor
    heads: set[str] = field(default_factory=set)
    seen: list[Key] = field(default_factory=list)
    plural: bool = False
    subject: int = 0
    faint: bool = False
    gender: str = ""
    members: tuple[Actor, ...] = ()

    @property
    def last(self) -> Key:
        """Where it was last named."""
        return self.seen[-1]


class Cast:
    """All entities of one article, in the order of their first mention."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.countries: list[tuple[int, str]] = []  # of every mention: sentence, country

    def note(self, key: Key, phrase: Phrase, sentence: Sentence) -> None:
        """Remember the actor of a phrase, its head words and what part it last played."""
        actor, token = phrase.actor, sentence.tokens[phrase.head]
        if actor.country is None and actor.sector is None and not _has_name(actor):
            return
        entity = self._find(actor)
        if entity is None:
            entity = Entity(actor, actor)
            self.entities.append(entity)
        faint = is_faint(sentence, phrase)
        if (
            entity.faint
            and not faint
            and actor.kind == "country"
            and not entity.actor.name.startswith(f"{actor.name} ")
        ):
            entity.actor = actor  # by its own name rather than from an adjective
        entity.actor = fuller(entity.actor, actor)
        entity.latest = actor if actor.kind == "country" and not faint else entity.actor
        if actor.country is not None:
            self.countries.append((key[0], actor.country))
        subject = subjecthood(sentence, token.i)
        if subject > 1 and actor.kind != "person" and _trails(sentence, token):
            subject = 1
        entity.subject = max(subject, entity.subject) if entity.seen and entity.last[0] == key[0] else subject
        entity.seen.append(key)
        entity.plural = token.tag == "NNS" and actor.kind not in {"country", "person"}
        entity.plural = entity.plural or (token.tag == "NNPS" and actor.kind == "unnamed")
        entity.heads.add(_noun_at(sentence, token))
        entity.heads.update(_said_of(sentence, token))
        entity.faint = faint
        entity.gender = entity.gender or gender_of(actor, entity.heads)

    def join(self, key: Key, members: tuple[Actor, ...], *, subject: int) -> None:
        """Remember several named together."""
        name = " and ".join(actor.name for actor in members)
        entity = next((e for e in self.entities if e.members == members), None)
        if entity is None:
            entity = Entity(Actor(name), Actor(name), members=members, plural=True)
            self.entities.append(entity)
        entity.seen.append(key)
        entity.subject = subject

    def joint(self, sentence: int) -> tuple[Actor, ...]:
        """Those last named or meant together in that sentence or before."""
        found = [e for e in self.recent(sentence) if e.members]
        return found[0].members if found else ()

    def again(self, entity: Entity, key: Key, *, subject: int) -> None:
        """Another mention, by a word that adds nothing."""
        entity.subject = max(subject, entity.subject) if entity.last[0] == key[0] else subject
        entity.seen.append(key)
        entity.faint = False
        if entity.actor.country is not None:
            self.countries.append((key[0], entity.actor.country))

    def recent(self, sentence: int, *, reach: int = REACH) -> list[Entity]:
        """Those named within ``reach`` sentences, the last first."""
        return sorted(
            (e for e in self.entities if sentence - e.last[0] <= reach), key=lambda e: e.last, reverse=True
        )

    def named(self) -> Iterator[Entity]:
        """Single actors, in the order of their first mention."""
        return (e for e in self.entities if not e.members)

    def _find(self, actor: Actor) -> Entity | None:
        for entity in self.entities:
            known = entity.actor
            if actor.kind == "country" == known.kind:
                if actor.country == known.country:
                    return entity
            elif not entity.members and _same_name(known, actor):
                return entity
        return None


def _trails(sentence: Sentence, token: Token) -> bool:
    """Whether a body only stands behind what was told: "..., the Malaysian police said"."""
    return any(c < token.i for c in grammar.children(sentence, token.head, "ccomp"))


def _noun_at(sentence: Sentence, token: Token) -> str:
    """The lemma of a head, or the noun before one that only follows a title: "secretary general" is no general."""
    words = load_reference_words()
    before = sentence.tokens[token.i - 1].lower if token.i else ""
    return before if token.lemma in words.after_title and words.nouns.get(before) == "person" else token.lemma


def _said_of(sentence: Sentence, token: Token) -> Iterator[str]:
    """Titles and other nouns before a head, and the heads of its appositions."""
    tokens = sentence.tokens
    for c in token.children:
        if tokens[c].dep == "appos":
            yield _noun_at(sentence, tokens[c])
        elif tokens[c].tag[0] == "N" and tokens[c].dep in {"compound", "nmod", "amod"}:
            yield tokens[c].lower
            yield from (tokens[x].lower for x in tokens[c].children if tokens[x].dep == "compound")


def _has_name(actor: Actor) -> bool:
    """Whether it is named at all: not "the group" with a capital."""
    return actor.kind in {"person", *_BODIES} and actor.name.lower() not in load_reference_words().nouns


def _same_name(known: Actor, actor: Actor) -> bool:
    """Whether two bear one name, and neither country nor kind tells them apart."""
    return (
        len(known.name) == len(actor.name)
        and known.name.casefold() == actor.name.casefold()
        and (known.country == actor.country or None in (known.country, actor.country))
        and (actor.kind == known.kind or "unnamed" in (actor.kind, known.kind))
    )


def subjecthood(sentence: Sentence, i: int) -> int:
    """3 for a subject of a main clause, 2 of what is said, 1 of a relative or adverbial clause, 0 for no subject."""
    tokens = sentence.tokens
    first = grammar.first_conjunct(sentence, i)
    if tokens[first].dep not in SUBJECTS:
        return 0
    at, rank = tokens[first].head, 3
    while tokens[at].head != at:
        if tokens[at].dep in {"relcl", "advcl", "acl", "pcomp"}:
            return 1
        if tokens[at].dep == "ccomp":
            rank = 2
        at = tokens[at].head
    return rank


def is_faint(sentence: Sentence, phrase: Phrase) -> bool:
    """A country that is only an adjective or a place: "French", "in Paris"."""
    token = sentence.tokens[phrase.head]
    if phrase.actor.kind != "country":
        return False
    if token.dep in {"compound", "amod", "nmod"}:
        return True
    return token.dep == "pobj" and sentence.tokens[token.head].lower in load_reference_words().locative


def fill(actor: Actor, other: Actor) -> Actor:
    """``actor`` with country and sector from ``other`` where it has none."""
    if (actor.country or not other.country) and (actor.sector or not other.sector):
        return actor
    kind = "person" if actor.kind == "unnamed" and other.kind == "person" else actor.kind
    return Actor(actor.name, actor.country or other.country, actor.sector or other.sector, kind)


def fuller(one: Actor, other: Actor) -> Actor:
    """One actor of two mentions: the longer name of a person or body, country and sector from both."""
    if one == other:
        return one
    longer, shorter = (
        (other, one) if len(other.name) > len(one.name) and one.kind == "person" else (one, other)
    )
    return replace(longer, country=longer.country or shorter.country, sector=longer.sector or shorter.sector)


def lemma_of(token: Token) -> str:
    """The lemma in lower case; the tagger takes a plural at the start of a sentence for a name ("Envoys")."""
    lemma = token.lemma.lower()
    if lemma.endswith("s") and lemma == token.lower and lemma[:-1] in load_reference_words().nouns:
        return lemma[:-1]
    return lemma


def gender_of(actor: Actor, words: Iterable[str]) -> str:
    """ "f" or "m" where a title, a noun or a given name tells, else ""."""
    if actor.kind not in {"person", "unnamed"}:
        return ""
    table = load_reference_words()
    said = {word.casefold() for word in words}
    if actor.kind == "person":
        said.add(actor.name.split()[0].casefold())
    women, men = not table.women.isdisjoint(said), not table.men.isdisjoint(said)
    return "f" if women and not men else "m" if men and not women else ""
