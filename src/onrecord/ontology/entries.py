"""One entry of an event file -> its triggers: the notation that a person edits.

An entry lists words under ``verbs``, ``nouns`` or ``adjectives`` and what they share. ``pull out`` among verbs is
verb and particle; ``air strike`` among nouns is head and modifier. ``args`` is a frame of ``words/frames.yaml`` or
a pattern of slots, ``subj > obj``: who does it, who it is done to; ``=`` for ``>`` where the two may be swapped.
``variants`` names a table of ``words/variants.yaml`` that gives each word its modes by the company it keeps
(``only_variants: true``: and none without), and ``plural: true`` asks for the plural. The other keys are those of
Trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.ontology.inflect import plural
from onrecord.ontology.trigger import Pos, Trigger
from onrecord.ontology.words import bad, expand, read_frames, spellings, variants, word_class
from onrecord.records import EFFECTS, STATUSES

_WORDS: dict[str, Pos] = {"verbs": "verb", "nouns": "noun", "adjectives": "adj"}
_LISTS = {
    "form", "prep", "prep_object", "not_prep", "object", "subject", "not_object", "not_subject", "modifier",
    "not_modifier", "comp", "not_comp", "victim", "instrument",
}  # fmt: skip
_SINGLE = {"mode", "context", "effect", "status", "needs_actor", "needs_recipient", "rank"}
KEYS = {*_WORDS, *_LISTS, *_SINGLE, "args", "variants", "only_variants", "plural"}
_SLOTS = {"subj", "obj", "iobj", "xcomp", "poss", "mod", "light_subj", "light_obj"}


def read_entry(
    entry: Mapping[str, Any], type_: str, modes: Mapping[str, str], file: str
) -> Iterator[Trigger]:
    """The triggers that ``entry`` stands for, those of its variants before the plain one.

    Raises OntologyError naming ``file`` and the entry for an unknown key, slot, mode, effect, frame or class.
    """
    if not isinstance(entry, Mapping):
        raise bad("an entry is a mapping", file, entry)
    name = next((f"{key}: {entry[key]}" for key in _WORDS if key in entry), str(entry))
    name = name if len(name) < 90 else name[:90] + " ..."
    unknown = set(entry) - KEYS
    if unknown:
        raise bad(f"unknown key {', '.join(sorted(unknown))}", file, name)
    shared = _constraints(entry, modes, file, name) | _arguments(entry.get("args", ""), file, name)
    for key, pos in _WORDS.items():
        for text in _words(entry.get(key, []), file, name):
            if pos == "verb" and text.count(" ") > 1:
                raise bad(
                    f"'{text}': a verb takes one particle; name its other companions by key", file, name
                )
            plain = _head(text, pos, type_, shared, plural_only=bool(entry.get("plural")))
            if "variants" in entry:
                yield from _varied(plain, entry["variants"], modes, file, name)
            if not entry.get("only_variants"):
                yield plain
    if not any(key in entry for key in _WORDS):
        raise bad("no words (verbs, nouns or adjectives)", file, name)


def _words(value: Any, file: str, name: str) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(w, str) and w == w.lower() for w in words):
        raise bad("words are lower-case text (quote 'on', 'no', 'yes')", file, name)
    try:
        return expand(words)
    except Exception as error:
        raise bad(str(error), file, name) from None


def _constraints(entry: Mapping[str, Any], modes: Mapping[str, str], file: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {key: _words(entry[key], file, name) for key in _LISTS if key in entry}
    found |= {key: entry[key] for key in _SINGLE if key in entry}
    _one_of("mode", entry.get("mode"), modes, file, name)
    _one_of("effect", entry.get("effect"), EFFECTS, file, name)
    _one_of("status", entry.get("status"), STATUSES, file, name)
    for key in ("victim", "instrument"):
        _check_slots(found.get(key, ()), file, name)
    for word in (*found.get("prep", ()), *found.get("not_prep", ())):
        _one_of("preposition", word, word_class("prepositions"), file, name)
    return found


def _arguments(args: str, file: str, name: str) -> dict[str, Any]:
    pattern = read_frames().get(args, args)
    mutual = "=" in pattern
    actor, mark, recipient = pattern.partition("=" if mutual else ">")
    slots = (tuple(actor.split()), tuple(recipient.split()) if mark else ())
    _check_slots((*slots[0], *slots[1]), file, name)
    return {"actor": slots[0], "recipient": slots[1], "mutual": mutual}


def _check_slots(slots: tuple[str, ...], file: str, name: str) -> None:
    for slot in slots:
        _one_of("slot", slot, _SLOTS | set(word_class("prepositions")), file, name)


def _one_of(what: str, value: Any, known: Any, file: str, name: str) -> None:
    if value is not None and value not in known:
        raise bad(f"unknown {what} '{value}'; known: {', '.join(sorted(known))}", file, name)


def _head(text: str, pos: Pos, type_: str, shared: Mapping[str, Any], *, plural_only: bool) -> Trigger:
    companions: dict[str, Any] = dict(shared)
    lemma = text
    if " " in text and pos == "verb":
        lemma, companions["particle"] = text.split(" ")
    elif " " in text:
        *before, lemma = text.split(" ")
        companions["modifier"] = spellings(" ".join(before))
    if plural_only:
        companions["form"] = (plural(lemma),)
    return Trigger(lemma=lemma, pos=pos, type=type_, **companions)


def _varied(plain: Trigger, table: str, modes: Mapping[str, str], file: str, name: str) -> Iterator[Trigger]:
    for mode, row in variants(table).items():
        _one_of("mode", mode, modes, file, f"{name}, variants {table}")
        for key, words in row.items():
            varied = _variant(plain, key, words)
            if varied is not None:
                yield replace(varied, mode=mode)


def _variant(plain: Trigger, key: str, words: tuple[str, ...]) -> Trigger | None:
    """``plain`` with one more constraint, or None where a word of its kind cannot bear it or has it already."""
    verb = plain.pos == "verb"
    if key == "verbs" and not plain.comp:
        return replace(plain, comp=words)
    if key == "modifiers" and not verb and not plain.modifier:
        return replace(plain, modifier=words)
    if key == "subjects" and verb and not plain.subject:
        return replace(plain, subject=words)
    if key == "means" and verb and not plain.prep_object:
        return replace(plain, prep=("with", "by", "in", "using"), prep_object=words)
    if key == "nouns" and plain.prep and not plain.prep_object:
        return replace(plain, prep_object=words)
    if key == "nouns" and not plain.prep and not plain.object:
        return replace(plain, object=words)
    return None
