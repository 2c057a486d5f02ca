"""The country that an article is about, and to whom of its state a text need not say that they are of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from onrecord import grammar
from onrecord.annotated import Annotated, Phrase, Sentence
from onrecord.ontology.actor_words import key_of
from onrecord.ontology.actors import actor_tables
from onrecord.ontology.reference import load_reference_words
from onrecord.records import Actor

LEAD = 2  # paragraphs, the headline one of them, that tell twice as much of where a story plays as others
AHEAD = 1.25  # how much oftener than the next the country is named that an article is about

LOCAL_GROUPS = frozenset({"REB", "SEP", "PRM", "PTY", "LAB"})


@dataclass(frozen=True, slots=True)
class Scene:
    """``country`` is that of bodies of a state named with none, ``sure`` whether officers by name are of it too.

    ``offices`` are those of its offices whose holders the article names with the country: title and last name.
    """

    country: str | None = None
    sure: bool = False
    offices: frozenset[tuple[frozenset[str], str]] = frozenset()


def scene_country(article: Annotated) -> str | None:
    """The country that more than half of the article's countries are, else that of its dateline, if any."""
    return scene_of(article).country


def scene_of(article: Annotated) -> Scene:
    """Which country the article is about.

    That is the dateline's, where at least a third of its words for countries and places are of it, else the one with
    the most of them, if a quarter more than the next; each stretch of text counts once, in the first paragraphs
    twice, the dateline too. A person in office needs half and four, since a text may tell of one who is only a
    guest there.
    """
    seen, told = _counted(article)
    home = next((p.place.country for p in article.places if p.how == "dateline" and p.place.country), None)
    if home:
        seen[home] += 1
        told[home] += 1
    total = sum(seen.values())
    if not total:
        return Scene()
    (country, n), (_, next_most) = [*seen.most_common(2), ("", 0)][:2]
    if home and seen[home] >= 3 and 3 * seen[home] >= total:
        country, n = home, seen[home]
    if told[country] >= 2 and (n >= AHEAD * next_most or country == home):
        return Scene(country, 2 * n >= total and n >= 4, _offices(article, country))
    return Scene()


def _offices(article: Annotated, country: str) -> frozenset[tuple[frozenset[str], str]]:
    found = set()
    for phrase in article.phrases.values():
        if phrase.actor.kind == "person" and phrase.actor.country == country:
            title = _title(article.sentence(phrase.sentence), phrase)
            if title:
                found.add((title, phrase.actor.name.split()[-1]))
    return frozenset(found)


def _title(sentence: Sentence, phrase: Phrase) -> frozenset[str]:
    """The words of an office before a name, with what tells one ministry from another, without countries."""
    nouns = load_reference_words().nouns
    name = phrase.actor.name.split()
    words = [sentence.tokens[c] for c in grammar.noun_phrase(sentence, phrase.head)]
    said = [t.lower for t in words if t.tag[0] in "NJ" and t.text not in name]
    return frozenset(said) if any(nouns.get(word) == "person" for word in said) else frozenset()


def _held_by_another(sentence: Sentence, phrase: Phrase, scene: Scene) -> bool:
    """Whether the article names another as the country's holder of the same office: it has one president."""
    title, last = _title(sentence, phrase), phrase.actor.name.split()[-1]
    return any(title and title <= office and last != other for office, other in scene.offices)


def _counted(article: Annotated) -> tuple[Counter[str], Counter[str]]:
    """How often each country is told of, the first paragraphs counting twice; and the same counted plainly."""
    spans = [(p.span.start, p.span.end, p.actor.country) for p in article.phrases.values() if p.actor.country]
    spans += [
        (p.span.start, p.span.end, p.place.country)
        for p in article.places
        if p.place.country and p.how != "dateline"
    ]
    seen: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    taken: dict[str, int] = {}
    lead = article.paragraphs[min(LEAD, len(article.paragraphs)) - 1].span.end if article.paragraphs else 0
    for start, end, country in sorted(spans):
        if taken.get(country, -1) <= start:  # "the Ethiopian army" is one word for Ethiopia
            seen[country] += 2 if start < lead else 1
            plain[country] += 1
            taken[country] = end
    return seen, plain


def of_state(article: Annotated, sentence: Sentence, phrase: Phrase, actor: Actor, scene: Scene) -> Actor:
    """Bodies and officers of a state that are named with no country are those of the article's country.

    A clause that opens with a capital ("In London, the prime minister ...") tells its own.
    """
    if actor.country is not None:
        return actor
    token = sentence.tokens[phrase.head]
    if actor.sector == "MED" and any(sentence.tokens[c].lower == "state" for c in token.children):
        return replace(actor, country=scene.country)  # "state television"
    if actor.sector not in load_reference_words().state_sectors:
        return actor
    if not _can_be_owned(sentence, phrase, actor):
        return actor
    country = _opening_capital(article, sentence, token.i)
    if country is None and (
        actor.kind != "person" or (scene.sure and not _held_by_another(sentence, phrase, scene))
    ):
        country = scene.country
    return replace(actor, country=country) if country else actor


def localise(article: Annotated) -> None:
    """Give those of whom the article tells what they are, but nowhere of which country, the country it is about.

    The second look, when places are known too: a text that names towns alone says by them where it plays.
    """
    scene = scene_of(article)
    if scene.country is None:
        return
    found: dict[Actor, Actor] = {}
    for phrase in article.phrases.values():
        sentence = article.sentence(phrase.sentence)
        if phrase.actor.country is None and not sentence.tokens[phrase.head].tag.startswith("PR"):
            new = _local(article, sentence, phrase, scene)
            if new != phrase.actor:
                found.setdefault(phrase.actor, new)
    for phrase in article.phrases.values():
        phrase.assumed = phrase.actor in found
        phrase.actor = found.get(phrase.actor, phrase.actor)
        phrase.members = tuple(found.get(member, member) for member in phrase.members)


def _local(article: Annotated, sentence: Sentence, phrase: Phrase, scene: Scene) -> Actor:
    words, actor = load_reference_words(), phrase.actor
    people = words.state_sectors | words.local_sectors
    wanted = people if actor.kind == "person" else LOCAL_GROUPS if actor.kind in {"group", "organisation"} else ()
    if actor.sector in wanted and not _held_by_another(sentence, phrase, scene):
        return replace(actor, country=scene.country)
    token = sentence.tokens[phrase.head]
    if actor.sector in words.local_sectors and not token.tag.startswith("NNP"):
        above = any(sentence.tokens[c].lower in words.above_states for c in token.children)
        return actor if above or token.lemma in words.unowned else replace(actor, country=scene.country)
    return of_state(article, sentence, phrase, actor, scene)


def _can_be_owned(sentence: Sentence, phrase: Phrase, actor: Actor) -> bool:
    words = load_reference_words()
    tokens = sentence.tokens
    token = tokens[phrase.head]
    if token.lemma in words.unowned or token.lower in words.unowned:
        return token.lemma == "government" and token.tag == "NN" and not _indefinite(sentence, token.i)
    if any(tokens[c].tag in {"PRP$", "WP$"} for c in token.children):
        return False  # theirs whose they are, though nobody was found
    if actor.kind == "person":  # a title, not a bare name
        return any(tokens[c].dep in {"compound", "amod", "nmod"} for c in token.children) and _titled(
            sentence, token.i
        )
    if any(tokens[c].lower in words.above_states for c in token.children):
        return False
    if token.tag.startswith("NNP"):
        return token.lemma.casefold() in words.state_bodies or token.lower in words.state_bodies
    return True


def _titled(sentence: Sentence, head: int) -> bool:
    """Whether a noun for an officer stands before a name: "Interior Minister Ana Ruiz"."""
    nouns = load_reference_words().nouns
    return any(nouns.get(sentence.tokens[c].lower) == "person" for c in grammar.noun_phrase(sentence, head))


def _indefinite(sentence: Sentence, head: int) -> bool:
    return any(sentence.tokens[c].lower in {"a", "an"} for c in sentence.tokens[head].children)


def _opening_capital(article: Annotated, sentence: Sentence, head: int) -> str | None:
    """The country of a capital that the clause of a subject opens with: "In London, the prime minister said"."""
    tokens = sentence.tokens
    if tokens[0].lower != "in" or head < 2:
        return None
    place = next((c for c in tokens[0].children if tokens[c].dep == "pobj"), None)
    if place is None or place > head or tokens[0].head != tokens[head].head:
        return None
    phrase = article.phrases.get((sentence.index, place))
    if phrase is None or phrase.actor.kind != "country" or phrase.actor.country is None:
        return None
    entry = actor_tables().entries.get(key_of(phrase.actor.name))
    capital = entry is not None and any(form.form == "capital" for _, form in entry.forms)
    return phrase.actor.country if capital else None
