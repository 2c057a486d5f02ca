"""Text to articles: cleaning, dating, origin, language."""

from datetime import date

import pytest

from onrecord.errors import InputError
from onrecord.read import parse_date, read_text, set_aside_reason
from onrecord.read.articles import with_headline
from onrecord.read.decode import clean, decode
from onrecord.read.language import language
from onrecord.records import DateRange
from onrecord.settings import Settings

REPORT = "Troops crossed the river on Monday and took two villages, the ministry said."


def test_given_outranks_metadata_outranks_dateline_outranks_copyright() -> None:
    text = f"KHARTOUM, May 3 (Reuters) - {REPORT}\n\nCopyright 2010 The Example."
    given, metadata = parse_date("2011"), parse_date("2010-05-04")
    article = read_text(text, published=given, metadata=metadata)
    assert (article.published, article.published_known_by) == (given, "given")
    article = read_text(text, metadata=metadata)
    assert (article.published, article.published_known_by) == (metadata, "metadata")
    article = read_text(text)
    assert (article.published, article.published_known_by) == (DateRange.day(date(2010, 5, 3)), "dateline")
    article = read_text(f"{REPORT}\n\nCopyright 2010 The Example.")
    assert (article.published, article.published_known_by) == (DateRange.year(2010), "copyright")
    article = read_text(f"KHARTOUM, May 3 (Reuters) - {REPORT}")
    assert (article.published, article.published_known_by) == (None, "unknown")


def test_the_address_may_hold_the_day() -> None:
    article = read_text(REPORT, url="https://example.org/2010/05/03/river")
    assert (article.published, article.published_known_by) == (DateRange.day(date(2010, 5, 3)), "metadata")
    assert read_text(REPORT, url="https://example.org/2010/99/03/river").published is None


def test_a_date_that_is_no_date_is_refused() -> None:
    with pytest.raises(InputError, match="no date"):
        read_text(REPORT, published="someday")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f"KHARTOUM (AP) - {REPORT}", "Associated Press"),
        (f"{REPORT}\n\nThis article originally appeared in the Example Post (EP), the best of all.", "Example Post"),
        (f"{REPORT}\n\nThis story was first published by Example News. Do not copy.", "Example News"),
        (f"{REPORT}\n\nCopyright 2010 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{REPORT}\n\nCopyright 2010 Example Publishers Ltd. All rights reserved.", None),
        (f"{REPORT}\n\nReuters contributed to this report.", None),
        (f"{REPORT}\n\nReuter", "Reuters"),
        (REPORT, None),
    ],
)  # fmt: skip
def test_outlet_of_origin(text: str, origin: str | None) -> None:
    assert read_text(text).origin_outlet == origin


def test_cleaning_leaves_ordinary_text_as_it_is() -> None:
    text = "  Two  spaces,\ttabs, \u00a0 “quotes”, naïve café, Ã is a letter\n\n\n and blank lines. \n"
    assert clean(text) == text


def test_cleaning_mends_what_no_text_holds() -> None:
    assert clean("a\r\nb\rc\x00d\ufeff") == "a\nb\ncd"
    assert clean("The presidentâ€™s plan for SÃ£o Paulo") == "The president’s plan for São Paulo"


def test_decoding() -> None:
    assert decode("é".encode()) == ("é", "utf-8")
    assert decode("\ufeffé".encode("utf-16"))[0].strip("\ufeff") == "é"
    assert decode(b"\xef\xbb\xbfabc")[0] == "abc"
    assert decode(b"caf\xe9 \x93x\x94") == ("café “x”", "cp1252")
    assert decode('<meta charset="koi8-r">Москва'.encode("koi8-r"))[0].endswith("Москва")
    assert decode('<meta charset="koi8-r">Москва'.encode())[0].endswith("Москва")
    assert decode(b'<meta charset="nonsense">caf\xe9') == ('<meta charset="nonsense">café', "cp1252")


def test_headline_above_the_text_once() -> None:
    assert with_headline("A  title", REPORT) == f"A title\n\n{REPORT}"
    assert with_headline("A title", f"A  Title\n\n{REPORT}") == f"A  Title\n\n{REPORT}"
    assert with_headline(None, REPORT) == REPORT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (REPORT + " They had been there for a week.", "en"),
        (REPORT.upper() + " THEY HAD BEEN THERE FOR A WEEK.", "en"),
        ("Rebels seize town", "en"),
        ("Shr 34 cts vs one dlr Net 1,000 vs 2,000", "en"),
        ("", "en"),
        ("Les troupes ont franchi le fleuve lundi et ont pris deux villages, a dit le ministère.", "fr"),
        ("Las tropas cruzaron el río el lunes y tomaron dos pueblos, dijo el ministerio.", "es"),
        ("Войска перешли реку в понедельник и взяли две деревни, сообщило министерство.", "ru"),
        ("الجيش يعبر النهر ويسيطر على قريتين في الشمال بعد معارك عنيفة مع المتمردين", "ar"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code


def test_what_is_set_aside_and_why() -> None:
    settings = Settings()
    assert set_aside_reason(read_text(REPORT), settings) is None
    french = read_text(
        "Les troupes ont franchi le fleuve lundi et ont pris deux villages, a dit le ministère."
    )
    assert (set_aside_reason(french, settings) or "").startswith("language: the article is in French (fr)")
    cake = read_text(
        "Beat the eggs with the sugar, then add the flour and bake the cake for an hour, and it is done."
    )
    assert (set_aside_reason(cake, settings) or "").startswith("off-topic")
    assert set_aside_reason(cake, Settings(all_topics=True)) is None
    nothing = read_text("Advertisement\n\nCopyright 2010 Example.")
    assert (set_aside_reason(nothing, settings) or "").startswith("no-text")
