"""The encoder's word: what it marked as source, cue and content corrects the parse and adds what the lexicon lacks.

The parse gives structure (whose verb it is, who passes on what), the encoder extents: where a content begins and
ends in a sentence that the parser got wrong, and cues that no list knows. Without tags nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotated import Annotated, Marked, Paragraph, Sentence, Tag
from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.ranges import WH, has_to
from onrecord.extract.attribution.sources import author, source_at
from onrecord.extract.attribution.verbs import unsaid
from onrecord.grammar import children, is_noun, is_verb
from onrecord.records import Span, Stance

_QUOTED = 25  # characters of a quotation that is more than a name or a phrase
SURE = 0.6  # mean probability from which a mark is taken
_HEADS = frozenset({"PR", "WP", "CD", "JJ", "IN", "DT"})
_FRAMES = frozenset({"clause", "phrase"})


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as the encoder marked it."""

    source: Tag | None
    cue: Tag
    content: tuple[Tag, ...]


def relations(paragraph: Paragraph) -> Iterator[Relation]:
    """The marks of a paragraph by their links, or by nearness where they have none; a cue needs content."""
    tags = paragraph.tags
    linked = any(tag.parent is not None for tag in tags)
    parents = [tag.parent if linked else _nearest(tags, tag) for tag in tags]
    for place, cue in enumerate(tags):
        if cue.label != "cue":
            continue
        content = tuple(
            tag
            for tag, parent in zip(tags, parents, strict=True)
            if tag.label == "content" and parent == place
        )
        source = parents[place]
        if content:
            yield Relation(tags[source] if source is not None else None, cue, content)


def _nearest(tags: list[Tag], tag: Tag) -> int | None:
    """The nearest mark of the kind that ``tag`` belongs to."""
    wanted = {"content": "cue", "cue": "source"}.get(tag.label)
    places = [place for place, other in enumerate(tags) if other.label == wanted]
    return min(places, key=lambda place: (_gap(tags[place].span, tag.span), place), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def consult(reading: Reading, found: list[Found]) -> list[Found]:
    """Correct the extents of ``found`` by the marks and add what only the marks show."""
    added: list[Found] = []
    for paragraph in reading.article.paragraphs:
        if not paragraph.tags or not paragraph.sentences:
            continue
        own = [each for each in found if each.sentence.paragraph == paragraph.index]
        for relation in relations(paragraph):
            known = [each for each in own if each.cue.overlaps(relation.cue.span)]
            for each in known:
                _correct(reading, each, relation, own)
            if not known and not _told_already(own, relation):
                proposal = _propose(reading, paragraph, relation)
                if proposal is not None:
                    added.append(proposal)
    return found + added


def marked(article: Annotated, found: list[Found]) -> list[Marked]:
    """All attribution that was read, the record's statements and the rest: the marks, or the parse's word without any.

    This is attribution as corpora mark it: unresolved pronouns are sources, and what somebody wants is content.
    """
    made = [
        Marked(each.source.span if each.source else None, each.cue, tuple(sorted(each.content)))
        for each in found
        if not article.paragraphs[each.sentence.paragraph].tags
    ]
    for paragraph in article.paragraphs:
        for relation in relations(paragraph):
            source = relation.source.span if relation.source else None
            made.append(Marked(source, relation.cue.span, tuple(tag.span for tag in relation.content)))
    return sorted(made, key=lambda each: (each.cue, each.content))


def _correct(reading: Reading, each: Found, relation: Relation, own: list[Found]) -> None:
    """Take the marked extents of cue and source, and that of a clause where the two agree on it in part."""
    if relation.source is not None and relation.source.score >= SURE and each.source is not None:
        _correct_source(reading, each, relation.source)
    marked = [_bare(reading, tag.span) for tag in relation.content if tag.score >= SURE]
    agreed = any(span.overlaps(other) for span in marked for other in each.content)
    apart = not agreed and each.frame != "summing" and each.cue.overlaps(relation.cue.span)
    if marked and (apart or (each.frame in _FRAMES and agreed)) and not _swallows(each, marked, own):
        outside = [span for span in each.content if not _in_reach(relation, span)]
        each.content = sorted({*marked, *outside})
    if relation.cue.score >= SURE:
        each.cue = relation.cue.span


def _correct_source(reading: Reading, each: Found, marked: Tag) -> None:
    """The marked words of the source; another source where the parse only inherited its own."""
    assert each.source is not None
    if marked.span.overlaps(each.source.span):
        each.source.span = marked.span
        return
    direct = each.source.head in each.sentence.tokens[each.cue_token].children
    paragraph = reading.article.paragraphs[each.sentence.paragraph]
    holder = _head(paragraph, marked.span)
    if holder is not None and not direct and not each.via and each.frame in _FRAMES:
        each.source = source_at(reading, holder[0], author(reading, *holder))
        each.source.span = marked.span


def _swallows(each: Found, marked: list[Span], own: list[Found]) -> bool:
    """Whether the marks run on over what the parse gives to another cue ("..., and threatened to")."""
    others = [other.cue for other in own if other is not each and not other.cue.overlaps(each.cue)]
    return any(
        span.covers(cue) and not any(piece.covers(cue) for piece in each.content)
        for span in marked
        for cue in others
    )


def _bare(reading: Reading, span: Span) -> Span:
    """The content without the "that" which leads to it."""
    that = reading.text[span.start : span.start + 5].lower() == "that " and span.end - span.start > 5
    return Span(span.start + 5, span.end) if that else span


def _in_reach(relation: Relation, span: Span) -> bool:
    """Whether the marks speak of this stretch at all: they keep to their paragraph's first mention of the speaker."""
    first = min(tag.span.start for tag in (relation.cue, *relation.content))
    last = max(tag.span.end for tag in (relation.cue, *relation.content))
    return span.start < last and span.end > first


def _told_already(own: list[Found], relation: Relation) -> bool:
    return any(span.overlaps(tag.span) for each in own for span in each.content for tag in relation.content)


def _propose(reading: Reading, paragraph: Paragraph, relation: Relation) -> Found | None:
    """An attribution from marks alone: they are sure, name a source, and show words that were said."""
    named = relation.source
    if named is None or min(tag.score for tag in (relation.cue, named, *relation.content)) < SURE:
        return None
    place, holder = _head(paragraph, relation.cue.span), _head(paragraph, named.span)
    if place is None or holder is None or reading.quotes.inside(relation.cue.span):
        return None
    sentence, cue = place
    known = _stance(reading, sentence, cue, _form(reading, paragraph, relation.content[0].span))
    if known is None or (is_verb(sentence.tokens[cue]) and unsaid(reading, sentence, cue)):
        return None
    clause = _head(paragraph, relation.content[0].span)
    source = source_at(reading, holder[0], author(reading, *holder))
    source.span = named.span
    content = sorted(_bare(reading, tag.span) for tag in relation.content)
    return Found(
        sentence, relation.cue.span, cue, known[0], content, source,
        clause[1] if clause and clause[0] is sentence else None, kind=known[1], group="marked",
    )  # fmt: skip


def _form(reading: Reading, paragraph: Paragraph, span: Span) -> str | None:
    """How the stretch says something: a quotation of some words or a finite clause, an infinitive, a gerund.

    What somebody wants, plans or signs is marked in corpora of attribution, too, and is no statement here.
    """
    quote = reading.quotes.at(span.start)
    if quote is not None and quote.span.end - quote.span.start >= _QUOTED:
        return "clause"
    place = _head(paragraph, span)
    if place is None or not is_verb(place[0].tokens[place[1]]):
        return None
    sentence, verb = place
    tokens = sentence.tokens
    subjects = children(sentence, verb, "nsubj", "nsubjpass", "expl")
    marks = {tokens[c].lower for c in children(sentence, verb, "mark")}
    if marks <= {"that"} and any(span.covers(tokens[c].span) and tokens[c].tag not in WH for c in subjects):
        return "clause"
    if has_to(sentence, verb):
        return "infinitive"
    return "gerund" if tokens[verb].tag == "VBG" else None


def _head(paragraph: Paragraph, span: Span) -> tuple[Sentence, int] | None:
    """The sentence and the token of ``span`` that the others in it hang on."""
    for sentence in paragraph.sentences:
        inside = [token for token in sentence.tokens if span.covers(token.span)]
        tops = [t for t in inside if t.head == t.i or not span.covers(sentence.tokens[t.head].span)]
        heads = [t for t in tops if is_noun(t) or is_verb(t) or t.tag[:2] in _HEADS]
        if inside:
            return sentence, (heads or inside)[0].i
    return None


def _stance(reading: Reading, sentence: Sentence, cue: int, form: str | None) -> tuple[Stance, str] | None:
    """By the lexicon where it knows the word with such a content; an unknown word with a clause asserts."""
    lemma = sentence.tokens[cue].lemma
    for use in reading.cues.verbs.get(lemma, ()):
        if form in use.frames:
            return use.stance, use.kind
    for noun in reading.cues.nouns.get(lemma, ()):
        if form in noun.content:
            return noun.stance, "speech"
    return ("asserts", "speech") if form == "clause" else None
