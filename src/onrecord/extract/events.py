"""Event mentions: trigger words in their grammatical frames, with whom they concern.

Which words, in which frames, is data (``data/events/``); this module only matches frames to the parse and keeps
what holds. After the dictionary coders of the field (TABARI, PETRARCH, UniversalPetrarch), with frames stated over
a dependency parse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onrecord import grammar
from onrecord.annotated import Annotated, Learned, Sentence, Token
from onrecord.extract import weigh
from onrecord.extract.roles import acts, arguments_of, behind, is_known, is_mutual, share_out, with_pointed
from onrecord.extract.slots import Slots
from onrecord.extract.unlisted import trigger_at
from onrecord.ontology.events import Trigger, trigger_index
from onrecord.ontology.grammar import load_grammar_words
from onrecord.records import Argument, Mention, Role, Span

_ROLES: tuple[Role, ...] = ("actor", "recipient", "victim", "instrument")


@dataclass(slots=True)
class Candidate:
    """A trigger that matched at token ``i``, with the token indices that fill its roles."""

    trigger: Trigger
    i: int
    roles: dict[Role, list[int]] = field(default_factory=dict)
    light_verb: int | None = None


def find_events(article: Annotated) -> None:
    """Fill ``article.mentions`` and ``article.triggers`` from every parsed sentence."""
    index = trigger_index()
    tops = weigh.surest(article)
    for sentence in article.sentences():

        def can_act(i: int, sentence: Sentence = sentence) -> bool:
            return (sentence.index, i) in article.phrases or behind(article, sentence, i) is not None

        learned = article.learned(sentence)
        candidates = [found for token in sentence.tokens if (found := _match(sentence, token, index, can_act))]
        candidates = [
            each for each in candidates
            if not weigh.is_no_event(learned, _telling(sentence, each), each.trigger.type, tops)
        ]  # fmt: skip
        told = [_told(article, sentence, candidate) for candidate in _settle(sentence, candidates)]
        taken = [span for each in candidates if each.i in told for span in _telling(sentence, each)]
        for candidate in _unlisted(sentence, learned, taken, can_act):
            _told(article, sentence, candidate)


def _told(article: Annotated, sentence: Sentence, candidate: Candidate) -> int | None:
    """Add the candidate's mention to the article; gives its token, or ``None`` where it makes none."""
    mention = _mention(article, sentence, candidate)
    if mention is None:
        return None
    article.mentions.append(mention)
    article.triggers[mention.id] = (sentence.index, candidate.i)
    article.targets[mention.id] = [
        i for i in candidate.roles.get("recipient", ()) if (sentence.index, i) not in article.phrases
    ]
    return candidate.i


def _unlisted(
    sentence: Sentence, learned: Learned | None, taken: list[Span], can_act: Callable[[int], bool]
) -> list[Candidate]:
    """The candidates that only the encoder sees in the sentence."""
    found = []
    for mark in weigh.unlisted(learned, sentence.span, taken):
        place = trigger_at(sentence, mark)
        if place is None:
            continue
        i, trigger = place
        listed = sentence.tokens[i].lemma in trigger_index()
        if weigh.is_sure(mark, listed) and not (_attributive(sentence, sentence.tokens[i]) or _habitual(sentence, i)):
            slots = Slots(sentence, i, event_type=trigger.type)
            roles = {role: slots.fill(getattr(trigger, role), can_act) for role in _ROLES}
            found.append(Candidate(trigger, i, roles, slots.light_verb))
    return found


def _telling(sentence: Sentence, candidate: Candidate) -> list[Span]:
    """The trigger, then the words beside it that may be what tells of the event: "came under *attack*"."""
    tokens, i = sentence.tokens, candidate.i
    near = [tokens[i].head, *tokens[i].children]
    near += [noun for _, noun in grammar.prepositional(sentence, i)]
    if candidate.light_verb is not None:
        near.append(candidate.light_verb)
    return [tokens[i].span, *(tokens[n].span for n in dict.fromkeys(near) if n != i)]


def _match(
    sentence: Sentence,
    token: Token,
    index: Mapping[str, tuple[Trigger, ...]],
    prefer: Callable[[int], bool] = lambda _: True,
) -> Candidate | None:
    """The first (most constrained) trigger whose constraints hold at the token; ``prefer`` tells who can act."""
    for trigger in index.get(token.lemma, ()):
        if not _part_of_speech(sentence, token, trigger):
            continue
        slots = Slots(sentence, token.i, event_type=trigger.type)
        if _constraints(sentence, token.i, trigger, slots):
            candidate = Candidate(trigger, token.i, light_verb=slots.light_verb)
            for role in _ROLES:
                candidate.roles[role] = slots.fill(getattr(trigger, role), prefer)
            return candidate
    return None


def _part_of_speech(sentence: Sentence, token: Token, trigger: Trigger) -> bool:
    if trigger.pos == "verb":
        return (
            token.tag.startswith("VB")
            and token.dep not in {"aux", "auxpass"}
            and not _attributive(sentence, token)
            and not _bare(sentence, token)
        )
    if trigger.pos == "noun":
        return token.tag in {"NN", "NNS", "NNP", "NNPS"} and token.dep not in {"compound", "nmod"}
    return token.tag.startswith("JJ")


def _attributive(sentence: Sentence, token: Token) -> bool:
    """A participle that only describes a noun ("wounded soldiers", "striking workers")."""
    return token.dep in {"amod", "compound"} and token.head > token.i


def _bare(sentence: Sentence, token: Token) -> bool:
    """A base form with no subject and nothing that governs it: an order or a scrap of a quotation."""
    tokens = sentence.tokens
    at = token
    while at.tag in {"VB", "VBP"} and not any(tokens[c].dep in {"aux", "nsubj", "nsubjpass"} for c in at.children):
        if at.dep in {"xcomp", "ccomp", "pcomp"}:
            return False
        if at.dep != "conj" or at.head == at.i:
            return True
        at = tokens[at.head]
    return token.tag == "VB" and not grammar.is_verb(at)


def _constraints(sentence: Sentence, i: int, trigger: Trigger, slots: Slots) -> bool:
    """Whether every constraint that the trigger states holds at the token (see ``Trigger``)."""
    if trigger.form and sentence.tokens[i].lower not in trigger.form:
        return False
    if trigger.particle and trigger.particle not in slots.particles():
        return False
    if trigger.prep or trigger.not_prep:
        names = {name for name, _ in slots.prepositional()}
        if (trigger.prep and names.isdisjoint(trigger.prep)) or not names.isdisjoint(trigger.not_prep):
            return False
    return (
        _holds(slots, trigger.prep_object, (), lambda: slots.prepositional_heads(trigger.prep))
        and _holds(slots, trigger.object, trigger.not_object, slots.object_heads)
        and _holds(slots, trigger.subject, trigger.not_subject, slots.subject_heads)
        and _holds(slots, trigger.modifier, trigger.not_modifier, slots.modifiers)
        and _holds(slots, trigger.comp, trigger.not_comp, slots.complements)
    )


def _holds(
    slots: Slots, wanted: tuple[str, ...], unwanted: tuple[str, ...], heads: Callable[[], list[int]]
) -> bool:
    """Whether one of the heads is wanted, if any are, and none is unwanted; heads are looked up only if asked for."""
    if not wanted and not unwanted:
        return True
    found = heads()
    if wanted and not (("*" in wanted and found) or any(slots.is_one_of(head, wanted) for head in found)):
        return False
    return not any(slots.is_one_of(head, unwanted) for head in found)


def _settle(sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """Drop what another trigger of the sentence already tells: a light verb's own reading beside its noun's, and
    what is only the content of a pledge, a request, a refusal or a threat ("called for talks")."""
    by_token = {candidate.i: candidate for candidate in candidates}
    kept = []
    for candidate in candidates:
        if (
            candidate.light_verb in by_token
            and by_token[candidate.light_verb].trigger.type == candidate.trigger.type
        ):
            _lend(candidate, by_token[candidate.light_verb])
            continue
        if not _is_content(sentence, candidate, by_token) and not _habitual(sentence, candidate.i):
            kept.append(candidate)
    return kept


def _habitual(sentence: Sentence, i: int) -> bool:
    """Whether the trigger's clause, or one that it completes, tells what is usual ("usually meets generals")."""
    tokens = sentence.tokens
    usual = load_grammar_words().habitual
    while True:
        if grammar.is_verb(tokens[i]) and any(tokens[c].lower in usual for c in tokens[i].children):
            return not any(tokens[c].tag == "MD" for c in tokens[i].children)
        if tokens[i].head == i or tokens[i].dep in {
            "relcl",
            "advcl",
            "conj",
            "parataxis",
            "nsubj",
            "nsubjpass",
        }:
            return False
        i = tokens[i].head


def _lend(giver: Candidate, taker: Candidate) -> None:
    """Fill the empty roles of one with those of another."""
    for role in _ROLES:
        if not taker.roles[role]:
            taker.roles[role] = giver.roles[role]


def _is_content(sentence: Sentence, candidate: Candidate, by_token: Mapping[int, Candidate]) -> bool:
    """Whether the trigger only says what a governing speech act is for, and is no happening of its own."""
    tokens = sentence.tokens
    speech = load_grammar_words().content_takers
    at, definite = candidate.i, _definite(sentence, candidate.i)
    clausal = False
    while tokens[at].head != at:
        dep, head = tokens[at].dep, tokens[at].head
        if dep in {"advcl", "acl"} and _purpose(sentence, at):
            return any(i in by_token for i in _above(sentence, at))
        if dep in {"conj", "acl"} and _finite(sentence, at):
            return False  # "fired to disperse the crowd and *arrested* dozens": finite verbs stand for themselves
        if dep in {"relcl", "advcl", "acl:relcl", "parataxis", "nsubj", "nsubjpass", "appos"} or (
            dep == "ccomp" and not _to_come(sentence, at)
        ):
            return False
        clausal = clausal or dep in {"xcomp", "pcomp", "ccomp", "acl"}
        governor = by_token.get(head)
        if governor is not None and governor.trigger.type in speech:
            return clausal or not definite
        at = head
    return False


def _finite(sentence: Sentence, verb: int) -> bool:
    """A finite verb with no modal: what it tells is told as a happening."""
    tokens = sentence.tokens
    finite = tokens[verb].tag in {"VBD", "VBZ", "VBP"} or any(
        tokens[c].tag in {"VBD", "VBZ", "VBP"} for c in grammar.children(sentence, verb, "aux", "auxpass")
    )
    return finite and not _to_come(sentence, verb)


def _purpose(sentence: Sentence, verb: int) -> bool:
    """An infinitive that says what something is for: "set up a cell *to audit* arrangements"."""
    tokens = sentence.tokens
    return tokens[verb].tag == "VB" and any(tokens[c].tag == "TO" for c in tokens[verb].children)


def _above(sentence: Sentence, i: int) -> list[int]:
    """The governors of a token within its clause, up to the clause's verb."""
    tokens = sentence.tokens
    found = []
    while tokens[i].head != i:
        i = tokens[i].head
        found.append(i)
        if grammar.is_verb(tokens[i]):
            break
    return found


def _to_come(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is told as still to come ("would", "should", "will", subjunctive, infinitive)."""
    tokens = sentence.tokens
    if tokens[verb].tag == "VB":
        return True
    return any(tokens[c].dep == "aux" and tokens[c].tag in {"MD", "TO"} for c in tokens[verb].children)


def _definite(sentence: Sentence, noun: int) -> bool:
    tokens = sentence.tokens
    return any(
        tokens[c].dep == "poss"
        or (tokens[c].dep == "det" and tokens[c].lower in {"the", "this", "that", "these", "those"})
        for c in tokens[noun].children
    )


def _mention(article: Annotated, sentence: Sentence, candidate: Candidate) -> Mention | None:
    """The mention, or ``None`` where the trigger asks for a political or security actor and has none."""
    trigger = candidate.trigger
    arguments: list[Argument] = []
    for role in _ROLES:
        arguments += arguments_of(article, sentence, role, candidate.roles.get(role, ()))
    arguments = with_pointed(article, sentence, candidate.i, share_out(trigger, arguments))
    if trigger.needs_actor and not acts(arguments):
        return None
    if trigger.needs_recipient and not any(is_known(a) for a in arguments if a.role in {"recipient", "victim"}):
        return None
    extent = _extent(sentence, candidate)
    return Mention(
        article_id=article.article.id,
        trigger=sentence.tokens[candidate.i].span,
        span=extent,
        type=trigger.type,
        mode=trigger.mode,
        context=trigger.context,
        mutual=trigger.mutual or is_mutual(trigger, arguments),
        arguments=tuple(arguments),
    )


def _extent(sentence: Sentence, candidate: Candidate) -> Span:
    """The clause of a verb; a noun with its phrase, or the clause of the light verb that carries it."""
    tokens = sentence.tokens
    if grammar.is_verb(tokens[candidate.i]):
        return grammar.span_of(sentence, grammar.clause(sentence, candidate.i))
    head = candidate.light_verb
    if head is not None:
        return grammar.span_of(sentence, grammar.clause(sentence, head))
    return grammar.span_of(
        sentence, grammar.subtree(sentence, candidate.i, without=("conj", "appos", "punct", "cc"))
    )
