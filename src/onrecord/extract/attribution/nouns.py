"""Cue nouns ("Iran's claim that ...") and nouns that sum a clause up ("..., claims the Taliban denied")."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotated import Sentence
from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.sources import author, source_at
from onrecord.grammar import children, deep_subject, is_noun, is_verb, negated, prepositional, subtree
from onrecord.ontology.cues import NounUse
from onrecord.records import Span

_COMMAS = frozenset({",", "-", "--", "–", "—", ";"})


def noun_cues(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """The attributions that cue nouns make: those with content beside them and a source that the text names."""
    for token in sentence.tokens:
        uses = reading.cues.nouns.get(token.lemma) if is_noun(token) else None
        if not uses or reading.quotes.inside(token.span) or negated(sentence, token.i):
            continue
        for use in uses:
            content = _content(sentence, token.i, use)
            holder = _holder(reading, sentence, token.i, content) if content else None
            if content and holder is not None:
                first, last, clause = content
                span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
                source = source_at(reading, sentence, holder)
                yield Found(sentence, token.span, token.i, use.stance, [span], source, clause, frame="noun")
                break


def _content(sentence: Sentence, noun: int, use: NounUse) -> tuple[int, int, int] | None:
    """First and last token of the content, and its head."""
    tokens = sentence.tokens
    for child in children(sentence, noun, "acl", "ccomp", "relcl"):
        marks = [c for c in children(sentence, child, "mark") if tokens[c].lower == "that"]
        own = subtree(sentence, child)
        if "clause" in use.content and child > noun and marks and marks[0] == own[0]:
            return own[0] + 1, own[-1], child
        infinitive = any(tokens[c].tag == "TO" for c in children(sentence, child, "aux"))
        if "infinitive" in use.content and child > noun and infinitive and tokens[child].tag == "VB":
            return own[0], own[-1], child
    for name, inner in prepositional(sentence, noun):
        if name in use.content and (use.of is None or tokens[inner].lemma == use.of):
            own = subtree(sentence, inner)
            return own[0], own[-1], inner
    return None


def _holder(
    reading: Reading, sentence: Sentence, noun: int, content: tuple[int, int, int] | None
) -> int | None:
    """Whose claim it is: possessor, "by" phrase, an adjective that names an actor, subject of a carrying verb."""
    tokens = sentence.tokens
    for owner in children(sentence, noun, "poss"):
        return owner
    for name, inner in prepositional(sentence, noun):
        if name in {"by", "from"} and (content is None or inner != content[2]):
            return inner
    for modifier in children(sentence, noun, "amod", "compound", "nmod"):
        if (sentence.index, modifier) in reading.article.phrases:
            return modifier
    governor = tokens[noun].head
    carried = tokens[noun].dep in {"dobj", "nsubjpass"} and is_verb(tokens[governor])
    if (
        not carried
        or tokens[governor].lemma not in reading.cues.words["carriers"]
        or negated(sentence, governor)
    ):
        return None
    found = [i for i in deep_subject(sentence, governor) if i != noun]
    if not found or tokens[found[0]].lemma in reading.cues.words["nobody"]:
        return None
    return author(reading, sentence, found[0])


def summing_cues(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """Denials of the clause before: "X blamed Y, an accusation Y denied", "..., which Iran denies".

    Read off the order of words, since parsers take "claims" for a verb there.
    """
    tokens = sentence.tokens
    for cue in tokens:
        uses = reading.cues.verbs.get(cue.lemma, ()) if is_verb(cue) else ()
        if not any(use.stance == "denies" for use in uses) or negated(sentence, cue.i):
            continue
        noun = _summing_noun(reading, sentence, cue.i)
        if noun is None:
            continue
        found = deep_subject(sentence, cue.i)
        last = noun if tokens[noun].tag not in {"WDT", "WP"} else _comma_before(sentence, noun) - 1
        if not found or not noun < found[0]:
            continue
        span = Span(tokens[0].start, tokens[last].end)
        clause = next((t.i for t in tokens if is_verb(t) and t.i < noun), None)
        source = source_at(reading, sentence, found[0])
        yield Found(sentence, cue.span, cue.i, "denies", [span], source, clause, frame="summing", sums=noun)


def _summing_noun(reading: Reading, sentence: Sentence, cue: int) -> int | None:
    """The noun, or "which", between a comma and the denier that sums up what stands before the comma."""
    tokens = sentence.tokens
    subjects = children(sentence, cue, "nsubj")
    if not subjects or (children(sentence, cue, "dobj", "ccomp") and not _gap_filled(sentence, cue)):
        return None
    start = min(subtree(sentence, subjects[0])[0], subjects[0])
    before = start - 1
    if before >= 0 and tokens[before].lower in {"that", "which"}:
        if tokens[before].lower == "which" and _comma_before(sentence, before) == before - 1 and before > 3:
            return before
        before -= 1
    if before < 3 or not _sums_up(reading, tokens[before].lemma, tokens[before].lower):
        return None
    comma = _comma_before(sentence, before)
    return before if comma >= 3 and before - comma <= 4 else None


def _gap_filled(sentence: Sentence, cue: int) -> bool:
    """Whether the verb's object is the relative pronoun itself, so that nothing follows it."""
    return all(c < cue for c in children(sentence, cue, "dobj", "ccomp"))


def _sums_up(reading: Reading, lemma: str, lower: str) -> bool:
    words = reading.cues.words["assertions"]
    return lemma in words or lower in words or lower.removesuffix("s") in words or lower == "something"


def _comma_before(sentence: Sentence, i: int) -> int:
    """The nearest comma or dash before token ``i``; -1 where there is none."""
    return next((k for k in range(i - 1, -1, -1) if sentence.tokens[k].lower in _COMMAS), -1)
