"""Every refusal as JSON with a kind sentence: `{"error": {"code", "message"}}`.

A handler raises HTTPException with a code of its own, or lets an error of the shell pass.
"""

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.web.parts import wording_of
from keeping.errors import NoSuchConversation, StoreAway, Unreadable

RETRY_SECONDS = "1"

BY_STATUS = {404: "not_found", 405: "not_that_way"}
"""Codes of what the router refuses."""

AGAIN = frozenset({429, 503})
"""After these the same call may succeed a moment later."""


def refusal(request: Request, status: int, code: str) -> JSONResponse:
    body = {"error": {"code": code, "message": wording_of(request).plain(f"web.error_{code}")}}
    return JSONResponse(body, status, {"Retry-After": RETRY_SECONDS} if status in AGAIN else None)


async def refused(request: Request, error: Exception) -> Response:
    """A refusal by a handler or by the router."""
    if not isinstance(error, HTTPException):
        raise error
    response = refusal(request, error.status_code, BY_STATUS.get(error.status_code, error.detail))
    response.headers.update(error.headers or {})
    return response


async def one_moment(request: Request, error: Exception) -> Response:
    return refusal(request, 503, "one_moment")


async def not_found(request: Request, error: Exception) -> Response:
    return refusal(request, 404, "not_found")


async def gone_away(request: Request, error: Exception) -> Response:
    """The sender hung up half way: nobody reads this."""
    return Response(status_code=400)


REFUSALS = {
    HTTPException: refused,
    StoreAway: one_moment,
    Unreadable: one_moment,
    NoSuchConversation: not_found,
    ClientDisconnect: gone_away,
}
