"""Who passes on what: attributions that stand inside or beside one another become one, with a chain.

"The paper said police said X" and "X, police said, according to the paper" have police for their source, by way
of the paper. A chain lists links nearest to the source first.
"""

from __future__ import annotations

from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.nested import settle_nested, without
from onrecord.extract.attribution.sources import is_media, source_at
from onrecord.grammar import children, prepositional, span_of, subtree
from onrecord.records import Span

_CITED = frozenset({"quote", "cite"})


def chain(reading: Reading, found: list[Found]) -> list[Found]:
    """The attributions of one sentence with their chains, those that only pass on taken out."""
    found = [each for each in found if each.source is not None]
    found = _relayed(reading, found)
    for each in found:
        _citing(reading, each)
    found = settle_nested(reading, found)
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
                each.content = without(
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
            each.content = without(reading.text, each.content, span_of(sentence, subtree(sentence, token.i)))
            each.relayed = True
            return


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
                each.content = without(
                    reading.text, each.content, span_of(sentence, subtree(sentence, token.head))
                )
                return
