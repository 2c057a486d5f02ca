"""Quotations that go on: over the end of the cue's sentence, over paragraphs, and those that stand free."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.quotes import Quote
from onrecord.records import Span

_FURTHEST = 600  # characters between a speaker's last words and a free-standing quotation of theirs
_SENTENCES = 3  # sentences from a speaker's words to those that are added to them
_PERSONAL = frozenset({"he", "she"})
_ENDS = ".!?"


def whole_quotes(reading: Reading, found: Found) -> None:
    """Widen each content span to the quotation it begins or ends in, and drop what lies in another span."""
    text = reading.text
    spans = []
    for span in found.content:
        start, end = span.start, span.end
        first = reading.quotes.at(start)
        if first and first.span.start < start and not _crosses(found, first.span):
            start = first.span.start
        elif (
            start
            and reading.quotes.at(start - 1)
            and reading.quotes.at(start - 1) == reading.quotes.at(start)
        ):
            start = first.span.start if first and not _crosses(found, first.span) else start
        last = reading.quotes.at(max(end - 1, start)) or reading.quotes.at(end)
        if last and last.span.end > end >= last.span.start and not _crosses(found, last.span):
            end = last.span.end if last.span.start < end or not text[end : last.span.start].strip() else end
        spans.append(Span(start, max(start, end)))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    found.content = merged


def _crosses(found: Found, span: Span) -> bool:
    """Whether the quotation holds the cue or its source, so that it cannot be theirs."""
    return span.covers(found.cue) or (found.source is not None and span.covers(found.source.span))


def carry(reading: Reading, found: list[Found]) -> list[Found]:
    """Give quotations without a cue to who spoke last; those that open a paragraph become attributions of their own."""
    speakers = sorted(
        (each for each in found if each.kind == "speech" and each.source), key=lambda each: each.cue
    )
    starts = [each.cue.start for each in speakers]
    taken = sorted(span for each in found for span in each.content)
    added: list[Found] = []
    for quote in reading.quotes.quotes:
        if any(span.overlaps(quote.span) for span in taken) or any(
            quote.span.covers(each.cue) for each in found
        ):
            continue
        place = bisect_right(starts, quote.span.start) - 1
        if place < 0 or not _free(reading, quote):
            continue
        speaker = speakers[place]
        near = max([span.end for span in speaker.content] + [speaker.cue.end])
        if speaker.frame != "clause" or quote.span.start - near > _FURTHEST:
            continue
        if "\n" not in reading.text[near : quote.span.start].strip(" ") or quote.follows:
            if _spoke(reading, speaker):
                speaker.content.append(quote.span)
        elif _spoke(reading, speaker):
            added.append(replace(speaker, content=[quote.span], clause=None, via=list(speaker.via)))
    return found + added


def continued(reading: Reading, found: list[Found]) -> list[Found]:
    """ "he added" goes on with whoever spoke last, whatever person was named in between."""
    ordered = sorted(
        (each for each in found if each.kind == "speech" and each.source), key=lambda each: each.cue
    )
    for last, each in pairwise(ordered):
        if each.source is None or last.source is None or last.source.actor is None:
            continue
        token = each.source.sentence.tokens[each.source.head]
        adds = each.sentence.tokens[each.cue_token].lemma in reading.cues.words["continuing"]
        near = each.sentence.index - last.sentence.index <= _SENTENCES and last.frame == "clause"
        if token.tag != "PRP" or not adds or not near:
            continue
        if (token.lower in _PERSONAL) == (
            last.source.actor.kind == "person"
        ) or last.source.actor.kind == "unnamed":
            each.source.actor = last.source.actor
    return found


def _spoke(reading: Reading, speaker: Found) -> bool:
    """Whether the speaker has been quoted already: free-standing quotations follow quotations."""
    return any(
        reading.quotes.at(span.start) or reading.quotes.at(max(span.end - 1, 0)) for span in speaker.content
    )


def _free(reading: Reading, quote: Quote) -> bool:
    """Whether the quotation is a sentence or more of its own: nothing of another sentence on either side."""
    text = reading.text
    before = text[: quote.span.start].rstrip(" ")[-2:]
    starts = not before or before[-1] in "\n" + _ENDS or (before[-1] in "\"”'" and before[:1] in _ENDS + ",")
    inner = text[quote.span.start + 1 : quote.span.end].rstrip("\"”'’ ")
    after = text[quote.span.end : quote.span.end + 3].lstrip(" ")
    ends = not after or after[0] == "\n" or after[0].isupper() or after[0] in '"“'
    return starts and ends and inner[-1:] in _ENDS and len(inner) > 8
