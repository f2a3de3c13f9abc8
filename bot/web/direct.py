"""The two calls of which nearly all traffic consists go straight to their handlers; all others through the router."""

import re
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.refusals import REFUSALS

Handler = Callable[[Request], Awaitable[Response]]
KINDS: tuple[type[Exception], ...] = tuple(REFUSALS)

Ways = Mapping[re.Pattern[str], Handler]
"""Handlers of POST by the whole path; its named groups are the request's parameters."""


class Direct:
    """The layer. A handler may refuse as behind the router."""

    def __init__(self, app: ASGIApp, ways: Ways) -> None:
        self._app = app
        self._ways = ways

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._way(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        handler, scope["path_params"] = found
        scope["app"] = self._app
        request = Request(scope, receive)
        try:
            response = await handler(request)
        except KINDS as error:
            refused = next(answer for kind, answer in REFUSALS.items() if isinstance(error, kind))
            response = await refused(request, error)
        await response(scope, receive, send)

    def _way(self, scope: Scope) -> tuple[Handler, dict[str, str]] | None:
        if scope["type"] == "http" and scope["method"] == "POST":
            for path, handler in self._ways.items():
                match = path.fullmatch(scope["path"])
                if match:
                    return handler, match.groupdict()
        return None
