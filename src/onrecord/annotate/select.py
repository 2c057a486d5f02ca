"""Which paragraphs are worth the parse and the encoder: a look at their words, before anything costly."""

from __future__ import annotations

import re
from functools import cache

from onrecord.annotated import Paragraph
from onrecord.ontology.candidates import may_hold_event
from onrecord.ontology.cues import cue_forms
from onrecord.ontology.speech_signs import speech_signs

_WORD = re.compile(r"[a-z]+")
_QUOTE = re.compile("[\"“][^\"“”]{12,}[\"”]?|(?<!\\w)['‘][A-Z].{12,}?['’](?!\\w)")


@cache
def _cue_forms() -> frozenset[str]:
    return frozenset(cue_forms())


def can_hold_event(paragraph: Paragraph) -> bool:
    """Whether the paragraph has a word that can tell of an event or of speech."""
    words = _words(paragraph)
    return not words.isdisjoint(_cue_forms()) or may_hold_event(words)


def can_hold_speech(paragraph: Paragraph) -> bool:
    """Whether the paragraph has a word of saying proper, or is for a third or more a quotation."""
    if not _words(paragraph).isdisjoint(speech_signs()):
        return True
    return sum(match.end() - match.start() for match in _QUOTE.finditer(paragraph.text)) * 3 > len(paragraph.text)


def _words(paragraph: Paragraph) -> set[str]:
    return set(_WORD.findall(paragraph.text.lower()))
