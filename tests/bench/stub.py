"""Telegram, played by a stub: answers every Bot API call at once, and counts it towards the turn it belongs to.

It is no test of correctness (that is `tests/telegram_fake`); it only has to be fast and the same for everybody.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import httptools

Json = dict[str, Any]

BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Stub", "username": "stub_bot"}
MOST_AT_ONCE = 100
SAID = frozenset({"sendMessage", "editMessageText"})
_FIELD = re.compile(rb'name="?(\w+)"?\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)


class Prompt(NamedTuple):
    """A message with buttons as it stands in a chat."""

    chat: int
    message: Json

    @property
    def values(self) -> list[str]:
        return [key["callback_data"] for row in self.message["reply_markup"]["inline_keyboard"] for key in row]


class Stub:
    """`asked` hears of every prompt, `answered` of every press that got its answer. Who polls is `polled`."""

    def __init__(self) -> None:
        self.webhook = ""
        self.polled = False
        self.secret = ""
        self.calls = 0
        self.asked: Callable[[Prompt], None] = lambda _: None
        self.answered: Callable[[str], None] = lambda _: None
        self._message_id = 0
        self._updates: list[Json] = []
        self._news = asyncio.Event()
        self._server: asyncio.Server | None = None

    async def listen(self) -> str:
        """The address to give to a bot."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def bring(self, update: Json) -> None:
        """To whoever polls, again and again until it is confirmed."""
        self._updates.append(update)
        self._news.set()

    async def updates(self, fields: Mapping[str, Any]) -> list[Json]:
        """Waits for news, as Telegram does, if nothing is there that was not confirmed."""
        self.polled = True
        offset, longest = int(fields.get("offset") or 0), float(fields.get("timeout") or 0)
        self._updates = [each for each in self._updates if not offset or each["update_id"] >= offset]
        if not self._updates:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), longest)
        return self._updates[:MOST_AT_ONCE]

    def call(self, method: str, fields: Mapping[str, Any]) -> object:
        """What Telegram would answer."""
        self.calls += 1
        if method == "answerCallbackQuery":
            self.answered(str(fields["callback_query_id"]))
        elif method in SAID:
            return self._said(fields)
        elif method == "getMe":
            return BOT
        elif method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        elif method == "setWebhook":
            self.webhook, self.secret = str(fields["url"]), str(fields.get("secret_token", ""))
        return True

    def _said(self, fields: Mapping[str, Any]) -> Json:
        self._message_id += 1
        chat = int(fields["chat_id"])
        message: Json = {
            "message_id": int(fields.get("message_id", self._message_id)),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Ada"},
            "from": BOT,
            "text": fields["text"],
        }
        markup = fields.get("reply_markup")
        if markup:
            message["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
            self.asked(Prompt(chat, message))
        return message


class _Connection(asyncio.Protocol):
    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._path, self._kind, self._body = b"", b"", b""
        self._waiting: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._path, self._kind, self._body = b"", b"", b""

    def on_url(self, url: bytes) -> None:
        self._path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._kind = value

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        method, fields = self._path.rpartition(b"/")[2].decode(), _fields(self._kind, self._body)
        if method == "getUpdates":
            self._waiting = asyncio.create_task(self._bring(fields))
        else:
            self._answer(self._stub.call(method, fields))

    async def _bring(self, fields: Mapping[str, Any]) -> None:
        self._answer(await self._stub.updates(fields))

    def _answer(self, result: object) -> None:
        answer = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
        if self._transport is not None:
            self._transport.write(head.encode() + answer)


def _fields(kind: bytes, body: bytes) -> Mapping[str, Any]:
    if not body:
        return {}
    if kind.startswith(b"application/json"):
        fields: Json = json.loads(body)
        return fields
    if kind.startswith(b"multipart/"):
        return {name.decode(): value.decode() for name, value in _FIELD.findall(body)}
    return dict(parse_qsl(body.decode()))
