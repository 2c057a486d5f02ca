"""Cue verbs: which verb of a sentence puts a source behind what."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotated import Sentence
from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.ranges import Content
from onrecord.extract.attribution.sources import source_at, subject
from onrecord.extract.attribution.spans import content_of
from onrecord.grammar import children, deep_object, deep_subject, is_verb, negated, subtree
from onrecord.ontology.cues import VerbUse
from onrecord.records import Span

_MODALS = frozenset(
    {"will", "would", "may", "might", "could", "can", "should", "must", "shall", "'ll", "'d", "wo", "ca"}
)


def verb_cues(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """The attributions that the verbs of a sentence make, in order of text."""
    for token in sentence.tokens:
        if not is_verb(token) or token.dep in {"amod", "aux", "auxpass", "compound"}:
            continue
        uses = _uses(reading, sentence, token.i)
        if not uses or unsaid(reading, sentence, token.i) or reading.quotes.inside(token.span):
            continue
        found = _read(reading, sentence, token.i, uses)
        if found is not None:
            yield found


def unsaid(reading: Reading, sentence: Sentence, cue: int) -> bool:
    """Whether the words were not said: negated, only possible or to come, refused ("declined to say")."""
    tokens = sentence.tokens
    token = tokens[cue]
    denied = any((tokens[c].dep == "neg" and c < cue) or tokens[c].lower == "n't" for c in token.children)
    denied = denied or (cue > 0 and tokens[cue - 1].lower in {"neither", "nor"})
    if denied or any(tokens[c].lower in _MODALS for c in children(sentence, cue, "aux")):
        return True
    governor = token.head
    if token.dep == "conj" and is_verb(tokens[governor]) and not children(sentence, cue, "nsubj", "aux"):
        return token.tag == tokens[governor].tag == "VB" and unsaid(reading, sentence, governor)
    if token.dep in {"xcomp", "ccomp", "acl"} and any(
        tokens[c].tag == "TO" for c in children(sentence, cue, "aux")
    ):
        return tokens[governor].lemma in reading.cues.words["not_said"]
    return False


def _uses(reading: Reading, sentence: Sentence, i: int) -> tuple[VerbUse, ...]:
    """The uses of the verb, those with its particle first."""
    tokens = sentence.tokens
    token = tokens[i]
    verbs = reading.cues.verbs
    uses: tuple[VerbUse, ...] = ()
    for child in token.children:
        if child > i and tokens[child].dep in {"prt", "advmod", "acomp", "oprd", "dobj"}:
            uses += verbs.get(f"{token.lemma} {tokens[child].lower}", ())
    if i + 1 < len(tokens) and not uses:
        uses = verbs.get(f"{token.lemma} {tokens[i + 1].lower}", ())
    return uses + verbs.get(token.lemma, ())


def _read(reading: Reading, sentence: Sentence, cue: int, uses: tuple[VerbUse, ...]) -> Found | None:
    head, relayer = _speaker(reading, sentence, cue)
    if head is None:
        return None
    tokens = sentence.tokens
    quotes = _quotations(reading, sentence, cue, head)
    host = tokens[cue].lemma in reading.cues.words["parentheticals"]
    for use in uses:
        if use.sources is not None and tokens[head].lemma not in use.sources:
            continue
        content = content_of(sentence, cue, use, head, host=host)
        if content is not None and not _fits(reading, sentence, content, use, cue):
            continue
        spans = _spans(sentence, content)
        clause = content.head if content else None
        if "clause" in use.frames and (not spans or any(reading.quotes.at(span.start) for span in spans)):
            spans += [quote for quote in quotes if not any(quote.overlaps(span) for span in spans)]
        if not spans:
            continue
        source = source_at(reading, sentence, head, cue)
        found = Found(
            sentence, tokens[cue].span, cue, use.stance, sorted(spans), source, clause, kind=use.kind,
            frame="clause" if content is None or content.clausal else "other", group=use.name,
        )  # fmt: skip
        if relayer is not None:
            found.via.append(source_at(reading, sentence, relayer))
        return found
    return None


def _speaker(reading: Reading, sentence: Sentence, cue: int) -> tuple[int | None, int | None]:
    """The source's head, and that of who quotes it: "the paper quoted an officer as saying"."""
    tokens = sentence.tokens
    token = tokens[cue]
    if token.dep == "pcomp" and tokens[token.head].lower == "as":
        quoting = tokens[token.head].head
        if tokens[quoting].lemma in {"quote", "cite", "report"}:
            speaker, relayer = deep_object(sentence, quoting), deep_subject(sentence, quoting)
            if speaker:
                return speaker[0], relayer[0] if relayer and relayer[0] != speaker[0] else None
        return None, None
    head = subject(reading, sentence, cue)
    if head is None or tokens[head].lemma in reading.cues.words["nobody"] or negated(sentence, head):
        return None, None  # "no group has claimed it"
    return head, None


def _fits(reading: Reading, sentence: Sentence, content: Content, use: VerbUse, cue: int) -> bool:
    """What the use asks of its content beyond its frame."""
    participle = sentence.tokens[cue].tag == "VBG" and sentence.tokens[cue].dep == "advcl"
    if participle and use.name == "thing called for":
        return False  # "pledged aid while calling for talks": background to another act
    if content.clausal and not _says_something(reading, sentence, content):
        return False
    if use.not_actor:
        token = sentence.tokens[content.head]
        person = (token.tag in {"PRP", "NNP"} and token.lower != "it") or (
            sentence.index,
            content.head,
        ) in reading.article.phrases
        named = any(sentence.tokens[c].lower == "as" for c in children(sentence, cue, "prep"))
        return named or not person
    return True


def _says_something(reading: Reading, sentence: Sentence, content: Content) -> bool:
    """Whether a clause has a verb, or is quoted: a parse can leave two words of it."""
    words = [sentence.tokens[i] for first, last in content.ranges for i in range(first, last + 1)]
    return any(is_verb(word) for word in words) or any(reading.quotes.at(word.start) for word in words)


def _spans(sentence: Sentence, content: Content | None) -> list[Span]:
    if content is None:
        return []
    tokens = sentence.tokens
    return [Span(tokens[first].start, tokens[last].end) for first, last in content.ranges]


def _quotations(reading: Reading, sentence: Sentence, cue: int, source: int) -> list[Span]:
    """The quotations right before and right after the speaker and the cue: "...," she said, "..."."""
    tokens = sentence.tokens
    around = [cue]
    if source in tokens[cue].children:
        around += [i for i in subtree(sentence, source) if (i < cue) == (source < cue)]
    first, last = min(around), max(around)
    text = reading.text
    found = []
    before = reading.quotes.at(max(tokens[first].start - 2, 0)) or reading.quotes.at(
        max(tokens[first].start - 3, 0)
    )
    if before is not None and before.span.end <= tokens[first].start:
        mark = text[: before.span.end].rstrip("\"'”’ ")[
            -1:
        ]  # a quotation that ends in a full stop is complete
        # a parser may cut the sentence after the quotation: the speaker then opens the next one
        here = before.span.end > tokens[0].start or first <= 1
        if mark in {",", "?", "!", "-", "—"} and here:
            found.append(before.span)
    after = reading.quotes.after(tokens[last].end)
    if after is not None and after.span.start < tokens[-1].end:
        between = text[tokens[last].end : after.span.start].rstrip()
        led = len(between) <= 40 and between[-1:] in {",", ":"} and between.count(",") < 2
        if not between or len(between) == 1 or led:
            found.append(after.span)
    return found
