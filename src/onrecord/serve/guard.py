"""What holds on every answer: strict headers, HEAD, the host that was asked for, and one shape of error."""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.templating import Jinja2Templates
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import InputError, NotFoundError, OnrecordError

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Puts ``HEADERS`` on every answer, and answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, as ASGI asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            elif head:
                message = {**message, "body": b""}
            await send(message)

        asked: MutableMapping[str, Any] = {**scope, "method": "GET"} if head else scope
        await self.app(asked, receive, sent)


def guard(app: FastAPI, templates: Jinja2Templates, host: str) -> None:
    """Add to ``app`` what holds on every answer; ``host`` is the address that it listens on."""
    if (hosts := hosts_of(host)) is not None:
        # a page elsewhere that points its own name at this address is not to read the record
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(Guard)
    _errors(app, templates)


def hosts_of(host: str) -> list[str] | None:
    """The names that the desk answers to; ``None`` (any) where it listens on other than the loopback."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    return [host, "localhost", "127.0.0.1", "[::1]"] if loopback else None


def _errors(app: FastAPI, templates: Jinja2Templates) -> None:
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
        path = request.url.path
        told = OnrecordError(str(error.detail), where=path, remedy="Go back to the list of events.")
        if error.status_code == 404:
            told = OnrecordError("there is no such page", where=path, remedy="Go back to the list of events.")
        return answer(request, error.status_code, told)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        remedy = "Please report it with the address and what the terminal shows."
        response = answer(request, 500, OnrecordError("the desk failed", where=request.url.path, remedy=remedy))
        response.headers.update(HEADERS)  # answered outside of what puts them on all others
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = str(first["loc"][-1])
        return answer(request, 422, InputError(first["msg"].lower(), where=where, remedy="See /openapi.json."))
