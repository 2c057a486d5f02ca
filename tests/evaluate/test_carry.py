from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.carry import carried_back


def test_offsets_point_to_the_same_words() -> None:
    given_text, cleaned = "A  bomb &amp; a\n\n gun", "A bomb & a\n\ngun"
    back = carried_back(cleaned, given_text)
    for word in ("A", "bomb", "gun"):
        assert given_text[back[cleaned.index(word)] :].startswith(word)
    assert back[len(cleaned)] == len(given_text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_every_character_has_a_place_in_order(cleaned: str, text: str) -> None:
    back = carried_back(cleaned, text)
    assert len(back) == len(cleaned) + 1
    assert list(back) == sorted(back)
    assert all(0 <= place <= len(text) for place in back)
