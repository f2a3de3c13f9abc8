"""A Redis whose power can be cut: what it had not made sure of on the disk is gone, as on a real machine."""

import struct
import subprocess
from pathlib import Path

from tests.ports import free_port
from tests.redis_server import start_redis

SHIM = Path(__file__).with_name("synced.c")


def built_shim(folder: Path) -> Path:
    library = folder / "synced.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SHIM, "-ldl"], check=True)
    return library


class FrailRedis:
    """`fsync` is the server's `appendfsync`."""

    def __init__(self, folder: Path, shim: Path, fsync: str) -> None:
        self._folder = folder
        self._shim = shim
        self._fsync = fsync
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        preloaded = {"LD_PRELOAD": str(self._shim)}
        self._process = start_redis(self._folder, "--appendfsync", self._fsync, port=self._port, environment=preloaded)

    def end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def cut_power(self) -> None:
        """The process ends at once, and of its file only what was synced remains."""
        self.end()
        for written in self._folder.glob("appendonlydir/*.incr.aof"):
            note = written.with_name(written.name + ".synced")
            size = struct.unpack("<q", note.read_bytes())[0] if note.exists() else 0
            with written.open("r+b") as file:
                file.truncate(min(size, written.stat().st_size))
