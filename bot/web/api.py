"""The HTTP interface of conversations, and Telegram's webhook."""

import hmac
import re

from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.bodies import OPENING, SPOKEN, read, update
from bot.web.direct import Ways
from bot.web.parts import Parts, language_of, parts_of
from bot.web.reports import linked
from dialogues.message import Message
from dialogues.showing import reply_as_json
from keeping.answered import Answered, Opened
from keeping.conversation import now

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name  # nosec B105


async def open_conversation(request: Request) -> Response:
    """A new conversation: its id, its token, and the welcome."""
    parts = parts_of(request)
    opening = await read(request, OPENING, empty=b"{}")
    if not parts.openings.allows(request.client.host if request.client else ""):
        raise HTTPException(429, "too_many")
    opened = await parts.conversation.open(opening.language or language_of(request))
    return _said(opened, parts, 201, id=opened.id, token=opened.token)


async def hear(request: Request) -> Response:
    """One message of a person, answered after it is kept."""
    parts, token = parts_of(request), _token(request)
    spoken = await read(request, SPOKEN)
    if not parts.messages.allows(request.path_params["id"]):
        raise HTTPException(429, "too_many")
    message = Message(spoken.id, spoken.text, now(), language_of(request))
    async with parts.turns.of(request.path_params["id"]):
        answered = await parts.conversation.hear(_address(request), message, token)
    return _said(_with_links(request, answered), parts)


async def standing(request: Request) -> Response:
    """Where the conversation stands."""
    parts = parts_of(request)
    answered = await parts.conversation.standing(_address(request), _token(request))
    return _said(_with_links(request, answered), parts)


async def export(request: Request) -> Response:
    """All that is kept on the conversation."""
    return JSONResponse(await parts_of(request).conversation.export(_address(request), _token(request)))


async def erase(request: Request) -> Response:
    """Nothing is kept on the conversation afterwards."""
    await parts_of(request).conversation.erase(_address(request), _token(request))
    return Response(status_code=204)


async def telegram(request: Request) -> Response:
    """Telegram's webhook: answered after commit and send, so an update that failed comes again.

    The answer may itself be a call of the Bot API, such as that to a press.
    """
    parts = parts_of(request)
    secret = parts.settings.webhook_secret
    given = request.headers.get(SECRET_HEADER, "")
    if parts.telegram is None or secret is None or not _same(given, secret.get_secret_value()):
        raise HTTPException(404, "not_found")
    last_word = await parts.telegram.take(await read(request, update))
    return Response(to_json(last_word), media_type="application/json") if last_word else Response()


ROUTES = [
    Route("/api/conversations", open_conversation, methods=["POST"]),
    Route("/api/conversations/{id}/messages", hear, methods=["POST"]),
    Route("/api/conversations/{id}/export", export, methods=["GET"]),
    Route("/api/conversations/{id}", standing, methods=["GET"]),
    Route("/api/conversations/{id}", erase, methods=["DELETE"]),
    Route("/telegram", telegram, methods=["POST"]),
]

DIRECT: Ways = {
    re.compile(r"/telegram"): telegram,
    re.compile(r"/api/conversations/(?P<id>[^/]+)/messages"): hear,
}
"""The same, past the router."""


def _said(answered: Answered | Opened, parts: Parts, status: int = 200, **more: str) -> Response:
    """What was said, and, in the header, in which language: the page around it follows."""
    replies = [reply_as_json(reply) for reply in answered.replies]
    body = to_json({**more, "replies": replies})
    return Response(body, status, {"Content-Language": answered.language}, "application/json")


def _with_links(request: Request, answered: Answered) -> Answered:
    replies = (linked(request, each, _address(request), answered.language) for each in answered.replies)
    return answered._replace(replies=tuple(replies))


def _address(request: Request) -> str:
    return f"web:{request.path_params['id']}"


def _token(request: Request) -> str:
    """What stands behind `Bearer`. Without it the answer is that of a wrong one."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
