"""Cues: the verbs, nouns and fixed words that put a source behind a stretch of text (``data/cues/``).

The words and groups were written for this project; what a stance means stands in ``docs/attribution.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, cast, get_args

from onrecord.errors import OntologyError
from onrecord.ontology.inflect import noun_forms, verb_forms
from onrecord.ontology.load import read_yaml
from onrecord.records import STANCES, Stance

Frame = Literal["clause", "infinitive", "gerund", "object", "as", "preposition"]
FRAMES: tuple[str, ...] = get_args(Frame)
Kind = Literal["speech", "thought"]
_REMEDY = "Mend the entry; docs/attribution.md says what each key means."


@dataclass(frozen=True, slots=True)
class VerbUse:
    """One way of using a cue verb: which frames hold its content, and what they must look like.

    ``with_`` are prepositions whose phrase belongs to the content beside the object; where ``needs``, one must
    stand there, and where ``inner`` its object alone is the content. ``prepositions`` lead to the content (frame
    preposition) or to the one addressed (frame infinitive). ``objects`` and ``sources``: lemmas of which the head
    must be one, ``None`` where any will do; ``not_objects``: lemmas that it must not be; with ``not_actor`` it must
    not be a person or body.
    """

    name: str
    stance: Stance
    frames: frozenset[str]
    kind: Kind = "speech"
    with_: frozenset[str] = frozenset()
    needs: bool = False
    inner: bool = False
    prepositions: frozenset[str] = frozenset()
    objects: frozenset[str] | None = None
    not_objects: frozenset[str] = frozenset()
    not_actor: bool = False
    sources: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class NounUse:
    """A cue noun: where its content stands (clause, infinitive or a preposition)."""

    stance: Stance
    content: frozenset[str]
    of: str | None = None  # the noun after "of" must be this one


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """Fixed words before a source; ``*`` among ``words`` stands for the source in the genitive."""

    words: tuple[str, ...]
    stance: Stance


@dataclass(frozen=True, slots=True)
class ContentRules:
    """Sets of lemmas by which the content refines a stance; see ``data/cues/content.yaml``."""

    own_subject_words: frozenset[str]
    own_bodies: frozenset[str]
    binding_texts: frozenset[str]
    thoughts: frozenset[str]
    pledge_modals: frozenset[str]
    resolve_states: frozenset[str]
    threat_passives: frozenset[str]
    not_volitional: frozenset[str]
    call_modals: frozenset[str]
    call_verbs: frozenset[str]
    denied_states: frozenset[str]
    plain_denials: frozenset[str]
    denied_nouns: frozenset[str]
    denied_deeds: frozenset[str]
    outraged_states: frozenset[str]
    pleased_states: frozenset[str]
    guilt_states: frozenset[str]
    guilt_deeds: frozenset[str]
    blame_words: frozenset[str]
    praise_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue tables. ``verbs`` is keyed by lemma, or lemma and particle ("lash out"); ``phrases`` by first word."""

    verbs: Mapping[str, tuple[VerbUse, ...]]
    nouns: Mapping[str, tuple[NounUse, ...]]
    phrases: Mapping[str, tuple[PhraseCue, ...]]
    words: Mapping[str, frozenset[str]]
    content: ContentRules


@cache
def cues() -> Cues:
    """The tables of ``data/cues/``, read and checked once a process. Raises OntologyError naming the entry."""
    words = {name: _set(lemmas, f"words.yaml, {name}") for name, lemmas in _table("words.yaml").items()}
    return Cues(
        verbs=_verbs(read_yaml("cues/verbs.yaml"), words),
        nouns=_nouns(read_yaml("cues/nouns.yaml")),
        phrases=_phrases(read_yaml("cues/phrases.yaml")),
        words=words,
        content=_content(_table("content.yaml")),
    )


@cache
def cue_forms() -> frozenset[str]:
    """Every form, in lower case, of the words that make a paragraph worth reading for attributions.

    Verbs of everyday use ("put", "hold") are left out: where they are cues, another word gives the paragraph away.
    """
    tables = cues()
    everyday = tables.words["everyday"]
    verbs = {lemma.split()[0] for lemma in tables.verbs} - everyday
    forms = {form for verb in verbs for form in verb_forms(verb)}
    forms |= {form for noun in tables.nouns for form in noun_forms(noun)}
    return frozenset(forms | {"according", "citing", "quoting", "quoted"})


def _table(name: str) -> Mapping[str, Any]:
    table = read_yaml(f"cues/{name}")
    if not isinstance(table, dict):
        raise _error("must be a table of named lists", name)
    return cast(Mapping[str, Any], table)


def _verbs(groups: Any, words: Mapping[str, frozenset[str]]) -> dict[str, tuple[VerbUse, ...]]:
    uses: dict[str, list[VerbUse]] = {}
    known = {
        "name",
        "kind",
        "stance",
        "frames",
        "with",
        "needs",
        "inner",
        "prepositions",
        "objects",
        "not_objects",
        "not_actor",
        "sources",
        "verbs",
    }
    for group in groups:
        where = f"verbs.yaml, {group.get('name', 'a group without a name')}"
        _keys(group, known, {"name", "stance", "frames", "verbs"}, where)
        frames = _set(group["frames"], where)
        if frames - set(FRAMES):
            raise _error(f"frames {sorted(frames - set(FRAMES))} are none of {', '.join(FRAMES)}", where)
        if group.get("kind", "speech") not in get_args(Kind):
            raise _error(f"kind {group['kind']!r} is none of {', '.join(get_args(Kind))}", where)
        use = VerbUse(
            name=group["name"], stance=_stance(group["stance"], where), frames=frames,
            kind=group.get("kind", "speech"), with_=_set(group.get("with", []), where),
            needs=bool(group.get("needs", False)), inner=bool(group.get("inner", False)),
            prepositions=_set(group.get("prepositions", []), where),
            objects=_words_of(group.get("objects"), words, where),
            not_objects=_words_of(group.get("not_objects"), words, where) or frozenset(),
            not_actor=bool(group.get("not_actor", False)), sources=_words_of(group.get("sources"), words, where),
        )  # fmt: skip
        if "preposition" in frames and not use.prepositions:
            raise _error("the frame preposition needs prepositions", where)
        for verb in _set(group["verbs"], where):
            uses.setdefault(verb, []).append(use)
    return {verb: tuple(found) for verb, found in sorted(uses.items())}


def _nouns(entries: Any) -> dict[str, tuple[NounUse, ...]]:
    uses: dict[str, list[NounUse]] = {}
    for entry in entries:
        where = f"nouns.yaml, {', '.join(entry.get('nouns', [])[:2])}"
        _keys(entry, {"stance", "content", "nouns", "of"}, {"stance", "content", "nouns"}, where)
        use = NounUse(_stance(entry["stance"], where), _set(entry["content"], where), entry.get("of"))
        for noun in _set(entry["nouns"], where):
            uses.setdefault(noun, []).append(use)
    return {noun: tuple(found) for noun, found in sorted(uses.items())}


def _phrases(entries: Any) -> dict[str, tuple[PhraseCue, ...]]:
    phrases: dict[str, list[PhraseCue]] = {}
    for entry in entries:
        _keys(entry, {"stance", "before"}, {"stance", "before"}, "phrases.yaml")
        for text in _set(entry["before"], "phrases.yaml"):
            cue = PhraseCue(tuple(text.split()), _stance(entry["stance"], f"phrases.yaml, {text}"))
            if cue.words[0] == "*":
                raise _error("a phrase cannot begin with its source", f"phrases.yaml, {text}")
            phrases.setdefault(cue.words[0], []).append(cue)
    # longest first, so that "by * own account" is not read as "by * account"
    return {
        first: tuple(sorted(found, key=lambda cue: (-len(cue.words), cue.words)))
        for first, found in sorted(phrases.items())
    }


def _content(table: Mapping[str, Any]) -> ContentRules:
    names = {field.name for field in fields(ContentRules)}
    _keys(table, names, names, "content.yaml")
    return ContentRules(**{name: _set(table[name], f"content.yaml, {name}") for name in names})


def _keys(entry: Mapping[str, Any], known: set[str], needed: set[str], where: str) -> None:
    if missing := needed - set(entry):
        raise _error(f"lacks {', '.join(sorted(missing))}", where)
    if unknown := set(entry) - known:
        raise _error(f"has keys that mean nothing here: {', '.join(sorted(map(str, unknown)))}", where)


def _set(values: Any, where: str) -> frozenset[str]:
    """A list of words as a set; YAML reads a bare on, off, yes and no as true and false, so words must be text."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _error("needs a list of words (quote on, off, yes, no)", where)
    if doubled := sorted(_doubled(values)):
        raise _error(f"lists {', '.join(doubled)} twice", where)
    return frozenset(values)


def _doubled(values: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


def _words_of(name: str | None, words: Mapping[str, frozenset[str]], where: str) -> frozenset[str] | None:
    if name is None:
        return None
    if name not in words:
        raise _error(f"words.yaml has no set named {name!r}", where)
    return words[name]


def _stance(value: Any, where: str) -> Stance:
    if value not in STANCES:
        raise _error(f"stance {value!r} is none of {', '.join(STANCES)}", where)
    return cast(Stance, value)


def _error(what: str, where: str) -> OntologyError:
    return OntologyError(what, where=f"data/cues/{where}", remedy=_REMEDY)
