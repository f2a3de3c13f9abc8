"""`vara serve` as operators meet it: starting, stopping, and trouble around it."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from tests.bot.web.served import REPOSITORY, Served, Talk, wait_until
from tests.ports import free_port
from tests.redis_server import running_redis

TOKEN = "123456:" + "A" * 35


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bot", "serve", "--port", port]

        ended = subprocess.run(
            command, check=False, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)}, capture_output=True, timeout=60
        )

    assert ended.returncode == 2
    assert port in ended.stderr.decode()
    assert len(ended.stderr.decode().splitlines()) == 1


def test_the_log_has_the_form_that_was_asked_for_and_holds_no_token(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    vara = Served(free_port(), tmp_path, VARA_LOG="json", VARA_TELEGRAM_TOKEN=TOKEN, VARA_TELEGRAM_API=nobody)
    vara.start()

    wait_until(lambda: "did not answer" in vara.errors.read_text())

    vara.end()
    lines = vara.errors.read_text().splitlines()
    assert all({"time", "level"} <= json.loads(each).keys() for each in lines)
    assert not any(TOKEN.partition(":")[2] in each for each in lines)


def test_a_conversation_goes_on_after_a_kill_and_after_an_ordered_end(own_vara: Served) -> None:
    with httpx.Client(base_url=own_vara.address) as client:
        talk = Talk(client).begun()
        own_vara.kill()
        own_vara.start()
        talk.say("1")
        ended = own_vara.stop()
        own_vara.start()

        standing = client.get(talk.path, headers=talk.headers).json()["replies"]

    assert ended == 0
    assert standing[-1]["asks"] == "quick.ecosystems"


def test_with_the_store_away_it_says_one_moment_and_recovers_by_itself(tmp_path: Path) -> None:
    port = free_port()
    folder = tmp_path / "redis"
    folder.mkdir()
    served = Served(free_port(), tmp_path, VARA_REDIS_URL=f"redis://127.0.0.1:{port}/0")
    try:
        with httpx.Client(base_url=served.address, timeout=20) as client:
            with running_redis(folder, port=port):
                served.start()
                talk = Talk(client).begun()

            away = talk.say("1", "kept")
            ready = client.get("/readyz")
            alive = client.get("/healthz")

            with running_redis(folder, port=port):
                wait_until(lambda: client.get("/readyz").status_code == 200)
                back = talk.say("1", "kept")

        assert (away.status_code, away.headers["retry-after"]) == (503, "1")
        assert away.json()["error"]["code"] == "one_moment"
        assert (ready.status_code, ready.json()["store"], alive.status_code) == (503, False, 200)
        assert back.json()["replies"][-1]["asks"] == "quick.ecosystems"
    finally:
        served.end()


def test_a_redis_that_can_lose_answers_keeps_us_from_being_ready_unless_that_is_accepted(tmp_path: Path) -> None:
    with running_redis(tmp_path, "--appendfsync", "everysec") as url:
        careful = Served(free_port(), tmp_path, VARA_REDIS_URL=url)
        careful.start("/healthz")
        told = httpx.get(careful.address + "/readyz")
        careful.end()
        bold = Served(free_port(), tmp_path, VARA_REDIS_URL=url, VARA_REDIS_DURABILITY="accept-risk")
        bold.start()
        bold.end()

    assert (told.status_code, told.json()["durable"]) == (503, False)
    assert "appendfsync is everysec" in careful.errors.read_text()


def test_a_token_that_telegram_refuses_does_not_stop_the_web(tmp_path: Path) -> None:
    with _refusing_bot_api() as api:
        served = Served(free_port(), tmp_path, VARA_TELEGRAM_TOKEN=TOKEN, VARA_TELEGRAM_API=api)
        served.start("/healthz")
        try:
            wait_until(lambda: httpx.get(served.address + "/readyz").json()["telegram"] == "closed")

            assert httpx.get(served.address + "/readyz").status_code == 200
            assert httpx.post(served.address + "/api/conversations").status_code == 201
        finally:
            served.end()
    assert "VARA_TELEGRAM_TOKEN" in served.errors.read_text()
    assert TOKEN not in served.errors.read_text()


def test_a_webhook_call_needs_the_secret(tmp_path: Path) -> None:
    settings = {
        "VARA_WEBHOOK_URL": "https://vara.example/telegram",
        "VARA_WEBHOOK_SECRET": "word",
        "VARA_TELEGRAM_TOKEN": TOKEN,
    }
    with _refusing_bot_api() as api:
        served = Served(free_port(), tmp_path, VARA_TELEGRAM_API=api, **settings)
        served.start("/healthz")
        try:
            address = served.address + "/telegram"
            secrets = ("", "wrong", "wordy", "Word")
            refused = {_call(address, secret).status_code for secret in secrets}

            let_in = _call(address, "word")
        finally:
            served.end()

    assert refused == {404}
    assert let_in.status_code == 503  # nothing can be answered here: Telegram shall send it again


def _call(address: str, secret: str) -> httpx.Response:
    return httpx.post(address, json={"update_id": 1}, headers={"X-Telegram-Bot-Api-Secret-Token": secret})


@contextmanager
def _refusing_bot_api() -> Iterator[str]:
    """A Bot API server that knows no token."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
            self.send_response(401)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any, **named: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
