"""Whether an event is told as having happened: from negation, modals, governors, adjectives and conditionals.

After Sauri and Pustejovsky 2009 (FactBank): factuality is read outwards from the trigger, each governing word having
its say; the first that speaks decides. Which words say what is data (``data/status.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from onrecord import grammar
from onrecord.annotated import Annotated, Sentence
from onrecord.extract import weigh
from onrecord.ontology.status import load_status_words
from onrecord.records import Status

# A clause joined in these ways stands for itself: what governs the main clause does not reach it.
_FREE = frozenset({"relcl", "parataxis", "acl:relcl", "advcl"})


def set_status(article: Annotated) -> None:
    """Set ``status`` of every mention in ``article.mentions``."""
    for n, mention in enumerate(article.mentions):
        sentence_index, trigger = article.triggers[mention.id]
        sentence = article.sentence(sentence_index)
        if mention.status == "actual":
            likely = how_likely(article, sentence, trigger)
            article.mentions[n] = replace(mention, status=max(likely, key=lambda status: likely[status]))


def how_likely(article: Annotated, sentence: Sentence, i: int) -> Mapping[Status, float]:
    """How likely each status is for what the token ``i`` tells, whether or not it is a mention's trigger."""
    told = status_of(sentence, i)
    shares = {told: 0.5, "planned": 0.5} if told == "actual" and _is_aim(sentence, i) else {told: 1.0}
    return weigh.blend(cast(Mapping[Status, float], shares), article.learned(sentence), sentence.tokens[i].span)


def _is_aim(sentence: Sentence, i: int) -> bool:
    """An infinitive under no word that says more: "went there to meet him" leaves open whether they met."""
    tokens = sentence.tokens
    return tokens[i].tag == "VB" and any(tokens[c].tag == "TO" for c in tokens[i].children)


def status_of(sentence: Sentence, trigger: int) -> Status:
    """The status that the words around the token ``trigger`` give to what it tells."""
    tokens = sentence.tokens
    own = _own(sentence, trigger)
    if own is not None:
        return own
    at = trigger
    while tokens[at].head != at:
        dep, head = tokens[at].dep, tokens[at].head
        if dep in _FREE and not _conditional(sentence, at):
            break
        if dep == "nsubj" and grammar.is_verb(tokens[head]):
            # the event is what the clause is about: "the talks failed", "the attack could reignite the war"
            if _conditional(sentence, head):
                return "possible"
            return _predicated(sentence, head) or "actual"
        found = _governed(sentence, at, head)
        if found == "denied" and at != trigger and grammar.is_noun(tokens[at]) and _definite_past(sentence, trigger):
            return "actual"  # "denied any part in the attack": the part is denied, not the attack
        if found is not None:
            return found
        at = head
    return "actual"


_HAPPEN = frozenset(
    {"take", "begin", "start", "resume", "happen", "occur", "follow", "come", "be", "open", "continue", "seem", "look",
     "appear", "remain"}
)  # fmt: skip
_OF = frozenset({"of", "for", "to", "on", "about", "against"})


def _own(sentence: Sentence, i: int) -> Status | None:
    """What the trigger's own negation, modal, adjectives or conditional mark say."""
    tokens = sentence.tokens
    words = load_status_words()
    if grammar.is_verb(tokens[i]):
        if grammar.negated(sentence, i) or _nobody(sentence, i):
            return "denied"
        found = _beside(sentence, i) or _modal(sentence, i)
        if found:
            return found
        if _conditional(sentence, i):
            return "possible"
        return None
    for child in tokens[i].children:
        if tokens[child].dep == "det" and tokens[child].lower == "no":
            return "denied"
        found = words.adjectives.get(tokens[child].lemma) or words.adjectives.get(tokens[child].lower)
        if found and tokens[child].dep in {"amod", "compound", "advmod"}:
            return found
    return None


def _nobody(sentence: Sentence, verb: int) -> bool:
    """Whether it is done by or to nobody: "no one was hurt", "no weapon was found"."""
    tokens = sentence.tokens
    words = load_status_words()
    for noun in grammar.children(sentence, verb, "nsubj", "nsubjpass"):
        none = [c for c in grammar.children(sentence, noun, "det", "preconj") if tokens[c].lower in {"no", "neither"}]
        if none or tokens[noun].lower in words.nobody:
            return True
    return False


def _beside(sentence: Sentence, verb: int) -> Status | None:
    """What an adverb of the verb says: "reportedly", "almost", "no longer"."""
    tokens = sentence.tokens
    adverbs = load_status_words().adverbs
    for child in grammar.children(sentence, verb, "advmod", "preconj", "cc", "neg"):
        before = [tokens[c].lower for c in tokens[child].children if c < child]
        found = adverbs.get(" ".join([*before, tokens[child].lower])) or adverbs.get(tokens[child].lower)
        if found and child < verb:
            return found
    return None


def _predicated(sentence: Sentence, verb: int) -> Status | None:
    """What the verb says of the event that is its subject: "the attack may come", "talks are unlikely"."""
    tokens = sentence.tokens
    if tokens[verb].lemma not in _HAPPEN:
        return None
    predicates = load_status_words().predicates
    said = [tokens[c].lower for c in grammar.children(sentence, verb, "acomp", "advmod", "prt", "oprd") if c > verb]
    if grammar.negated(sentence, verb):
        return "denied"
    return next((predicates[word] for word in said if word in predicates), None) or _modal(sentence, verb)


def _modal(sentence: Sentence, verb: int) -> Status | None:
    tokens = sentence.tokens
    words = load_status_words()
    for child in grammar.children(sentence, verb, "aux"):
        found = words.modals.get(tokens[child].lower)
        if found:
            if tokens[child].lower in {"would", "'d"} and _reported(sentence, verb):
                return "planned"  # "said it would": a future seen from the past
            perfect = any(
                tokens[c].lemma == "have" for c in grammar.children(sentence, verb, "aux") if c > child
            )
            return "possible" if found == "possible" or perfect else found
    if tokens[verb].dep == "conj" and not grammar.children(sentence, verb, "aux", "nsubj", "nsubjpass"):
        return _modal(sentence, tokens[verb].head) if grammar.is_verb(tokens[tokens[verb].head]) else None
    return None


def _reported(sentence: Sentence, verb: int) -> bool:
    """Whether the clause is what somebody said, told in the past."""
    tokens = sentence.tokens
    while tokens[verb].dep == "conj" and grammar.is_verb(tokens[tokens[verb].head]):
        verb = tokens[verb].head
    head = tokens[tokens[verb].head]
    return tokens[verb].dep == "ccomp" and head.i != verb and head.tag in {"VBD", "VBN"}


def _conditional(sentence: Sentence, verb: int) -> bool:
    tokens = sentence.tokens
    marks = load_status_words().conditional_marks
    return any(tokens[c].lower in marks for c in grammar.children(sentence, verb, "mark"))


def _governed(sentence: Sentence, at: int, head: int) -> Status | None:
    """What the governor ``head`` says of its dependant ``at``."""
    tokens = sentence.tokens
    words = load_status_words()
    dep = tokens[at].dep
    if dep == "ccomp" and _apposed(sentence, head):
        return None
    if dep in {"conj", "compound", "poss", "amod", "nmod"}:
        return None
    found = words.governors.get(tokens[head].lemma) or (
        words.governors.get(tokens[head].lower) if tokens[head].tag.startswith(("JJ", "VBN")) else None
    )
    if found is None:
        if grammar.is_verb(tokens[head]) and dep in {"dobj", "xcomp", "attr", "nsubjpass"}:
            known = dep in {"dobj", "nsubjpass"} and _definite_past(sentence, at)
            if grammar.negated(sentence, head):
                return None if known else "denied"  # "did not stop the talk": there was talk
            return _modal(sentence, head)
        return None
    if dep == "prep" and grammar.is_noun(tokens[head]) and tokens[at].lower not in _OF:
        return None  # "a decline since the attacks" declines no attack
    if dep in {"ccomp", "xcomp", "pcomp", "acl"} and found != "denied" and _settled(sentence, at):
        return None if found in {"planned", "called-for"} else found
    if dep == "dobj" and found in {"planned", "possible"} and _definite_past(sentence, at):
        return None
    if found == "planned" and grammar.negated(sentence, head):
        return "refused"
    return found


def _apposed(sentence: Sentence, verb: int) -> bool:
    """A noun that the parser took for a verb: "X blamed Y, *claims* that Y denied" has two clauses and no subject."""
    return len(grammar.children(sentence, verb, "ccomp")) > 1 and not grammar.children(sentence, verb, "nsubj")


def _settled(sentence: Sentence, verb: int) -> bool:
    """A finite past or perfect clause: its event is told as done ("said it had agreed")."""
    tokens = sentence.tokens
    if tokens[verb].tag == "VBD":
        return True
    return any(
        tokens[c].lemma in {"have", "be"} and tokens[c].tag in {"VBD", "VBZ", "VBP"}
        for c in grammar.children(sentence, verb, "aux", "auxpass")
    )


def _definite_past(sentence: Sentence, noun: int) -> bool:
    """ "discussed the attack", "feared the attack": a known event is not made possible by being spoken of."""
    tokens = sentence.tokens
    return any(
        tokens[c].dep == "det" and tokens[c].lower in {"the", "this", "that"} for c in tokens[noun].children
    )
