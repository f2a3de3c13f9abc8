"""A turn over Vara's HTTP interface, beside the least that a questionnaire can be on the same server without Vara."""

import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import uvloop

from tests.bench.contenders import Contender, environment, interpreter, started, until_ready, write_questions
from tests.bench.lines import Line, Part, at_least, at_most
from tests.bench.pressing import processor_time
from tests.ports import free_port
from tests.redis_server import running_redis

CONNECTIONS = 32
ROUNDS = 2
TURNS = 24
REPETITIONS = 3
OURS = Contender("Vara", ("-m", "bot", "serve"), ("agree", "Mendoza", "full"), ours=True)
IN_REDIS = Contender(
    "minimal endpoint, state in the same Redis", ("-m", "tests.bench.peers.minimal_web", "redis"), opening=()
)
NOTHING = Contender(
    "minimal endpoint that keeps nothing", ("-m", "tests.bench.peers.minimal_web", "nothing"), opening=()
)


class Served(NamedTuple):
    """Microseconds of processor time a request, requests a second by the clock, and the slowest of a hundred in ms."""

    cpu: float
    rate: float
    p99: float


class Talk:
    """One conversation over one kept-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._id, self._token, self._said = "any", "any", 0
        self.values: list[str] = []

    async def open(self, opening: tuple[str, ...]) -> None:
        if opening:
            opened = await self._post("/api/conversations", {})
            self._id, self._token = opened["id"], opened["token"]
        for text in opening:
            await self.say(text)

    async def say(self, text: str) -> None:
        self._said += 1
        path = f"/api/conversations/{self._id}/messages"
        answer = await self._post(path, {"id": str(self._said), "text": text})
        self.values = [button["value"] for reply in answer["replies"] for button in reply["buttons"]]

    async def rate(self) -> None:
        await self.say(next((each for each in self.values if each.endswith(".mostly")), "open_data.portal.mostly"))

    async def _post(self, path: str, said: dict[str, str]) -> Any:
        body = json.dumps(said).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: vara\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self._token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        content = await self._reader.readexactly(length)
        if not answer.startswith(b"http/1.1 20"):
            raise RuntimeError(content.decode())
        return json.loads(content)


def parts(*, small: bool = False) -> list[Part]:
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as redis:
        write_questions(Path(name))
        return [uvloop.run(_measured(redis, Path(name), 1 if small else REPETITIONS))]


async def _measured(redis: str, folder: Path, repetitions: int) -> Part:
    ports = {each: free_port() for each in (OURS, IN_REDIS, NOTHING)}
    processes = {
        each: started(_command(each, port), environment(redis, folder, port), folder) for each, port in ports.items()
    }
    found: dict[Contender, list[Served]] = {each: [] for each in ports}
    try:
        for contender, port in ports.items():
            await until_ready(contender, port, processes[contender], folder)
        for _ in range(repetitions):
            for contender, port in ports.items():
                found[contender].append(await _served(contender, port, processes[contender].pid))
    finally:
        for process in processes.values():
            process.kill()
            await asyncio.to_thread(process.wait, 10)
    return _told(found)


def _command(contender: Contender, port: int) -> list[str]:
    return [interpreter(contender), *contender.command, *(("--port", str(port)) if contender.ours else ())]


async def _served(contender: Contender, port: int, pid: int) -> Served:
    talks = [Talk(*await asyncio.open_connection("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    spent, taken, waits = 0.0, 0.0, []
    for _ in range(ROUNDS):
        await asyncio.gather(*(talk.open(contender.opening) for talk in talks))
        before, begun = processor_time(pid), time.perf_counter()
        for found in await asyncio.gather(*(_rated(talk) for talk in talks)):
            waits += found
        spent, taken = spent + processor_time(pid) - before, taken + time.perf_counter() - begun
    waits.sort()
    return Served(spent / len(waits) * 1e6, len(waits) / taken, waits[len(waits) * 99 // 100] * 1000)


async def _rated(talk: Talk) -> list[float]:
    waits = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        await talk.rate()
        waits.append(time.perf_counter() - begun)
    return waits


def _told(found: dict[Contender, list[Served]]) -> Part:
    cpu = {contender: median(each.cpu for each in served) for contender, served in found.items()}
    rate = {contender: median(each.rate for each in served) for contender, served in found.items()}
    p99 = median(each.p99 for each in found[OURS])
    lines = [Line(f"{each.name}: processor time of a request", micros, "µs") for each, micros in cpu.items()]
    lines += [Line(f"{each.name}: requests a second by the clock", much, "/s") for each, much in rate.items()]
    share = "Vara's requests by one core, as a share of those of the"
    lines += [Line(f"{share} {IN_REDIS.name}", cpu[IN_REDIS] / cpu[OURS], "x", at_least(0.6))]
    lines += [Line(f"{share} {NOTHING.name}", cpu[NOTHING] / cpu[OURS], "x")]
    lines += [Line("Vara: 99 % of answers within", p99, "ms", at_most(25))]
    return Part(f"A turn over HTTP, {CONNECTIONS} connections", lines)


if __name__ == "__main__":
    for part in parts():
        print(part)
