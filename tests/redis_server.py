"""A real Redis server for tests, in a folder of its own, stopped by its id."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.ports import free_port

START_SECONDS = 20


@contextmanager
def running_redis(folder: Path, *options: str, port: int = 0) -> Iterator[str]:
    """The address of a Redis server that runs inside the `with`."""
    port = port or free_port()
    process = start_redis(folder, *options, port=port)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def program() -> str:
    """Where redis-server is."""
    found = shutil.which("redis-server")
    if found is None:
        pytest.fail("redis-server is not installed; `make test` says how to get it.", pytrace=False)
    return found


def start_redis(
    folder: Path, *options: str, port: int, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """A Redis server that answers; whoever asked for it ends it."""
    durable = ("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--save", "")
    place = ("--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder))
    with (folder / "redis.log").open("ab") as log:
        process = subprocess.Popen(
            [program(), *place, *durable, *options],
            stdout=log,
            stderr=log,
            env={**os.environ, **(environment or {})},
            restore_signals=False,  # so a file that may not grow is told to it, and does not end it
        )
    _wait_until_ready(process, f"redis://127.0.0.1:{port}/0", options)
    return process


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, options: tuple[str, ...]) -> None:
    deadline = time.monotonic() + START_SECONDS
    password = options[options.index("--requirepass") + 1] if "--requirepass" in options else None
    with closing(Redis.from_url(url, password=password)) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client.ping()
            except RedisError:
                time.sleep(0.01)
            else:
                return
    process.kill()
    process.wait()
    pytest.fail("redis-server did not start", pytrace=False)
