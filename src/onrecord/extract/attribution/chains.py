"""Who passes on what: attributions that stand inside or beside one another become one, with a chain.

"The paper said police said X" and "X, police said, according to the paper" have police for their source, by way
of the paper. A chain lists links nearest to the source first.
"""

from __future__ import annotations

from onrecord.extract.attribution.model import Found, Reading, Source
from onrecord.extract.attribution.sources import is_media, source_at
from onrecord.grammar import children, prepositional, span_of, subtree
from onrecord.records import Span

_STATEMENTS = frozenset({"asserts", "reports"})
_NESTED_ALONE = frozenset({"asserts", "denies", "accuses", "claims-responsibility"})
_TAIL = 20  # characters after a closing "..., the paper reported" that still belong to it ("on Friday")
_MOST = 0.5  # share of the outer content from which the inner one stands in its place


def chain(reading: Reading, found: list[Found]) -> list[Found]:
    """The attributions of one sentence with their chains, those that only pass on taken out."""
    found = [each for each in found if each.source is not None]
    found = _relayed(reading, found)
    for each in found:
        _citing(reading, each)
    found = _nested(reading.text, found)
    for each in found:
        _told_to_media(reading, each)
        _on_behalf(reading, each)
    return found


def _relayed(reading: Reading, found: list[Found]) -> list[Found]:
    """ "according to M" beside a cue with a source of its own: M passes on what that source said."""
    kept = []
    for phrase in found:
        inner = (
            [each for each in found if each is not phrase and _carries(phrase, each)]
            if phrase.frame == "phrase"
            else []
        )
        if not inner:
            kept.append(phrase)
        for each in inner:
            if each.source and phrase.source and each.source.head != phrase.source.head:
                each.via.append(phrase.source)
                each.content = _without(
                    reading.text, each.content, Span(phrase.cue.start, phrase.source.span.end)
                )
    return kept


def _carries(phrase: Found, each: Found) -> bool:
    """Whether the phrase stands on the other attribution's cue and not only on a part of its content."""
    if each.frame in {"phrase", "noun"} or each.kind == "thought":
        return False
    tokens = phrase.sentence.tokens
    if _trails(phrase, each):
        return True
    if any(span.start <= phrase.cue.start < span.end for span in each.content):
        return False
    top = tokens[each.cue_token].dep in {"ROOT", "conj"} or tokens[phrase.cue_token].head == each.cue_token
    return top and any(span.start <= each.cue.start < span.end for span in phrase.content)


def _trails(phrase: Found, each: Found) -> bool:
    """Whether the phrase ends the sentence after the cue: "..., he said, according to the paper"."""
    tokens = phrase.sentence.tokens
    before = phrase.cue_token - 1
    comma = before > each.cue_token and tokens[before].lower in {",", "-", "–", "—"}
    rest = [t for t in tokens[phrase.cue_token :] if phrase.source and t.start >= phrase.source.span.end]
    ends = all(not t.tag[:1].isalpha() for t in rest) or all(
        t.lower in {"on", "late", "early"} or t.tag in {"NNP", "CD"} or not t.tag[:1].isalpha() for t in rest
    )
    return comma and ends


def _citing(reading: Reading, each: Found) -> None:
    """ "the paper reported, citing police": police are the source, by way of the paper."""
    sentence, tokens = each.sentence, each.sentence.tokens
    if each.source is None or each.kind == "thought":
        return
    for token in tokens:
        if token.lower not in {"citing", "quoting"} or abs(token.i - each.cue_token) > 12:
            continue
        cited = children(sentence, token.i, "dobj") or ([token.head] if token.dep == "amod" else [])
        if not cited or any(tokens[c].lower == "as" for c in children(sentence, token.i, "prep")):
            continue
        known = (sentence.index, cited[0]) in reading.article.phrases
        if known or is_media(reading, each.source):
            each.via.insert(0, each.source)
            each.source = source_at(reading, sentence, cited[0])
            each.content = _without(reading.text, each.content, span_of(sentence, subtree(sentence, token.i)))
            each.relayed = True
            return


def _without(text: str, content: list[Span], words: Span) -> list[Span]:
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


def _nested(text: str, found: list[Found]) -> list[Found]:
    """Attributions inside the content of another: the inner takes its place, or is kept beside it, or goes."""
    dropped: set[int] = set()
    for outer in sorted(found, key=lambda each: each.reach, reverse=True):
        for inner in found:
            if inner is outer or id(inner) in dropped or id(outer) in dropped or not _holds(outer, inner):
                continue
            _settle(text, outer, inner, dropped)
    return [each for each in found if id(each) not in dropped]


def _settle(text: str, outer: Found, inner: Found, dropped: set[int]) -> None:
    if outer.source is None or inner.source is None:
        return
    same = _same(outer.source, inner.source)
    most = inner.reach >= _MOST * outer.reach
    if inner.frame == "summing" or outer.frame == "summing":
        return
    if outer.stance == "denies" and inner.frame == "noun" and not same:
        return
    if _afterthought(outer, inner):
        outer.via.append(inner.source)
        outer.content = _without(
            text, outer.content, Span(inner.source.span.start, max(outer.content[-1].end, inner.cue.end))
        )
        dropped.add(id(inner))
        return
    if same or outer.stance not in _STATEMENTS or inner.kind == "thought" or inner.group == "naming":
        dropped.add(id(inner))
    elif (most or outer.clause == inner.cue_token) and inner.stance != "pledges" and inner.frame != "noun":
        inner.via += [outer.source, *outer.via]
        dropped.add(id(outer))
    elif inner.stance in _NESTED_ALONE and inner.frame in {"clause", "other"}:
        inner.via += [outer.source, *outer.via]
    else:
        dropped.add(id(inner))


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


def _told_to_media(reading: Reading, each: Found) -> None:
    """ "told the BBC", "in an interview with Le Monde", "a statement carried by radio": the medium passed it on."""
    sentence, tokens = each.sentence, each.sentence.tokens
    if each.frame not in {"clause", "other"} or each.via:
        return
    told = (
        [*children(sentence, each.cue_token, "dobj", "dative")]
        if tokens[each.cue_token].lemma == "tell"
        else []
    )
    for name, noun in prepositional(sentence, each.cue_token):
        if name == "in" and tokens[noun].lemma in reading.cues.words["occasions"]:
            told += [inner for word, inner in prepositional(sentence, noun) if word in {"with", "to"}]
            for participle in children(sentence, noun, "acl"):
                if tokens[participle].lemma in reading.cues.words["carried"]:
                    told += [
                        inner for word, inner in prepositional(sentence, participle) if word in {"by", "on"}
                    ]
    for noun in told:
        medium = source_at(reading, sentence, noun)
        if (
            medium.actor is not None
            and is_media(reading, medium)
            and tokens[noun].tag in {"NNP", "NNPS", "NN"}
        ):
            each.via.append(medium)
            return


def _on_behalf(reading: Reading, each: Found) -> None:
    """ "claimed responsibility in the name of the Front": the Front claims, and the caller or letter passes it on."""
    sentence, tokens = each.sentence, each.sentence.tokens
    if each.stance != "claims-responsibility" or each.source is None:
        return
    for token in tokens[each.cue_token :]:
        if token.lemma not in reading.cues.words["proxies"] or token.dep != "pobj":
            continue
        for word, noun in prepositional(sentence, token.i):
            if word == "of":
                each.via.insert(0, each.source)
                each.source = source_at(reading, sentence, noun)
                each.content = _without(
                    reading.text, each.content, span_of(sentence, subtree(sentence, token.head))
                )
                return
