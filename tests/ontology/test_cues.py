"""The cue tables hold together, and a table that does not is named."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import OntologyError
from onrecord.ontology import cues as module
from onrecord.ontology.cues import FRAMES, Cues, cue_forms, cues
from onrecord.records import STANCES


@pytest.fixture(scope="module")
def tables() -> Cues:
    return cues()


def test_every_stance_that_a_cue_can_give_has_cues(tables: Cues) -> None:
    given = {use.stance for uses in tables.verbs.values() for use in uses}
    assert given == set(STANCES) - {"reports"}  # reports follows from the source


def test_there_are_several_hundred_cue_words(tables: Cues) -> None:
    assert len(tables.verbs) > 350
    assert len(tables.nouns) > 60


def test_lemmas_are_lower_case_and_single_spaced(tables: Cues) -> None:
    for lemma in (*tables.verbs, *tables.nouns):
        assert lemma == " ".join(lemma.lower().split())


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("say", "asserts"), ("deny", "denies"), ("blame", "accuses"), ("condemn", "condemns"),
        ("vow", "pledges"), ("urge", "calls-for"), ("hail", "supports"), ("claim", "claims-responsibility"),
    ],
)  # fmt: skip
def test_first_use_of_common_cues(tables: Cues, verb: str, stance: str) -> None:
    assert tables.verbs[verb][0].stance == stance


def test_claim_needs_responsibility_to_claim_it(tables: Cues) -> None:
    objects = tables.verbs["claim"][0].objects
    assert objects is not None and "responsibility" in objects


def test_frames_are_known(tables: Cues) -> None:
    assert all(use.frames <= set(FRAMES) for uses in tables.verbs.values() for use in uses)


def test_longest_phrase_is_tried_first(tables: Cues) -> None:
    lengths = [len(cue.words) for cue in tables.phrases["by"]]
    assert lengths == sorted(lengths, reverse=True) and lengths[0] > lengths[-1]


GROUP = {"name": "speech", "stance": "asserts", "frames": ["clause"], "verbs": ["say"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stance": "doubts"}, "doubts"),
        ({"frames": ["sentence"]}, "sentence"),
        ({"verbs": ["say", "say"]}, "twice"),
        ({"verbs": [True]}, "quote on, off"),
        ({"objects": "fruit"}, "fruit"),
        ({"kind": "song"}, "song"),
        ({"colour": "red"}, "colour"),
        ({"frames": ["preposition"]}, "prepositions"),
    ],
)
def test_a_bad_group_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(OntologyError) as caught:
        module._verbs([GROUP | change], {})
    assert words in str(caught.value)
    assert "verbs.yaml, speech" in str(caught.value)


def test_a_missing_key_is_named() -> None:
    group = {key: value for key, value in GROUP.items() if key != "frames"}
    with pytest.raises(OntologyError, match="lacks frames"):
        module._verbs([group], {})


def test_a_phrase_needs_words_before_its_source() -> None:
    with pytest.raises(OntologyError, match="cannot begin"):
        module._phrases([{"stance": "asserts", "before": ["* view"]}])


def test_forms_that_make_a_paragraph_worth_reading() -> None:
    forms = cue_forms()
    assert {"said", "told", "denies", "according", "allegations", "tweeted", "blaming"} <= forms
    assert not {"put", "hold", "the", "show"} & forms
