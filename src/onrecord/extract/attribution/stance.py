"""What the source does with the content: the cue's stance, refined by the first clause of what is said.

Rules are tried in the order of ``data/cues/content.yaml``; only "asserts" is refined, since a cue that accuses or
denies says so itself. A medium that asserts, reports.
"""

from __future__ import annotations

from onrecord.annotated import Sentence
from onrecord.extract.attribution.model import Found, Reading
from onrecord.extract.attribution.sources import is_media
from onrecord.extract.attribution.spans import content_of
from onrecord.grammar import children, is_verb, negated, passive
from onrecord.records import Actor, Stance

_FIRST_PERSON = frozenset({"i", "we"})
_DEEDS_OWNED_BY = frozenset(
    {"REB", "CRM"}
)  # "the army said it killed 20" is its report, not a claim of an attack


def refine(reading: Reading, found: Found) -> Stance:
    """The stance of a finished attribution."""
    stance = found.stance
    if found.group == "naming":
        stance = _of_name(reading, found)
    elif stance == "asserts" and found.clause is not None and is_verb(found.sentence.tokens[found.clause]):
        stance = _Clause(reading, found, found.clause).stance() or stance
    if stance == "asserts" and (is_media(reading, found.source) or found.relayed):
        return "reports"
    return stance


def _of_name(reading: Reading, found: Found) -> Stance:
    """ "called it barbaric" condemns, "described it as historic" supports, "called the report baseless" denies."""
    rules, words = reading.cues.content, set()
    nouns = set()
    for token in found.sentence.tokens:
        if any(span.start <= token.start < span.end for span in found.content):
            words.add(token.lower)
            nouns.add(token.lemma)
    if words & rules.plain_denials:
        return "denies"
    if words & rules.blame_words or nouns & rules.blame_words:
        return "condemns"
    return "supports" if words & rules.praise_words or nouns & rules.praise_words else "asserts"


class _Clause:
    """The first clause of a content: its verb, its subject, and whether that is the source itself."""

    def __init__(self, reading: Reading, found: Found, verb: int) -> None:
        self.reading, self.found, self.rules = reading, found, reading.cues.content
        self.sentence: Sentence = found.sentence
        self.tokens = found.sentence.tokens
        self.verb: int = verb
        self.token = self.tokens[self.verb]
        self.aux = {self.tokens[c].lower for c in children(self.sentence, self.verb, "aux")}
        self.negated = negated(self.sentence, self.verb)
        self.passive = passive(self.sentence, self.verb)
        subjects = children(self.sentence, self.verb, "nsubj", "nsubjpass")
        self.subject: int | None = subjects[0] if subjects else None
        self.quoted = reading.quotes.at(self.token.start) is not None
        self.own = self.subject is not None and self._is_source(self.subject)

    def stance(self) -> Stance | None:
        """The stance by the first rule that fits, or ``None``."""
        if (
            self.own and not self.negated and self.token.lemma in self.rules.thoughts
        ):  # "said he believed that ..."
            inner = children(self.sentence, self.verb, "ccomp")
            return _Clause(self.reading, self.found, inner[0]).stance() if inner else None
        return (
            self._restated()
            or self._denial()
            or self._guilt()
            or self._feeling()
            or self._pledge()
            or self._call()
        )

    def _is_source(self, subject: int) -> bool:
        token = self.tokens[subject]
        if self.quoted and token.lower in _FIRST_PERSON:
            return True
        if self.quoted and token.tag == "PRP":
            return False  # "they" in a speaker's words are others
        actor = self._actor(subject)
        source = self.found.source.actor if self.found.source else None
        pronoun = token.lower in self.rules.own_subject_words and token.lower not in _FIRST_PERSON
        if actor is not None and source is not None:
            if actor.name.casefold() == source.name.casefold():
                return True
            same = actor.country is not None and actor.country == source.country
            return same and (actor.kind == "country" or token.lemma in self.rules.own_bodies or pronoun)
        owned = [self.tokens[c].tag for c in children(self.sentence, subject, "poss")]
        return pronoun or (token.lemma in self.rules.own_bodies and "PRP$" in owned)

    def _speaks_for(self, subject: int) -> bool:
        """The source is one of "the two sides", or a treaty that binds its parties."""
        source = self.found.source
        if source is None:
            return False
        if source.sentence.tokens[source.head].lemma in self.rules.binding_texts:
            return True
        phrase = self.reading.article.phrases.get((self.sentence.index, subject))
        country = source.actor.country if source.actor else None
        return (
            phrase is not None and country is not None and any(m.country == country for m in phrase.members)
        )

    def _actor(self, head: int) -> Actor | None:
        phrase = self.reading.article.phrases.get((self.sentence.index, head))
        return phrase.actor if phrase else None

    def _complements(self) -> set[str]:
        """Words of the predicate: "responsible", "behind", the particle of "carry out"."""
        found = set()
        for child in children(self.sentence, self.verb, "acomp", "attr", "prep", "prt", "advmod", "oprd"):
            if child > self.verb:
                found.add(self.tokens[child].lower)
        return found

    def _restated(self) -> Stance | None:
        """ "said it condemned the raid": the content's verb is itself a cue of the source."""
        if not self.own or self.negated or self.aux & self.rules.pledge_modals or self.passive:
            return None
        for use in self.reading.cues.verbs.get(self.token.lemma, ()):
            if use.stance == "asserts" or use.sources is not None:
                continue
            if content_of(self.sentence, self.verb, use, self.subject, host=False) is not None:
                return use.stance
        return None

    def _denial(self) -> Stance | None:
        rules, complements = self.rules, self._complements()
        if self.aux & rules.pledge_modals:
            return None
        be = self.token.lemma == "be"
        if be and self.negated and complements & rules.denied_states:
            return "denies"
        if be and complements & rules.plain_denials and not self.negated:
            subject = self.tokens[self.subject] if self.subject is not None else None
            assertions = self.reading.cues.words["assertions"]
            if subject and (subject.lemma in assertions or subject.lower in {"this", "that", "it"}):
                return "denies"
        if self._denied_noun():
            return "denies"
        deed = self.token.lemma in rules.denied_deeds
        if deed and self._by_nobody():
            return "denies"
        return "denies" if self.own and self.negated and deed and not self.passive else None

    def _by_nobody(self) -> bool:
        """ "no rocket was fired", "nobody was forced"."""
        if self.subject is None:
            return False
        return self.tokens[self.subject].lower in {"nobody", "none"} or negated(self.sentence, self.subject)

    def _denied_noun(self) -> bool:
        """ "had no part in it", "there was no truth in it", "had nothing to do with it", "no such raid took place"."""
        for noun in children(self.sentence, self.verb, "dobj", "attr"):
            token = self.tokens[noun]
            denied = negated(self.sentence, noun) or self.negated
            if denied and token.lemma in self.rules.denied_nouns:
                return True
            if token.lower == "nothing" and self.token.lemma == "have":
                return True
        if self.subject is None:
            return False
        words = {self.tokens[c].lower for c in self.tokens[self.subject].children}
        return {"no", "such"} <= words

    def _feeling(self) -> Stance | None:
        """ "said it was appalled by the raid", "said he was delighted by the vote"."""
        states = self._complements() | {self.token.lower}
        if not self.own or self.negated:
            return None
        if states & self.rules.outraged_states:
            return "condemns"
        return "supports" if states & self.rules.pleased_states else None

    def _guilt(self) -> Stance | None:
        rules, complements = self.rules, self._complements()
        if self.negated or self.aux & rules.pledge_modals or self.subject is None:
            return None
        if self.token.lemma in {"be", "remain"} and complements & rules.guilt_states:
            return "claims-responsibility" if self.own else "accuses"
        source = self.found.source.actor if self.found.source else None
        if self.own and not self.passive and source is not None and source.sector in _DEEDS_OWNED_BY:
            phrase = {self.token.lemma, *(f"{self.token.lemma} {word}" for word in complements)}
            return "claims-responsibility" if phrase & rules.guilt_deeds else None
        return None

    def _pledge(self) -> Stance | None:
        rules = self.rules
        modal = self.aux & rules.pledge_modals
        if modal and self.passive and self.token.lemma in rules.threat_passives:
            return "pledges"
        no_object = any(negated(self.sentence, c) for c in children(self.sentence, self.verb, "dobj"))
        willing = self.own or (bool(modal) and self.subject is not None and self._speaks_for(self.subject))
        if not willing or self.passive or "have" in self.aux or self.negated or no_object:
            return None  # "would not talk" refuses
        if modal and self.token.lemma not in rules.not_volitional:
            return "pledges"
        resolved = [
            c
            for c in children(self.sentence, self.verb, "acomp")
            if self.tokens[c].lower in rules.resolve_states
        ]
        if self.token.lemma == "be" and resolved:
            return "pledges"
        going = (
            self.token.tag == "VBG"
            and self.token.lemma == "go"
            and children(self.sentence, self.verb, "xcomp")
        )
        return "pledges" if going else None

    def _call(self) -> Stance | None:
        rules = self.rules
        if (
            self.aux & rules.call_modals
            and "have" not in self.aux
            and (self.token.lemma != "be" or self.passive)
        ):
            return "calls-for"
        needed = self.token.lemma in rules.call_verbs and not (self.own or self.negated or self.aux)
        if needed and any(self.tokens[c].tag == "VB" for c in children(self.sentence, self.verb, "xcomp")):
            return "calls-for"
        bare = self.token.tag == "VB" and not self.aux and self.subject is None
        return "calls-for" if bare and self.quoted else None
