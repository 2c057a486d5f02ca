"""Datelines of agencies, papers and monitored broadcasts."""

from datetime import date

import pytest

from onrecord.read.datelines import parse
from onrecord.records import DateRange, Span


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "day"),
    [
        ("AMMAN | Sat Apr 30, 2011 1:23pm EDT (Reuters) -", "AMMAN", "Reuters", (2011, 4, 30)),
        ("SALVADOR, Feb 26 -", "SALVADOR", None, (None, 2, 26)),
        ("MONTREAL, March 2 -", "MONTREAL", None, (None, 3, 2)),
        ("KABUL (AP) --", "KABUL", "Associated Press", (None, None, None)),
        ("KABUL -LRB- AP -RRB- --", "KABUL", "Associated Press", (None, None, None)),
        ("KABUL, Afghanistan —", "KABUL, Afghanistan", None, (None, None, None)),
        ("ISLAMABAD, Pakistan, Oct. 3 (Xinhua) --", "ISLAMABAD, Pakistan", "Xinhua", (None, 10, 3)),
        ("SAN JOSE, 4 APR 89 (ACAN-EFE) -- [REPORT] [TEXT]", "SAN JOSE", "EFE", (1989, 4, 4)),
        (
            "MANAGUA (NICARAGUA), 11 DEC 89 (RADIO X) -- [TEXT]",
            "MANAGUA (NICARAGUA)",
            "RADIO X",
            (1989, 12, 11),
        ),
        ("TRIPOLI, Libya, Feb. 20, 2011 /PRNewswire/ --", "TRIPOLI, Libya", "PRNewswire", (2011, 2, 20)),
        ("London, March 9 -", "London", None, (None, 3, 9)),
        ("ROME, March 13, Reuter -", "ROME", "Reuters", (None, 3, 13)),
        ("(Reuters) -", None, "Reuters", (None, None, None)),
        ("LONDON/PARIS, May 3 (Reuters) -", "LONDON/PARIS", "Reuters", (None, 5, 3)),
    ],
)
def test_parts_of_a_dateline(
    dateline: str, place: str | None, agency: str | None, day: tuple[int | None, int | None, int | None]
) -> None:
    text = f"\n{dateline} The minister left."
    found = parse(text, Span(1, len(text)))
    assert found is not None
    assert text[found.span.start : found.span.end] == dateline
    assert (found.place, found.agency) == (place, agency)
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize(
    "text",
    [
        "The minister - a friend of the king - left.",
        "US-backed forces - the SDF - said so.",
        "UPDATE 1 - Five die in blast",
        "Smith (D) - who left - is back.",
        "He said: yes - no.",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert parse(text, Span(0, len(text))) is None


def test_a_year_comes_from_other_evidence_or_not_at_all() -> None:
    text = "SALVADOR, Feb 26 - Rain fell."
    found = parse(text, Span(0, len(text)))
    assert found is not None
    assert found.published(None) is None
    assert found.published(DateRange(date(1986, 1, 1), date(1987, 12, 31))) is None
    assert found.published(DateRange.year(1987)) == DateRange.day(date(1987, 2, 26))


def test_a_weekday_that_does_not_fit_the_year_refuses_it() -> None:
    text = "AMMAN | Sat Apr 30 (Reuters) - Shots were heard."
    found = parse(text, Span(0, len(text)))
    assert found is not None
    assert found.published(DateRange.year(2012)) is None
    assert found.published(DateRange.year(2011)) == DateRange.day(date(2011, 4, 30))
