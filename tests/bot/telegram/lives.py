"""`vara serve` through many lives, on a clock that a test sets: each is a process of its own and ends by kill -9."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Self

from tests.bot.web.served import REPOSITORY
from tests.ports import free_port
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.waiting import until

GLANCE_SECONDS = 0.004
PROGRAM = "tests.bot.telegram.life"
LOOKING_SECONDS = 60.0


class Lives:
    """The test's end: begins and ends lives, and sets the clock. `at` is the simulated time."""

    def __init__(self, fake: FakeTelegram, folder: Path, at: int) -> None:
        self.at = at
        self.ended = 0
        self._clock, self._looked = folder / "clock", folder / "looked"
        self._errors = folder / "errors.txt"
        own = {name: value for name, value in os.environ.items() if not name.startswith("VARA_")}
        settings = {
            "VARA_DATA_DIR": str(folder / "data"),
            "VARA_TELEGRAM_TOKEN": TOKEN,
            "VARA_TELEGRAM_API": fake.address,
        }
        self._environment = {**own, **settings, "PYTHONPATH": str(REPOSITORY)}
        self._program: asyncio.subprocess.Process | None = None
        self._life = 0

    async def __aenter__(self) -> Self:
        self._set()
        with self._errors.open("ab") as errors:
            self._program = await asyncio.create_subprocess_exec(
                *(
                    sys.executable,
                    "-m",
                    PROGRAM,
                    str(self._clock),
                    str(self._looked),
                    str(free_port()),
                ),
                env=self._environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._program is not None
        if self._life:
            await self.kill()
        self._program.kill()
        await self._program.wait()

    async def begin(self) -> None:
        """A new process; it has looked once when this returns."""
        self._looked.unlink(missing_ok=True)
        self._life = int(await self._say("begin"))
        await self._until_looked()

    async def kill(self) -> None:
        """Ends it as a power cut would."""
        os.kill(self._life, signal.SIGKILL)
        self._life, self.ended = 0, self.ended + 1
        await self._hear()

    async def passes(self, seconds: int) -> None:
        """So much later it looks."""
        self.later(seconds)
        await self._until_looked()

    def later(self, seconds: int) -> None:
        """It is so much later, and nobody waits for what comes of it."""
        self.at += seconds
        self._set()

    async def _until_looked(self) -> None:
        async def looked() -> bool:
            return self._looked.exists() and self._looked.read_text() == str(self.at)

        await until(looked, LOOKING_SECONDS, GLANCE_SECONDS)

    def _set(self) -> None:
        draft = self._clock.with_suffix(".draft")
        draft.write_text(str(self.at))
        draft.rename(self._clock)

    async def _say(self, word: str) -> str:
        assert self._program is not None
        assert self._program.stdin is not None
        self._program.stdin.write(f"{word}\n".encode())
        return await self._hear()

    async def _hear(self) -> str:
        assert self._program is not None
        assert self._program.stdout is not None
        said = (await self._program.stdout.readline()).decode().strip()
        assert said, self._errors.read_text()
        return said
