"""From a record to the templates of the task muc4: which events are incidents there, and which words fill its roles.

The task's documentation says what to report: violence, not denied, of which somebody or something is told; not
clashes between soldiers and guerrillas. A filler is a string of the text: names of persons without title (victims have
no other filler), nouns without number; a date that nothing in the text gives is "on or before" the article's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from onrecord.annotated import Annotated, Sentence, Token
from onrecord.ontology.load import read_yaml
from onrecord.ontology.words import expand
from onrecord.records import Argument, Effect, Event, Mention, Span

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_NAMED = frozenset({"group", "organisation"})
_LEFT_OUT = ("DT", "PDT", "PRP$", "CD", "-LRB-", "``", "''")
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_COMPOUND = frozenset({"compound"})
_OF_DATELINE = 3  # a dateline tells as much of where violence was as three other names
_UNNAMED = "unnamed"  # those hurt whom no name is given for: they make an incident and fill no role
Fillers = dict[str, list[list[str]]]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(expand(read_yaml("evaluate/muc4.yaml")[name]))


@cache
def _table(name: str) -> dict[str, str]:
    return dict(read_yaml("evaluate/muc4.yaml")[name])


def templates_of(article: Annotated) -> list[dict[str, Any]]:
    """A template for each event of the article that is an incident of the task."""
    return [template for event in article.events if (template := _template(article, event))]


def _template(article: Annotated, event: Event) -> dict[str, Any] | None:
    mentions = [mention for mention in article.mentions if mention.id in event.mention_ids]
    incident, stage = _incident(article, event, mentions), _table("stages").get(event.status)
    if incident is None or stage is None or event.background:
        return None
    fillers = _fillers(article, mentions)
    if not any(fillers.values()) or _is_warfare(mentions, fillers):
        return None
    del fillers[_UNNAMED]
    return {
        "incident_type": incident, **fillers, "stage": stage, "date": _date(article, event),
        "country": _country(article, event), "deaths": _count(event, "killed"), "injuries": _count(event, "injured"),
    }  # fmt: skip


def _incident(article: Annotated, event: Event, mentions: Iterable[Mention]) -> str | None:
    """The incident type: the most telling mode among the mentions, else attack."""
    if event.type == "THREATEN" and event.mode == "violence":
        return "attack"
    if event.type != "ASSAULT" or event.mode in _words("not_incidents"):
        return None
    modes = {mention.mode or "" for mention in mentions} | {event.mode or ""}
    for mode, incident in _table("incidents").items():
        if mode in modes:
            return incident
    words = (article.article.quote(mention.trigger).lower() for mention in mentions)
    return "arson" if any(word in _words("arson") for word in words) else "attack"


def _is_warfare(mentions: Iterable[Mention], fillers: Fillers) -> bool:
    """Whether rebels are hurt, or only armed people and no thing: a clash, and no incident."""
    hurt = [a.actor.sector for m in mentions for a in m.arguments if a.role in {"victim", "recipient"}]
    if any(sector in _words("outlaws") for sector in hurt):
        return True
    return bool(hurt) and not fillers["Target"] and all(sector in _words("warfare") for sector in hurt)


def _fillers(article: Annotated, mentions: Iterable[Mention]) -> Fillers:
    """The entities of each role, each as its one string."""
    found: dict[str, dict[str, None]] = {role: {} for role in (*ROLES, _UNNAMED)}
    for mention in mentions:
        for argument in mention.arguments:
            for role, text in _of_argument(article, argument):
                found[role].setdefault(text)
        for role, text in _things(article, mention):
            found[role].setdefault(text)
    return {role: [[text] for text in _longest(texts)] for role, texts in found.items()}


def _longest(texts: Iterable[str]) -> list[str]:
    """The strings without those that are a part of another: they name the same again ("galan" after the full name)."""
    texts = list(texts)
    return [
        text for text in texts if not any(text != other and f" {text} " in f" {other} " for other in texts)
    ]


def _of_argument(article: Annotated, argument: Argument) -> Iterator[tuple[str, str]]:
    """Roles and strings of one argument."""
    tokens = _tokens(article, argument.span)
    text, actor = _string(article, argument, tokens), argument.actor
    if not text or text in _words("empty") or actor.kind == "country":
        return
    if argument.role == "instrument":
        yield "Weapon", text
    elif argument.role == "actor":
        organisation = all(token.entity == "ORG" for token in tokens)
        yield from _perpetrator(article, argument, text, organisation)
    elif actor.kind != "person" and _head(tokens) in _words("things"):
        yield "Target", text
    elif argument.role == "victim" or actor.kind not in _NAMED:
        named = actor.kind == "person" or _person(article, argument.span, tokens) or _is_name(tokens)
        yield "Victim" if named else _UNNAMED, text


def _perpetrator(
    article: Annotated, argument: Argument, text: str, organisation: bool
) -> Iterator[tuple[str, str]]:
    """Organisation or individual; "members of the FMLN" and "guerrillas" of a known group are both."""
    name = _clean(argument.actor.name)
    if argument.actor.kind in _NAMED:
        yield "PerpOrg", name
        if not set(name.split()) & set(text.split()):
            yield "PerpInd", text
    elif organisation or any(f" {text}".endswith(f" {word}") for word in _words("organisations")):
        yield "PerpOrg", text
    else:
        yield "PerpInd", text
        for phrase in article.phrases.values():
            inside = argument.span.covers(phrase.span) and phrase.span != argument.span
            if inside and phrase.actor.kind in _NAMED:
                yield "PerpOrg", _clean(phrase.actor.name)


def _string(article: Annotated, argument: Argument, tokens: list[Token]) -> str:
    """The words for an argument: a person's fullest name, a pronoun's antecedent, else the phrase without number."""
    if argument.actor.kind == "person":
        return _clean(argument.actor.name)
    named = _person(article, argument.span, tokens)
    if named:
        return _full_name(article, _quote(article, named))
    text = _bare(article, tokens)
    return text if text not in _words("empty") else _clean(argument.actor.name)


def _is_name(tokens: list[Token]) -> bool:
    """Whether the phrase's head is a proper noun that names no organisation or place."""
    head = next((token for token in tokens if token.lemma == _head(tokens)), None)
    return head is not None and head.tag == "NNP" and head.entity in {"", "PERSON"}


def _person(article: Annotated, span: Span, tokens: list[Token]) -> list[Token]:
    """The name of a person that ends the phrase, or that stands in apposition to it ("a teacher, Ana Diaz")."""
    ending = [token for token in tokens if token.entity == "PERSON"]
    if ending and tokens[-1] is ending[-1]:
        return ending
    head = next((token for token in tokens if token.lemma == _head(tokens)), None)
    if head is None:
        return []
    words = next(sentence.tokens for sentence in article.sentences() if sentence.span.overlaps(span))
    named = (c for c in head.children if words[c].dep == "appos" and words[c].entity == "PERSON")
    last = next(named, None)
    if last is None:
        return []
    first = last
    while first > 0 and words[first - 1].entity == "PERSON":
        first -= 1
    return words[first : last + 1]


def _full_name(article: Annotated, name: str) -> str:
    """The longest name of a person in the article that ends in ``name``."""
    names = (
        _clean(phrase.actor.name) for phrase in article.phrases.values() if phrase.actor.kind == "person"
    )
    return max(
        (each for each in names if each.endswith(f" {name}")),
        key=lambda each: (len(each), each),
        default=name,
    )


def _tokens(article: Annotated, span: Span) -> list[Token]:
    sentences = (sentence for sentence in article.sentences() if sentence.span.overlaps(span))
    return [token for sentence in sentences for token in sentence.tokens if span.covers(token.span)]


def _head(tokens: list[Token]) -> str:
    """The lemma of the word that the others hang on."""
    inside = {token.i for token in tokens}
    return next((token.lemma for token in tokens if token.head not in inside or token.head == token.i), "")


def _bare(article: Annotated, tokens: list[Token]) -> str:
    """The words without what the task leaves out before a noun."""
    kept = list(tokens)
    while kept and (kept[0].tag in _LEFT_OUT or kept[0].lower in _words("quantifiers")):
        kept.pop(0)
    return _quote(article, kept or tokens)


def _quote(article: Annotated, tokens: list[Token]) -> str:
    return _clean(article.article.quote(Span(tokens[0].start, tokens[-1].end))) if tokens else ""


def _clean(text: str) -> str:
    return " ".join(text.lower().replace("[", " ").replace("]", " ").split()).strip(" \"'`,.")


def _things(article: Annotated, mention: Mention) -> Iterator[tuple[str, str]]:
    """Things: recipients that are no actors, and the weapons that the mention's clause names."""
    sentence = article.sentence(article.triggers[mention.id][0])
    for i in article.targets.get(mention.id, ()):
        if sentence.tokens[i].lemma in _words("things"):
            yield "Target", _noun(article, sentence, i, _MODIFIERS)
    for token in sentence.tokens:
        named = token.tag.startswith("NN") and token.lemma in _words("weapons")
        if named and token.dep not in _MODIFIERS and mention.span.covers(token.span):
            yield "Weapon", _noun(article, sentence, token.i, _COMPOUND)


def _noun(article: Annotated, sentence: Sentence, i: int, kinds: frozenset[str]) -> str:
    """The noun ``i`` with the modifiers before it."""
    first = i
    while first > 0 and sentence.tokens[first - 1].dep in kinds and sentence.tokens[first - 1].head <= i:
        first -= 1
    return _bare(article, sentence.tokens[first : i + 1])


def _date(article: Annotated, event: Event) -> list[str | None] | None:
    """The event's days; else the day of the article's violence, where it tells of one only; else on or before the
    article's own."""
    published = article.article.published
    if event.date is not None and event.date.how != "publication":
        return [str(event.date.range.start), str(event.date.range.end)]
    told = {
        other.date.range
        for other in article.events
        if other.type == "ASSAULT" and other.date is not None and other.date.how != "publication"
    }
    if len(told) == 1 and (only := next(iter(told))).days == 1:
        return [str(only.start), str(only.end)]
    return [None, str(published.end)] if published else None


def _country(article: Annotated, event: Event) -> str | None:
    """The event's country; else the one that the article's places, dateline and armed groups speak of most; else that
    of those hurt or of those who did it."""
    if event.place and event.place.place.country:
        return event.place.place.country
    named: Counter[str] = Counter()
    for place in article.places:
        if place.place.country and place.how != "office":
            named[place.place.country] += _OF_DATELINE if place.how == "dateline" else 1
    for phrase in article.phrases.values():
        if phrase.actor.country and phrase.actor.kind == "group":
            named[phrase.actor.country] += 1
    if named:
        return min(named, key=lambda code: (-named[code], code))
    return next((actor.country for actor in (*event.recipients, *event.actors) if actor.country), None)


def _count(event: Event, effect: Effect) -> list[int | None]:
    tolls = [toll for toll in event.casualties if toll.effect == effect and not toll.attackers]
    highs = [toll.high for toll in tolls]
    return [sum(toll.low for toll in tolls), None if None in highs else sum(high or 0 for high in highs)]
