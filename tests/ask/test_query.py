"""Filters in a person's words, and the errors they end in."""

from datetime import date
from pathlib import Path

import pytest

from onrecord.ask import Query, list_articles, list_events
from onrecord.ask.query import country_code, event_types
from onrecord.errors import InputError
from onrecord.store import Store
from story import fill


@pytest.mark.parametrize(
    ("word", "code"),
    [("CHN", "CHN"), ("chn", "CHN"), ("CN", "CHN"), ("China", "CHN"), ("Turkey", "TUR"), ("Russia", "RUS"),
     ("iran", "IRN"), ("South Korea", "KOR"), ("GB", "GBR"), ("XKX", "XKX")],
)  # fmt: skip
def test_countries(word: str, code: str) -> None:
    assert country_code(word) == code


@pytest.mark.parametrize(
    ("given", "where"),
    [({"country": "Atlantis"}, "country"), ({"country": "Q9"}, "country"), ({"type": "QUARREL"}, "type"),
     ({"status": "maybe"}, "status"), ({"since": "yesterdayish"}, "from"), ({"until": "2021-13-40"}, "to"),
     ({"since": "2022", "until": "2021"}, "from")],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_named_with_the_remedy(given: dict[str, str], where: str) -> None:
    with pytest.raises(InputError) as raised:
        Query.of(**given)
    assert raised.value.where == where and raised.value.remedy


def test_words_become_a_query() -> None:
    query = Query.of(type="assault", country="Kenya", since="2021-02", until="2021", status="Actual", text=" ")
    assert (query.type, query.country, query.status) == ("ASSAULT", "KEN", "actual")
    assert (query.since, query.until) == (date(2021, 2, 1), date(2021, 12, 31))
    assert Query.of(text="") == Query()


def test_there_are_sixteen_types() -> None:
    assert len(event_types()) == 16


def test_articles_are_not_listed_by_what_tells_events_apart(tmp_path: Path) -> None:
    fill(tmp_path / "r.db")
    with Store.open(tmp_path / "r.db") as store:
        assert len(list_events(store, Query.of(type="ASSAULT", country="KEN", until="2021-03"))) == 1
        assert len(list_articles(store, Query.of(text="cup"))) == 1
        with pytest.raises(InputError, match="type, disputed"):
            list_articles(store, Query.of(type="ASSAULT", disputed=True))
