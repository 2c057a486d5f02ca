"""Routes of the desk. Each page has its JSON under the same address with ``/api`` before it.

Errors have one shape everywhere: what is wrong, where, what to do; 404 for an id that is not on record, 422 for a
filter that means nothing, 503 where the store cannot be read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from onrecord.ask import article_view, event_view
from onrecord.ask import query as asking
from onrecord.ask.views import event_line, range_text
from onrecord.errors import InputError, NotFoundError, OnrecordError
from onrecord.export.json import entry_to_json, event_to_json, record_to_json
from onrecord.ontology.load import names
from onrecord.records import STATUSES
from onrecord.store import EventDetail, Store

HERE = Path(__file__).parent
PAGE = 50  # events a page
CSP = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def make_app(db: Path) -> FastAPI:
    """The desk over the store at ``db``, opened once for reading. Raises StoreError."""
    store = Store.open(db)
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    templates = Jinja2Templates(directory=HERE / "templates")
    templates.env.globals.update(event_line=event_line, range_text=range_text, statuses=STATUSES, types=_types())
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    _guard(app, templates)
    _pages(app, store, templates)
    _api(app, store)
    return app


def _types() -> list[str]:
    return [name.split("/")[1].removesuffix(".yaml") for name in names("events")]




def _query(request: Request, limit: int = PAGE) -> asking.Query:
    """The query that the address asks for; empty fields of the form are left out."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    page = given.get("page", "1")
    if not page.isdigit() or int(page) < 1:
        raise InputError(f"{page!r} is no page number", where="page", remedy="Pages count from 1.")
    query = asking.Query.of(
        type=given.get("type"), country=given.get("country"), since=given.get("from"), until=given.get("to"),
        status=given.get("status"), text=given.get("text"), disputed="disputed" in given, limit=limit,
    )  # fmt: skip
    return replace(query, offset=(int(page) - 1) * limit)


def _pages(app: FastAPI, store: Store, templates: Jinja2Templates) -> None:
    @app.get("/", response_class=HTMLResponse)
    def events(request: Request) -> Response:
        query = _query(request)
        total = asking.count_events(store, query)
        page = query.offset // PAGE + 1
        filters = {k: v for k, v in request.query_params.items() if v.strip() and k != "page"}

        def address(number: int) -> str:
            return "/?" + urlencode({**filters, "page": number})

        shown = {
            "entries": asking.list_events(store, query), "total": total, "page": page, "filters": filters,
            "previous": address(page - 1) if page > 1 else None,
            "next": address(page + 1) if page * PAGE < total else None,
        }  # fmt: skip
        return templates.TemplateResponse(request, "events.html", shown)

    @app.get("/event/{event_id}", response_class=HTMLResponse)
    def event(request: Request, event_id: str) -> Response:
        detail = _detail(store, event_id)
        articles = {a.id: a for a in detail.articles}
        view = event_view(detail.event, detail.mentions, detail.claims, detail.attributions, articles)
        return templates.TemplateResponse(request, "event.html", {"view": view, "articles": detail.articles, "detail": detail})

    @app.get("/articles", response_class=HTMLResponse)
    def articles(request: Request) -> Response:
        found = asking.list_articles(store, _query(request, limit=500))
        return templates.TemplateResponse(request, "articles.html", {"entries": found, "rejected": store.rejected()})

    @app.get("/article/{article_id}", response_class=HTMLResponse)
    def article(request: Request, article_id: str) -> Response:
        view = article_view(store.record(store.resolve(article_id)))
        return templates.TemplateResponse(request, "article.html", {"view": view})


def _detail(store: Store, event_id: str) -> EventDetail:
    return store.event(store.resolve(event_id))


def _api(app: FastAPI, store: Store) -> None:
    @app.get("/api/events")
    def api_events(request: Request) -> dict[str, Any]:
        query = _query(request)
        entries = asking.list_events(store, query)
        return {"total": asking.count_events(store, query), "events": [entry_to_json(e) for e in entries]}

    @app.get("/api/event/{event_id}")
    def api_event(event_id: str) -> dict[str, Any]:
        return event_to_json(_detail(store, event_id))

    @app.get("/api/article/{article_id}")
    def api_article(article_id: str) -> dict[str, Any]:
        return record_to_json(store.record(store.resolve(article_id)))


def _guard(app: FastAPI, templates: Jinja2Templates) -> None:
    """Strict headers on every answer, and one shape of error, as page or as JSON."""

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    def answer(request: Request, status: int, error: OnrecordError) -> Response:
        told = {"what": error.what, "where": error.where, "remedy": error.remedy}
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": told}, status)
        return templates.TemplateResponse(request, "error.html", {"error": told}, status_code=status)

    @app.exception_handler(OnrecordError)
    def onrecord_error(request: Request, error: OnrecordError) -> Response:
        status = 404 if isinstance(error, NotFoundError) else 422 if isinstance(error, InputError) else 503
        return answer(request, status, error)

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        missing = OnrecordError("there is no such page", where=request.url.path, remedy="Go back to the list of events.")
        told = missing if error.status_code == 404 else OnrecordError(str(error.detail), where=request.url.path)
        return answer(request, error.status_code, told)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return answer(request, 422, InputError(first["msg"], where=".".join(map(str, first["loc"]))))
