"""What every response carries, who may call from another site, and what becomes of an error nobody expected.

One ASGI layer around everything, so that no answer, not even of the router, goes out without it.
"""

import logging
import traceback
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.refusals import refusal

log = logging.getLogger(__name__)

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

HEADERS = {
    "Content-Security-Policy": NOTHING,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Set where a handler has not set its own."""

Raw = list[tuple[bytes, bytes]]
"""Headers as the server wants them."""


def _raw(headers: dict[str, str]) -> Raw:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


USUAL = _raw(HEADERS)
NAMES = frozenset(name for name, _ in USUAL)
VARY = (b"vary", b"Origin")

CROSS_ORIGIN = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Accept-Language, Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "600",
}


class Guard:
    """The layer. `origins` are the sites that may embed the widget, exactly as browsers name them."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        origin = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"), "")
        extra = {"Access-Control-Allow-Origin": origin, **CROSS_ORIGIN} if origin in self._origins else {}
        guarded = _Guarded(send, _raw(extra))
        if scope["method"] == "OPTIONS":
            await Response(status_code=204)(scope, receive, guarded.send)
            return
        try:
            await self._app(scope, receive, guarded.send)
        except Exception as bug:  # noqa: BLE001 - the next request must find a server
            await self._answer_for(bug, guarded, Request(scope, receive))

    async def _answer_for(self, bug: Exception, guarded: "_Guarded", request: Request) -> None:
        """The place is logged, but not the error's text: it may hold words of a person."""
        places = "".join(traceback.format_tb(bug.__traceback__))
        log.error("an error that nothing expected: %s\n%s", type(bug).__name__, places)
        if not guarded.started:
            await refusal(request, 500, "trouble")(request.scope, request.receive, guarded.send)


class _Guarded:
    """A response on its way out."""

    def __init__(self, send: Send, extra: Raw) -> None:
        self._send = send
        self._extra = extra
        self.started = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            own = {name for name, _ in message["headers"]}
            usual = USUAL if own.isdisjoint(NAMES) else [header for header in USUAL if header[0] not in own]
            message["headers"] = [*message["headers"], *usual, *self._extra, VARY]
        await self._send(message)
