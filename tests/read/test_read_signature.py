"""Near-duplicates: copies match through small edits, two reports of one event do not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read import bands, read_text, signature
from onrecord.read.signature import Signature, of_text

WIRE = (
    "Gunmen opened fire on a bus carrying pilgrims near the northern town on Tuesday, killing at least nine people "
    "and wounding a dozen, the police said. The driver kept going for a mile although he had been hit in the arm, a "
    "survivor told reporters at the hospital. No group said that it was behind the attack, which was the third on "
    "the road this year. The governor, who flew to the town in the evening, said that two suspects had been held and "
    "that soldiers would guard the road from now on. The pilgrims were on their way home from a shrine in the hills."
)
OTHER = (
    "At least nine pilgrims died on Tuesday when their bus came under fire outside the northern town. Police blamed "
    "separatists for the ambush. Survivors spoke of four men with rifles who waited behind a wall. It was the third "
    "such shooting since January, and the opposition called on the interior minister to resign. Two men have been "
    "arrested, the governor said on a visit to the wounded, and the army is to patrol the road."
)


def test_copies_with_small_edits_are_near() -> None:
    first = signature(read_text(f"Nine pilgrims shot dead\n\nNORTHTOWN, May 3 (AP) - {WIRE}"))
    edited = WIRE.replace("at least nine", "nine").replace("a dozen", "12").rsplit(". ", 1)[0] + "."
    second = signature(
        read_text(
            f"Bus attack leaves nine dead\n\n{edited}\n\nSign up for our newsletter.\n\nCopyright 2010 The Example."
        )
    )
    assert first.near(second)
    assert set(bands(first)) & set(bands(second))


def test_two_reports_of_one_event_are_not() -> None:
    first, second = signature(read_text(WIRE)), signature(read_text(OTHER))
    assert first.similarity(second) < 0.1
    assert not set(bands(first)) & set(bands(second))


def test_furniture_and_headline_do_not_count() -> None:
    plain = signature(read_text(WIRE))
    dressed = signature(
        read_text(f"Nine pilgrims shot dead\n\n{WIRE}\n\nAdvertisement\n\nRead more: Ten walks")
    )
    assert plain == dressed


def test_the_same_on_every_machine() -> None:
    found = of_text(WIRE)
    assert found.data.hex()[:32] == "66acf1413b2c39c141c8d2e015ed6fc5"
    assert bands(found)[0].hex() == "3cdb716a3c0d7086"
    assert len(bands(found)) == 32


def test_nothing_is_like_nothing() -> None:
    empty = signature(read_text(" \n"))
    assert empty == Signature(b"")
    assert bands(empty) == ()
    assert empty.similarity(empty) == 0
    assert not empty.near(of_text(WIRE))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_like_itself(text: str) -> None:
    found = of_text(text)
    assert found == of_text(text)
    assert found.similarity(found) in (0.0, 1.0)
    assert Signature(bytes(found.data)) == found
