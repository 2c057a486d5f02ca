from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.annotated import Annotated
from onrecord.extract.events import find_events
from onrecord.extract.status import set_status


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Rebels attacked the barracks on Monday.", "ASSAULT", "actual"),
        ("Rebels did not attack the barracks.", "ASSAULT", "denied"),
        ("Rebels may attack the barracks.", "ASSAULT", "possible"),
        ("The army will attack the town next week.", "ASSAULT", "planned"),
        ("The army plans to attack the town.", "ASSAULT", "planned"),
        ("The army said it would attack the town.", "ASSAULT", "planned"),
        ("It would attack the town if it could.", "ASSAULT", "possible"),
        ("The army tried to arrest the leader.", "COERCE", "attempted"),
        ("The alleged attack took place near the border.", "ASSAULT", "possible"),
        ("The rebels denied any part in the attack.", "ASSAULT", "actual"),
        ("The rebels denied that they had attacked the town.", "ASSAULT", "denied"),
        ("Police arrested two men who had attacked a bank.", "COERCE", "actual"),
        ("If rebels attack the town, troops are ready.", "ASSAULT", "possible"),
    ],
)
def test_status(parsed: Callable[[str], Annotated], text: str, type_: str, status: str) -> None:
    article = parsed(text)
    find_events(article)
    set_status(article)
    found = {m.type: m.status for m in article.mentions}
    assert found.get(type_) == status


@pytest.mark.parametrize(
    "text",
    [
        "The general usually meets foreign visitors.",
        "The wounded soldiers slept.",
        "She suffered a heart attack.",
    ],
)
def test_what_is_no_event_is_not_recorded(parsed: Callable[[str], Annotated], text: str) -> None:
    article = parsed(text)
    find_events(article)
    assert article.mentions == []


def test_what_a_speech_act_is_for_is_no_event_of_its_own(parsed: Callable[[str], Annotated]) -> None:
    article = parsed("The minister called for talks and urged rebels to release the hostages.")
    find_events(article)
    assert {m.type for m in article.mentions} == {"REQUEST"}
