"""Is an expression of time to come or of time gone: from the verb that governs it, else from the words around."""

from __future__ import annotations

from onrecord import grammar
from onrecord.annotated import Sentence, Token
from onrecord.extract.time.grammar import Hit
from onrecord.extract.time.scan import Item
from onrecord.ontology.time import TimeWords
from onrecord.records import Span

_ADVERBIAL = frozenset(["npadvmod", "advmod", "prep", "pobj", "tmod", "nmod"])
_DAYS = frozenset(["day", "days", "lone_day", "clock"])
_EITHER = _DAYS | {"year", "relative", "end_of", "decade"}


def tense_at(sentence: Sentence, span: Span, hit: Hit, words: TimeWords, *, headline: bool = False) -> str:
    """ "past", "future" or "" for the expression at ``span``, read off the verb that governs it.

    In a headline the present tense tells what has happened; elsewhere, right on a date, what is to come ("the
    talks open on Friday"). A day that stands on a noun ("the Jan. 14 deadline") may lie on either side.
    """
    inside = [token for token in sentence.tokens if token.start < span.end and span.start < token.end]
    if not inside:
        return ""
    indices = {token.i for token in inside}
    top = next((token for token in inside if token.head not in indices or token.head == token.i), inside[-1])
    if _planned(sentence, top, hit, words):
        return "future"
    verb, direct = _governor(sentence, top)
    if verb is None:
        return ""
    found = _verb_tense(sentence, verb, words, set())
    if found == "present" and verb.dep == "relcl":  # "shut the line that carries oil on Tuesday"
        found, direct = _above(sentence, verb, words, set()), False
    if found == "present":
        ahead = direct and hit.rule not in _EITHER  # "the 16 November killing is ...", "the third this year"
        return "past" if headline else "future" if ahead else ""
    if found == "perhaps":
        return "future" if direct else ""
    if found == "past" and hit.rule in _DAYS and (not direct or verb.lemma in words.future_governors):
        return ""  # "invited them to a summit on May 3"
    return found


def _planned(sentence: Sentence, top: Token, hit: Hit, words: TimeWords) -> bool:
    """ "Scheduled for Friday", "planned a rally for May 1": what is planned lies ahead, whenever it was planned."""
    token, through_for = top, False
    for _ in range(5):
        if token.head == token.i:
            return False
        token = sentence.tokens[token.head]
        through_for |= token.lower == "for"
        if grammar.is_verb(token):
            through_for |= any(sentence.tokens[c].lower == "for" for c in token.children)
            on_day = hit.rule in _DAYS or hit.rule == "weekday"
            return token.lemma in words.planning and (
                through_for or (on_day and token.lemma in words.arranging)
            )
    return False


def _governor(sentence: Sentence, token: Token) -> tuple[Token | None, bool]:
    """The nearest verb above, and whether no noun stands between."""
    direct = True
    while token.head != token.i:
        if token.dep not in _ADVERBIAL:
            direct = False
        token = sentence.tokens[token.head]
        if grammar.is_verb(token) or token.tag == "MD":
            return token, direct
        if grammar.is_noun(token):
            direct = False
    return (token, direct) if grammar.is_verb(token) else (None, False)


def _verb_tense(sentence: Sentence, verb: Token, words: TimeWords, seen: set[int]) -> str:
    """past, present, future, perhaps, or "" where nothing tells."""
    if verb.i in seen:
        return ""
    seen.add(verb.i)
    auxiliaries = [sentence.tokens[c] for c in verb.children if sentence.tokens[c].dep in ("aux", "auxpass")]
    lowers = {token.lower for token in auxiliaries}
    if lowers & words.certain:
        return "future"
    if lowers & words.uncertain:
        return "perhaps" if "have" not in lowers else "past"
    if "could" in lowers:
        return ""
    if "to" in lowers:
        return _infinitive_tense(sentence, verb, words, seen)
    if any(token.tag == "VBD" or token.lemma == "have" for token in auxiliaries) or verb.tag == "VBD":
        return "past"
    if auxiliaries:
        return "present"
    if verb.dep == "conj" and verb.head != verb.i and grammar.is_verb(sentence.tokens[verb.head]):
        return _verb_tense(sentence, sentence.tokens[verb.head], words, seen)
    if verb.tag == "VBN":
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "present"
    return _above(sentence, verb, words, seen)


def _infinitive_tense(sentence: Sentence, verb: Token, words: TimeWords, seen: set[int]) -> str:
    """ "Plans to visit" and "is to visit" lie ahead, "failed to visit" does not."""
    if verb.head == verb.i:
        return "future"
    governor = sentence.tokens[verb.head]
    if governor.lemma in words.future_governors or governor.lower in words.future or governor.lemma == "be":
        above = sentence.tokens[governor.head]
        around = (governor, above, *(sentence.tokens[c] for c in governor.children))
        told = any(token.dep == "advcl" for token in around) and any(t.lower in ("was", "were") for t in around)
        return "" if told else "future"  # "the attack came before he was due to speak"
    return _above(sentence, verb, words, seen)


def _above(sentence: Sentence, verb: Token, words: TimeWords, seen: set[int]) -> str:
    governor, _ = _governor(sentence, verb)
    return (
        _verb_tense(sentence, governor, words, seen) if governor is not None and governor is not verb else ""
    )


def tense_of_words(items: list[Item], hit: Hit, words: TimeWords) -> str:
    """Without a parse: "future" where a word of the same clause says so, else "past", as news mostly is."""
    for step, at in ((-1, hit.start - 1), (1, hit.end)):
        for _ in range(9):
            if not 0 <= at < len(items) or items[at].letter == "!" or (step > 0 and items[at].letter == ","):
                break
            if items[at].lower in words.future:
                return "future"
            at += step
    return "" if hit.rule in _DAYS else "past"
