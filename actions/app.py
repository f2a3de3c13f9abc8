"""The action server's HTTP interface, as Rasa calls it: `POST /webhook`, `GET /health`, `GET /actions`.

It runs rasa-sdk's executor. rasa-sdk's own application is not used: it opens whatever body is compressed, shows the
request and the text of an exception in its answer, and lets everybody in. An error here says its kind and no more.
"""

import hmac
import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.bodies import LARGEST_BODY, Call, Refusal, check_head, read_call
from keeping.codec import written
from keeping.errors import StoreAway, Unreadable

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
TRY_AGAIN = (StoreAway, Unreadable)


class ActionServer:
    """An ASGI application. `token` is what callers have to show; None: nobody has to."""

    def __init__(self, executor: ActionExecutor, token: str | None) -> None:
        self._executor = executor
        self._expected = f"Bearer {token}".encode() if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            status, body = await self._answer(scope, receive)
        except Refusal as refusal:
            status, body = refusal.status, {"error": refusal.why}
        await _send(send, status, body)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, object]:
        answer = ROUTES.get((scope["method"], scope["path"]))
        if answer is None:
            raise Refusal(404, "not_found")
        return await answer(self, scope, receive)

    async def health(self, scope: Scope, receive: Receive) -> tuple[int, object]:
        return 200, {"status": "ok"}

    async def actions(self, scope: Scope, receive: Receive) -> tuple[int, object]:
        self._admit(dict(scope["headers"]))
        return 200, [{"name": name} for name in self._executor.actions]

    async def webhook(self, scope: Scope, receive: Receive) -> tuple[int, object]:
        headers = dict(scope["headers"])
        self._admit(headers)
        check_head(headers)
        return await self._run(read_call(await _body(receive)))

    def _admit(self, headers: dict[bytes, bytes]) -> None:
        given = headers.get(b"authorization", b"")
        if self._expected is not None and not hmac.compare_digest(given, self._expected):
            raise Refusal(401, "not_allowed")

    async def _run(self, call: Call) -> tuple[int, object]:
        try:
            result = await self._executor.run(call.payload)
        except ActionNotFoundException:
            return 404, {"error": "no_such_action", "action_name": call.action}
        except ActionExecutionRejection:
            return 400, {"error": "rejected", "action_name": call.action}
        except TRY_AGAIN as away:
            log.warning("an action found no store it can read: %s", type(away).__name__)
            return 503, {"error": "one_moment", "action_name": call.action}
        except Exception as bug:  # noqa: BLE001 - the next call must find a server
            _log(bug)
            return 500, {"error": "trouble", "action_name": call.action}
        return 200, {"events": result.events, "responses": result.responses} if result else None


Answer = Callable[[ActionServer, Scope, Receive], Awaitable[tuple[int, object]]]

ROUTES: dict[tuple[str, str], Answer] = {
    ("GET", "/health"): ActionServer.health,
    ("GET", "/actions"): ActionServer.actions,
    ("POST", "/webhook"): ActionServer.webhook,
}


def _log(bug: Exception) -> None:
    """The place is logged, but not the error's text: it may hold words of a person."""
    places = "".join(traceback.format_tb(bug.__traceback__))
    log.error("an error that nothing expected: %s\n%s", type(bug).__name__, places)


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        piece = await receive()
        if piece["type"] == "http.disconnect":
            raise Refusal(400, "gone_away")
        body += piece.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise Refusal(413, "too_large")
        more = piece.get("more_body", False)
    return bytes(body)


async def _send(send: Send, status: int, value: object) -> None:
    body = written(value)
    headers = [*HEADERS, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
