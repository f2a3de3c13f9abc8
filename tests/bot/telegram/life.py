"""The shipped server but for three things: what time it is stands in a file, it looks for reminders again and again
instead of every minute, and it is in no less of a hurry than the test.

Lives are forked from a process that has read code and rubric, so that each begins quickly; store, keys and channel each
opens for itself.
"""

import os
import sys
import time
from functools import cache, partial
from pathlib import Path

from bot import cli, serving
from bot.telegram import channel, reminders  # read once, for all lives
from bot.telegram.beside import Reminding
from bot.telegram.pacing import Patience
from dialogues.script import load_script
from keeping.conversation import Conversation
from keeping.errors import StoreAway
from keeping.settings import load_settings

EVERY = 0.004
HURRY = Patience(private_rate=1000, overall_rate=5000)


def main(clock: Path, looked: Path, port: str) -> None:
    """Begins a life for each line that comes in; says its number, and when it has ended."""
    vars(serving)["load_script"] = read_once = cache(load_script)
    settings = load_settings()
    read_once(settings.content, settings.session_days, settings.language, zone=settings.time_zone)
    time.time = lambda: float(clock.read_text())
    reminders.EVERY = EVERY
    really_look = reminders.Reminders.look

    async def look(self: reminders.Reminders, at: int) -> None:
        """A look that leaves something due was cut short by a busy machine; the next one, at the same time, says it."""
        await really_look(self, at)
        if not await _all_said(self._reminding, at):
            return
        draft = looked.with_suffix(".draft")
        draft.write_text(str(at))
        draft.rename(looked)

    reminders.Reminders.look = look  # type: ignore[method-assign]
    vars(channel)["TelegramChannel"] = partial(channel.TelegramChannel, patience=HURRY)
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


async def _all_said(reminding: Reminding, at: int) -> bool:
    """Whether people have heard what was due. What teams are asked is looked for beside it, and not waited for."""
    try:
        return isinstance(reminding, Conversation) and not await reminding.due(at)
    except StoreAway:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
