"""Turns a second over HTTP through `vara actions`, with an empty tracker and with 25 turns of events."""

import asyncio
import json
import os
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path
from typing import NamedTuple

import httpx
import uvloop

from tests.actions.calls import Body, body, turns_of_events
from tests.actions.test_serving import RIGHT, Serving, serving
from tests.bench.lines import Line, Part, at_least
from tests.ports import free_port

PEOPLE = 24
WORKERS = 2
TURNS = 250
LEVELS = ("open_data", "ecosystems", "analytics", "decisions", "services")
CHECK = ("quick", *(f"quick.{area}.2" for area in LEVELS), "restart")
GOALS = {0: 3000, 25: 1000}
"""Turns a second by turns of events in the tracker."""


class Turns(NamedTuple):
    """Turns a second by the clock, and microseconds of processor time that the workers took for one."""

    a_second: float
    spent: float


def requests(person: int, events: list[Body], state: str | None) -> list[bytes]:
    """What Rasa would send for one person, ready to be written."""
    said = islice(chain(("agree", "skip"), cycle(CHECK)), TURNS)
    return [_request(_call(f"p{person}", str(number), value, events, state)) for number, value in enumerate(said)]


def _call(sender: str, message_id: str, value: str, events: list[Body], state: str | None) -> Body:
    text = f'/vara_say{{"vara_value": "{value}"}}'
    slots = {"vara_state": state} if state else {}
    return body(
        "action_vara_turn", text, sender=sender, message_id=message_id, intent="vara_say", slots=slots, events=events
    )


def _request(call: Body) -> bytes:
    content = json.dumps(call).encode()
    head = (
        "POST /webhook HTTP/1.1\r\nHost: rasa\r\nAuthorization: Bearer right\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def _person(port: int, sent: list[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for each in sent:
        writer.write(each)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()


async def _all(port: int, sent: list[list[bytes]]) -> float:
    begun = time.perf_counter()
    await asyncio.gather(*(_person(port, each) for each in sent))
    return time.perf_counter() - begun


def turns(state: str, events_of: int) -> Turns:
    """With everything kept in the embedded store, or in a slot (`state`)."""
    port = free_port()
    events = turns_of_events(events_of)
    command = ("actions", "--port", str(port), "--workers", str(WORKERS))
    with (
        tempfile.TemporaryDirectory() as name,
        serving(Path(name), *command, port=port, VARA_RASA_TOKEN="right", VARA_RASA_STATE=state) as server,
    ):
        held = _held(server.address) if state == "slot" else None
        warming, sent = (
            [requests(1 if held else first + person, events, held) for person in range(PEOPLE)] for first in (1000, 0)
        )
        uvloop.run(_all(port, warming))
        before = _spent(server)
        seconds = uvloop.run(_all(port, sent))
        return Turns(PEOPLE * TURNS / seconds, (_spent(server) - before) / (PEOPLE * TURNS) * 1_000_000)


def _spent(server: Serving) -> float:
    """Seconds of processor time of all workers so far."""
    ticks = 0
    for each in server.children():
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _held(address: str) -> str:
    """What the slot holds after somebody has agreed."""
    call = _call("p1", "first", "agree", [], None)
    answer = httpx.post(f"{address}/webhook", json=call, headers=RIGHT).json()
    return next(str(each["value"]) for each in answer["events"] if each["name"] == "vara_state")


def parts(*, small: bool = False) -> list[Part]:
    lines = []
    for state in ("store", "slot"):
        for events_of, goal in GOALS.items():
            measured = turns(state, events_of)
            about = f"kept in the {state}, {events_of} turns of events"
            lines += [
                Line(about, measured.a_second, "/s", at_least(goal)),
                Line(f"{about}: processor time of a turn", measured.spent, "µs"),
            ]
    return [Part(f"Turns a second of {PEOPLE} people at once through {WORKERS} workers of `vara actions`", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
