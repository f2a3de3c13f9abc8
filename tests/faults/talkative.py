"""`vara serve` that logs all it can: every library of ours and of others at its lowest level."""

import logging
from collections.abc import Iterable
from typing import Literal

from bot import serving
from bot.cli import main
from keeping import logs


def set_up_everything(kind: Literal["text", "json"] = "text", secrets: Iterable[str] = ()) -> None:
    logs.set_up_logs(kind, secrets)
    logging.getLogger().setLevel(logging.DEBUG)
    logging.debug("from now on everything is told")  # noqa: LOG015 - it shows that the root logger does


if __name__ == "__main__":
    serving.set_up_logs = set_up_everything  # type: ignore[attr-defined]
    main()
