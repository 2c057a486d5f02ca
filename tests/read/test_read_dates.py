"""Dates as files, datelines and people write them."""

from datetime import date

import pytest

from onrecord.errors import InputError
from onrecord.read.dates import date_range
from onrecord.records import DateRange


def day(year: int, month: int, number: int) -> DateRange:
    return DateRange.day(date(year, month, number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-06-13", day(2022, 6, 13)),
        ("2011-04-30T13:23:00-04:00", day(2011, 4, 30)),
        ("2011-04-30 13:23", day(2011, 4, 30)),
        ("20110430", day(2011, 4, 30)),
        ("2011/4/3", day(2011, 4, 3)),
        ("26-FEB-1987 15:01:01.79", day(1987, 2, 26)),
        (" 1-APR-1987 11:03:23.78", day(1987, 4, 1)),
        ("27-MAR-1987 11:43:59.05&#5;&#5;E F", day(1987, 3, 27)),
        ("Fri, 12 Mar 2004 06:40:00 +0000", day(2004, 3, 12)),
        ("April 5, 2020", day(2020, 4, 5)),
        ("Sept. 5 2020", day(2020, 9, 5)),
        ("Tuesday, May 3rd, 2016", day(2016, 5, 3)),
        ("3 JAN 90", day(1990, 1, 3)),
        ("5th of", None),
        ("1552224000", day(2019, 3, 10)),
        ("1552224000000", day(2019, 3, 10)),
        ("23/4/2020", day(2020, 4, 23)),
        ("4/23/2020", day(2020, 4, 23)),
        ("4/4/2020", day(2020, 4, 4)),
        ("2020-04", DateRange(date(2020, 4, 1), date(2020, 4, 30))),
        ("April 2020", DateRange(date(2020, 4, 1), date(2020, 4, 30))),
        ("2020", DateRange.year(2020)),
        ("2020-02-01..2020-03", DateRange(date(2020, 2, 1), date(2020, 3, 31))),
        ("2020 to 2021", DateRange(date(2020, 1, 1), date(2021, 12, 31))),
    ],
)
def test_what_is_a_date(text: str, expected: DateRange | None) -> None:
    if expected is None:
        with pytest.raises(InputError):
            date_range(text)
    else:
        assert date_range(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2022-13-01", "2021-02-29", "31 April 2020", "5/4/2020", "2021..2020", "0000", "may"],
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(InputError) as caught:
        date_range(text)
    assert caught.value.remedy
