"""One call of the Bot API as JSON, and what its refusals mean. Says the same as the library's own way, in the
library's own errors, without building its objects.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import msgspec
from pydantic_core import from_json, to_json
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.raw import mapping, words
from bot.telegram.wire import Answer, Wire
from bot.telegram.writing import Text

SECONDS = 30.0
"""For a whole call that says something."""

Body = dict[str, object]
"""A call as JSON: its `method`, and what goes with it. A webhook's answer may be one: then its result is not told."""

REFUSALS: Mapping[int, Callable[[str], TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,
    409: Conflict,
}
"""By status; every other one is trouble on the way."""


class _Message(msgspec.Struct):
    message_id: int = 0


class _Accepted(msgspec.Struct):
    """All that we read of a result: the rest is what we have just said ourselves."""

    result: _Message | bool

    @property
    def number(self) -> int:
        return self.result.message_id if isinstance(self.result, _Message) else 0


_ACCEPTED = msgspec.json.Decoder(_Accepted)


async def called(wire: Wire, path: str, fields: Mapping[str, object]) -> int:
    """The number of the message that came of a call; 0 if none did.

    Raises the library's errors, none of which holds the address with the token.
    """
    answer = await _answered(wire, path, fields, SECONDS)
    with suppress(msgspec.DecodeError):
        return _ACCEPTED.decode(answer.body).number
    raise _refusal(answer)


async def fetched(wire: Wire, path: str, fields: Mapping[str, object], seconds: float) -> object:
    """What a call brings, as it came. Raises as `called`."""
    answer = await _answered(wire, path, fields, seconds)
    brought = _read(answer.body)
    if "result" not in brought:
        raise _refusal(answer)
    return brought["result"]


async def _answered(wire: Wire, path: str, fields: Mapping[str, object], seconds: float) -> Answer:
    try:
        answer = await wire.post(path, to_json(fields), seconds)
    except TimeoutError as late:
        raise TimedOut(type(late).__name__) from None
    except OSError as trouble:
        raise NetworkError(type(trouble).__name__) from None
    if answer.status != 200:
        raise _refusal(answer)
    return answer


def shown(text: Text) -> Body:
    """How a text and its buttons stand in a call."""
    body: Body = {"text": text.html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if text.keyboard:
        rows = [[{"text": key.label, "callback_data": key.data} for key in row] for row in text.keyboard]
        body["reply_markup"] = {"inline_keyboard": rows}
    return body


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        return mapping(from_json(body))
    except ValueError:
        return {}


def _refusal(given: Answer) -> TelegramError:
    status, answer = given.status, _read(given.body)
    parameters = mapping(answer.get("parameters"))
    moved, wait = parameters.get("migrate_to_chat_id"), parameters.get("retry_after")
    if isinstance(moved, int):
        return ChatMigrated(moved)
    if isinstance(wait, int | float):
        return RetryAfter(wait)  # type: ignore[arg-type]
    return REFUSALS.get(status, NetworkError)(words(answer.get("description")) or f"HTTP {status}")
