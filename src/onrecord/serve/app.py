"""Routes of the desk. Each page has its JSON under the same address with ``/api`` before it.

Errors have one shape everywhere: what is wrong, where, what to do; 404 for an id that is not on record, 422 for a
filter that means nothing, 503 where the store cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Request, Response
from fastapi import Query as Parameter
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from onrecord.ask import article_view, as_of, detail_view, history
from onrecord.ask import query as asking
from onrecord.ask.words import days_text, kind_text, range_text, toll_text
from onrecord.export.answers import articles_to_json, event_to_json, events_to_json, history_to_json
from onrecord.export.json import record_to_json
from onrecord.records import STATUSES
from onrecord.serve.asked import PAGE, asked
from onrecord.serve.guard import guard
from onrecord.store import Store

HERE = Path(__file__).parent
Asked = Annotated[asking.Query, Depends(asked)]
Day = Annotated[str, Parameter(alias="as-of", description="the record as articles published by this day tell it")]
AT_ONCE = 5  # articles of an event whose history is on its page; that of others is asked for
MOST = 1000  # articles that a list holds
_FILTERS = ("type", "country", "from", "to", "status", "text", "disputed", "as-of")


def make_app(db: Path, host: str = "127.0.0.1") -> FastAPI:
    """The desk over the store at ``db``, opened once for reading. Raises StoreError."""
    store = Store.open(db)
    app = FastAPI(title="onrecord", version=_version(), docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    templates = Jinja2Templates(directory=HERE / "templates")
    templates.env.globals.update(
        days_text=days_text, kind_text=kind_text, range_text=range_text, toll_text=toll_text, statuses=STATUSES,
        types=asking.event_types(),
    )  # fmt: skip
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    guard(app, templates, host)
    _pages(app, store, templates)
    _api(app, store)
    return app


@contextmanager
def _at(store: Store, day: str) -> Iterator[Store]:
    """The store, or what it was on a day. Raises InputError for a day that is none."""
    if not day.strip():
        yield store
        return
    past = as_of(store, asking.days_of(day, "as-of").end)
    try:
        yield past
    finally:
        past.close()


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "unknown"


def _pages(app: FastAPI, store: Store, templates: Jinja2Templates) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def events(request: Request, query: Asked, day: Day = "") -> Response:
        with _at(store, day) as then:
            entries, total = asking.list_events(then, query), asking.count_events(then, query)
        page = query.offset // PAGE + 1
        given = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
        filters = {name: value for name, value in given.items() if value}

        def address(number: int) -> str:
            return "/?" + urlencode({**filters, "page": number})

        shown = {
            "entries": entries, "total": total, "filters": filters,
            "first": query.offset + 1, "json": "/api/events?" + urlencode({**filters, "page": page}),
            "previous": address(page - 1) if page > 1 else None,
            "next": address(page + 1) if page * PAGE < total else None,
        }  # fmt: skip
        return templates.TemplateResponse(request, "events.html", shown)

    @app.get("/event/{event_id}", response_class=HTMLResponse, include_in_schema=False)
    def event(request: Request, event_id: str, day: Day = "") -> Response:
        with _at(store, day) as then:
            detail = then.event(then.resolve(event_id))
        steps = history(store, detail.event.id) if 1 < len(detail.articles) <= AT_ONCE and not day else []
        shown = {
            "view": detail_view(detail), "articles": detail.articles, "run_id": detail.run_id, "steps": steps,
            "day": day,
        }  # fmt: skip
        return templates.TemplateResponse(request, "event.html", shown)

    @app.get("/articles", response_class=HTMLResponse, include_in_schema=False)
    def articles(request: Request, query: Asked) -> Response:
        found = asking.list_articles(store, replace(query, limit=MOST, offset=0))
        given = {name: request.query_params.get(name, "").strip() for name in ("from", "to", "text")}
        shown = {"entries": found, "rejected": store.rejected(), "filters": {k: v for k, v in given.items() if v}}
        return templates.TemplateResponse(request, "articles.html", shown)

    @app.get("/article/{article_id}", response_class=HTMLResponse, include_in_schema=False)
    def article(request: Request, article_id: str) -> Response:
        view = article_view(store.record(store.resolve(article_id)))
        return templates.TemplateResponse(request, "article.html", {"view": view})


def _api(app: FastAPI, store: Store) -> None:
    @app.get("/api/events", summary="Events by type, country, date, status, words")
    def api_events(query: Asked, day: Day = "") -> dict[str, Any]:
        with _at(store, day) as then:
            return events_to_json(then, asking.list_events(then, query), asking.count_events(then, query))

    @app.get("/api/event/{event_id}", summary="An event with its mentions, claims, attributions and articles")
    def api_event(event_id: str, day: Day = "") -> dict[str, Any]:
        with _at(store, day) as then:
            return event_to_json(then.event(then.resolve(event_id)))

    @app.get("/api/history/{event_id}", summary="How an event came to be what the record says")
    def api_history(event_id: str) -> dict[str, Any]:
        full = store.event(store.resolve(event_id)).event.id
        return history_to_json(full, history(store, full))

    @app.get("/api/articles", summary="Articles, and inputs that gave none")
    def api_articles(query: Asked) -> dict[str, Any]:
        found = asking.list_articles(store, replace(query, limit=MOST, offset=0))
        return articles_to_json(found, store.rejected())

    @app.get("/api/article/{article_id}", summary="The record of an article")
    def api_article(article_id: str) -> dict[str, Any]:
        return record_to_json(store.record(store.resolve(article_id)))
