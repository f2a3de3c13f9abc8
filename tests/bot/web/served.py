"""The shipped server on a real port, and the little that a client of its HTTP interface needs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

REPOSITORY = Path(__file__).parents[3]
START_SECONDS = 60


class Served:
    """`vara serve` as a process of its own; it can be stopped and started again on the same port."""

    def __init__(self, port: int, folder: Path, program: str = "bot", **settings: str) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.errors = folder / "errors.txt"
        self._command = [sys.executable, "-m", program, "serve", "--port", str(port)]
        self._folder = folder
        own = {name: value for name, value in os.environ.items() if not name.startswith("VARA_")}
        self._environment = {**own, "VARA_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(REPOSITORY), **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, awaited: str = "/readyz") -> None:
        with self.errors.open("ab") as errors:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdout=subprocess.DEVNULL, stderr=errors
            )
        deadline = time.monotonic() + START_SECONDS
        with httpx.Client(base_url=self.address) as client:  # making one takes longer than all that it asks
            while time.monotonic() < deadline and self._process.poll() is None:
                try:
                    if client.get(awaited).is_success:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(0.02)
        self.kill()
        pytest.fail("the server did not start: " + self.errors.read_text(), pytrace=False)

    def has_ended(self) -> bool:
        """Whether the process is not there any more."""
        return self._process is None or self._process.poll() is not None

    def stop(self) -> int:
        """Asks it to leave; its exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(10)

    def end(self) -> None:
        """Whatever state it is in, nothing of it is left."""
        if self._process is not None and self._process.poll() is None:
            try:
                self.stop()
            finally:
                self.kill()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def megabytes(self) -> float:
        """Memory that the process holds now (Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000

    def children(self) -> list[int]:
        """The processes that it has started (Linux)."""
        return [int(each) for each in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    """Asks again and again until it is true or START_SECONDS are over."""
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail("waited in vain", pytrace=False)
        time.sleep(0.02)


class Talk:
    """One conversation over HTTP."""

    def __init__(self, client: httpx.Client, language: str | None = None) -> None:
        opened = client.post("/api/conversations", json={"language": language} if language else {})
        assert opened.status_code == 201
        self.client = client
        self.id: str = opened.json()["id"]
        self.path = f"/api/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {opened.json()['token']}"}
        self.replies: list[dict[str, object]] = opened.json()["replies"]
        self._said = 0

    def say(self, text: str, message_id: str | None = None) -> httpx.Response:
        self._said += 1
        body = {"id": message_id or str(self._said), "text": text}
        return self.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    def begun(self) -> "Talk":
        """Agreed, no city named, at the first quick question."""
        for text in ("agree", "skip", "quick"):
            assert self.say(text).status_code == 200
        return self
