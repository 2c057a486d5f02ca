"""Definite nouns: "the group", "the minister", "the front", "the two sides"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord import grammar
from onrecord.annotated import Phrase, Sentence, Token
from onrecord.extract.coreference.entities import REACH, Cast, Entity, lemma_of
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor

_BODIES = frozenset({"group", "organisation"})
_NAMED_REACH = 30  # sentences: a body that only one is called by
_JOINT_REACH = 8  # sentences: who was named together stays "the two sides" for long


def definite(sentence: Sentence, phrase: Phrase, cast: Cast, scene: str | None = None) -> Entity | None:
    """The actor that a definite noun takes up: one so called, one whose name it is part of, or the last of its kind."""
    head = sentence.tokens[phrase.head]
    words = load_reference_words()
    lemma = lemma_of(head)
    plural = head.tag in {"NNS", "NNPS"}
    kind = words.nouns.get(lemma)
    kind = None if kind == "person" and plural else kind
    if (kind is None and phrase.actor.sector is None) or not _points_back(sentence, head):
        return None
    if kind == "person":
        return _called(lemma, kind, phrase, cast, plural=plural, plain=_plain(sentence, head))
    if phrase.actor.country is not None:
        return None
    if kind == "country":
        return _country(lemma, head, phrase, cast, scene)
    same = _called(lemma, kind, phrase, cast, plural=plural, plain=True) if _plain(sentence, head) else None
    if same is not None:
        return same
    return _last_group(lemma, phrase, cast, plural=plural) if kind == "group" else None


def _points_back(sentence: Sentence, head: Token) -> bool:
    """Whether "the", "this" or their like stands with the noun, and nothing behind it tells one of several apart."""
    tokens = sentence.tokens
    articles = load_reference_words().articles
    if not any(tokens[c].lower in articles for c in head.children):
        return False
    if any(
        name == "of" and not grammar.is_verb(tokens[noun])
        for name, noun in grammar.prepositional(sentence, head.i)
    ):
        return False
    behind = [c for c in head.children if tokens[c].dep in {"relcl", "acl"}]
    return not behind or tokens[head.i + 1].text == ","  # a clause behind a comma only adds to what is known


def _plain(sentence: Sentence, head: Token) -> bool:
    """Whether no word before the noun tells one of several apart ("the rebel group", "the new army")."""
    tokens = sentence.tokens
    return not any(
        tokens[c].dep in {"amod", "compound", "nmod", "nummod"}
        and not tokens[c].text[:1].isupper()
        and tokens[c].i < head.i
        for c in head.children
    )


def _called(
    lemma: str, kind: str | None, phrase: Phrase, cast: Cast, *, plural: bool, plain: bool
) -> Entity | None:
    """Who was called so before, by this noun or a narrower one; of several, the last, if it is near."""
    words = load_reference_words()
    narrower = words.wider.get(lemma, frozenset()) if not plural or kind in {"group", None} else frozenset()
    for names in ({lemma}, narrower):
        fits = [
            e
            for e in cast.named()
            if not names.isdisjoint(_lower(e.heads)) and _agrees(e, kind, plural=plural)
        ]
        fits = [e for e in fits if _compatible(e.actor, phrase.actor, kind, narrower=names is narrower)]
        if not plain:
            fits = [e for e in fits if e.actor.sector == phrase.actor.sector is not None]
        if not fits:
            continue
        last = max(fits, key=lambda e: e.last)
        near = phrase.sentence - last.last[0]
        reach = REACH if len(fits) > 1 or kind in {"person", None} else _NAMED_REACH
        return last if near <= reach else None
    return _by_sector(phrase, cast) if kind == "person" else None


def _by_sector(phrase: Phrase, cast: Cast) -> Entity | None:
    """The one person of the sentence before whose sector is that of the noun: "the activist" after one's name."""
    near = [e for e in cast.recent(phrase.sentence, reach=1) if e.actor.kind == "person"]
    fits = [
        e for e in near if e.actor.sector == phrase.actor.sector is not None and e.last[0] < phrase.sentence
    ]
    if (
        len(fits) != 1
        or phrase.actor.country not in (None, fits[0].actor.country)
        or phrase.actor.sector == "CVL"
    ):
        return None
    return fits[0] if fits[0].subject or len(near) == 1 else None


def _compatible(known: Actor, said: Actor, kind: str | None, *, narrower: bool) -> bool:
    """Whether what the noun's own words tell agrees with what is known of an actor, if anything is known."""
    if known.country is None and known.kind not in {"person", *_BODIES}:
        return False
    if said.country is not None and known.country != said.country:
        return False
    if kind == "person":
        return known.kind == "person" or said.country is None
    return not narrower or known.sector in (said.sector, None) or known.kind in _BODIES or said.sector is None


def _lower(heads: Iterable[str]) -> set[str]:
    return {head.lower() for head in heads}


def _agrees(entity: Entity, kind: str | None, *, plural: bool) -> bool:
    if kind == "person":
        return not plural and entity.actor.kind in {"person", "unnamed"} and not entity.plural
    if entity.actor.kind in {"person", "country"}:
        return False
    return plural == entity.plural or entity.actor.kind in _BODIES or kind == "organisation"


def _country(lemma: str, head: Token, phrase: Phrase, cast: Cast, scene: str | None) -> Entity | None:
    """The country last named in this sentence or the one before, else the article's own, else the last named.

    One that is only an adjective or a place comes after the others; "the kingdom" is one that is one.
    """
    if head.tag in {"NNS", "NNPS"}:
        return None
    near = [e for e in cast.recent(phrase.sentence) if e.actor.kind == "country"]
    if lemma == "kingdom":
        near = [e for e in near if e.actor.country in load_reference_words().kingdoms]
    clear = [e for e in near if not e.faint and phrase.sentence - e.last[0] <= 1]
    own = [
        e
        for e in cast.named()
        if e.actor.kind == "country" and e.actor.country == scene and lemma != "kingdom"
    ]
    return next(iter(clear + own + near), None)


def _last_group(lemma: str, phrase: Phrase, cast: Cast, *, plural: bool) -> Entity | None:
    """The last armed group for a noun for one; another body for a noun for any."""
    words = load_reference_words()
    near = [e for e in cast.recent(phrase.sentence) if e.actor.kind in _BODIES]
    near.sort(key=lambda e: (e.last[0], e.subject, e.last[1]), reverse=True)
    armed = [
        e
        for e in near
        if e.actor.sector in words.armed_sectors or (e.actor.sector == "MIL" and not e.actor.country)
    ]
    free = [e for e in near if e in armed or e.actor.sector not in words.state_sectors]
    if lemma == "party":
        return next((e for e in near if e.actor.sector in {"PTY", "OPP"}), None)
    if lemma in words.any_group and not plural:
        return free[0] if free else None
    if armed or plural or words.pairs.get(lemma) != "group":
        return armed[0] if armed else None
    return free[0] if free else None


def shortened(actor: Actor, cast: Cast) -> Actor | None:
    """A body by the end of its name: "the Guards" after "Iran's Revolutionary Guards"."""
    if actor.kind == "person" or " " in actor.name or len(actor.name) < 4:
        return None
    for entity in cast.named():
        known = entity.actor
        if (
            known.kind in _BODIES
            and known.name.endswith(f" {actor.name}")
            and actor.country in (known.country, None)
        ):
            return known
    return None


def several(sentence: Sentence, phrase: Phrase, cast: Cast) -> tuple[Actor, ...]:
    """Those that "the two sides", "both generals", "the three countries" and "each side" stand for."""
    tokens = sentence.tokens
    head = tokens[phrase.head]
    words = load_reference_words()
    lemma = lemma_of(head)
    lowers = [tokens[c].lower for c in head.children]
    if head.lower in {"both", "each"}:
        return () if head.dep == "appos" or lowers else _of_kind(None, 2, phrase, cast, frozenset())
    if head.lower == "other":
        return cast.joint(phrase.sentence) if "the" in lowers else ()
    if lemma not in words.pairs:
        return ()
    number = next((words.counts[word] for word in lowers if word in words.counts), 0)
    if not number and lemma == "side" and lowers == ["the"] and head.tag == "NNS":
        number = 2
    if not number and head.tag == "NN" and not words.each.isdisjoint(lowers):
        number = 2
        if lemma not in words.any_pair:
            return ()
    elif not number or (words.articles.isdisjoint(lowers) and tokens[0] is not head):
        return ()
    found = _of_kind(lemma, number, phrase, cast, _acting(sentence, head, cast))
    if found and lemma in words.bodies_of:
        found = tuple(_body_of(actor, phrase.actor.sector) for actor in found)
    return found


def _body_of(actor: Actor, sector: str | None) -> Actor:
    return replace(actor, sector=sector) if actor.kind == "country" else actor


def _acting(sentence: Sentence, head: Token, cast: Cast) -> frozenset[str]:
    """Countries of those who act on the pair, and so are not of it: "Egypt will mediate between the sides"."""
    tokens = sentence.tokens
    if head.dep not in {"dobj", "pobj"}:
        return frozenset()
    above = head.head if head.dep == "dobj" else tokens[head.head].head
    if not grammar.is_verb(tokens[above]):
        return frozenset()
    places = {(sentence.index, i) for i in grammar.deep_subject(sentence, above)}
    return frozenset(e.actor.country for e in cast.named() if e.last in places and e.actor.country)


def _of_kind(
    lemma: str | None, number: int, phrase: Phrase, cast: Cast, without: frozenset[str]
) -> tuple[Actor, ...]:
    """So many of one kind: those that were named together, else the last of the kind."""
    words = load_reference_words()
    kind = words.pairs[lemma] if lemma is not None else None
    free = lemma is None or lemma in words.any_pair
    if kind == "person":
        called = _so_called(lemma or "", phrase, cast)
        if len(called) >= number:
            return tuple(e.actor for e in called[:number][::-1])
    for entity in cast.recent(phrase.sentence, reach=_JOINT_REACH):
        if not without.isdisjoint(actor.country or "" for actor in entity.members):
            continue
        if len(entity.members) == number and all(
            _is_party(a) if free else fits_kind(a, kind) for a in entity.members
        ):
            return entity.members
    if kind == "country" or free:
        countries = _countries(cast, phrase.sentence, number, without)
        if countries:
            return countries
    if kind == "country":
        return ()
    fits = [e for e in cast.recent(phrase.sentence) if not e.members and not e.plural and _may_be(e, kind)]
    return tuple(e.actor for e in fits[:number][::-1]) if len(fits) >= number else ()


def _so_called(lemma: str, phrase: Phrase, cast: Cast) -> list[Entity]:
    """Persons called by a noun or a narrower one, the last first."""
    names = {lemma, *load_reference_words().wider.get(lemma, ())}
    near = [e for e in cast.recent(phrase.sentence) if e.actor.kind == "person" and not e.members]
    return [e for e in near if not names.isdisjoint(_lower(e.heads))]


def _may_be(entity: Entity, kind: str | None) -> bool:
    """Of the kind of a pair; a person may also be one who was never named ("his Afghan counterpart")."""
    if fits_kind(entity.actor, kind):
        return True
    nouns = load_reference_words().nouns
    return (
        kind == "person"
        and entity.actor.kind == "unnamed"
        and any(nouns.get(h) == "person" for h in entity.heads)
    )


def can_join(actor: Actor) -> bool:
    """Whether it can be one of several that act together: anybody named, and a state's or armed body that is not."""
    words = load_reference_words()
    return (
        actor.kind in {"person", "country", *_BODIES}
        or actor.sector in words.state_sectors | words.armed_sectors
    )


def _is_party(actor: Actor) -> bool:
    """Whether it can be a side: a country or body, not one of its people."""
    return actor.kind in {"country", *_BODIES} or (actor.kind == "unnamed" and can_join(actor))


def _countries(cast: Cast, sentence: int, number: int, without: frozenset[str]) -> tuple[Actor, ...]:
    """The countries last spoken of, people of theirs included: those of the nearest sentences that have so many."""
    codes: list[str] = []
    for index in range(sentence, max(-1, sentence - REACH - 1), -1):
        here = [country for at, country in cast.countries if at == index and country not in without]
        codes += sorted({c for c in here if c not in codes}, key=lambda c: -here.count(c))
        if len(codes) >= number:
            break
    known = {e.actor.country: e.actor for e in cast.named() if e.actor.kind == "country"}
    found = [known[code] for code in codes if code in known]
    return (
        tuple(sorted(found[:number], key=lambda a: list(known).index(a.country)))
        if len(found) >= number
        else ()
    )


def fits_kind(actor: Actor, kind: str | None) -> bool:
    """Whether an actor is of the kind that a noun of a pair asks for; with none, any that can be a party."""
    if kind is None:
        return actor.kind in {"person", "country", *_BODIES}
    return actor.kind == kind or (kind == "group" and actor.kind == "organisation")


def compass(phrase: Phrase, sentence: Sentence, cast: Cast) -> Actor | None:
    """ "The North" where one country of the article has it in its name; it keeps the name as written."""
    name = phrase.actor.name
    if name.lower() not in load_reference_words().compass or phrase.actor.country is not None:
        return None
    found = [
        e.actor for e in cast.named() if e.actor.kind == "country" and e.actor.name.startswith(f"{name} ")
    ]
    if len(found) != 1:
        return None
    return Actor(name, found[0].country, None, "country")


def abbreviated(name: str, cast: Cast) -> Actor | None:
    """An actor whose capitals the name spells: "BLA" after "Baloch Liberation Army"."""
    if not (2 <= len(name) <= 7 and name.isalpha() and sum(c.isupper() for c in name) >= 2):
        return None
    for entity in cast.named():
        if entity.actor.kind == "country":
            continue
        if initials(entity.actor.name.split()) == name.upper():
            return entity.actor
    return None


def initials(words: Sequence[str]) -> str:
    """First letters of the capitalised words of a name, parts behind hyphens included."""
    parts = [part for word in words for part in word.split("-")]
    return "".join(part[0] for part in parts if part[:1].isupper()) if len(parts) > 1 else ""
