"""Words that make a paragraph worth the encoder's pass: ``data/speech_signs.yaml``."""

from __future__ import annotations

from functools import cache

from onrecord.ontology.inflect import verb_forms
from onrecord.ontology.load import read_yaml


@cache
def speech_signs() -> frozenset[str]:
    """All forms, in lower case."""
    data = read_yaml("speech_signs.yaml")
    return frozenset(form for verb in data["verbs"] for form in verb_forms(verb)) | frozenset(data["words"])
