"""Which time expression governs which word of a sentence, read off the parse."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import grammar
from onrecord.annotated import Annotated, Expression, Sentence, Token
from onrecord.ontology.time import TimeWords, load_time_words

_BOUND_TO_NOUN = frozenset(["poss", "compound", "amod", "nmod", "nummod"])
_BARE = frozenset(["IN", "TO", "RB", "RP"])


@dataclass(slots=True)
class Placed:
    """Where an expression stands in a parse: its top token, and the word that it says the time of."""

    expression: Expression
    top: int
    host: int
    of_trigger: bool  # the host is another event's word


def govern(article: Annotated, sentence: Sentence, trigger: int) -> Expression | None:
    """The expression that tells when the event of token ``trigger`` was, or ``None``.

    Sought on the trigger itself, then upward: from a noun to the light verb that carries it, from a joined or
    accompanying clause to the clause it goes with, from a relative clause to its noun. Never from what somebody
    said to the saying, nor from an argument to another event's verb.
    """
    words = load_time_words()
    placed = placed_in(article, sentence)
    return governing(sentence, placed, trigger, words) if placed else None


def placed_in(article: Annotated, sentence: Sentence) -> list[Placed]:
    """The expressions of a sentence that have days, with where they stand."""
    span = sentence.span
    triggers = {token for index, token in article.triggers.values() if index == sentence.index}
    found = []
    for expression in article.expressions:
        if not span.covers(expression.span):
            continue
        place = _place(sentence, expression, triggers)
        if place is not None:
            found.append(place)
    return found


def _place(sentence: Sentence, expression: Expression, triggers: set[int]) -> Placed | None:
    own = expression.span
    inside = [t for t in sentence.tokens if t.start < own.end and own.start < t.end]
    if not inside:
        return None
    indices = {token.i for token in inside}
    outer = [t for t in inside if t.head not in indices or t.head == t.i]
    top = next((t for t in outer if t.dep in ("pobj", "npadvmod")), outer[0] if outer else inside[-1])
    if (misread := _misread(sentence, inside)) is not None:
        return Placed(expression, top.i, misread, misread in triggers)
    noun = _noun_before(sentence, top.i, triggers)
    if noun is not None:
        return Placed(expression, top.i, noun, noun in triggers)
    host, free = top, top.dep not in _BOUND_TO_NOUN
    while host.head != host.i:
        host = sentence.tokens[host.head]
        if host.tag in _BARE or host.i in triggers:
            if host.i in triggers:
                break
            continue
        if not free and host.i not in triggers and _is_occasion(sentence, host):
            free = True  # "during Eid prayers", "at Sunday's rally"
        if free and (grammar.is_noun(host) or (host.tag in ("VBZ", "VBP") and host.dep == "relcl")):
            continue  # a phrase of time says when something was, not when a person is or what a thing does
        break
    return Placed(expression, top.i, host.i, host.i in triggers)


def _misread(sentence: Sentence, inside: list[Token]) -> int | None:
    """ "On 28 February officers arrested ...": the parser took the date for a part of the noun behind it. The word that
    the preposition hangs on."""
    first, last = inside[0], inside[-1]
    if first.i == 0 or last.i + 1 >= len(sentence.tokens):
        return None
    before, after = sentence.tokens[first.i - 1], sentence.tokens[last.head]
    own = after.dep == "pobj" and after.head == before.i
    empty = not grammar.children(sentence, before.i, "pobj", "pcomp")
    misread = last.dep in _BOUND_TO_NOUN and after.i > last.i and (own or empty)
    if not misread or not (before.lower == "on" or (before.lower == "in" and before.i == 0)):
        return None
    return before.head


def _is_occasion(sentence: Sentence, noun: Token) -> bool:
    preposition = sentence.tokens[noun.head].lower
    if noun.dep != "pobj":
        return False
    return preposition in ("during", "at") or (noun.lower == "time" and preposition == "in")


def _noun_before(sentence: Sentence, top: int, triggers: set[int]) -> int | None:
    """ "The attack in April that killed three": right behind a noun and before its relative clause, the time is
    the noun's, whatever the parser hung it on."""
    tokens = sentence.tokens
    preposition, after = tokens[top].head, top + 1
    while after < len(tokens) and tokens[after].tag == ",":
        after += 1
    noun = preposition - 1
    if noun < 0 or tokens[preposition].tag != "IN" or after >= len(tokens):
        return None
    relative = tokens[after].tag in ("WDT", "WP") or tokens[after].lower == "that"
    if noun not in triggers and tokens[noun].dep == "pobj":  # "lay a bill before parliament on Tuesday that ..."
        return None
    return noun if relative and grammar.is_noun(tokens[noun]) else None


def governing(sentence: Sentence, placed: list[Placed], trigger: int, words: TimeWords) -> Expression | None:
    """:func:`govern` over the sentence's expressions as :func:`placed_in` gives them."""
    at: int | None = trigger
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        found = _best([p for p in placed if at in (p.host, p.top) and trigger != p.top])
        found = found or _below(sentence, placed, at, words)
        if found is not None:
            return found
        at = _up(sentence, at, words)
    return _behind(sentence, placed, trigger)


def _behind(sentence: Sentence, placed: list[Placed], trigger: int) -> Expression | None:
    """ "Cited the killing of six priests in Oslo on 16 November": a date right behind an event's noun,
    whatever the parser hung it on that is no event."""
    tokens = sentence.tokens
    if not grammar.is_noun(tokens[trigger]):
        return None
    end = max(grammar.subtree(sentence, trigger)) + 1
    for place in placed:
        time = place.expression.time
        opens = tokens[place.top].head if tokens[place.top].dep == "pobj" else place.top
        if opens == end and not place.of_trigger and time is not None and time.how == "expression":
            return place.expression
    return None


def _below(sentence: Sentence, placed: list[Placed], i: int, words: TimeWords) -> Expression | None:
    """ "A truce that was declared in March", "talks held on Monday": the time of a clause that tells of the noun."""
    tokens = sentence.tokens
    if grammar.is_verb(tokens[i]):
        clauses = [c for c in grammar.children(sentence, i, "advcl") if _marks(sentence, c) & words.same_time]
        if tokens[i].lemma in words.carriers:  # "the strike is due to begin on Monday"
            middle = [i, *grammar.children(sentence, i, "acomp")]
            ahead = [c for m in middle for c in grammar.children(sentence, m, "xcomp")]
            clauses += [c for c in ahead if tokens[c].lemma in words.carriers]
        return _best([p for p in placed if p.host in clauses])
    if not grammar.is_noun(tokens[i]):
        return None
    clauses = grammar.children(sentence, i, "relcl", "acl")
    for noun in grammar.subtree(sentence, i, without=("relcl", "acl", "conj", "appos")):
        inner = grammar.children(sentence, noun, "relcl")
        clauses += [
            c for c in inner if tokens[c].lemma in words.carriers
        ]  # "talks in Oslo that went on till Monday"
    return _best([p for p in placed if p.host in clauses and not p.of_trigger])


def _best(places: list[Placed]) -> Expression | None:
    """Of several on one word the narrowest, the first of equals."""
    timed = [p.expression for p in places if p.expression.time is not None]
    return min(timed, key=_length, default=None)


def _length(expression: Expression) -> int:
    return expression.time.range.days if expression.time else 0


def _up(sentence: Sentence, i: int, words: TimeWords) -> int | None:
    """The next word whose time is also that of ``i``, or ``None``."""
    tokens = sentence.tokens
    token = tokens[i]
    if token.head == i:
        return None
    head = tokens[token.head]
    if grammar.is_verb(token):
        return _up_from_verb(sentence, i, words)
    if token.dep in ("conj", "appos"):
        return head.i
    if token.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
        carried = head.lemma in words.carriers and (token.dep != "dobj" or head.lemma not in ("see", "kill"))
        return head.i if carried else None
    if token.dep == "pobj" and head.lower == "of" and grammar.is_noun(tokens[head.head]):
        return head.head  # "a series of attacks"
    return None


def _up_from_verb(sentence: Sentence, i: int, words: TimeWords) -> int | None:
    tokens = sentence.tokens
    token, head = tokens[i], tokens[tokens[i].head]
    if token.dep == "conj":
        return head.i
    relative = _relative_subject(sentence, i)
    if relative is not None:
        return relative
    if token.dep == "relcl" and any(tokens[c].lower == "where" for c in token.children):
        return grammar.clause_head(sentence, head.i)
    if token.dep in ("relcl", "acl") and grammar.is_noun(head):
        return head.i
    if token.dep == "xcomp":
        return head.i if head.lemma in words.aspects else None
    if token.dep == "pcomp":
        return head.head if head.lower in ("by", "in", "with", "while", "when") else None
    if token.dep == "advcl":
        marks = _marks(sentence, i)
        infinitive = any(tokens[c].lower == "to" for c in token.children)
        joined = token.tag in ("VBG", "VBN") and not marks & words.anchors.keys()
        return head.i if not infinitive and (joined or marks & words.same_time) else None
    return None


def _marks(sentence: Sentence, clause: int) -> set[str]:
    """The conjunctions of a clause."""
    tokens = sentence.tokens
    return {tokens[c].lower for c in tokens[clause].children if tokens[c].dep in ("mark", "advmod")}


def _relative_subject(sentence: Sentence, verb: int) -> int | None:
    """The noun right before "that" or "which" where the parser took a relative clause for another kind."""
    tokens = sentence.tokens
    if tokens[verb].dep == "relcl":
        return None
    subject = next((c for c in grammar.children(sentence, verb, "nsubj") if tokens[c].tag == "WDT"), None)
    return subject - 1 if subject and grammar.is_noun(tokens[subject - 1]) else None
