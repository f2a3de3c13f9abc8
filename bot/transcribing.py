"""Voice messages: a port that an operator can fill. Without it nothing is downloaded, and people are asked to type.

A package fills it by an entry point of the group `vara.transcriber` that makes a `Transcriber` when it is called.
"""

import logging
from importlib.metadata import entry_points
from typing import Protocol

GROUP = "vara.transcriber"

log = logging.getLogger(__name__)


class Transcriber(Protocol):
    """Turns speech into text, on the operator's own machine or with a service of the operator's choice."""

    async def transcribe(self, speech: bytes, media_type: str, language: str) -> str | None:
        """What was said, as text in `language` if that can be told; None if it cannot be understood.

        `media_type` is that of the recording, such as `audio/ogg`. Errors are the same as not understanding.
        """
        ...


def installed() -> Transcriber | None:
    """What fills the port; None if nothing does, or if it cannot be made."""
    for each in entry_points(group=GROUP):
        try:
            made: Transcriber = each.load()()
        except Exception as bug:  # noqa: BLE001 - somebody else's code; voice messages are answered as without it
            trouble = type(bug).__name__
            log.warning("The transcriber %s cannot be used (%s); voice messages are not read", each.name, trouble)
            continue
        log.info("Voice messages are read by %s", each.name)
        return made
    return None
