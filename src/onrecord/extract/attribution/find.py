"""The parts in order: cues of each sentence, chains, quotations carried on, the encoder's word, stance."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotated import Annotated, Sentence
from onrecord.extract import weigh
from onrecord.extract.attribution.carry import carry, continued, whole_quotes
from onrecord.extract.attribution.chains import chain
from onrecord.extract.attribution.model import Found, Reading, Source
from onrecord.extract.attribution.nouns import noun_cues, summing_cues
from onrecord.extract.attribution.phrases import headline_cues, phrase_cues
from onrecord.extract.attribution.quotes import find_quotes
from onrecord.extract.attribution.stance import refine
from onrecord.extract.attribution.tags import consult, marked
from onrecord.extract.attribution.verbs import verb_cues
from onrecord.ontology.cues import cues
from onrecord.records import Attribution, Link


def find_attributions(article: Annotated) -> None:
    """Fill ``article.attributions``, and ``article.marked`` with all that has a source or a cue, in order of text.

    Needs the parse and ``article.phrases`` (who is meant by "he" and "the ministry"); uses the encoder's tags
    where there are some. Paragraphs without a parse give none, and so does a source whom nobody knows.
    """
    found = read(article)
    article.marked = marked(article, found)
    made = {each.id: each for each in (_attribution(article, each_found) for each_found in found) if each}
    article.attributions = sorted(made.values(), key=lambda each: (each.cue, each.content))


def read(article: Annotated) -> list[Found]:
    """All attributions of the article while still tied to the parse, those without a known source among them."""
    reading = Reading(article, find_quotes(article), cues())
    found: list[Found] = []
    for sentence in article.sentences():
        found += _of_sentence(reading, sentence)
    found = carry(reading, continued(reading, consult(reading, found)))
    for each in found:
        each.stance = weigh.stance(refine(reading, each), article.learned(each.sentence), each.cue)
    return _without_headline(article, found)


def _without_headline(article: Annotated, found: list[Found]) -> list[Found]:
    """A headline only says again what the report says: kept where nothing of its stance stands in the body."""
    kinds = [article.paragraphs[each.sentence.paragraph].kind for each in found]
    body = {each.stance for each, kind in zip(found, kinds, strict=True) if kind != "headline"}
    return [
        each for each, kind in zip(found, kinds, strict=True) if kind != "headline" or each.stance not in body
    ]


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Found]:
    found = _best([
        *summing_cues(reading, sentence), *verb_cues(reading, sentence), *noun_cues(reading, sentence),
        *phrase_cues(reading, sentence), *headline_cues(reading, sentence),
    ])  # fmt: skip
    for each in found:
        whole_quotes(reading, each)
    return chain(reading, found)


def _best(found: Iterable[Found]) -> list[Found]:
    """One reading for each cue word, the first; none for a noun that only sums up, which parsers take for a verb."""
    kept: dict[int, Found] = {}
    for each in found:
        kept.setdefault(each.cue_token, each)
    nouns = {each.sums for each in kept.values()}
    return [each for each in kept.values() if each.cue_token not in nouns]


def _attribution(article: Annotated, found: Found) -> Attribution | None:
    source = found.source
    if source is None or source.actor is None or not found.content:
        return None
    return Attribution(
        article_id=article.article.id, source_actor=source.actor, source=source.span, cue=found.cue,
        content=tuple(sorted(found.content)), stance=found.stance, via=tuple(_links(article, found.via)),
    )  # fmt: skip


def _links(article: Annotated, via: list[Source]) -> list[Link]:
    """The chain without the article's own outlet, which ends every chain."""
    own = {name.casefold() for name in (article.article.outlet, article.article.origin_outlet) if name}
    links: list[Link] = []
    for each in via:
        if (
            each.actor is not None
            and each.actor.name.casefold() not in own
            and all(each.actor != k.actor for k in links)
        ):
            links.append(Link(each.actor, each.span))
    return links
