"""A Redis and a shipped `vara serve` on it, that can be killed at any moment and started again where they were."""

import base64
import secrets
import subprocess
from pathlib import Path

from keeping.keys import Keyring
from keeping.store import Store
from tests.bot.web.served import Served
from tests.redis_server import free_port, start_redis


class Installation:
    """`served` are one or more processes of the same installation."""

    def __init__(self, folder: Path, *, workers: int = 1, program: str = "bot", **settings: str) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        key = secrets.token_bytes(32)
        self.keyring = Keyring(key)
        shared = {"VARA_REDIS_URL": self.url, "VARA_ENCRYPTION_KEY": base64.urlsafe_b64encode(key).decode(), **settings}
        self.served = [Served(free_port(), self._home(number), program, **shared) for number in range(workers)]
        self._redis: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.start_store()
        for each in self.served:
            each.start()

    def start_store(self) -> None:
        self._redis = start_redis(self._folder, port=self._port)

    def kill_store(self) -> None:
        if self._redis:
            self._redis.kill()
            self._redis.wait()

    def end(self) -> None:
        for each in self.served:
            each.kill()
        self.kill_store()

    def store(self) -> Store:
        """What is kept, read as the installation itself reads it."""
        return Store(self.url, self.keyring)

    def _home(self, number: int) -> Path:
        home = self._folder / f"worker-{number}"
        home.mkdir()
        return home
