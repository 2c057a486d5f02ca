"""The desk's answers: headers, errors, JSON that is the command line's, and filters."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import cli
from onrecord.serve.app import make_app
from onrecord.serve.guard import HEADERS, hosts_of
from story import fill, story

EVENT, ARTICLE = story().events[0].id, story().article.id
PAGES = ["/", "/?disputed=1", "/?type=AID", f"/event/{EVENT}", "/articles", "/articles?text=cup", f"/article/{ARTICLE}"]
ODD = ["/nowhere", "/event/evt-0", "/article/art-zz", "/?type=QUARREL", "/?page=0", "/?country=Atlantis"]
API = ["/api/events", f"/api/event/{EVENT}", "/api/articles", f"/api/article/{ARTICLE}", "/openapi.json"]
FILES = ["/static/desk.css", "/static/icon.svg"]


@pytest.mark.parametrize("path", PAGES + ODD + API + FILES)
def test_every_answer_has_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"] and "script-src" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES + ODD)
def test_no_page_holds_a_script_or_a_style_of_its_own(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:|https?://", page)
    assert "<b>bus" not in page, "text of an article came through as markup"
    assert page.startswith("<!doctype html>") and "<title>" in page and 'lang="en"' in page


@pytest.mark.parametrize("path", PAGES + ODD + API + FILES)
def test_head_is_answered_as_get_without_the_body(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code and head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/event/evt-0", 404), ("/article/art-zz", 404), ("/?type=QUARREL", 422), ("/?page=0", 422),
     ("/?page=x", 422), ("/?from=someday", 422), ("/articles?type=AID", 422), ("/article/art-", 404),
     ("/static/no.css", 404)],
)  # fmt: skip
def test_what_is_not_there_and_what_means_nothing(client: TestClient, path: str, status: int) -> None:
    page = client.get(path)
    assert page.status_code == status and "That did not work" in page.text
    assert client.post(path).status_code in {404, 405}
    if not path.startswith(("/static", "/?", "/nowhere")):
        error = client.get(f"/api{path}")
        assert error.status_code == status and set(error.json()["error"]) == {"what", "where", "remedy"}


def test_api_errors_have_the_one_shape(client: TestClient) -> None:
    error = client.get("/api/events?country=Atlantis")
    assert error.status_code == 422
    assert error.json()["error"] == {
        "what": "'Atlantis' is no country", "where": "country",
        "remedy": "Use a name or an ISO 3166-1 code (CHN, CN).",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/events", ["list"]),
        ("/api/events?type=assault&country=kenya&from=2021&to=", ["list", "--type", "ASSAULT", "--country", "KE"]),
        ("/api/events?type=AID", ["list", "--type", "AID"]),
        ("/api/articles", ["list", "--articles"]),
        (f"/api/event/{EVENT}", ["show", EVENT]),
        (f"/api/article/{ARTICLE[:9]}", ["show", ARTICLE]),
    ],
)  # fmt: skip
def test_json_is_that_of_the_command_line(
    client: TestClient, db: Path, path: str, words: list[str], *, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["onrecord", *words, "--json", "--db", str(db)])
    with pytest.raises(SystemExit):
        cli.main()
    assert client.get(path).json() == json.loads(capsys.readouterr().out)


def test_the_api_describes_itself(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/events", "/api/event/{event_id}", "/api/history/{event_id}", "/api/articles",
        "/api/article/{article_id}",
    }  # fmt: skip
    named = {p["name"] for p in described["paths"]["/api/events"]["get"]["parameters"]}
    assert named == {"type", "country", "from", "to", "status", "text", "disputed", "page", "as-of"}
    assert client.get("/docs").status_code == 404


def test_only_the_names_of_this_machine_are_answered(client: TestClient, db: Path) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200
    assert hosts_of("0.0.0.0") is None and hosts_of("desk.example") is None
    open_to_all = TestClient(make_app(db, "0.0.0.0"), base_url="http://desk.example")
    assert open_to_all.get("/").status_code == 200


def test_the_list_names_what_it_shows(client: TestClient) -> None:
    page = client.get("/?type=ASSAULT&text=bus").text
    assert "1 event" in page and 'value="bus"' in page and "<option selected>ASSAULT</option>" in page
    assert "Nothing on record fits" in client.get("/?type=AID").text
    assert "Nothing on record fits" in client.get("/?page=9").text


def test_a_filter_cannot_put_markup_on_the_page(client: TestClient) -> None:
    page = client.get("/", params={"text": '"><img src=x>'}).text
    assert "<img" not in page


def test_an_article_that_was_set_aside_says_why(client: TestClient) -> None:
    listed = client.get("/api/articles").json()["articles"]
    aside = next(a for a in listed if a["state"] == "aside")
    page = client.get(f"/article/{aside['article_id']}").text
    assert "Not coded: off-topic" in page
    assert "feeds/broken.gz" in client.get("/articles").text


def test_every_link_on_a_page_leads_somewhere(client: TestClient) -> None:
    for path in PAGES:
        for link in set(re.findall(r'(?:href|src)="(/[^"]*)"', client.get(path).text)):
            target, _, anchor = link.replace("&amp;", "&").partition("#")
            found = client.get(target)
            assert found.status_code == 200, link
            assert not anchor or f'id="{anchor}"' in found.text, link


def test_a_store_that_cannot_be_read_any_more_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "r.db")
    client = TestClient(make_app(tmp_path / "r.db"), base_url="http://127.0.0.1")
    assert client.get("/").status_code == 200
    for path in tmp_path.iterdir():
        path.write_bytes(b"overwritten with something else " * 400)
    page, error = client.get("/"), client.get("/api/events")
    assert (page.status_code, error.status_code) == (503, 503)
    assert "r.db" in page.text and set(error.json()["error"]) == {"what", "where", "remedy"}


def test_a_fault_of_the_desk_has_the_one_shape_too(monkeypatch: pytest.MonkeyPatch, db: Path) -> None:
    def fails(*words: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("onrecord.ask.query.count_events", fails)
    client = TestClient(make_app(db), base_url="http://127.0.0.1", raise_server_exceptions=False)
    page = client.get("/")
    assert page.status_code == 500 and "report it" in page.text and "a defect" not in page.text
    assert {name: page.headers.get(name) for name in HEADERS} == HEADERS


def test_what_is_read_meanwhile_is_on_the_next_page(tmp_path: Path) -> None:
    from made import RUN, article
    from onrecord.store import StoreWriter

    fill(tmp_path / "r.db")
    client = TestClient(make_app(tmp_path / "r.db"), base_url="http://127.0.0.1")
    assert len(client.get("/api/articles").json()["articles"]) == 2
    with StoreWriter.open(tmp_path / "r.db") as store:
        store.add_aside(article("Another.", title="Another"), "off-topic: sport", RUN)
        assert len(client.get("/api/articles").json()["articles"]) == 3


def test_an_event_of_several_articles_has_its_history_and_its_past(tmp_path: Path) -> None:
    from onrecord.merge.across import merge_events
    from onrecord.store import StoreWriter
    from reports import report

    db = tmp_path / "several.db"
    with StoreWriter.open(db) as store:
        for record in (report("2021-03-02", "Post"), report("2021-03-04", "Daily", toll=4)):
            store.add(record)
        merge_events(store.merging)
        event = store.events()[0].event.id
    client = TestClient(make_app(db), base_url="http://localhost:8000")
    page = client.get(f"/event/{event}").text
    assert "2 articles, 2 independent origins" in page and "How it came to be so" in page
    assert "low 3, best 4, high 4" in page and "toll: 3 to 4 killed" in page
    assert [s["day"] for s in client.get(f"/api/history/{event}").json()["steps"]] == ["2021-03-02", "2021-03-04"]
    (early,) = client.get("/api/events?as-of=2021-03-03").json()["events"]
    assert [t["high"] for t in early["event"]["casualties"]] == [3]
    assert "As articles published by 2021-03-03" in client.get(f"/event/{early['event']['id']}?as-of=2021-03-03").text
    assert client.get("/?as-of=soon").status_code == 422
    assert client.get(f"/event/{early['event']['id']}").status_code == 200  # a former id leads on
