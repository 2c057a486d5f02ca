"""The grammatical places around a trigger, under the names that the word lists use for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from onrecord import grammar
from onrecord.annotated import Sentence
from onrecord.ontology.events import trigger_index
from onrecord.ontology.grammar import load_grammar_words

_PARTICLES = frozenset({"prt", "advmod", "prep", "acomp", "oprd", "dep"})


class Slots:
    """Subject, object, prepositional and other places of the verb or noun at token ``i`` (see ``Trigger``)."""

    def __init__(self, sentence: Sentence, i: int, *, event_type: str = "") -> None:
        self.sentence = sentence
        self.i = i
        self.asks = event_type in load_grammar_words().content_takers
        self.verb = grammar.is_verb(sentence.tokens[i])

    @cached_property
    def light_verb(self) -> int | None:
        """The light verb that carries a noun as its object or passive subject ("held talks", "talks were held")."""
        tokens = self.sentence.tokens
        noun = grammar.first_conjunct(self.sentence, self.i)
        token = tokens[noun]
        if self.verb:
            return None
        if token.dep == "pobj" and tokens[token.head].dep == "prep":  # "engaged in talks"
            verb = tokens[token.head].head
            pair = f"{tokens[verb].lemma} {tokens[token.head].lower}"
            return verb if pair in load_grammar_words().light_verbs else None
        if token.dep in {"dobj", "nsubjpass", "attr"}:
            verb = token.head
        elif token.dep == "nsubj" and tokens[token.head].lemma in load_grammar_words().happening_verbs:
            return None
        else:
            return None
        return verb if tokens[verb].lemma in load_grammar_words().light_verbs else None

    def fill(self, slots: Iterable[str], prefer: Callable[[int], bool]) -> list[int]:
        """Token indices of the first of ``slots`` that holds one who can act (``prefer``), else of the first filled."""
        first: list[int] = []
        for slot in slots:
            found = self._slot(slot)
            if any(prefer(i) for i in found):
                return found
            first = first or found
        return first

    def _slot(self, slot: str) -> list[int]:
        sentence, i = self.sentence, self.i
        tokens = sentence.tokens
        if slot == "subj":
            return self._subject()
        if slot == "obj":
            return [grammar.counted_among(sentence, noun) for noun in grammar.deep_object(sentence, i)]
        if slot == "iobj":
            return [
                c
                for c in grammar.children(sentence, i, "dative")
                if grammar.is_noun(tokens[c]) or tokens[c].tag == "PRP"
            ]
        if slot == "xcomp":
            return [
                noun
                for verb in grammar.children(sentence, i, "xcomp", "ccomp")
                for noun in grammar.deep_object(sentence, verb)
            ]
        if slot == "poss":
            return grammar.children(sentence, i, "poss")
        if slot == "mod":
            return grammar.children(sentence, i, "compound", "amod", "nmod")
        if slot == "light_subj":
            return self._subject()
        if slot == "light_obj":
            return self._light("obj")
        return [noun for name, noun in self.prepositional() if name == slot or (slot == "from" and name == "out of")]

    def _subject(self) -> list[int]:
        tokens = self.sentence.tokens
        if self.verb:
            return grammar.deep_subject(self.sentence, self.i)
        if tokens[self.i].tag.startswith("JJ") and tokens[self.i].dep == "acomp":
            return grammar.deep_subject(self.sentence, tokens[self.i].head)
        return self._light("subj") or self._in_course()

    def _in_course(self) -> list[int]:
        """ "In talks with X, Y said": who says something in the course of an event takes part in it."""
        tokens = self.sentence.tokens
        above = tokens[tokens[self.i].head]
        if tokens[self.i].dep != "pobj" or above.lower not in load_grammar_words().in_course_of:
            return []
        verb = above.head
        return grammar.deep_subject(self.sentence, verb) if grammar.is_verb(tokens[verb]) else []

    def _light(self, slot: str) -> list[int]:
        verb = self.light_verb
        if verb is None:
            return []
        return (
            grammar.deep_subject(self.sentence, verb)
            if slot == "subj"
            else grammar.deep_object(self.sentence, verb)
        )

    def prepositional(self) -> list[tuple[str, int]]:
        """Prepositional phrases of the trigger, of its object, and of the light verb that carries it."""
        return self._prepositional

    @cached_property
    def _prepositional(self) -> list[tuple[str, int]]:
        sentence = self.sentence
        found = grammar.prepositional(sentence, self.i)
        if self.verb:
            for noun in () if grammar.passive(sentence, self.i) else grammar.deep_object(sentence, self.i):
                if not (self.asks and _names_an_act(sentence, noun)):
                    found += grammar.prepositional(sentence, noun)
        elif self.light_verb is not None:
            found += grammar.prepositional(sentence, self.light_verb)
        return found

    def particles(self) -> set[str]:
        """Words that can complete a phrasal verb: particles, bare adverbs and prepositions after it."""
        tokens = self.sentence.tokens
        return {
            tokens[c].lower
            for c in tokens[self.i].children
            if c > self.i
            and tokens[c].dep in _PARTICLES
            and not grammar.children(self.sentence, c, "pobj", "pcomp")
        }

    def prepositional_heads(self, names: Iterable[str]) -> list[int]:
        """Objects of the prepositional phrases so named (of all, where no name is given)."""
        wanted = set(names)
        return [noun for name, noun in self.prepositional() if not wanted or name in wanted]

    def object_heads(self) -> list[int]:
        """Heads of a verb's deep object, or of what a noun's prepositions bring, with conjuncts and what is counted."""
        if self.verb:
            return self._with_counted(grammar.deep_object(self.sentence, self.i))
        return self._with_counted(noun for _, noun in grammar.prepositional(self.sentence, self.i))

    def subject_heads(self) -> list[int]:
        """Heads of a verb's deep subject, or of a noun's possessor, with conjuncts and what is counted."""
        if self.verb:
            return self._with_counted(grammar.deep_subject(self.sentence, self.i))
        return self._with_counted(grammar.children(self.sentence, self.i, "poss"))

    def modifiers(self) -> list[int]:
        """Everything that depends on the trigger directly."""
        return self.sentence.tokens[self.i].children

    def complements(self) -> list[int]:
        """Verbs of the clauses that complete the trigger, those after a preposition included ("accuse of killing")."""
        verbs = grammar.children(self.sentence, self.i, "xcomp", "ccomp", "acl", "pcomp", "advcl")
        return verbs + [
            noun for _, noun in self.prepositional() if grammar.is_verb(self.sentence.tokens[noun])
        ]

    def is_one_of(self, head: int, words: Iterable[str]) -> bool:
        """Whether the head's lemma is among ``words``; of a word with spaces, the earlier ones must depend on it."""
        tokens = self.sentence.tokens
        lemma = tokens[head].lemma
        if lemma in words:
            return True
        below: set[str] | None = None
        for word in words:
            if word.endswith(lemma) and " " in word:
                below = below or {tokens[c].lemma for c in tokens[head].children}
                *before, last = word.split(" ")
                if last == lemma and below.issuperset(before):
                    return True
        return False

    def _with_counted(self, heads: Iterable[int]) -> list[int]:
        """Heads with their conjuncts and, under "hundreds of" and its like, what is counted."""
        tokens = self.sentence.tokens
        found: list[int] = []
        for head in heads:
            for noun in grammar.conjuncts(self.sentence, head):
                found.append(noun)
                if tokens[noun].lemma in load_grammar_words().quantity_nouns:
                    found += [
                        inner for name, inner in grammar.prepositional(self.sentence, noun) if name == "of"
                    ]
        return found


def _names_an_act(sentence: Sentence, noun: int) -> bool:
    """In "demanded the withdrawal of troops from the city" the city is the withdrawal's, not the demand's."""
    return any(t.pos == "noun" and not t.modifier for t in trigger_index().get(sentence.tokens[noun].lemma, ()))
