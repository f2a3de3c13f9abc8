"""A Redis and a shipped `vara serve` on it, that can be killed at any moment and started again where they were."""

import base64
import secrets
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from redis import Redis

from keeping.keys import Keyring
from keeping.store import Store
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.redis_server import start_redis


class Installation:
    """`served` are one or more processes of the same installation; `redis` are options of its Redis."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 1,
        program: str = "bot",
        password: str = "",
        redis: tuple[str, ...] = (),
        **settings: str,
    ) -> None:
        self.folder = folder
        self._port = free_port()
        self.password = password
        self._options = (*redis, *(("--requirepass", password) if password else ()))
        self.url = f"redis://{f':{password}@' if password else ''}127.0.0.1:{self._port}/0"
        key = secrets.token_bytes(32)
        self.keyring = Keyring(key)
        shared = {"VARA_REDIS_URL": self.url, "VARA_ENCRYPTION_KEY": base64.urlsafe_b64encode(key).decode(), **settings}
        self.served = [Served(free_port(), self._home(number), program, **shared) for number in range(workers)]
        self.redis: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.start_store()
        for each in self.served:
            each.start()

    def start_store(self) -> None:
        self.redis = start_redis(self.folder, *self._options, port=self._port)

    def kill_store(self) -> None:
        if self.redis:
            self.redis.kill()
            self.redis.wait()

    def tell_store(self, *words: str) -> None:
        """What an operator says to it."""
        client: Any = Redis(port=self._port, password=self.password)
        with closing(client):
            client.execute_command(*words)

    def end(self) -> None:
        for each in self.served:
            each.kill()
        self.kill_store()

    def store(self) -> Store:
        """What is kept, read as the installation itself reads it."""
        return Store(self.url, self.keyring)

    def _home(self, number: int) -> Path:
        home = self.folder / f"worker-{number}"
        home.mkdir()
        return home
