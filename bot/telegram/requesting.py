"""HTTP to Telegram over one aiohttp session, and a bot whose token shows nowhere."""

import json
import logging
import warnings
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBUserWarning
from yarl import URL

from bot.telegram.calling import Body, called, fetched
from bot.telegram.raw import identity, mapping
from bot.telegram.wire import Wire

CONNECTIONS = 128
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WRITE_SECONDS = 20.0
POOL_SECONDS = 10.0


class AiohttpRequest(BaseRequest):
    """One session for polling and sending. Errors name only their kind: their texts hold the address with the token."""

    __slots__ = ("_session",)

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("The connection to Telegram is closed")
        connect, read = _seconds(connect_timeout, CONNECT_SECONDS), _seconds(read_timeout, READ_SECONDS)
        waiting = connect + _seconds(pool_timeout, POOL_SECONDS)
        limits = aiohttp.ClientTimeout(
            total=waiting + read + _seconds(write_timeout, WRITE_SECONDS),
            connect=waiting,
            sock_connect=connect,
            sock_read=read,
        )
        try:
            async with self._session.request(
                method, URL(url, encoded=True), data=_body(request_data), timeout=limits, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as late:
            raise TimedOut(type(late).__name__) from None
        except (aiohttp.ClientError, OSError, ValueError) as trouble:
            raise NetworkError(type(trouble).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Telegram's answer. The library's own version would print an unreadable one, people's words included."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not ("result" in answer or "error_code" in answer):
            raise NetworkError("Unreadable answer") from None
        return answer


class DirectBot(Bot):
    """The library's bot, with a short way for what every turn needs. Its own `repr` would print the token."""

    __slots__ = ("_api", "_wire")

    def __init__(self, token: str, api: str) -> None:
        request = AiohttpRequest()
        super().__init__(token, f"{api}/bot", f"{api}/file/bot", request=request, get_updates_request=request)
        self._api = api
        self._wire: Wire | None = None

    async def initialize(self) -> None:
        await super().initialize()
        if self._wire is None and not _behind_proxy(self._api):
            self._wire = Wire(self._api, AiohttpRequest.USER_AGENT)

    async def shutdown(self) -> None:
        if self._wire is not None:
            self._wire.close()
        await super().shutdown()

    async def call(self, body: Body) -> int:
        """The number of the message that came of a call; 0 if none did. Raises the library's errors."""
        fields = {**body}
        method = str(fields.pop("method"))
        if self._wire is None:
            return identity(mapping(await self.do_api_request(method, fields)).get("message_id")) or 0
        return await called(self._wire, f"/bot{self.token}/{method}", fields)

    async def updates(self, asked: Body, seconds: float) -> object:
        """What `getUpdates` brings within `seconds`, as it came. Raises the library's errors."""
        if self._wire is None:
            return await self.do_api_request("getUpdates", asked, read_timeout=seconds)
        return await fetched(self._wire, f"/bot{self.token}/getUpdates", asked, seconds)

    def __repr__(self) -> str:
        return "<the Telegram bot>"


def _behind_proxy(api: str) -> bool:
    """Whether the environment sends us through a proxy, which the short way knows nothing of."""
    parts = urlsplit(api)
    return parts.scheme in getproxies() and not proxy_bypass(parts.hostname or "")


def connect(token: str, api: str) -> DirectBot:
    """The bot behind `api`, the base address of a Bot API server."""
    warnings.filterwarnings("ignore", r".*Please use 'Bot\.getUpdates'", PTBUserWarning)
    warnings.filterwarnings("ignore", r".*attribute `retry_after`", PTBUserWarning)
    logging.getLogger("telegram").setLevel(logging.WARNING)  # below, it prints the address with the token, and texts
    return DirectBot(token, api)


def _seconds(given: ODVInput[float], usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
