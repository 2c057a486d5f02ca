"""Who stands behind: from the words beside a cue to an actor, through relatives, control and coreference."""

from __future__ import annotations

from onrecord.annotated import Phrase, Sentence
from onrecord.extract.attribution.model import Reading, Source
from onrecord.extract.attribution.ranges import rejoined
from onrecord.grammar import (
    children,
    conjuncts,
    deep_subject,
    is_noun,
    is_verb,
    noun_phrase,
    prepositional,
    span_of,
    subtree,
)  # fmt: skip
from onrecord.records import Actor

_PROPER = frozenset({"person", "organisation", "country"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "DT", "EX"})


def subject(reading: Reading, sentence: Sentence, cue: int) -> int | None:
    """The token that says it: the cue verb's deep subject, or for "a statement saying" who made the statement."""
    tokens = sentence.tokens
    governor = rejoined(sentence, cue)
    cue = cue if governor is None else governor
    found = deep_subject(sentence, cue)
    if not found and tokens[cue].dep in {"acl", "relcl"} and tokens[cue].tag in {"VBD", "VBZ", "VBP"}:
        found = [
            tokens[cue].head
        ]  # "the statement, signed by ten ministers, called for": a clause read as a modifier
    if not found:
        return None
    head = found[0]
    if not (is_noun(tokens[head]) or tokens[head].tag in _PRONOUNS or tokens[head].tag in {"CD", "JJ"}):
        return None
    return author(reading, sentence, head)


def author(reading: Reading, sentence: Sentence, head: int) -> int:
    """Whose letter, tweet or statement ``head`` is; ``head`` itself where it is no such thing or nobody is named."""
    tokens = sentence.tokens
    letter = tokens[head].lemma in reading.cues.words["letters"]
    if not letter and tokens[head].lemma not in reading.cues.words["documents"]:
        return head
    for name, noun in prepositional(sentence, head):
        if name in {"by", "from"} and (letter or tokens[noun].tag.startswith("NNP")):
            return noun
    if not letter:
        return head
    for owner in children(sentence, head, "poss"):
        return owner
    for participle in children(sentence, head, "acl"):  # "a statement issued by the army"
        for name, noun in prepositional(sentence, participle):
            if name == "by":
                return noun
    governor = tokens[head].head
    if tokens[head].dep == "dobj" and tokens[governor].lemma in reading.cues.words["carriers"]:
        issuer = deep_subject(sentence, governor)
        if issuer and issuer[0] != head:
            return issuer[0]
    return head


def source_at(reading: Reading, sentence: Sentence, head: int, cue: int | None = None) -> Source:
    """The source whose head is token ``head``, its words at the cue and (where it can be told) its actor.

    In "the rebels, who said" the words are "who", and the actor is the rebels.
    """
    heads = [i for i in conjuncts(sentence, head) if not is_verb(sentence.tokens[i])] or [head]
    span = span_of(sentence, [i for each in heads for i in named_by(sentence, each)])
    relative = (
        [c for c in children(sentence, cue, "nsubj") if sentence.tokens[c].tag in {"WP", "WDT"}]
        if cue
        else []
    )
    if relative and head not in relative:
        span = sentence.tokens[relative[0]].span
    return Source(span, sentence, head, _actor(reading, sentence, heads))


def named_by(sentence: Sentence, head: int) -> list[int]:
    """The noun phrase, without an "of" that leads to a deed ("the army of shelling a school")."""
    tokens = sentence.tokens
    cut = {
        i
        for c in children(sentence, head, "prep")
        if children(sentence, c, "pcomp")
        for i in subtree(sentence, c)
    }
    return [
        i
        for i in noun_phrase(sentence, head)
        if i not in cut and tokens[i].lower not in {"citing", "quoting"}
    ]


def _actor(reading: Reading, sentence: Sentence, heads: list[int]) -> Actor | None:
    """The linked actor of one head; of several, one actor named by the words, with what they share."""
    actors = [_single(reading, sentence, head) for head in heads]
    known = [actor for actor in actors if actor is not None]
    if len(heads) == 1 or len(known) < len(heads):
        return known[0] if known else None
    words = [index for head in heads for index in named_by(sentence, head)]
    span = span_of(sentence, words)
    countries, sectors = {a.country for a in known}, {a.sector for a in known}
    return Actor(
        name=_clean(reading.text[span.start : span.end]),
        country=countries.pop() if len(countries) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        kind="group",
    )


def _single(reading: Reading, sentence: Sentence, head: int) -> Actor | None:
    phrase = _named(reading, sentence, head)
    token = sentence.tokens[head]
    if phrase is not None:
        # A pronoun that coreference left alone names nobody.
        named = phrase.actor.name.casefold() != token.lower or token.tag not in _PRONOUNS
        return phrase.actor if named else None
    if token.tag in _PRONOUNS or token.lemma in reading.cues.words["nobody"]:
        return None
    span = span_of(sentence, named_by(sentence, head))
    name = _clean(reading.text[span.start : span.end])
    return Actor(name=name, sector="MED" if token.lemma in reading.cues.words["media"] else None)


def _named(reading: Reading, sentence: Sentence, head: int) -> Phrase | None:
    """The linked phrase of the head, or of a name set beside it ("the prime minister, Ann Lee")."""
    phrases = reading.article.phrases
    phrase = phrases.get((sentence.index, head))
    if phrase is not None and phrase.actor.kind in _PROPER:
        return phrase
    for beside in children(sentence, head, "appos"):
        other = phrases.get((sentence.index, beside))
        if (
            other is not None
            and other.actor.kind in _PROPER
            and sentence.tokens[beside].tag.startswith("NNP")
        ):
            return other
    return phrase


def is_media(reading: Reading, source: Source | None) -> bool:
    """Whether the source gives news out: a newspaper, an agency, a channel, or an actor known as one."""
    if source is None:
        return False
    if source.actor is not None and source.actor.sector:
        return source.actor.sector == "MED"
    return source.sentence.tokens[source.head].lemma in reading.cues.words["media"]


def _clean(text: str) -> str:
    """A name on one line, without marks around it or an article before it."""
    words = " ".join(text.split()).strip("\"'“”‘’,;: ")
    words = words.removesuffix("'s").removesuffix("’s")
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return words
