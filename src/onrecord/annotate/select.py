"""Which paragraphs are worth the parse and the encoder: a look at their words, before anything costly."""

from __future__ import annotations

import re
from functools import cache

from onrecord.annotated import Paragraph
from onrecord.ontology.cues import cue_forms
from onrecord.ontology.events import candidate_forms

_WORD = re.compile(r"[a-z][a-z'-]*")
_QUOTE = re.compile("[\"“”„«»]|(?<!\\w)['‘]\\w.{8,}?['’](?!\\w)")


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    return candidate_forms(), frozenset(cue_forms())


def can_hold_event(paragraph: Paragraph) -> bool:
    """Whether the paragraph has a word that can tell of an event or of speech."""
    events, cues = _forms()
    return any(word in events or word in cues for word in _words(paragraph))


def can_hold_speech(paragraph: Paragraph) -> bool:
    """Whether the paragraph has a word of saying or a quotation."""
    cues = _forms()[1]
    return any(word in cues for word in _words(paragraph)) or bool(_QUOTE.search(paragraph.text))


def _words(paragraph: Paragraph) -> list[str]:
    return _WORD.findall(paragraph.text.lower())
