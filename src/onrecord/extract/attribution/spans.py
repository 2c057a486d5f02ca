"""Where the content of a cue verb stands, frame by frame (see ``data/cues/verbs.yaml``)."""

from __future__ import annotations

from onrecord.annotated import Sentence
from onrecord.extract.attribution.clauses import clause
from onrecord.extract.attribution.ranges import EDGES, WH, Content, end_of, ends, has_to, runs, trimmed
from onrecord.grammar import children, deep_object, is_verb, passive, subtree
from onrecord.ontology.cues import VerbUse

# Names, pronouns and plurals are asked to act; "the decision to ..." only looks so in the parse.
_ADDRESSED = frozenset({"NNP", "NNPS", "PRP", "NNS"})


def content_of(
    sentence: Sentence, cue: int, use: VerbUse, source: int | None, *, host: bool = True
) -> Content | None:
    """The content that ``use`` finds beside the cue, or ``None`` where none of its frames is filled.

    ``host``: whether the cue may stand in its content as a parenthesis.
    """
    found: Content | None = None
    if "infinitive" in use.frames:
        found = _infinitive(sentence, cue, use)
    if found is None and "gerund" in use.frames:
        found = _gerund(sentence, cue)
    if found is None and "as" in use.frames:
        found = _naming(sentence, cue, needed="object" not in use.frames)
    if found is None and "object" in use.frames:
        found = _object(sentence, cue, use)
    if found is None and "preposition" in use.frames:
        found = _after_preposition(sentence, cue, use)
    if found is None and "clause" in use.frames:
        found = clause(sentence, cue, source, host=host)
    return found


def _infinitive(sentence: Sentence, cue: int, use: VerbUse) -> Content | None:
    """ "to" and its clause, of the one addressed or of the source; the one addressed is no part of the content."""
    tokens = sentence.tokens
    addressed = children(sentence, cue, "dobj", "dative", "nsubjpass")
    objects = children(sentence, cue, "dobj", "dative") if use.stance == "calls-for" else []
    places = [cue, *(c for c in objects if tokens[c].tag in _ADDRESSED)]
    for prep in children(sentence, cue, "prep", "dative", "prt"):
        if tokens[prep].lower in use.prepositions:
            nouns = children(sentence, prep, "pobj")
            addressed += nouns
            places += [
                noun
                for noun in nouns
                if tokens[noun].tag in _ADDRESSED - {"NNS"} or tokens[prep].lower in {"on", "upon"}
            ]
    for place in places:
        for verb in children(sentence, place, "xcomp", "ccomp", "advcl", "acl", "relcl"):
            if verb < cue or tokens[verb].tag not in {"VB", "VBN"} or not has_to(sentence, verb):
                continue
            subjects = children(sentence, verb, "nsubj")
            if use.stance == "calls-for" and use.name == "call to act" and not addressed and not subjects:
                continue  # "asked to be named": the source's own wish
            first = min(c for c in children(sentence, verb, "aux", "neg") if c > cue)
            return Content(tuple(trimmed(tokens, first, end_of(sentence, verb, cue))), verb)
    return None


def _gerund(sentence: Sentence, cue: int) -> Content | None:
    tokens = sentence.tokens
    found = [c for c in children(sentence, cue, "xcomp", "ccomp") if c > cue and tokens[c].tag == "VBG"]
    found = [c for c in found if not children(sentence, c, "aux", "nsubj", "nsubjpass")]
    for prep in children(sentence, cue, "prep"):
        found += [c for c in children(sentence, prep, "pcomp") if c > cue and tokens[c].tag == "VBG"]
    if not found:
        return None
    own = [i for i in subtree(sentence, found[0]) if i > cue]
    return Content(tuple(trimmed(sentence.tokens, own[0], own[-1])), found[0])


def _naming(sentence: Sentence, cue: int, *, needed: bool) -> Content | None:
    """What something is called: its name, and the thing where it stands after the cue ("them as brothers")."""
    tokens = sentence.tokens
    if passive(sentence, cue):
        return None
    things = [c for c in children(sentence, cue, "dobj", "nsubj") if c > cue]
    names = [c for c in children(sentence, cue, "prep") if c > cue and tokens[c].lower == "as"]
    names += [c for c in children(sentence, cue, "advcl", "ccomp") if c > cue and _as_clause(sentence, c)]
    if not names and needed:
        names = [c for c in children(sentence, cue, "oprd", "attr", "acomp") if c > cue]
        small = [c for c in children(sentence, cue, "ccomp", "xcomp") if c > cue and not is_verb(tokens[c])]
        names += [c for c in small if not children(sentence, c, "cop", "aux")]
        if not names and len(things) > 1:
            names = things[1:]
        if not names and things:  # "called the attack cowardly", read as an adverb
            names = [
                c
                for c in children(sentence, cue, "advmod", "amod")
                if things[0] < c == subtree(sentence, things[0])[-1] + 1
            ]
            names = [c for c in names if tokens[c].tag in {"JJ", "RB", "VBN"}]
    if not names:
        return None
    if not things and tokens[names[0]].lower == "as":  # "what he described as a betrayal"
        names = children(sentence, names[0], "pobj", "pcomp") or names
    objects = [*things[:1], *names]
    first = min(subtree(sentence, i)[0] for i in objects)
    last = max(subtree(sentence, i)[-1] for i in objects)
    return Content(tuple(trimmed(tokens, max(first, cue + 1), last)), (things or names)[0])


def _as_clause(sentence: Sentence, i: int) -> bool:
    """ "dismissed the report as fabricated", where the parse reads a clause."""
    marks = [sentence.tokens[m].lower for m in children(sentence, i, "mark")]
    return sentence.tokens[i].tag in {"VBN", "JJ"} and "as" in marks


def _object(sentence: Sentence, cue: int, use: VerbUse) -> Content | None:
    tokens = sentence.tokens
    heads = deep_object(sentence, cue)
    if not heads or (children(sentence, cue, "dative") and use.stance == "denies"):
        return None
    head = heads[0]
    lemma = tokens[head].lemma
    if use.objects is not None and lemma not in use.objects:
        return None
    if lemma in use.not_objects or _lacks(sentence, cue, head, use):
        return None
    preps = [c for c in children(sentence, cue, "prep") if tokens[c].lower in use.with_ and c > cue]
    own = subtree(sentence, head)
    if use.inner:
        return _topic(sentence, [cue, head], use)
    if head > cue:
        last = max([own[-1], *(subtree(sentence, prep)[-1] for prep in preps)])
        last = _with_late_relative(sentence, cue, last)
        return Content(
            tuple(trimmed(tokens, max(own[0], cue + 1), _before_summary(sentence, own, last))), head
        )
    # passive, or a participle or relative after the noun: the noun without the cue's own clause
    cut = set(subtree(sentence, cue)) if cue in own else set()
    ranges = runs(tokens, [i for i in own if i not in cut and i < cue])
    for agent in children(sentence, cue, "agent"):  # "accused by the army of shelling a school"
        for noun in children(sentence, agent, "pobj"):
            own_preps = [c for c in children(sentence, noun, "prep") if tokens[c].lower in use.with_]
            preps += [c for c in own_preps if tokens[c].lower != "of" or children(sentence, c, "pcomp")]
    for prep in preps:
        ranges += trimmed(tokens, *ends(subtree(sentence, prep)))
    return Content(tuple(ranges), head) if ranges else None


def _topic(sentence: Sentence, places: list[int], use: VerbUse) -> Content | None:
    """What the feeling or backing is for: "voiced outrage at *the killings*"."""
    for place in places:
        for prep in children(sentence, place, "prep"):
            inner = children(sentence, prep, "pobj", "pcomp")
            if sentence.tokens[prep].lower in use.with_ and inner:
                return Content(tuple(trimmed(sentence.tokens, *ends(subtree(sentence, inner[0])))), inner[0])
    return None


def _lacks(sentence: Sentence, cue: int, head: int, use: VerbUse) -> bool:
    """Whether the use asks for a preposition that stands neither on the cue, nor on its object or agent."""
    agents = [
        noun for agent in children(sentence, cue, "agent") for noun in children(sentence, agent, "pobj")
    ]
    places = [c for i in (cue, head, *agents) for c in children(sentence, i, "prep", "acl", "mark")]
    return use.needs and not any(sentence.tokens[c].lower in use.with_ for c in places)


def _before_summary(sentence: Sentence, own: list[int], last: int) -> int:
    """Not into a noun that only sums the clause up: ", an accusation the rebels rejected"."""
    tokens = sentence.tokens
    for i in own:
        if tokens[i].dep == "appos" and children(sentence, i, "relcl"):
            low = subtree(sentence, i)[0]
            if low > own[0] and tokens[low - 1].lower in EDGES:
                return min(last, low - 1)
    return last


def _with_late_relative(sentence: Sentence, cue: int, last: int) -> int:
    """On over "in May that killed four": a phrase and a relative that the parse hung on the cue, not the object."""
    tokens = sentence.tokens
    for child in tokens[cue].children:
        if child <= last or tokens[child].dep not in {"ccomp", "relcl", "advcl"}:
            continue
        if any(tokens[c].tag in WH for c in children(sentence, child, "nsubj", "nsubjpass", "dobj")):
            low = subtree(sentence, child)[0]
            between = [i for i in range(last + 1, low) if tokens[i].lower in EDGES]
            return subtree(sentence, child)[-1] if not between else last
    return last


def _after_preposition(sentence: Sentence, cue: int, use: VerbUse) -> Content | None:
    for prep in children(sentence, cue, "prep", "prt", "agent"):
        if sentence.tokens[prep].lower not in use.prepositions:
            continue
        inner = children(sentence, prep, "pobj", "pcomp")
        if inner:
            return Content(tuple(trimmed(sentence.tokens, *ends(subtree(sentence, inner[0])))), inner[0])
    return None
