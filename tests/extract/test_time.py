"""Time expressions without a parse: what is found, its TIMEX3 value, and the days it means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.prepare import prepare
from onrecord.annotated import Expression
from onrecord.extract.time import find_expressions
from onrecord.records import Article, DateRange

MONDAY = DateRange.day(date(2022, 6, 13))


def found_in(text: str, published: DateRange | None = MONDAY) -> list[Expression]:
    annotated = prepare(Article(text, published=published))
    find_expressions(annotated)
    return annotated.expressions


def one(text: str, published: DateRange | None = MONDAY) -> tuple[str, str, str, str]:
    """Words, value, first and last day of the only expression."""
    (found,) = found_in(text, published)
    span = found.time.range if found.time else None
    return (
        text[found.span.start : found.span.end],
        found.value,
        str(span and span.start),
        str(span and span.end),
    )


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        # absolute
        ("They met on 5 March 2019.", "5 March 2019", "2019-03-05", "2019-03-05", "2019-03-05"),
        ("They met on March 5, 2019.", "March 5, 2019", "2019-03-05", "2019-03-05", "2019-03-05"),
        ("They met on the 5th of March 2019.", "the 5th of March 2019", "2019-03-05", "2019-03-05", "2019-03-05"),
        ("They met on Tuesday, Mar. 5, 2019.", "Tuesday, Mar. 5, 2019", "2019-03-05", "2019-03-05", "2019-03-05"),
        ("They met on 2019-03-05.", "2019-03-05", "2019-03-05", "2019-03-05", "2019-03-05"),
        ("They met on 25/3/2019.", "25/3/2019", "2019-03-25", "2019-03-25", "2019-03-25"),
        ("They met on 3/4/2019.", "3/4/2019", "2019-03-04", "None", "None"),  # two ways to read it
        ("They met in March 2019.", "March 2019", "2019-03", "2019-03-01", "2019-03-31"),
        ("They met in late March 2019.", "late March 2019", "2019-03", "2019-03-21", "2019-03-31"),
        ("They met in mid-March 2019.", "mid-March 2019", "2019-03", "2019-03-11", "2019-03-20"),
        ("They met at the end of March 2019.", "the end of March 2019", "2019-03", "2019-03-21", "2019-03-31"),
        ("They met in 2019.", "2019", "2019", "2019-01-01", "2019-12-31"),
        ("They met in 2022.", "2022", "2022", "2022-01-01", "2022-06-13"),  # the year so far
        ("They met in the 1990s.", "the 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("They met in the late nineties.", "the late nineties", "199X", "1997-01-01", "1999-12-31"),
        ("They met in the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        ("They met in the first quarter of 2019.", "the first quarter of 2019", "2019-Q1", "2019-01-01", "2019-03-31"),
        ("They met in the second half of 2019.", "the second half of 2019", "2019-H2", "2019-07-01", "2019-12-31"),
        ("They met in the winter of 2019.", "the winter of 2019", "2019-WI", "2019-12-01", "2020-02-29"),
        # relative to publication, Monday 13 June 2022
        ("They met on Sunday.", "Sunday", "2022-06-12", "2022-06-12", "2022-06-12"),
        ("They met on Monday.", "Monday", "2022-06-13", "2022-06-13", "2022-06-13"),
        ("They met last Monday.", "last Monday", "2022-06-06", "2022-06-06", "2022-06-06"),
        ("They will meet on Sunday.", "Sunday", "2022-06-19", "2022-06-19", "2022-06-19"),
        ("They will meet next Friday.", "next Friday", "2022-06-17", "2022-06-17", "2022-06-17"),
        ("They met on Sunday evening.", "Sunday evening", "2022-06-12TEV", "2022-06-12", "2022-06-12"),
        ("They met yesterday.", "yesterday", "2022-06-12", "2022-06-12", "2022-06-12"),
        ("They met last night.", "last night", "2022-06-12TNI", "2022-06-12", "2022-06-12"),
        ("They met this morning.", "this morning", "2022-06-13TMO", "2022-06-13", "2022-06-13"),
        ("They met last week.", "last week", "2022-W23", "2022-06-06", "2022-06-12"),
        ("They met last weekend.", "last weekend", "2022-W23-WE", "2022-06-11", "2022-06-12"),
        ("They met over the weekend.", "the weekend", "2022-W23-WE", "2022-06-11", "2022-06-12"),
        ("They met last month.", "last month", "2022-05", "2022-05-01", "2022-05-31"),
        ("They met earlier this month.", "earlier this month", "2022-06", "2022-06-01", "2022-06-13"),
        ("They met early this month.", "early this month", "2022-06", "2022-06-01", "2022-06-10"),
        ("They met this year.", "this year", "2022", "2022-01-01", "2022-06-13"),
        ("They will meet later this year.", "later this year", "2022", "2022-06-13", "2022-12-31"),
        ("They met late last year.", "late last year", "2021", "2021-09-01", "2021-12-31"),
        ("They met two days ago.", "two days ago", "2022-06-11", "2022-06-11", "2022-06-11"),
        ("They met three weeks ago.", "three weeks ago", "2022-W21", "2022-05-23", "2022-05-29"),
        ("They met two months ago.", "two months ago", "2022-04", "2022-04-01", "2022-04-30"),
        ("They met twenty-five years ago.", "twenty-five years ago", "1997", "1997-01-01", "1997-12-31"),
        ("They met a few days ago.", "a few days ago", "PAST_REF", "None", "None"),
        ("Six died in the past 24 hours.", "the past 24 hours", "PT24H", "2022-06-12", "2022-06-13"),
        ("Six died over the past two months.", "the past two months", "P2M", "2022-04-13", "2022-06-13"),
        ("Six died in the past week.", "the past week", "P1W", "2022-06-06", "2022-06-13"),
        ("They met in April.", "April", "2022-04", "2022-04-01", "2022-04-30"),
        ("They met in July.", "July", "2021-07", "2021-07-01", "2021-07-31"),
        ("They will meet in July.", "July", "2022-07", "2022-07-01", "2022-07-31"),
        ("They met in June.", "June", "2022-06", "2022-06-01", "2022-06-13"),
        ("They met last summer.", "last summer", "2021-SU", "2021-06-01", "2021-08-31"),
        ("They met last December.", "last December", "2021-12", "2021-12-01", "2021-12-31"),
        ("They met at the start of the year.", "the start of the year", "2022", "2022-01-01", "2022-04-30"),
        # named days
        ("They met on Bastille Day.", "Bastille Day", "2021-07-14", "2021-07-14", "2021-07-14"),
        ("They met on Christmas Eve.", "Christmas Eve", "2021-12-24", "2021-12-24", "2021-12-24"),
        ("They met on New Year's Eve.", "New Year's Eve", "2021-12-31", "2021-12-31", "2021-12-31"),
        ("They met on Good Friday.", "Good Friday", "2022-04-15", "2022-04-15", "2022-04-15"),
        ("They met on Eid al-Fitr.", "Eid al-Fitr", "2022-05-03", "2022-05-02", "2022-05-06"),
        ("They met last Thanksgiving.", "last Thanksgiving", "2021-11-25", "2021-11-25", "2021-11-25"),
        ("They struck on 9/11.", "9/11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("They talked in the Ramadan of 2020.", "the Ramadan of 2020", "2020-04-24", "2020-04-23", "2020-05-24"),
        # parts of a whole
        ("They met in the first week of May.", "the first week of May", "2022-W18", "2022-05-01", "2022-05-07"),
        ("They met in the last week of 2021.", "the last week of 2021", "2021-W52", "2021-12-25", "2021-12-31"),
        ("They met on the first Monday of May.", "the first Monday of May", "2022-05-02", "2022-05-02", "2022-05-02"),
        ("They met in the first half of May.", "the first half of May", "2022-05", "2022-05-01", "2022-05-15"),
        ("They met in the last quarter of 2021.", "the last quarter of 2021", "2021-Q4", "2021-10-01", "2021-12-31"),
        ("They met on the 12th of last month.", "the 12th of last month", "2022-05-12", "2022-05-12", "2022-05-12"),
        ("On the 5th, they met.", "the 5th", "2022-06-05", "2022-06-05", "2022-06-05"),
        ("They met on the first day of Ramadan.", "the first day of Ramadan", "2022-04-03", "2022-04-02", "2022-04-04"),
        ("They met on the night of 4-5 April.", "4-5 April", "2022-04-04", "2022-04-04", "2022-04-05"),
        ("They met on 5/6 May.", "5/6 May", "2022-05-05", "2022-05-05", "2022-05-06"),
        ("They met on 07.06.2022.", "07.06.2022", "2022-06-07", "2022-06-07", "2022-06-07"),
        ("They met in mid-May.", "mid-May", "2022-05", "2022-05-11", "2022-05-20"),
        ("They fled before the May election.", "May", "2022-05", "None", "None"),
        ("They met overnight.", "overnight", "2022-06-12TNI", "2022-06-12", "2022-06-13"),
        ("They signed it half a century ago.", "half a century ago", "197X", "1970-01-01", "1979-12-31"),
        ("They left decades ago.", "decades ago", "PAST_REF", "None", "None"),
        ("They left a few hours ago.", "a few hours ago", "PAST_REF", "2022-06-12", "2022-06-13"),
        ("They fought in the winter of 1941–42.", "the winter of 1941–42", "1941-WI", "1941-12-01", "1942-02-28"),
        ("They fought in 1941-42.", "1941-42", "1941", "1941-01-01", "1942-12-31"),
        ("It began at 1600 GMT.", "1600 GMT", "2022-06-13T16:00", "None", "None"),
        # counted from a date
        ("Two days before Christmas, they met.", "Two days", "P2D", "2021-12-23", "2021-12-23"),
        ("They met on the eve of Bastille Day 2019.", "the eve", "P1D", "2019-07-13", "2019-07-13"),
        # a time to come
        ("They will leave within 48 hours.", "48 hours", "PT48H", "2022-06-13", "2022-06-15"),
        ("They will meet in two weeks.", "two weeks", "P2W", "2022-06-27", "2022-07-03"),
        # bounds
        ("They have met since Friday.", "Friday", "2022-06-10", "2022-06-10", "2022-06-13"),
        ("It was shut until January.", "January", "2022-01", "None", "None"),  # the beginning is not told
        ("It will be shut until Friday.", "Friday", "2022-06-17", "2022-06-13", "2022-06-17"),
        # lengths, sets, references
        ("The talks lasted five hours.", "five hours", "PT5H", "None", "None"),
        ("It was a five-hour drive.", "five-hour", "PT5H", "None", "None"),
        ("They talked for half an hour.", "half an hour", "PT30M", "None", "None"),
        ("They talked for two and a half years.", "two and a half years", "P2.5Y", "None", "None"),
        ("They talked for several days.", "several days", "PXD", "None", "None"),
        ("They talk every Friday.", "every Friday", "XXXX-WXX-5", "None", "None"),
        ("They talk every two weeks.", "every two weeks", "P2W", "None", "None"),
        ("They are now talking.", "now", "PRESENT_REF", "None", "None"),
        ("They met on Sunday at noon.", "Sunday", "2022-06-12", "2022-06-12", "2022-06-12"),
    ],
)  # fmt: skip
def test_values_and_days(text: str, words: str, value: str, start: str, end: str) -> None:
    found = found_in(text)[:1]
    assert [text[e.span.start : e.span.end] for e in found] == [words]
    span = found[0].time.range if found[0].time else None
    assert (found[0].value, str(span and span.start), str(span and span.end)) == (value, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "The 45-year-old driver and a girl aged two months were hurt.",
        "Rao, 6 years old, may march on.",
        "Mrs. May marched to the second bridge and fell.",
        "It cost $1998 and weighed 2000 pounds.",
        "A quarter of the 1500 people fled.",
        "They lost 3-2 and 24 died at 12 Hill Road.",
        "On 31 June nothing happened.",
        "The sun sat low; a fall broke the spring.",
        "It was seen on 60 Minutes.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert found_in(text) == []


def days_of(text: str, published: DateRange | None = MONDAY) -> list[tuple[str, str, str]]:
    return [
        (text[e.span.start : e.span.end], str(e.time.range.start), str(e.time.range.end))
        for e in found_in(text, published)
        if e.time
    ]


def test_ranges_mean_the_whole_stretch_at_both_ends() -> None:
    stretch = ("2022-03-03", "2022-04-05")
    for text in ("from March 3 to April 5", "between March 3 and April 5", "from March 3 until April 5"):
        assert [days[1:] for days in days_of(f"They fought {text}.")] == [stretch, stretch]
    years = days_of("They fought from 1998 to 2001.")
    assert years == [("1998", "1998-01-01", "2001-12-31"), ("2001", "1998-01-01", "2001-12-31")]
    assert days_of("They met on March 3-5, 2021.") == [("March 3-5, 2021", "2021-03-03", "2021-03-05")]


def test_days_told_together_share_month_and_year_and_follow_each_other() -> None:
    for text in ("between 3 and 5 May", "from 3 to 5 May", "on the night of 3 to 5 May"):
        assert [days[1:] for days in days_of(f"They fought {text}.")] == [("2022-05-03", "2022-05-05")] * 2
    assert [days[1:] for days in days_of("They met on April 24 and 25, 2020.")] == [("2020-04-24", "2020-04-25")] * 2
    # on a Monday: the Monday before that Tuesday, not today
    assert [days[1:] for days in days_of("They met on Monday and Tuesday.")] == [("2022-06-06", "2022-06-07")] * 2


def test_a_clock_takes_its_day_from_behind() -> None:
    found = found_in("They fired at 3:30 a.m. local time on Wednesday and at 0730 and four o'clock, at 10 at night.")
    assert [e.value for e in found] == [
        "2022-06-08T03:30", "2022-06-08", "2022-06-08T07:30", "2022-06-08T04:00", "2022-06-08T22:00",
    ]  # fmt: skip


def test_hours_later_is_the_same_day_or_the_next() -> None:
    text = "They met on Sunday. An hour later they left. Twelve hours later they came."
    assert days_of(text)[1:] == [
        ("An hour later", "2022-06-12", "2022-06-12"),
        ("Twelve hours later", "2022-06-12", "2022-06-13"),
    ]


STORY = (
    "The war began on 1 September 1939. On 3 September Britain joined. In April they landed in the north. On May 10, "
    "they attacked in the west. By the end of the year it stood alone. In June 1941 they turned east. In December "
    "others came in."
)


@pytest.mark.parametrize("published", [None, MONDAY])
def test_a_story_of_long_ago_counts_from_the_last_date_told(published: DateRange | None) -> None:
    told = STORY if published is None else STORY + " It was over in 1945, and peace was signed in 1947."
    assert [e.value for e in found_in(told, published)][:7] == [
        "1939-09-01", "1939-09-03", "1940-04", "1940-05-10", "1940", "1941-06", "1941-12",
    ]  # fmt: skip


def test_the_same_day_after_a_month_is_no_day() -> None:
    assert days_of("They met in May 2019. On the same day they left. The next day they came.")[1:] == []


def test_news_that_looks_back_stays_news() -> None:
    text = "It was founded in 1949, enlarged in 1952, 1955 and 1982. They meet today. A summit was held in April."
    assert [e.value for e in found_in(text)][-2:] == ["2022-06-13", "2022-04"]


def test_a_year_at_one_end_holds_for_the_other() -> None:
    assert {days[1:] for days in days_of("They fought from May to July 2015.")} == {
        ("2015-05-01", "2015-07-31")
    }
    assert {days[1:] for days in days_of("They fought from May 2015 to March.")} == {
        ("2015-05-01", "2016-03-31")
    }


def test_the_next_day_counts_from_the_last_date() -> None:
    text = "The bridge fell on May 3, 2020. The next day the river rose. Two days later it fell. That year was wet."
    assert days_of(text)[1:] == [
        ("The next day", "2020-05-04", "2020-05-04"),
        ("Two days later", "2020-05-06", "2020-05-06"),
        ("That year", "2020-01-01", "2020-12-31"),
    ]


def test_a_length_from_another_event_has_no_days_but_says_what_it_is_counted_from() -> None:
    text = "They agreed two months after an attack in the north, officials said."
    (found,) = found_in(text)
    assert (found.kind, found.value, found.time, found.relation) == ("DURATION", "P2M", None, "after")
    assert found.anchor and text[found.anchor.start : found.anchor.end] == "an attack in the north"


def test_where_only_the_year_is_known_nothing_narrower_is_claimed() -> None:
    year = DateRange.year(2022)
    assert one("They met in July.", year)[1:] == ("XXXX-07", "2021-07-01", "2022-07-31")
    assert one("They met on Sunday.", year)[1:] == ("XXXX-WXX-7", "2021-12-26", "2022-12-25")
    assert one("They met last year.", year)[1:] == ("2021", "2021-01-01", "2021-12-31")
    assert one("They met on 5 March 2019.", year)[2:] == ("2019-03-05", "2019-03-05")
    (found,) = found_in("They met in July.", year)
    assert found.time and found.time.granularity == "interval"


def test_where_publication_is_unknown_only_what_is_absolute_has_days() -> None:
    assert one("They met on Sunday.", None)[2:] == ("None", "None")
    assert one("They met in July.", None)[1:] == ("XXXX-07", "None", "None")
    assert one("They met last week.", None)[2:] == ("None", "None")
    assert one("They met in July 2019.", None)[2:] == ("2019-07-01", "2019-07-31")


def test_spans_point_to_the_article_where_its_text_was_mended() -> None:
    text = "``They met -LRB- on Sunday -RRB- ,'' he said ."
    (found,) = found_in(text)
    assert text[found.span.start : found.span.end] == "Sunday"


@given(
    st.dates(date(1950, 1, 1), date(2050, 12, 31)),
    st.integers(0, 400),
    st.sampled_from(
        ["on Sunday", "in July", "last week", "two months ago", "on March 5", "last winter", "at Easter", "yesterday",
         "earlier this year", "over the weekend", "in the past three weeks", "at the end of the year", "in 2001"]
    ),
)  # fmt: skip
def test_a_wider_publication_never_gives_narrower_days(start: date, width: int, words: str) -> None:
    end = date.fromordinal(start.toordinal() + width)
    (wide,) = found_in(f"They met {words}.", DateRange(start, end))
    for day in {start, end, date.fromordinal((start.toordinal() + end.toordinal()) // 2)}:
        (narrow,) = found_in(f"They met {words}.", DateRange.day(day))
        assert wide.time and narrow.time and wide.time.range.covers(narrow.time.range)


@given(st.text("0123456789 -:/.,thsaMyunRdoJlk'", max_size=60))
def test_nothing_that_looks_like_time_breaks_the_reader(text: str) -> None:
    for found in found_in(text):
        assert text[found.span.start : found.span.end].strip()
