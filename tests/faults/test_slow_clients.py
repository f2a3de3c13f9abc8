"""Whoever gives or takes too slowly is hung up on, the others are served, and nobody keeps the program from leaving."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from keeping.punctual import ARRIVAL_SECONDS
from tests.bot.web.served import Served, Talk
from tests.faults.slow import KINDS, held_after, slow_clients
from tests.ports import free_port
from tests.sizes import tries

CLIENTS = tries(usual=10, soak=500)
"""Of each kind."""
LEEWAY = 2.0
SOON = 2.0
"""Seconds within which others are answered, on a busy machine."""


def test_slow_clients_are_gone_in_15_seconds_and_others_are_served(tmp_path: Path) -> None:
    waits: list[float] = []
    with serving(tmp_path) as served, httpx.Client(base_url=served.address, timeout=20) as client:
        talk = Talk(client).begun()

        def asks() -> None:
            begun = time.monotonic()
            assert client.get(talk.path, headers=talk.headers).is_success
            waits.append(time.monotonic() - begun)

        with slow_clients(served.address, CLIENTS) as clients:
            held = held_after(clients, ARRIVAL_SECONDS + LEEWAY, asks)

    assert {each.kind for each in held} == set()
    assert max(waits) < SOON


def test_it_would_show_if_nobody_were_hung_up_on(tmp_path: Path) -> None:
    with serving(tmp_path, "tests.broken.endless_patience") as served, slow_clients(served.address, 1) as clients:
        held = held_after(clients, ARRIVAL_SECONDS + LEEWAY, lambda: None)

    assert {each.kind for each in held} == set(KINDS)


def test_none_of_them_keeps_it_from_leaving(tmp_path: Path) -> None:
    with serving(tmp_path) as served, slow_clients(served.address, CLIENTS):
        assert httpx.get(served.address + "/healthz").is_success
        begun = time.monotonic()

        ended = served.stop()

    assert ended == 0
    assert time.monotonic() - begun < 10


@contextmanager
def serving(folder: Path, program: str = "bot") -> Iterator[Served]:
    served = Served(free_port(), folder, program)
    try:
        served.start()
        yield served
    finally:
        served.end()
