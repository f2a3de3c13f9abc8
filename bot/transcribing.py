"""Voice messages: a port that an operator can fill. Without it nothing is downloaded, and people are asked to type."""

from typing import Protocol


class Transcriber(Protocol):
    """Turns speech into text, on the operator's own machine or with a service of the operator's choice."""

    async def transcribe(self, speech: bytes, media_type: str, language: str) -> str | None:
        """What was said, as text in `language` if that can be told; None if it cannot be understood.

        `media_type` is that of the recording, such as `audio/ogg`. Errors are the same as not understanding.
        """
        ...


TRANSCRIBER: Transcriber | None = None
"""None: voice messages are answered kindly, and never fetched."""
