"""A proxy before a store that can lose an answer: the command has run, and nobody is told."""

import asyncio
import re
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CHUNK = 1 << 16
COMMAND = re.compile(rb"\*\d+\r\n\$\d+\r\n([A-Z]+)\r\n")


class CuttingProxy:
    """Counts the commands that pass; loses the answers to the next `losses` commands named in `losing`."""

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target)
        self.losing = b""
        self.losses = 0
        self.commands: list[bytes] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/0"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await self._connect()
        try:
            while asked := await reader.read(CHUNK):
                commands = COMMAND.findall(asked)
                self.commands += commands
                far_writer.write(asked)
                answer = await far_reader.read(CHUNK)
                if self.losing in commands and self.losses:
                    self.losses -= 1
                    return
                writer.write(answer)
        finally:
            far_writer.close()
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._target.scheme == "unix":
            return await asyncio.open_unix_connection(self._target.path)
        return await asyncio.open_connection(self._target.hostname, self._target.port)
