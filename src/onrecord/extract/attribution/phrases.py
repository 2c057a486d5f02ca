"""Fixed words before a source ("according to the ministry", "in the minister's view") and headlines' colons."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotated import Sentence, Token
from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.ranges import runs
from onrecord.extract.attribution.sources import author, source_at
from onrecord.grammar import children, clause_head, is_noun, is_verb, subtree
from onrecord.ontology.cues import PhraseCue
from onrecord.records import Span

_LONGEST_OWNER = 6  # words between "in" and "view"


def phrase_cues(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """The attributions that fixed words make; the content is the clause they stand in, without them."""
    tokens = sentence.tokens
    for token in tokens:
        for cue in reading.cues.phrases.get(token.lower, ()):
            match = _match(tokens, token.i, cue)
            if match is None or reading.quotes.inside(token.span):
                continue
            last, owner = match
            head = owner if owner is not None else _after(sentence, last)
            if head is not None:
                found = _made(reading, sentence, cue, (token.i, last), author(reading, sentence, head))
                if found is not None:
                    yield found
            break


def _match(tokens: list[Token], start: int, cue: PhraseCue) -> tuple[int, int | None] | None:
    """The last word of the phrase, and the owner that its ``*`` stands for."""
    at, owner = start, None
    for k, word in enumerate(cue.words):
        if word != "*":
            if at >= len(tokens) or tokens[at].lower != word:
                return None
            at += 1
            continue
        rest = cue.words[k + 1]
        end = next(
            (i for i in range(at, min(at + _LONGEST_OWNER, len(tokens))) if tokens[i].lower == rest), None
        )
        if end is None or end == at:
            return None
        owner = end - 1
        if tokens[owner].tag == "POS":
            owner -= 1
        elif tokens[owner].tag != "PRP$":
            return None
        at = end
    return at - 1, owner


def _after(sentence: Sentence, last: int) -> int | None:
    """The noun that the phrase leads to."""
    for noun in children(sentence, last, "pobj", "pcomp"):
        return noun
    for token in sentence.tokens[last + 1 : last + 8]:
        if is_noun(token) and (
            token.i + 1 >= len(sentence.tokens) or not is_noun(sentence.tokens[token.i + 1])
        ):
            return token.i
        if token.lower in {",", ".", ";"}:
            break
    return None


def _made(
    reading: Reading, sentence: Sentence, cue: PhraseCue, words: tuple[int, int], head: int
) -> Found | None:
    """The attribution of a phrase that stands at tokens ``words`` (first and last), ``head`` being its source."""
    tokens = sentence.tokens
    first, last = words
    verb = clause_head(sentence, tokens[first].head)
    while _joined(sentence, verb):
        verb = tokens[verb].head  # "troops raided the house and took six men, according to"
    own = set(range(first, last + 1)) | set(subtree(sentence, first)) | set(subtree(sentence, head))
    own = _continuous(own, first)
    whole = subtree(sentence, verb) if tokens[verb].dep != "ROOT" else list(range(len(tokens)))
    rest = [i for i in whole if i not in own]
    ranges = [(a, b) for a, b in runs(tokens, rest) if any(t.tag[:1].isalpha() for t in tokens[a : b + 1])]
    if not ranges or not (is_verb(tokens[verb]) or len(rest) > 2):
        return None
    return Found(
        sentence, Span(tokens[first].start, tokens[last].end), first, cue.stance,
        [Span(tokens[a].start, tokens[b].end) for a, b in ranges], source_at(reading, sentence, head),
        verb if verb not in own else None, frame="phrase",
    )  # fmt: skip


def _joined(sentence: Sentence, verb: int) -> bool:
    """Whether the verb shares the subject of one it is joined to."""
    token = sentence.tokens[verb]
    joined = token.dep == "conj" and is_verb(sentence.tokens[token.head])
    return joined and not children(sentence, verb, "nsubj", "nsubjpass")


def _continuous(own: set[int], first: int) -> set[int]:
    """Only what hangs together with the phrase: a parse can hang half a sentence on it."""
    low = high = first
    while low - 1 in own:
        low -= 1
    while high + 1 in own:
        high += 1
    return set(range(low, high + 1))


def headline_cues(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """ "Blast kills five: police", "UN: 500 dead in Syria" - in headlines alone."""
    if reading.article.paragraphs[sentence.paragraph].kind != "headline":
        return
    tokens = sentence.tokens
    for mark in tokens[1:-1]:
        if mark.lower not in {":", "-", "–", "—"}:
            continue
        before, after = tokens[: mark.i], tokens[mark.i + 1 :]
        if _name(after) and any(is_verb(t) for t in before):
            side, name = before, after
        elif mark.lower == ":" and _name(before) and any(is_verb(t) for t in after):
            side, name = after, before
        else:
            continue
        head = next(t.i for t in reversed(name) if is_noun(t))
        clause = next((t.i for t in side if is_verb(t)), None)
        span = Span(side[0].start, side[-1].end)
        yield Found(
            sentence,
            mark.span,
            mark.i,
            "asserts",
            [span],
            source_at(reading, sentence, head),
            clause,
            frame="phrase",
        )
        return


def _name(words: list[Token]) -> bool:
    """A short noun phrase, as who says it in a headline."""
    plain = {"NN", "NNS", "NNP", "NNPS", "JJ", "CC", "POS", "DT", "."}
    return 0 < len(words) <= 4 and all(t.tag in plain for t in words) and any(is_noun(t) for t in words)
