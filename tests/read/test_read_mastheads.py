"""Lines above a report that name its outlet, its writer and its day; and the copyright line's holder."""

from datetime import date
from time import perf_counter

import pytest

from onrecord.read import read_text
from onrecord.read.mastheads import parse
from onrecord.records import Article, DateRange

HEADLINE = "Two villages fall as troops cross river"
REPORT = "Troops crossed the river on Monday and took two villages, the ministry said."
MORE = "Hundreds of people fled to the capital, aid workers said."


def _read(*above: str, headline: bool = True) -> Article:
    return read_text("\n\n".join((*((HEADLINE,) if headline else ()), *above, REPORT, MORE)))


def _kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.quote(block.span)) for block in article.blocks]


@pytest.mark.parametrize(
    ("lines", "outlet", "day"),
    [
        (["Saturday, 13 March 2004"], None, (2004, 3, 13)),
        (["Example Broadcasting\nSaturday, 13 March 2004"], "Example Broadcasting", (2004, 3, 13)),
        (["Saturday, 13 March 2004", "The Example Gazette"], "The Example Gazette", (2004, 3, 13)),
        (["BBC News, 13 March 2004"], "BBC News", (2004, 3, 13)),
        (["Example Wire, July 20, 2004"], "Example Wire", (2004, 7, 20)),
        (["The Daily Example | 7 July 2005"], "The Daily Example", (2005, 7, 7)),
        (["Published: 5 May 2011 10:12 GMT"], None, (2011, 5, 5)),
        (["First published on Thu 5 May 2011 at 10.12am BST"], None, (2011, 5, 5)),
        (["Published 5 May 2011, updated 6 May 2011"], None, (2011, 5, 5)),
        (["Updated 6 May 2011; first published 5 May 2011"], None, (2011, 5, 5)),
        (["2011-05-05"], None, (2011, 5, 5)),
        (["2011-05-05T10:12:00Z"], None, (2011, 5, 5)),
        (["By Jane Doe", "May 5, 2011"], None, (2011, 5, 5)),
        (["By Jane Doe in Beirut | May 5, 2011"], None, (2011, 5, 5)),
        (["By Jane Doe and John Roe, Example Times"], "Example Times", None),
        (["By JANE DOE"], None, None),
        (["By Jane Doe, Middle East correspondent"], None, None),
        (["Jane Doe in Beirut\nThursday 5 May 2011"], None, (2011, 5, 5)),
        (["Updated 3 hours ago"], None, None),
        (["Updated 1013 GMT (1813 HKT) May 5, 2011"], None, (2011, 5, 5)),
        (["Example News Agency\nBy our own correspondent in Beirut\n5 May 2011"], "Example News Agency", (2011, 5, 5)),
        (["Central Intelligence Agency", "5 May 2011"], None, (2011, 5, 5)),
        (["Beirut, 5 May 2011"], None, (2011, 5, 5)),
        (["BBC News"], "BBC News", None),
        (["05/04/2011"], None, None),  # two days could be meant
        (["Saturday, 14 March 2004"], None, None),  # it was a Sunday
    ],
)  # fmt: skip
def test_lines_below_the_headline(
    lines: list[str], outlet: str | None, day: tuple[int, int, int] | None
) -> None:
    article = _read(*lines)
    wanted = [("dateline", line) for part in lines for line in part.split("\n")]
    assert _kinds(article) == [("headline", HEADLINE), *wanted, ("body", REPORT), ("body", MORE)]
    assert article.outlet == outlet
    assert article.published == (DateRange.day(date(*day)) if day else None)
    assert article.published_known_by == ("dateline" if day else "unknown")


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["The Example Post", "5 May 2011"], "The Example Post"),
        (["5 May 2011"], None),
        (["Example Radio | 5 May 2011"], "Example Radio"),
        (["By Jane Doe in Beirut", "5 May 2011"], None),
    ],
)
def test_lines_above_the_headline(lines: list[str], outlet: str | None) -> None:
    article = _read(*lines, HEADLINE, headline=False)
    assert _kinds(article)[: len(lines) + 1] == [*(("dateline", line) for line in lines), ("headline", HEADLINE)]
    assert (article.title, article.outlet) == (HEADLINE, outlet)
    assert article.published == DateRange.day(date(2011, 5, 5))


def test_an_agency_that_a_line_credits_is_the_origin() -> None:
    for line in ("By Jane Doe, Associated Press", "AP, Beirut"):
        article = _read(line)
        assert (article.outlet, article.origin_outlet) == (None, "Associated Press")


def test_what_was_given_outranks_what_the_lines_say() -> None:
    text = f"{HEADLINE}\n\nExample Times, 5 May 2011\n\n{REPORT}"
    article = read_text(text, outlet="The Other", published="2012")
    assert (article.outlet, article.published) == ("The Other", DateRange.year(2012))
    article = read_text(text, metadata=DateRange.day(date(2011, 5, 6)))
    assert (article.outlet, article.published_known_by) == ("Example Times", "metadata")


def test_a_line_and_a_dateline_give_each_what_the_other_lacks() -> None:
    article = _read("Example Times", "5 May 2011", f"KHARTOUM, May 4 (Reuters) - {REPORT}")
    assert (article.outlet, article.origin_outlet) == ("Example Times", "Reuters")
    assert article.published == DateRange.day(date(2011, 5, 5))


def test_a_year_that_the_line_leaves_out_comes_from_the_copyright() -> None:
    article = read_text(f"{HEADLINE}\n\nThursday, May 5\n\n{REPORT}\n\nCopyright 2011 Example Times.")
    assert article.published == DateRange.day(date(2011, 5, 5))


@pytest.mark.parametrize(
    "line",
    [
        "5 May 2011 was the day on which the war began.",
        "On 5 May 2011 troops crossed the border.",
        "May 5, 2011: troops cross the border.",
        "March 13, 2004 - Bombs explode on four trains",
        "BBC News said on 13 March 2004 that five men had been held.",
        "BBC News journalists were held on Saturday.",
        "The Example Post closed on 13 March 2004.",
        "Published reports said on 5 May 2011 that he had fled",
        "By Monday the army had taken the town",
        "By correspondents sent to the border",
        "By 5 May 2011 the army had taken the town",
        "Updated figures show 200 dead",
        "Three hours ago shots were heard",
        "3 hours ago shots were heard in Beirut",
        "Breaking News",
        "Troops Overrun Border Post",
        "Army Seizes State Radio",
        "The Times They Are Changing",
        "Rebels Take The Town, 5 May 2011, After Siege",
        "200 people were killed",
        "Five Held, Two Charged",
        "The Guardian Council rejected the law on 5 May 2011",
        "In Beirut",
        "Saturday",
    ],
)
def test_what_stays_body(line: str) -> None:
    article = _read(line)
    assert ("body", line) in _kinds(article)
    assert (article.outlet, article.published) == (None, None)


@pytest.mark.parametrize(
    "line", ["Troops Overrun Border Post", "Rebels Seize Radio", "War and Peace"]
)
def test_a_headline_above_a_date_stays_the_headline(line: str) -> None:
    article = _read(line, "5 May 2011", headline=False)
    assert _kinds(article)[:3] == [("headline", line), ("dateline", "5 May 2011"), ("body", REPORT)]
    assert (article.outlet, article.published) == (None, DateRange.day(date(2011, 5, 5)))


@pytest.mark.parametrize("line", ["By Land and Sea", "By Friday Night", "By Monday Morning", "By order of the king"])
def test_what_only_begins_as_a_byline(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize("piece", ["on ", "at: ", "A ", "A-", "Aa.", "5 ", "1", "By A and ", "May ", "10:10 ", "| "])
def test_a_hostile_line_takes_no_time(piece: str) -> None:
    line = (piece * 120)[:119] + "x"
    begun = perf_counter()
    parse(line)
    assert perf_counter() - begun < 0.2


def test_below_the_first_report_nothing_is_a_masthead() -> None:
    article = _read(REPORT, "Example Times, 5 May 2011", "By Jane Doe in Beirut")
    assert "dateline" not in [kind for kind, _ in _kinds(article)]
    assert (article.outlet, article.published) == (None, None)


def test_a_chronology_is_not_dated_by_its_first_entry() -> None:
    article = _read("5 May 2011", REPORT, "7 May 2011")
    assert ("body", "5 May 2011") in _kinds(article)
    assert article.published is None


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Copyright 2004 Example Wire.", "Example Wire"),
        ("(c) 2005 Example Wire", "Example Wire"),
        ("Copyright 2006 The Daily Example. All rights reserved.", "The Daily Example"),
        ("Copyright 2010 Example Times Publishers Ltd. All rights reserved.", "Example Times"),
        ("© Example Times Ltd 2010", "Example Times"),
        ("(c) 2022 Examplecorp Ltd. All rights reserved.", None),
        ("Copyright 2010 Jane Doe.", None),
        ("Copyright 2010. All rights reserved.", None),
        ("Copyright 2010 The Associated Press. All rights reserved.", None),  # sold to many outlets
    ],
)
def test_holder_of_the_copyright(line: str, outlet: str | None) -> None:
    article = read_text(f"{HEADLINE}\n\n{REPORT}\n\n{MORE}\n\n{line}")
    assert article.outlet == outlet
    assert read_text(f"{HEADLINE}\n\n{REPORT}\n\n{line}", outlet="The Other").outlet == "The Other"
