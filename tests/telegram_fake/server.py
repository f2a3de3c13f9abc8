"""The server itself: HTTP on a free port of this machine, each request judged, done, and its answer judged too."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from aiogram.types import BufferedInputFile
from aiohttp import web

from tests.telegram_fake import oracle
from tests.telegram_fake.clock import Clock
from tests.telegram_fake.limits import Limits
from tests.telegram_fake.methods import DOINGS
from tests.telegram_fake.people import Group, Person
from tests.telegram_fake.polling import Poller
from tests.telegram_fake.refusals import REFUSALS, Fault, Refusal
from tests.telegram_fake.updates import Queue
from tests.telegram_fake.webhook import Webhook
from tests.telegram_fake.world import World

TOKEN = "4242:the-right-token"
DEADLINE = 20.0


class FakeTelegram:
    """`findings` is all that others hold against the bot's requests, or against our answers: empty at a test's end."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.world = World(self.clock)
        self.queue = Queue(self.clock)
        self.findings: list[str] = []
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, Any]] = []
        self.limits: Limits | None = None
        """What the bot may say in a while, if the test wants it to be held to that."""
        self.webhook_target = ""
        self.allowed: frozenset[str] = frozenset()
        self._poller = Poller(self.queue, lambda: bool(self.webhook_url))
        self.webhook_url = ""
        self._webhook: Webhook | None = None
        self._runner: web.AppRunner | None = None
        self.address = ""
        self.deadline = DEADLINE

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=20 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/voice/{name}.oga", self._recording)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._webhook is not None:
            await self._webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def person(self, name: str = "Ada", language: str | None = "en") -> Person:
        return Person(self, len(self.world.chats) + 1001, name, language)

    def group(self, title: str = "Team") -> Group:
        return Group(self, title)

    def fault(self, fault: Fault) -> None:
        self.faults.append(fault)

    def called(self, name: str) -> list[Any]:
        return [method for called, method in self.calls if called == name]

    async def until(self, condition: Callable[[], object], what: str = "the condition") -> None:
        """Polls with a deadline."""
        end = asyncio.get_running_loop().time() + self.deadline
        while not condition():
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"{what} never came true; findings: {self.findings}")
            await asyncio.sleep(0.005)

    async def until_confirmed(self) -> None:
        await self.until(lambda: not len(self.queue), "confirmation of all updates")

    def assert_clean(self, *, every_press: bool = True) -> None:
        """Nothing was held against the bot, and every press was answered once."""
        assert self.findings == []
        if every_press:
            wrong = {press.query: press.answers for press in self.world.presses.values() if len(press.answers) != 1}
            assert wrong == {}

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return web.json_response(Refusal(401, "Unauthorized").as_json(), status=401)
        try:
            return await self._answer(request, request.match_info["method"])
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)

    async def _recording(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(("file", request.match_info["name"]))
        return web.Response(body=self.world.recordings[request.match_info["name"]])

    async def _answer(self, request: web.Request, name: str) -> web.StreamResponse:
        fields, files = await _parameters(request)
        try:
            method = oracle.read_request(name, fields, files)
        except ValueError as problem:
            self.findings.append(str(problem))
            raise Refusal(400, f"Bad Request: {problem}") from None
        problems = oracle.problems_of(method)
        self.findings += problems
        if problems:
            raise Refusal(400, f"Bad Request: {problems[0]}")
        self.calls.append((name, method))
        return await self._with_faults(request, name, method)

    async def _with_faults(self, request: web.Request, name: str, method: Any) -> web.StreamResponse:
        chat = getattr(method, "chat_id", None)
        fault = next((each for each in self.faults if each.concerns(name, chat)), None)
        if fault is None:
            return web.json_response({"ok": True, "result": await self._result(name, method)})
        fault.times -= 1
        if fault.kind == "bad_gateway":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        if fault.kind in REFUSALS:
            raise Refusal(*REFUSALS[fault.kind])
        if fault.kind == "flood":
            words = f"Too Many Requests: retry after {fault.seconds}"
            raise Refusal(429, words, retry_after=fault.seconds)
        if fault.kind == "half_json":
            return web.Response(text='{"ok": true, "resu', content_type="application/json")
        if fault.kind.endswith("after"):
            await self._result(name, method)
        return await self._dropped(request, fault)

    async def _dropped(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind.startswith("hang"):
            await asyncio.Event().wait()  # until whoever asked is gone
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _result(self, name: str, method: Any) -> Any:
        if name in ("getUpdates", "setWebhook") and method.allowed_updates is not None:
            self.allowed = frozenset(method.allowed_updates)
        if name == "getUpdates":
            return await self._poller.poll(method.offset or 0, method.limit or 100, method.timeout or 0)
        special = {"setWebhook": self._set, "deleteWebhook": self._delete, "getWebhookInfo": self._info}
        if name in special:
            return await special[name](method)
        if name not in DOINGS:
            self.findings.append(f"{name}: the fake does not know what this does")
            raise Refusal(404, "Not Found")
        if self.limits is not None and getattr(method, "chat_id", None) is not None:
            self.limits.check(name, method.chat_id, time.monotonic())
        result = DOINGS[name](self.world, method)
        if name.startswith(("send", "edit", "stop")):
            self.world.spoken.append((time.monotonic(), method.chat_id, name))
        self.findings += oracle.problems_of_result(method, result)
        return result

    async def _carried(self, body: dict[str, Any]) -> None:
        """A call in the answer to a webhook's: judged like any other, and refused in silence."""
        name = body.pop("method")
        method = oracle.read_request(name, body, {})
        self.findings += oracle.problems_of(method)
        self.calls.append((name, method))
        with suppress(Refusal):
            await self._result(name, method)

    async def _set(self, method: Any) -> bool:
        if not method.url.startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if method.drop_pending_updates:
            self.findings.append("setWebhook: drops people's messages")
        await self._delete(None)
        self.webhook_url = method.url
        self._poller.interrupt()
        self._webhook = Webhook(self.queue, lambda: self.webhook_target, method.secret_token or "", self._carried)
        return True

    async def _delete(self, method: Any) -> bool:
        if method is not None and method.drop_pending_updates:
            self.findings.append("deleteWebhook: drops people's messages")
        if self._webhook is not None:
            await self._webhook.close()
        self._webhook, self.webhook_url = None, ""
        return True

    async def _info(self, method: Any) -> dict[str, Any]:
        return {"url": self.webhook_url, "has_custom_certificate": False, "pending_update_count": len(self.queue)}


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, BufferedInputFile]]:
    if request.content_type == "application/json":
        return await request.json(), {}
    fields: dict[str, Any] = dict(request.query)
    files: dict[str, BufferedInputFile] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = BufferedInputFile(value.file.read(), value.filename)
        else:
            fields[name] = value
    return fields, files
