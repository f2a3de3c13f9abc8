"""The shipped server but for two things: what time it is stands in a file, and it looks for reminders again and again
instead of every minute.

Lives are forked from a process that has read code and rubric, so that each begins quickly; store, keys and channel each
opens for itself.
"""

import os
import sys
import time
from functools import cache
from pathlib import Path

from bot import cli, serving
from bot.telegram import channel, reminders  # noqa: F401 - read once, for all lives
from dialogues.script import load_script
from keeping.settings import load_settings

EVERY = 0.004


def main(clock: Path, looked: Path, port: str) -> None:
    """Begins a life for each line that comes in; says its number, and when it has ended."""
    vars(serving)["load_script"] = read_once = cache(load_script)
    settings = load_settings()
    read_once(settings.content, settings.session_days, settings.language, zone=settings.time_zone)
    time.time = lambda: float(clock.read_text())
    reminders.EVERY = EVERY
    really_look = reminders.Reminders.look

    async def look(self: reminders.Reminders, at: int) -> None:
        await really_look(self, at)
        draft = looked.with_suffix(".draft")
        draft.write_text(str(at))
        draft.rename(looked)

    reminders.Reminders.look = look  # type: ignore[method-assign]
    for _ in sys.stdin:
        life = os.fork()
        if not life:
            os.dup2(2, 1)  # what it prints is not for the test
            cli.main(["serve", "--port", port])
        sys.stdout.write(f"{life}\n")
        sys.stdout.flush()
        os.waitpid(life, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
