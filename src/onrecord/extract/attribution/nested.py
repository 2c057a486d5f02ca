"""Attributions that stand inside the content of others: which one is kept, and what becomes of the other."""

from __future__ import annotations

from onrecord.extract.attribution.model import Found, Reading, Source
from onrecord.grammar import children, subtree
from onrecord.records import Span

_STATEMENTS = frozenset({"asserts", "reports"})
_NESTED_ALONE = frozenset({"asserts", "denies", "accuses", "claims-responsibility"})
_OPPOSED = frozenset({"denies", "accuses", "claims-responsibility"})
_TAIL = 20  # characters after a closing "..., the paper reported" that still belong to it ("on Friday")
_MOST = 0.5  # share of the outer content from which the inner one stands in its place


def settle_nested(reading: Reading, found: list[Found]) -> list[Found]:
    """Settle each pair where the cue of one stands in the content of the other; those that go are left out."""
    dropped: set[int] = set()
    for outer in sorted(found, key=lambda each: each.reach, reverse=True):
        for inner in found:
            if inner is outer or id(inner) in dropped or id(outer) in dropped or not _holds(outer, inner):
                continue
            goes = _settle(reading, outer, inner)
            if goes is not None:
                dropped.add(id(goes))
    return [each for each in found if id(each) not in dropped]


def _settle(reading: Reading, outer: Found, inner: Found) -> Found | None:
    """Join the two by the first rule that fits, and give back the one that goes (``None``: both stay)."""
    if outer.source is None or inner.source is None:
        return None
    same = _same(outer.source, inner.source)
    cut = _beside(reading, outer, inner)
    if cut is not None:  # stands beside the outer one, in a clause of its own that the parse hung below it
        outer.content = without(reading.text, outer.content, Span(cut, max(outer.content[-1].end, cut)))
        return None
    if inner.frame == "summing" or outer.frame == "summing":
        return None
    if outer.stance == "denies" and inner.frame == "noun" and not same:  # "rejected Iran's claim that"
        return None
    if outer.stance not in _STATEMENTS and inner.stance in _OPPOSED and inner.frame == "other" and same:
        return None  # "vowed to avenge the raid, which it blames on Iran"
    if _afterthought(outer, inner):
        outer.via.append(inner.source)
        words = Span(inner.source.span.start, max(outer.content[-1].end, inner.cue.end))
        outer.content = without(reading.text, outer.content, words)
        return inner
    if same or outer.stance not in _STATEMENTS or inner.kind == "thought" or inner.group == "naming":
        return inner
    most = inner.reach >= _MOST * outer.reach or outer.clause == inner.cue_token
    if most and inner.stance != "pledges" and inner.frame != "noun":
        inner.via += [outer.source, *outer.via]
        return outer
    if inner.stance in _NESTED_ALONE and inner.frame in {"clause", "other"}:
        inner.via += [outer.source, *outer.via]
        return None
    return inner


def _beside(reading: Reading, outer: Found, inner: Found) -> int | None:
    """Where the outer content ends when the inner attribution stands beside it and not in it.

    "..., a claim the government rejects"; "..., while Kenya accused them of lying"; "..., adding that".
    """
    sentence, tokens = inner.sentence, inner.sentence.tokens
    start: int | None = None
    if inner.sums is not None and outer.frame != "summing":
        start = subtree(sentence, inner.sums)[0]
        start = next((k for k in range(inner.sums, -1, -1) if tokens[k].lower in {",", "-", "–", "—"}), start)
        return tokens[start].start if tokens[start].start > outer.content[0].start else None
    cue = tokens[inner.cue_token]
    marks = [
        c for c in children(sentence, cue.i, "mark", "advmod") if tokens[c].lower in {"while", "whereas"}
    ]
    adds = cue.tag == "VBG" and cue.dep == "advcl" and cue.lemma in reading.cues.words["continuing"]
    if marks:
        start = marks[0]
    elif adds and outer.cue_token < cue.i:
        start = cue.i
        inner.source = outer.source
    if start is None or tokens[start - 1].lower != ",":
        return None
    return tokens[start - 1].start


def _afterthought(outer: Found, inner: Found) -> bool:
    """ "The minister said the raid was over, the paper reported": the last to speak passes on the whole."""
    end = outer.content[-1].end
    last = inner.cue.end >= end - _TAIL and inner.frame == "clause" and inner.kind == "speech"
    return last and inner.content[-1].end <= inner.cue.start and outer.cue.end < inner.content[-1].end


def _holds(outer: Found, inner: Found) -> bool:
    return any(span.start <= inner.cue.start and inner.cue.end <= span.end for span in outer.content)


def _same(one: Source, other: Source) -> bool:
    if other.sentence.tokens[other.head].tag == "PRP":
        return True  # "he said, adding that they believed": the speaker, or nobody to be sure of
    if one.actor is None or other.actor is None:
        return False
    return one.actor.name.casefold() == other.actor.name.casefold()


def without(text: str, content: list[Span], words: Span) -> list[Span]:
    """The content with the words that only pass it on cut out, and no white space or comma left at its ends."""
    cut: list[Span] = []
    for span in content:
        pieces = [span]
        if span.overlaps(words):
            pieces = [
                Span(span.start, max(words.start, span.start)),
                Span(min(words.end, span.end), span.end),
            ]
        for piece in pieces:
            raw = text[piece.start : piece.end]
            start = piece.start + len(raw) - len(raw.lstrip(" ,;:-–—\n"))
            end = piece.end - len(raw) + len(raw.rstrip(" ,;:-–—\n"))
            if end - start > 1:
                cut.append(Span(start, end))
    return cut or content
