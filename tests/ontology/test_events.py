"""The event words: that they load, say what is wrong where they do not, and hold what the field expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology import codebook as book
from onrecord.ontology import entries, events, words
from onrecord.ontology.candidates import may_hold_event
from onrecord.ontology.entries import read_entry
from onrecord.ontology.events import (
    Trigger,
    candidate_forms,
    load_event_types,
    specificity,
    surface_forms,
    trigger_index,
)
from onrecord.ontology.inflect import noun_forms, plural, verb_forms

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def read(entry: dict[str, Any], modes: dict[str, str] | None = None) -> list[Trigger]:
    return list(read_entry(entry, "ASSAULT", modes or {"beat": ""}, "events/ASSAULT.yaml"))


def types_of(lemma: str) -> set[str]:
    return {trigger.type for trigger in trigger_index()[lemma]}


def first(lemma: str, **asked: object) -> Trigger:
    """The first trigger of the lemma that asks exactly for the given words."""
    for trigger in trigger_index()[lemma]:
        if all(value in getattr(trigger, name) for name, value in asked.items()):
            return trigger
    raise AssertionError(f"{lemma} has no trigger with {asked}")


class TestTypes:
    def test_all_sixteen(self) -> None:
        assert {event_type.name for event_type in load_event_types()} == PLOVER

    def test_each_has_what_a_crosswalk_needs(self) -> None:
        for event_type in load_event_types():
            assert event_type.definition and event_type.cameo_roots and event_type.triggers
            cooperative = event_type.quad_class.endswith("cooperation")
            assert (event_type.goldstein > 0) is cooperative, event_type.name

    def test_every_root_but_statements_crosses_over(self) -> None:
        roots = {root for event_type in load_event_types() for root in event_type.cameo_roots}
        assert roots == {f"{n:02}" for n in range(3, 21)}

    def test_every_mode_has_a_trigger(self) -> None:
        spoken_of_only = {("THREATEN", "political"), ("CONSULT", "third-party"), ("RETREAT", "access")}
        for event_type in load_event_types():
            told = {trigger.mode for trigger in event_type.triggers}
            missing = {(event_type.name, mode) for mode in event_type.modes if mode not in told}
            assert missing <= spoken_of_only

    def test_turns_lead_to_types(self) -> None:
        retreat = next(each for each in load_event_types() if each.name == "RETREAT")
        assert retreat.turns == {"promised": "AGREE", "refused": "REJECT", "demanded": "REQUEST"}


class TestWords:
    @pytest.mark.parametrize(
        ("lemma", "type_"),
        [
            ("bomb", "ASSAULT"), ("kidnap", "ASSAULT"), ("arrest", "COERCE"), ("meet", "CONSULT"), ("talk", "CONSULT"),
            ("praise", "SUPPORT"), ("pledge", "AGREE"), ("sanction", "COERCE"), ("withdraw", "RETREAT"),
            ("deploy", "MOBILIZE"), ("condemn", "ACCUSE"), ("veto", "REJECT"), ("urge", "REQUEST"),
            ("ultimatum", "THREATEN"), ("demonstration", "PROTEST"), ("donate", "AID"), ("extradite", "COOPERATE"),
            ("pardon", "CONCEDE"), ("recall", "SANCTION"), ("ceasefire", "RETREAT"), ("organise", "PROTEST"),
        ],
    )  # fmt: skip
    def test_plain_words(self, lemma: str, type_: str) -> None:
        assert type_ in types_of(lemma)

    def test_companions_decide(self) -> None:
        assert first("impose", object="sanction").type == "COERCE"
        assert first("sign", object="treaty").type == "SUPPORT"
        assert first("cut", object="tie").type == "SANCTION"
        assert first("carry", particle="out", object="attack").type == "ASSAULT"
        assert first("take", prep="to", prep_object="street").type == "PROTEST"
        assert first("step", particle="down").mode == "resign"
        assert first("hold", modifier="hostage").mode == "abduct"
        assert first("strike", modifier="hunger").mode == "hunger"
        assert first("strike", modifier="air").mode == "aerial"
        assert first("refuse", comp="meet").mode == "meet"
        assert first("call", prep="for", prep_object="ceasefire").mode == "yield"

    def test_metaphors_are_shut_out(self) -> None:
        assert all("inflation" in t.not_object for t in trigger_index()["attack"] if t.pos == "verb" and not t.prep
                   and not t.object and not t.subject)  # fmt: skip
        assert all("heart" in t.not_modifier or t.modifier or t.object or t.prep_object
                   for t in trigger_index()["attack"] if t.pos == "noun")  # fmt: skip
        assert all(
            "deadline" in t.not_object or t.object or t.prep
            for t in trigger_index()["meet"]
            if t.pos == "verb"
        )

    def test_both_spellings(self) -> None:
        assert trigger_index()["criticise"][0].type == trigger_index()["criticize"][0].type == "ACCUSE"

    def test_casualty_words_have_a_victim(self) -> None:
        for triggers in trigger_index().values():
            for trigger in triggers:
                assert (
                    not trigger.effect or trigger.victim or trigger.recipient or trigger.lemma == "claim"
                ), trigger

    def test_more_constrained_first(self) -> None:
        for triggers in trigger_index().values():
            weights = [specificity(trigger) for trigger in triggers]
            assert weights == sorted(weights, reverse=True)

    def test_no_word_is_a_hyphenated_head_of_nothing(self) -> None:
        for lemma in trigger_index():
            assert lemma == lemma.lower().strip() and " " not in lemma and lemma

    def test_a_plural_needs_its_form(self) -> None:
        talks = [t for t in trigger_index()["talk"] if t.pos == "noun" and not t.modifier]
        assert talks and all(t.form == ("talks",) for t in talks)


class TestForms:
    @pytest.mark.parametrize(
        ("lemma", "forms"),
        [
            ("kill", {"kill", "kills", "killed", "killing"}),
            ("stop", {"stop", "stops", "stopped", "stopping"}),
            ("visit", {"visit", "visits", "visited", "visiting"}),
            ("permit", {"permit", "permits", "permitted", "permitting"}),
            ("seize", {"seize", "seizes", "seized", "seizing"}),
            ("agree", {"agree", "agrees", "agreed", "agreeing"}),
            ("deny", {"deny", "denies", "denied", "denying"}),
            ("veto", {"veto", "vetoes", "vetoed", "vetoing"}),
            ("shoot", {"shoot", "shoots", "shot", "shooting"}),
            ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
            ("quit", {"quit", "quits", "quitted", "quitting"}),
            ("deploy", {"deploy", "deploys", "deployed", "deploying"}),
        ],
    )
    def test_verbs(self, lemma: str, forms: set[str]) -> None:
        assert verb_forms(lemma) == forms

    def test_nouns(self) -> None:
        assert noun_forms("clash") == {"clash", "clashes"}
        assert noun_forms("policeman") == {"policeman", "policemen"}
        assert plural("country") == "countries"

    @pytest.mark.parametrize(
        ("lemma", "form"),
        [
            ("die", "dying"),
            ("be", "being"),
            ("tie", "tied"),
            ("dig", "dug"),
            ("free", "freed"),
            ("cancel", "canceled"),
            ("cancel", "cancelled"),
        ],
    )
    def test_odd_verbs(self, lemma: str, form: str) -> None:
        assert form in verb_forms(lemma)

    def test_candidates_cover_every_head(self) -> None:
        forms = candidate_forms()
        assert {"killed", "talks", "sanctions", "bombing", "shot", "criticized", "criticised"} <= forms
        assert all(form == form.lower() for form in forms)
        for lemma, triggers in trigger_index().items():
            assert any(trigger.form for trigger in triggers) or lemma in forms


class TestCandidates:
    def test_common_verbs_need_their_companions(self) -> None:
        assert not may_hold_event({"it", "is", "a", "house", "and", "has", "had", "walls"})
        assert may_hold_event({"troops", "were", "on", "alert"})
        assert may_hold_event(["they", "set", "fire", "to", "it"])
        assert may_hold_event({"bombed"})

    def test_no_trigger_is_overlooked(self) -> None:
        def one(values: tuple[str, ...]) -> list[str]:
            return [] if not values or "*" in values else values[-1].split(" ")[-1].split("-")[-1:]

        for triggers in trigger_index().values():
            for trigger in triggers:
                parts = [sorted(surface_forms(trigger))[-1].split("-")[-1], *trigger.prep[:1]]
                for values in (
                    trigger.object,
                    trigger.subject,
                    trigger.prep_object,
                    trigger.modifier,
                    trigger.comp,
                ):
                    parts += one(values)
                parts += [trigger.particle] if trigger.particle else []
                assert may_hold_event(set(parts)), trigger


class TestNotation:
    def test_particle_and_compound(self) -> None:
        verb, noun = *read({"verbs": "pull out", "args": "subj > from"}), *read({"nouns": ["air strike"]})
        assert (verb.lemma, verb.particle, verb.actor, verb.recipient) == (
            "pull",
            "out",
            ("subj",),
            ("from",),
        )
        assert (noun.lemma, noun.modifier) == ("strike", ("air",))

    def test_mutual_pattern_and_frame(self) -> None:
        assert read({"verbs": "clash", "args": "subj = with"})[0].mutual
        assert read({"verbs": "hit", "args": "does"})[0].recipient == ("obj",)

    def test_class_is_written_out(self) -> None:
        found = read({"verbs": "lift", "object": ["$truces", "siege"]})[0].object
        assert {"ceasefire", "truce", "siege"} <= set(found) and "$truces" not in found

    def test_variants_come_before_the_plain_word(self) -> None:
        modes = dict.fromkeys(words.variants("demand"), "")
        found = read({"verbs": "call", "prep": ["for"], "variants": "demand"}, modes)
        assert found[-1].mode is None and not found[-1].prep_object
        assert {t.mode for t in found[:-1]} == {"yield", "meet", "change", "assist"}
        without = read({"verbs": "call", "prep": ["for"], "variants": "demand", "only_variants": True}, modes)
        assert all(t.mode for t in without)

    def test_plural(self) -> None:
        assert read({"nouns": "talk", "plural": True})[0].form == ("talks",)

    @pytest.mark.parametrize(
        ("entry", "says"),
        [
            ({"verbs": "hit", "mode": "bite"}, "unknown mode 'bite'"),
            ({"verbs": "hit", "args": "subj > objekt"}, "unknown slot 'objekt'"),
            ({"verbs": "hit", "effect": "hurt"}, "unknown effect"),
            ({"verbs": "hit", "status": "maybe"}, "unknown status"),
            ({"verbs": "hit", "objects": ["x"]}, "unknown key objects"),
            ({"verbs": "hit", "object": ["$nowhere"]}, "no word class 'nowhere'"),
            ({"verbs": "hit", "prep": ["wiht"]}, "unknown preposition"),
            ({"verbs": [True]}, "words are lower-case text"),
            ({"verbs": ["Hit"]}, "words are lower-case text"),
            ({"verbs": "hit", "variants": "none"}, "no table of variants"),
            ({"verbs": "give up on"}, "one particle"),
            ({"args": "subj >"}, "no words"),
        ],
    )
    def test_what_does_not_hold_is_named(self, entry: dict[str, Any], says: str) -> None:
        with pytest.raises(OntologyError) as caught:
            read(entry)
        assert says in str(caught.value)
        assert "ASSAULT.yaml" in str(caught.value) or "variants.yaml" in str(caught.value)


class TestFiles:
    @pytest.fixture
    def table(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
        table: dict[str, Any] = {
            "type": "AID", "definition": "Help.", "quad_class": "material cooperation", "cameo": ["07"],
            "goldstein": 7, "modes": {}, "triggers": [{"verbs": "aid", "args": "does"}],
        }  # fmt: skip
        monkeypatch.setattr(events, "read_yaml", lambda name: table)
        monkeypatch.setattr(events, "names", lambda folder: ["events/AID.yaml"])
        load_event_types.cache_clear()
        yield table
        load_event_types.cache_clear()

    def test_sound(self, table: dict[str, Any]) -> None:
        assert load_event_types()[0].triggers[0].lemma == "aid"

    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            ("type", "AYE", "bear the file's name"),
            ("quad_class", "neutral", "quad_class is one of"),
            ("colour", "red", "a type file has the keys"),
            ("turns", {"promised": "NOWHERE"}, "unknown type 'NOWHERE'"),
        ],
    )
    def test_unsound(self, table: dict[str, Any], key: str, value: object, says: str) -> None:
        table[key] = value
        with pytest.raises(OntologyError, match=says) as caught:
            load_event_types()
        assert "AID.yaml" in str(caught.value)

    def test_class_in_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(words, "read_classes", lambda: {"a": ("$b",), "b": ("$a",)})
        words.word_class.cache_clear()
        with pytest.raises(OntologyError, match="holds itself"):
            words.word_class("a")
        words.word_class.cache_clear()

    def test_every_class_frame_and_table_is_used(self) -> None:
        folder = Path(events.__file__).parent.parent / "data"
        text = "".join(path.read_text("utf-8") for path in sorted((folder / "events").glob("*.yaml")))
        text += (folder / "words" / "classes.yaml").read_text("utf-8")
        text += (folder / "words" / "variants.yaml").read_text("utf-8")
        unused = {f"${name}" for name in words.read_classes() if not re.search(rf"\${name}\b", text)}
        unused |= {name for name in words.read_frames() if f"args: {name}\n" not in text}
        assert unused <= {"$prepositions"}  # checked against, not matched


def test_codebook_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert page.read_text("utf-8") == book.codebook(), (
        "run: python -m onrecord.ontology.codebook > docs/codebook.md"
    )


def test_codebook_names_every_type_and_mode() -> None:
    page = book.codebook()
    for event_type in load_event_types():
        assert f"## {event_type.name}" in page and event_type.definition in page
        for mode in event_type.modes:
            assert f"| {mode} |" in page


def test_entry_keys_are_fields_of_trigger() -> None:
    assert set(entries.KEYS) - {
        "verbs",
        "nouns",
        "adjectives",
        "args",
        "variants",
        "only_variants",
        "plural",
    } <= set(Trigger.__dataclass_fields__)
