"""`vara actions` as it is shipped, and rasa-sdk's own server over the same actions: real processes, real ports."""

import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.actions.calls import body
from tests.bot.web.served import Served
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
RIGHT = {"Authorization": "Bearer right"}


class Serving(Served):
    """An action server as a process of its own."""

    def __init__(self, folder: Path, command: list[str], port: int, **settings: str) -> None:
        super().__init__(port, folder, **settings)
        self._command = command


@contextmanager
def serving(folder: Path, *command: str, port: int, **settings: str) -> Iterator[Serving]:
    server = Serving(folder, [sys.executable, "-m", *command], port, **settings)
    server.start("/health")
    try:
        yield server
    finally:
        server.end()


def turn(text: str = "hello", sender: str = "anna") -> dict[str, object]:
    return body("action_vara_turn", text, sender=sender, intent="vara_check")


def test_hostile_calls_are_refused_and_memory_stays_flat(tmp_path: Path) -> None:
    port = free_port()
    bomb = zlib.compress(b" " * 100_000_000)
    headers = {**RIGHT, "Content-Type": "application/json"}
    with (
        serving(tmp_path, "bot", "actions", "--port", str(port), port=port, VARA_RASA_TOKEN="right") as server,
        httpx.Client(base_url=server.address) as client,
    ):
        client.post("/webhook", json=turn(), headers=RIGHT)
        before = server.megabytes()
        found = set()
        for number in range(60):
            found |= {
                client.post("/webhook", json=turn()).status_code,
                client.post("/webhook", content=bomb, headers={**headers, "Content-Encoding": "deflate"}).status_code,
                client.post("/webhook", content=b" " * 2_000_000, headers=headers).status_code,
                client.post("/webhook", content=b"[" * 200_000, headers=headers).status_code,
                client.post("/webhook", json=turn(sender=f"s{number}"), headers=RIGHT).status_code,
            }
        after = server.megabytes()
        left = server.stop()

    assert found == {401, 415, 413, 400, 200}
    assert after - before < 10
    assert left == 0
    assert "Traceback" not in server.errors.read_text()


def test_rasa_sdks_own_server_runs_the_same_actions(tmp_path: Path) -> None:
    port = free_port()
    command = ("rasa_sdk", "--actions", "actions", "--port", str(port))
    with serving(tmp_path, *command, port=port, SANIC_HOST="127.0.0.1") as server:
        answer = httpx.post(f"{server.address}/webhook", json=turn(), timeout=30)

    assert answer.status_code == 200
    assert answer.json()["responses"][0]["buttons"][0]["payload"] == '/vara_say{"vara_value": "agree"}'


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (("--host", "0.0.0.0"), {}, "VARA_RASA_TOKEN"),
        (("--port", "0"), {}, "no port 0"),
        (("--workers", "0"), {}, "from 1 to"),
        ((), {"VARA_RASA_STATE": "nowhere"}, "store or slot"),
        (("--workers", "2"), {"VARA_REDIS_URL": "nowhere"}, "VARA_REDIS_URL"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    arguments: tuple[str, ...], settings: dict[str, str], words: str, tmp_path: Path
) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("VARA_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "actions", *arguments],
        env={**own, "PYTHONPATH": str(ROOT), "VARA_DATA_DIR": str(tmp_path), **settings},
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )

    said = done.stderr.decode().strip()

    assert done.returncode == 2
    assert words in said
    assert len(said.splitlines()) == 1
