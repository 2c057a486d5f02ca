"""Pages through the process that can be killed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.evaluate import article_extraction
from onrecord.read import Aside, UnreadableError, read_html, read_paths
from onrecord.read import pages as pages_module
from onrecord.read.pages import PageProcess
from onrecord.records import Article
from onrecord.settings import Settings

REPORT = "Troops crossed the river on Monday and took two villages, the ministry said on state radio."
SECOND = "The rebels denied it and said that the army had burnt three villages on its way to the water."
PAGE = f"""<!DOCTYPE html><html><head><title>Army crosses river - The Example</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2010-05-03T06:00:00Z">
<link rel="canonical" href="https://example.org/river"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Army crosses river</h1><figure><img src="a.jpg"><figcaption>A boat. Photo: Jane Doe</figcaption></figure>
<p>{REPORT}</p><p>{SECOND}</p><p>Sign up for our newsletter.</p></article>
<footer><p>Copyright 2024 The Example</p></footer></body></html>"""
LIMITS = {"max_nodes": 1000, "max_depth": 100}


@pytest.fixture
def process() -> Iterator[PageProcess]:
    process = PageProcess()
    yield process
    process.close()


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    article = read_html(PAGE.encode())
    assert article.text.startswith(f"Army crosses river\n\n{REPORT}\n\n{SECOND}")
    assert (article.title, article.outlet, article.url) == (
        "Army crosses river",
        "The Example",
        "https://example.org/river",
    )
    assert str(article.published and article.published.start) == "2010-05-03"
    assert article.published_known_by == "metadata"
    assert "Copyright 2024" not in article.text
    assert [b.kind for b in article.blocks][:3] == ["headline", "body", "body"]


def test_json_ld_speaks_where_meta_tags_do_not() -> None:
    about = '"@type": "NewsArticle", "headline": "River", "datePublished": "2010-05-03", "publisher": {"name": "P"}'
    script = f'<script type="application/ld+json">{{"@graph": [{{{about}}}]}}</script>'
    page = f"<html><head>{script}</head><body><p>{REPORT}</p><p>{SECOND}</p></body>"
    article = read_html(page.encode())
    assert (article.title, article.outlet) == ("River", "P")
    assert str(article.published and article.published.start) == "2010-05-03"


def test_no_date_is_guessed() -> None:
    article = read_html(
        f"<html><body><p>{REPORT}</p><p>{SECOND}</p><p>In 2009 he left.</p></body></html>".encode()
    )
    assert article.published is None
    assert article.outlet is None


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"<html><body>" + b"<div>" * 50_000 + b"text" + b"</div>" * 50_000, "page-limit"),
        (b"<html><body>" + b"<p>a</p>" * 300_000, "page-limit"),
        (b"<html><body></body></html>", "no-text"),
        (b"<html><script>" + b"x" * 1000, "no-text"),
        (b"", "empty"),
        (b"\x00\x01\x02" * 400, "binary"),
    ],
)
def test_hostile_pages(page: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_html(page)
    assert caught.value.reason.startswith(code)
    assert REPORT in read_html(PAGE.encode()).text


def test_a_page_above_the_limit_is_not_handed_on() -> None:
    with pytest.raises(UnreadableError, match="too-large"):
        read_html(PAGE.encode(), settings=Settings(max_bytes=100))


def test_a_page_that_takes_too_long_is_killed(process: PageProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    process.ask(PAGE.encode(), seconds=20, **LIMITS)
    first = process._process
    assert first is not None
    slow = f"<html><body>{f'<p>{REPORT}</p>' * 5000}</body></html>".encode()
    began = time.monotonic()
    with pytest.raises(UnreadableError, match="page-time"):
        process.ask(slow, max_nodes=10**6, max_depth=100, seconds=0.02)
    assert time.monotonic() - began < 5
    assert first.poll() is not None
    assert process.ask(PAGE.encode(), seconds=20, **LIMITS)["text"]


def test_a_process_that_dies_is_replaced(process: PageProcess) -> None:
    process.ask(PAGE.encode(), seconds=20, **LIMITS)
    assert process._process is not None
    process._process.kill()
    with pytest.raises(UnreadableError, match="bad-page"):
        process.ask(PAGE.encode(), seconds=20, **LIMITS)
    assert process.ask(PAGE.encode(), seconds=20, **LIMITS)["text"]


def test_one_process_serves_many_pages() -> None:
    read_html(PAGE.encode())
    shared = pages_module._shared
    assert shared is not None
    child = shared._process
    read_html(PAGE.encode())
    assert pages_module._shared is shared
    assert shared._process is child


def test_a_hostile_page_in_a_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body>" + b"<b>" * 50_000)
    (tmp_path / "b.html").write_text(PAGE)
    aside, article = read_paths([tmp_path], settings=Settings())
    assert isinstance(aside, Aside)
    assert aside.where.endswith("a.html")
    assert "nested more than 400 deep" in aside.reason
    assert isinstance(article, Article)


def test_the_measure_counts_runs_of_words() -> None:
    score = article_extraction.score([("a b c d e", "a b c d x"), ("a b c d", "a b c d")])
    assert score == {"ngram_precision": 0.75, "ngram_recall": 0.75, "ngram_f1": 0.75}
    assert article_extraction.score([("a b", "")])["ngram_f1"] == 0


@pytest.mark.bench
def test_page_text_is_as_good_as_promised(shared: Path) -> None:
    cases = list(article_extraction.cases(shared / "bench" / "article_extraction"))
    pairs = [(case.expected, article_extraction.predict(case, None)) for case in cases]  # type: ignore[arg-type]
    assert article_extraction.score(pairs)["ngram_f1"] >= 0.95
